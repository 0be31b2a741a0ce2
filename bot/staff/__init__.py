"""What NGO staff and admins run: evaluation, reports, reply objects for other programs."""
