"""Sums kept current in the deed's own transaction, provable by recount. Use `banyan.core.tallies.sums`."""
