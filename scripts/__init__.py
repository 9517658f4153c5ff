"""Set-up, tests and tools around the product; only what runs inside .venv may import more than the standard library."""
