"""Where sessions and counts live: memory and SQLite. Nothing here has a place for a person."""
