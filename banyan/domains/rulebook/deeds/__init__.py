"""What changes a rulebook and what hangs on it."""
