"""Guards of the house: what linters cannot say about layers, doors, size and words."""
