"""The visit roster."""
