"""What of a question may be kept: everything that could point to a person, a firm or a place is taken out. Pure."""
