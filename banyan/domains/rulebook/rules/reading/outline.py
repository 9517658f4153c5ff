"""Chapters that only the outline of a Word document shows: paragraphs in a heading style, with or without a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from banyan.domains.rulebook.rules.reading.marks import HEADLINE, LINE, Mark

_BLANKS = " \u3000\t\u00a0\r\n\ufeff\u200b"
_CONTENTS = ("目录", "目次")


class Headline(NamedTuple):
    """A paragraph of the outline: its place, its level from 1, and where the number made by Word ends (or its start)."""

    start: int
    end: int
    level: int
    label_end: int


def with_headlines(text: str, found: Sequence[Mark], headlines: Sequence[Headline]) -> list[Mark]:
    """The marks of a shadow text and its headlines in one row; a headline with a mark of its own keeps that mark."""
    kept = _heading_something(text, found, headlines)
    if not kept:
        return list(found)
    by_start = {mark.start: mark for mark in found}
    hidden, made = set(), []
    for line in kept:
        own = by_start.get(_first(text, line))
        inside = {start for start in by_start if line.start <= start < line.end}
        hidden |= inside
        made.append(_mark(text, line, own))
    marks = [mark for mark in found if mark.start not in hidden]
    return sorted([*marks, *made], key=lambda mark: mark.start)


def _mark(text: str, line: Headline, own: Mark | None) -> Mark:
    if own is not None and not text[own.end : line.label_end].strip(_BLANKS):
        return replace(own, outline=line.level)
    first = _first(text, line)
    return Mark(first, max(first, line.label_end), HEADLINE, 0, LINE, outline=line.level)


def _first(text: str, line: Headline) -> int:
    words = text[line.start : line.end]
    return line.start + len(words) - len(words.lstrip(_BLANKS))


def _heading_something(text: str, found: Sequence[Mark], headlines: Sequence[Headline]) -> list[Headline]:
    """The headlines without empty ones, the word 目录 and the title of the whole text."""
    filled = [line for line in headlines if _heads(text, line)]
    marked = {mark.start for mark in found}
    if filled and _first(text, filled[0]) not in marked and _is_title(text, filled):
        return filled[1:]
    return filled


def _heads(text: str, line: Headline) -> bool:
    words = "".join(text[line.start : line.end].split())
    return bool(words) and words not in _CONTENTS


def _is_title(text: str, lines: Sequence[Headline]) -> bool:
    """Whether the first headline names the whole text: it opens it, and the next of its level follows at once."""
    first = lines[0]
    if text[: first.start].strip(_BLANKS):
        return False
    following = next(_as_high(first, lines[1:]), None)
    if following is None:
        return True
    return not text[first.end : following.start].strip(_BLANKS)


def _as_high(first: Headline, lines: Sequence[Headline]) -> Iterator[Headline]:
    return (line for line in lines if line.level <= first.level)
