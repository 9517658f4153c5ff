"""Numbers: one locked counter for each centre, kind of record and year. Without gaps, unless a gap would tell of a closed record."""

from banyan.core.numbering.counters import keep_above, take

__all__ = ["keep_above", "take"]
