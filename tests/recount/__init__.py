"""Counts the indicators of a contract a second time, from the tables alone.

Written from the trade's own words (indicators and hours, the columns of the contract, how a sign-in sheet counts) with
the standard library and nothing of the product: what both agree on was reached in two ways. A test of the house reads
the imports.

    python -m tests.recount FILE.sqlite3 PROJECT     # prints the indicators that differ, and exits 1 if any does
"""
