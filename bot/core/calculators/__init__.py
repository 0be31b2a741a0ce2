"""What a worker is owed: one module a kind of claim, exact decimals, rounded once at the end, every step with its article."""
