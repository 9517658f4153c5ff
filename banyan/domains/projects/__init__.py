"""Projects: what was promised to the purchaser, and the ledger of what has been delivered.

Rooms above hand in evidence; this room decides what counts, says why the rest does not, and closes the
months.
"""
