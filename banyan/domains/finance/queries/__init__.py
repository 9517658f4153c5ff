"""Questions to the books that a register cannot answer."""
