"""Earmarked money: what was agreed to be spent, what was spent, and whether books, bank and budget agree."""
