"""Decisions of the communication room on plain values."""
