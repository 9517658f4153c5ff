"""Declared checks of the rulebook and their results."""
