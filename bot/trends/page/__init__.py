"""The report as one page for admins: what it shows, its summary in words, its charts and its templates."""
