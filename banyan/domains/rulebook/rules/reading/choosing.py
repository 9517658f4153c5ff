"""Which marks stand, and how deep: a line's mark always, one inside running words only where it goes on counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from banyan.domains.rulebook.rules.reading.marks import (
    APPENDIX,
    ARTICLE,
    CHAPTER,
    HEADLINE,
    INSIDE,
    LINE,
    NAMED,
    RANKS,
    Mark,
    candidates,
)
from banyan.domains.rulebook.rules.reading.outline import Headline, with_headlines

_LONGEST_HEADING = 26
_WIDEST_GAP = 3
_STOPS = re.compile(r"[。；;!?！？，,:\n]")


@dataclass(frozen=True)
class Chosen:
    """A mark that stands; `depth` counts from 0. `expected` is the number that was to come, None when it fits.

    `counted` is what is counted where that is not the mark's own number: 2 of 第十条之二.
    """

    mark: Mark
    depth: int
    expected: int | None = None
    problem: str = ""
    counted: int | None = None


def choose(text: str, headlines: Sequence[Headline] = ()) -> list[Chosen]:
    """The marks of a shadow text with their depth and what is wrong with their numbers."""
    return _Counting(text, with_headlines(text, candidates(text), headlines)).all()


class _Counting:
    """Goes through the candidates once, keeping the open levels and where each stands."""

    def __init__(self, text: str, found: list[Mark]) -> None:
        self.text, self.found = text, found
        self.open: list[Mark] = []
        self.last: dict[str, int] = {}
        self.inverted: set[tuple[str, str]] = set()
        self.chosen: list[Chosen] = []

    def all(self) -> list[Chosen]:
        for place, mark in enumerate(self.found):
            if self._stands(place, mark):
                self._take(place, mark)
        return self.chosen

    def _stands(self, place: int, mark: Mark) -> bool:
        if mark.context == LINE:
            return True
        previous = self._previous(mark.family)
        if previous is not None:
            if mark.number == previous + 1:
                return mark.context != INSIDE or self._goes_on_plainly(mark)
            near = 0 <= mark.number - previous <= _WIDEST_GAP + 1
            return mark.context != INSIDE and near and self._is_free(mark)
        return self._begins(place, mark)

    def _goes_on_plainly(self, mark: Mark) -> bool:
        """Words run into the mark: the mark must at least be followed by words and not by an amount."""
        following = self.text[mark.end : mark.end + _LONGEST_HEADING].lstrip(" \u3000\t")[:1]
        return bool(following) and not following.isascii()

    def _is_free(self, mark: Mark) -> bool:
        """A mark out of turn is believed where words follow it at once."""
        following = self.text[mark.end : mark.end + 1]
        return bool(following) and (not following.isascii() or following.isspace())

    def _begins(self, place: int, mark: Mark) -> bool:
        """The first of a new row: straight after a heading, or with a second one to follow."""
        runs_through = self.last.get(mark.family, 0) + 1
        if mark.number not in (1, runs_through):
            return False
        if mark.context != INSIDE and mark.family in NAMED:
            return True
        return self._follows_a_heading(mark) or self._has_a_second(place, mark)

    def _follows_a_heading(self, mark: Mark) -> bool:
        if not self.chosen:
            return mark.start <= 2 * _LONGEST_HEADING and not _STOPS.search(self.text[: mark.start])
        between = self.text[self.chosen[-1].mark.end : mark.start]
        return len(between) <= _LONGEST_HEADING and not _STOPS.search(between)

    def _has_a_second(self, place: int, mark: Mark) -> bool:
        for later in self.found[place + 1 :]:
            if later.family == mark.family:
                return later.number == mark.number + 1 and (later.context != INSIDE or mark.context != INSIDE)
            if RANKS[later.family] < RANKS[mark.family] and later.context == LINE:
                return False
        return False

    def _previous(self, family: str) -> int | None:
        return next((each.number for each in self.open if each.family == family), None)

    def _take(self, place: int, mark: Mark) -> None:
        if mark.family == HEADLINE:
            return self._take_headline(mark)
        previous = self._previous(mark.family)
        inserted = self._inserted(mark)
        expected = self._expected(mark, previous)
        self._close(place, mark, previous is not None)
        depth = len(self.open)
        self.open.append(mark)
        self.last[mark.family] = mark.number
        number = mark.number
        if inserted is not None:
            number, expected, previous = mark.numbers[1], inserted + 1, inserted or None
        problem = "" if mark.family == APPENDIX and not number else _problem(number, expected, previous)
        self.chosen.append(Chosen(mark, depth, expected if problem else None, problem, number))
        return None

    def _inserted(self, mark: Mark) -> int | None:
        """第十条之二 stands under the number of 第十条: after which insertion it comes, 0 for the first of them."""
        before = next((each for each in self.open if each.family == mark.family), None)
        if mark.family not in NAMED or not mark.numbers or before is None or before.number != mark.number:
            return None
        return before.numbers[1] if before.numbers else 0

    def _take_headline(self, mark: Mark) -> None:
        while self.open and not _is_above(self.open[-1], mark):
            self.open.pop()
        self.chosen.append(Chosen(mark, len(self.open)))
        self.open.append(mark)

    def _expected(self, mark: Mark, previous: int | None) -> int:
        if mark.family.startswith("figure_") and self._is_new_branch(mark):
            return 1
        if previous is not None:
            return previous + 1
        running = self.last.get(mark.family, 0) + 1
        return running if mark.number == running or self._runs_through(mark) else 1

    def _runs_through(self, mark: Mark) -> bool:
        """Articles are counted through all chapters, unless one chapter began anew."""
        if mark.family != ARTICLE:
            return False
        firsts = [each for each in self.chosen if each.mark.family == ARTICLE and each.mark.number == 1]
        return len(firsts) == 1 and mark.number != 1

    def _is_new_branch(self, mark: Mark) -> bool:
        kept = [each.mark.numbers for each in self.chosen if each.mark.family == mark.family]
        return not kept or kept[-1][:-1] != mark.numbers[:-1]

    def _close(self, place: int, mark: Mark, is_open: bool) -> None:
        if is_open:
            while self.open[-1].family != mark.family:
                self.open.pop()
            self.open.pop()
            return
        while self.open and self._ends(place, mark, self.open[-1]):
            self.open.pop()

    def _ends(self, place: int, mark: Mark, level: Mark) -> bool:
        """Whether a new family ends the open level: it is an outer one, unless the open level goes on after it."""
        if level.family == HEADLINE or (mark.outline and level.outline):
            return 0 < mark.outline <= level.outline
        family, number = level.family, level.number
        if (family, mark.family) in self.inverted:
            return False
        if RANKS[mark.family] > RANKS[family]:
            return False
        if mark.family in (*NAMED, APPENDIX) or self._known_outside(mark.family, family):
            return True
        later = next((each for each in self.found[place + 1 :] if each.family == family), None)
        if later is not None and later.number == number + 1 and number >= 1:
            self.inverted.add((family, mark.family))
            return False
        return True

    def _known_outside(self, outer: str, inner: str) -> bool:
        depths = {each.mark.family: each.depth for each in self.chosen}
        return outer in depths and depths[outer] < depths.get(inner, 99)


def _is_above(opened: Mark, headline: Mark) -> bool:
    """Whether a headline stands below what is open: a higher one, or a chapter that was only typed."""
    if opened.outline:
        return opened.outline < headline.outline
    return headline.outline > 1 and opened.family in NAMED[:3]


def _problem(number: int, expected: int, previous: int | None) -> str:
    if number == expected:
        return ""
    if previous is not None and number == previous:
        return "doubled"
    if number > expected:
        return "missing"
    return "restarted" if number == 1 else "misnumbered"


__all__ = ["CHAPTER", "Chosen", "choose"]
