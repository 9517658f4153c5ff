"""Numbers without gaps: one locked counter for each centre, kind of record and year."""

from banyan.core.numbering.counters import keep_above, take

__all__ = ["keep_above", "take"]
