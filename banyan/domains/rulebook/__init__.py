"""The agency's own rules, clause by clause, and what the records say about each."""
