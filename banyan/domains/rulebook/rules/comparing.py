"""Two versions side by side: what was added, removed, moved and changed, down to the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ADDED, REMOVED, MOVED, CHANGED, SAME = "added", "removed", "moved", "changed", "same"
_ALIKE = 0.55
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """An item of a version: its place, such as 二-3, its heading and its words."""

    path: str
    heading: str
    words: str

    @property
    def whole(self) -> str:
        """Heading and words."""
        return f"{self.heading}{self.words}"


@dataclass(frozen=True)
class Run:
    """Words that stand on one side only (`marked`) or on both."""

    words: str
    marked: bool


@dataclass(frozen=True)
class Row:
    """One line of the comparison; `before` or `after` is missing where an item was added or removed."""

    kind: str
    before: Piece | None
    after: Piece | None
    before_runs: tuple[Run, ...] = ()
    after_runs: tuple[Run, ...] = ()


def compared(before: Sequence[Piece], after: Sequence[Piece]) -> list[Row]:
    """All items of both versions in the order of the newer one; what was removed stands where it stood."""
    pairs = _paired(before, after)
    partner = {new: old for old, new in pairs.items()}
    moved = _moved(pairs)
    rows: list[Row] = []
    told: set[int] = set()
    for place, piece in enumerate(after):
        rows += _removed_before(before, pairs, partner.get(place), told)
        old = partner.get(place)
        rows.append(
            _row(before[old], piece, place in moved) if old is not None else _alone(ADDED, None, piece)
        )
    rows += _removed_before(before, pairs, len(before), told)
    return rows


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many items were added, removed, moved, changed, and stayed."""
    return {
        kind: sum(1 for row in rows if row.kind == kind) for kind in (ADDED, REMOVED, MOVED, CHANGED, SAME)
    }


def _paired(before: Sequence[Piece], after: Sequence[Piece]) -> dict[int, int]:
    """Which item became which: the same words first, then the same place, then whatever is alike."""
    pairs: dict[int, int] = {}
    free = dict(enumerate(after))
    for same in (_same_words, _alike_at_the_same_place):
        for old, piece in enumerate(before):
            if old in pairs:
                continue
            found = next((new for new, other in _nearest_first(free, old) if same(piece, other)), None)
            if found is not None:
                pairs[old] = found
                del free[found]
    _pair_the_alike(before, pairs, free)
    return pairs


def _nearest_first(free: dict[int, Piece], place: int) -> list[tuple[int, Piece]]:
    return sorted(free.items(), key=lambda each: abs(each[0] - place))


def _same_words(one: Piece, other: Piece) -> bool:
    return bool(one.whole) and one.whole == other.whole


def _alike_at_the_same_place(one: Piece, other: Piece) -> bool:
    return one.path == other.path and likeness(one.whole, other.whole) >= _ALIKE


def _pair_the_alike(before: Sequence[Piece], pairs: dict[int, int], free: dict[int, Piece]) -> None:
    open_ones = [old for old in range(len(before)) if old not in pairs]
    found = [
        (likeness(before[old].whole, piece.whole), old, new)
        for old in open_ones
        for new, piece in free.items()
    ]
    for worth, old, new in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if worth >= _ALIKE and old not in pairs and new in free:
            pairs[old] = new
            del free[new]


def likeness(one: str, other: str) -> float:
    """How much of two texts agrees, from 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _moved(pairs: dict[int, int]) -> set[int]:
    """New places of items that do not stand in the longest row that kept its order."""
    row = [pairs[old] for old in sorted(pairs)]
    return set(row) - set(_longest_rising(row))


def _longest_rising(row: Sequence[int]) -> list[int]:
    best: list[list[int]] = []
    for value in row:
        longest = max((run for run in best if run[-1] < value), key=len, default=[])
        best.append([*longest, value])
    return max(best, key=len, default=[])


def _removed_before(
    before: Sequence[Piece], pairs: dict[int, int], until: int | None, told: set[int]
) -> Iterator[Row]:
    if until is None:
        return
    for place in range(until):
        if place not in pairs and place not in told:
            told.add(place)
            yield _alone(REMOVED, before[place], None)


def _alone(kind: str, before: Piece | None, after: Piece | None) -> Row:
    runs = tuple(Run(piece.whole, True) for piece in (before, after) if piece is not None)
    return Row(kind, before, after, runs if before else (), runs if after else ())


def _row(before: Piece, after: Piece, is_moved: bool) -> Row:
    if before.whole == after.whole:
        runs = (Run(after.whole, False),)
        return Row(MOVED if is_moved else SAME, before, after, runs, runs)
    left, right = marked(before.whole, after.whole)
    return Row(CHANGED, before, after, left, right)


def marked(one: str, other: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts as runs, the differing words marked; figures stay whole."""
    left, right = _TOKEN.findall(one), _TOKEN.findall(other)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    first, second = [], []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        first.append(Run("".join(left[i1:i2]), tag != "equal"))
        second.append(Run("".join(right[j1:j2]), tag != "equal"))
    return _filled(first), _filled(second)


def _filled(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.words)
