"""Questions about case files."""
