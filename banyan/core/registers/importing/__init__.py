"""Spreadsheets in: read, check every cell, show what is wrong where, and write all or the good rows at once."""
