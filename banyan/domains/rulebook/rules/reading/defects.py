"""What is wrong with a rulebook's numbers and ends: named with its place, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from banyan.foundation.refusal import Sentence, noop, sentence

if TYPE_CHECKING:
    from banyan.domains.rulebook.rules.reading.tree import Node

_BRACKETED_YEARS = re.compile(r"\((\d{2,4})年\)")
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_PAGE_NUMBER = re.compile(
    r"[-–—－·\s]*(?:第\s*)?\d{1,4}\s*[页頁](?:\s*[,，/／]?\s*共\s*\d{1,4}\s*[页頁])?[-–—－·\s]*|[-–—－·]\s*\d{1,4}\s*[-–—－·]"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Defect:
    """One thing that a person has to look at.

    `kind`: missing, doubled, misnumbered, restarted, empty, cut_end, lost_range, unreadable, mixed_numerals,
    page_edge. `where` names the place by its marks, `position` counts characters from 0, `line` lines from 1.
    """

    kind: str
    where: str
    position: int
    line: int
    told: Sentence
    expected: int | None = None
    found: int | None = None


_NUMBERS = {
    "missing": noop("After %(before)s comes %(found)s; number %(expected)s is missing."),
    "doubled": noop("Number %(found)s stands here a second time."),
    "misnumbered": noop("Number %(found)s stands where %(expected)s was to come."),
    "restarted": noop("The numbers begin again at %(found)s where %(expected)s was to come."),
}


def wrong_numbers(text: str, nodes: Iterable[Node]) -> Iterator[Defect]:
    """Missing, doubled and misnumbered items, in order."""
    for node in nodes:
        if not node.problem or node.expected is None:
            continue
        found = node.number if node.counted is None else node.counted
        before = node.expected - 1
        missing = _run(node.expected, found or 0) if node.problem == "missing" else node.expected
        told = sentence(
            _NUMBERS[node.problem] if before or node.problem != "missing" else _FIRST_MISSING,
            before=before,
            found=found,
            expected=missing,
        )
        if node.problem == "doubled":
            told = sentence(_NUMBERS["doubled"], found=found)
        yield _at(text, node, node.problem, told, node.expected, found)


_FIRST_MISSING = noop("The numbers begin with %(found)s; number %(expected)s is missing.")


def _run(expected: int, found: int) -> str:
    last = found - 1
    return str(expected) if last <= expected else f"{expected}–{last}"


def empty_nodes(text: str, nodes: Iterable[Node]) -> Iterator[Defect]:
    """Marks after which nothing stands."""
    for node in nodes:
        if node.mark_end > node.start and not node.children and not text[node.mark_end : node.end].strip():
            yield _at(text, node, "empty", sentence(noop("After this number stands nothing.")))


def mixed_numerals(text: str, nodes: Iterable[Node]) -> Iterator[Defect]:
    """第三章 among 第1章: somebody changed the way of writing numbers."""
    wordings: dict[str, str] = {}
    for node in nodes:
        usual = wordings.setdefault(node.kind, node.wording)
        if node.mark_end > node.start and node.wording != usual:
            told = sentence(noop("This number is written in another way than those before it."))
            yield _at(text, node, "mixed_numerals", told)


def cut_end(text: str, last: Node | None) -> Defect:
    """The text stops in the middle of a sentence."""
    end = len(text.rstrip())
    told = sentence(
        noop("The text breaks off in the middle of a sentence: “%(words)s”."),
        words=text[max(end - 12, 0) : end],
    )
    return Defect("cut_end", last.where if last else "", end, line_of(text, end), told)


def lost_ranges(text: str, plain: str) -> Iterator[Defect]:
    """(15年)、(510年) in one sentence: ranges that lost their dashes on the way."""
    for whole in _SENTENCE.finditer(plain):
        found = list(_BRACKETED_YEARS.finditer(whole.group()))
        for first, second in pairwise(found):
            if any(_goes_on(one, other) for one in _splits(first[1]) for other in _splits(second[1])):
                words = "、".join(match.group()[1:-1] for match in (first, second))
                told = sentence(
                    noop("“%(words)s” may be ranges that lost their dashes; the text is kept as it stands."),
                    words=words,
                )
                place = whole.start() + first.start()
                yield Defect("lost_range", "", place, line_of(text, place), told)


def _splits(figures: str) -> list[tuple[int, int]]:
    pairs = [(int(figures[:place]), int(figures[place:])) for place in range(1, len(figures))]
    return [(low, high) for low, high in pairs if 0 < low < high]


def _goes_on(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[1] == second[0]


def unreadable_signs(text: str) -> Iterator[Defect]:
    """Signs that no reader can read: lost in a conversion."""
    found = list(_UNREADABLE.finditer(text))
    if found:
        told = sentence(
            noop("%(count)s signs cannot be read; they were lost in a conversion."), count=len(found)
        )
        yield Defect("unreadable", "", found[0].start(), line_of(text, found[0].start()), told)


def page_edges(text: str, title: str) -> Iterator[Defect]:
    """Page numbers, and the title again on every page: they tear an article apart that runs over two pages."""
    places, begin, is_named = [], 0, False
    for line in text.split("\n"):
        words = line.strip("\ufeff \u3000\t\r")
        if _PAGE_NUMBER.fullmatch(words) or (is_named and words == title):
            places.append((begin, words))
        is_named = is_named or bool(title and words == title)
        begin += len(line) + 1
    if places:
        told = sentence(
            noop("%(count)s lines look like page headers or footers, such as “%(words)s”; take them out of the document."),
            count=len(places), words=places[0][1],
        )  # fmt: skip
        yield Defect("page_edge", "", places[0][0], line_of(text, places[0][0]), told)


def line_of(text: str, position: int) -> int:
    """The line of a place, counted from 1."""
    return text.count("\n", 0, position) + 1


def _at(
    text: str, node: Node, kind: str, told: Sentence, expected: int | None = None, found: int | None = None
) -> Defect:
    return Defect(kind, node.where, node.start, line_of(text, node.start), told, expected, found)
