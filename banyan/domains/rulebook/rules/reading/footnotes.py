"""Footnotes that were copied to the end of a text: ① or [1] behind a word, and what it says after the last article."""

from __future__ import annotations

import re

from banyan.domains.rulebook.rules.reading.marks import CIRCLE, LINE, NAMED, SENTENCE, candidates

_FIRST = ord("①") - 1
_CIRCLES = re.compile("[①-⑳]")
#: [1], 〔1〕, 【注1】: signs that no list of items uses.
_BRACKETS = re.compile(r"[\[〔【]注?(\d{1,2})[\]〕】]")
_BLANKS = " \u3000\t\u00a0"
_AFTER_A_WORD = "，,。；;:、)》」”"
_ENDS = "。；;!?:\n」”)"


def footnotes_begin(plain: str) -> int:
    """Where the footnotes of a shadow text begin; its end when it has none.

    They are the last row of ①②③ or [1][2][3], each pointed at by a sign before, with no article after them.
    """
    return min(_circles_begin(plain), _brackets_begin(plain))


def _circles_begin(plain: str) -> int:
    """Circles number items too: only one that hangs on a word points at a footnote."""
    signs = [(match.start(), ord(match.group()) - _FIRST) for match in _CIRCLES.finditer(plain)]
    pointing = [each for each in signs if _points(plain, each[0])]
    row = _last_row([each for each in signs if each not in pointing])
    return _begin(plain, row, pointing)


def _brackets_begin(plain: str) -> int:
    """Brackets number nothing else, so that whatever stands before the last row points at it."""
    signs = [(match.start(), int(match.group(1))) for match in _BRACKETS.finditer(plain)]
    row = _last_row(signs)
    return _begin(plain, row, signs[: len(signs) - len(row)])


def _begin(plain: str, row: list[tuple[int, int]], pointing: list[tuple[int, int]]) -> int:
    if not row or not {number for _place, number in row} <= {number for _place, number in pointing}:
        return len(plain)
    begin = row[0][0]
    if any(place > begin for place, _number in pointing) or _goes_on(plain[begin:]):
        return len(plain)
    return begin


def _points(plain: str, place: int) -> bool:
    before, after = plain[:place].rstrip(_BLANKS)[-1:], plain[place + 1 : place + 2]
    return bool(before) and before not in _ENDS and bool(after) and after in _AFTER_A_WORD


def _last_row(signs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The signs at the end that count up from 1."""
    row: list[tuple[int, int]] = []
    for place, number in reversed(signs):
        if row and number != row[0][1] - 1:
            return []
        row.insert(0, (place, number))
        if number == 1:
            return row
    return []


def _goes_on(rest: str) -> bool:
    """Whether an article or another item follows."""
    return any(
        mark.context == LINE or (mark.context == SENTENCE and mark.family in NAMED)
        for mark in candidates(rest)
        if mark.family != CIRCLE
    )
