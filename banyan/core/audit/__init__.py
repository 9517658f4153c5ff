"""The trail: append-only, chained, provable after erasure."""
