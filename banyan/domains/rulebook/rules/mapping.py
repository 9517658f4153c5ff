"""Which of our clauses a piece of somebody's rulebook speaks of: proposed by its words, decided by a person."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from banyan.foundation.chinese import bigrams

_CHAPTER_BONUS = 0.12
_SECTION_BONUS = 0.10
_LABEL_WEIGHT = 2
#: Below this a proposal is no better than a guess, and none is made.
WORTH_PROPOSING = 0.18


@dataclass(frozen=True)
class Piece:
    """A piece of a rulebook to be mapped: its own words in Simplified characters, and the headings above it."""

    key: int
    words: str
    label: str = ""
    chapter: str = ""
    section: str = ""


@dataclass(frozen=True)
class Proposal:
    """A clause with how much speaks for it, from 0 to about 1."""

    clause: str
    worth: float


Vector = Mapping[str, float]


class Matcher:
    """Compares pieces with the clauses' own wording; made once for a rulebook.

    Words that stand in many clauses count little; the chapter and the section that a piece stands in count a little.
    """

    def __init__(self, clauses: Sequence[Piece], names: Mapping[int, str]) -> None:
        self._names = names
        counted = [(piece, _pieces(piece)) for piece in clauses]
        self._rare = _rareness([pieces for _piece, pieces in counted])
        self._clauses = [(piece, self._vector(pieces)) for piece, pieces in counted]
        self._chapters = self._together(clauses, lambda piece: piece.chapter)
        self._sections = self._together(clauses, lambda piece: f"{piece.chapter}/{piece.section}")

    def proposals(self, pieces: Sequence[Piece], most: int = 3) -> dict[int, list[Proposal]]:
        """The best clauses for each piece, best first; pieces that speak of none get an empty list."""
        chapters = self._nearest(pieces, lambda piece: piece.chapter, self._chapters)
        sections = self._nearest(pieces, lambda piece: f"{piece.chapter}/{piece.section}", self._sections)
        return {
            piece.key: self._best(
                piece, chapters[piece.chapter], sections[f"{piece.chapter}/{piece.section}"], most
            )
            for piece in pieces
        }

    def _best(self, piece: Piece, chapter: str, section: str, most: int) -> list[Proposal]:
        vector = self._vector(_pieces(piece))
        found = []
        for clause, known in self._clauses:
            worth = _likeness(vector, known)
            if worth > 0:
                worth += _CHAPTER_BONUS * (clause.chapter == chapter)
                worth += _SECTION_BONUS * (f"{clause.chapter}/{clause.section}" == section)
                found.append(Proposal(self._names[clause.key], round(worth, 4)))
        best = sorted(found, key=lambda each: (-each.worth, each.clause))[:most]
        return [each for each in best if each.worth >= WORTH_PROPOSING]

    def _vector(self, pieces: Counter[str]) -> Vector:
        weighed = {pair: math.sqrt(count) * self._rare.get(pair, 0.0) for pair, count in pieces.items()}
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {pair: weight / length for pair, weight in weighed.items() if weight}

    def _together(self, pieces: Iterable[Piece], place) -> dict[str, Vector]:  # type: ignore[no-untyped-def]
        sums: dict[str, Counter[str]] = {}
        for piece in pieces:
            sums.setdefault(place(piece), Counter()).update(_pieces(piece))
        return {name: self._vector(counted) for name, counted in sums.items()}

    def _nearest(self, pieces: Sequence[Piece], place, known: dict[str, Vector]) -> dict[str, str]:  # type: ignore[no-untyped-def]
        """Which of our chapters (or sections) each of theirs is most like, all its words taken together."""
        return {
            name: max(known, key=lambda each: _likeness(vector, known[each]), default="")
            for name, vector in self._together(pieces, place).items()
        }


def _pieces(piece: Piece) -> Counter[str]:
    counted = Counter(bigrams(piece.words, tail=False))
    for _time in range(_LABEL_WEIGHT):
        counted.update(bigrams(piece.label, tail=False))
    return counted


def _rareness(texts: Sequence[Counter[str]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for pieces in texts:
        seen.update(set(pieces))
    return {pair: math.log((len(texts) + 1) / count) for pair, count in seen.items()}


def _likeness(one: Vector, other: Vector) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other.get(pair, 0.0) for pair, weight in one.items())
