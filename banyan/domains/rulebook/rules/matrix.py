"""What the compliance matrix makes of verdicts: what is counted, what is shown, what became better or worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

MET, ATTENTION, BREACHED, NOT_APPLICABLE = "met", "attention", "breached", "not_applicable"
VERDICTS = (MET, ATTENTION, BREACHED, NOT_APPLICABLE)
TROUBLE, JUDGED = "trouble", "judged"
#: What a reader may ask to see: one verdict, everything that wants a person, everything that could be judged.
FILTERS = (TROUBLE, BREACHED, ATTENTION, MET, JUDGED, NOT_APPLICABLE)
_WORST_FIRST = (BREACHED, ATTENTION, MET)
_BADNESS = {MET: 0, ATTENTION: 1, BREACHED: 2}


def wanted(only: str) -> tuple[str, ...]:
    """The verdicts that a filter lets through."""
    if only == TROUBLE:
        return (ATTENTION, BREACHED)
    if only == JUDGED:
        return (MET, ATTENTION, BREACHED)
    return (only,) if only in VERDICTS else VERDICTS


def is_shown(verdicts: Iterable[str], only: str) -> bool:
    """Whether a row of verdicts has something the reader asked for."""
    return not only or any(each in wanted(only) for each in verdicts)


def counted(verdicts: Iterable[str]) -> dict[str, int]:
    """How many of each verdict, none left out."""
    found = Counter(verdicts)
    return {each: found[each] for each in VERDICTS}


def judged(counts: dict[str, int]) -> int:
    """How many could be judged at all: the whole of which a share is taken."""
    return counts[MET] + counts[ATTENTION] + counts[BREACHED]


def change(before: str, now: str) -> str:
    """ "better" or "worse" than the period before; nothing when equal or when one of both was not judged."""
    if before not in _BADNESS or now not in _BADNESS or before == now:
        return ""
    return "worse" if _BADNESS[now] > _BADNESS[before] else "better"


def is_mended_by(under_way: bool, found_on: date, since: date) -> bool:
    """Whether a rectification speaks for a verdict: it is under way, or was opened in the days that were judged.

    One that was finished earlier mended an earlier fault; the present one is nobody's.
    """
    return under_way or found_on >= since


def urgency(verdict: str, is_mended: bool, days_late: int) -> tuple[int, int]:
    """The place of a verdict on a list: the worst first, among equals what nobody mends, then what is late."""
    place = _WORST_FIRST.index(verdict) if verdict in _WORST_FIRST else len(_WORST_FIRST)
    return place, 0 if not is_mended else 1 if days_late else 2
