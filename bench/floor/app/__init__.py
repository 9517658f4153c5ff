"""The floor's one table."""
