"""Speed and memory, each beside a named baseline in the same run: ``make bench``."""
