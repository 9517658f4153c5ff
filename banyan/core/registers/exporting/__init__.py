"""Spreadsheets out: streamed to a file, counted, hashed, free of live formulas, with a reason where people are named."""
