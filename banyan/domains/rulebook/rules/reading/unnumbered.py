"""Headings of a text without numbers: short lines without a full stop before longer ones."""

from __future__ import annotations

import re

_LONGEST = 20
_STOP = re.compile(r"[。；;，,！？!?:、]")
_LINE = re.compile(r"[^\n]+")


def headings_by_line(plain: str) -> list[tuple[int, int]]:
    """The places of lines that head what follows them; the first line of all is the title and heads nothing."""
    lines = [(match.start(), match.end(), match.group().strip()) for match in _LINE.finditer(plain)]
    filled = [line for line in lines if line[2]]
    found = []
    for number, (start, end, words) in enumerate(filled[:-1]):
        following = filled[number + 1][2]
        is_title = number == 0 and _is_short(words) and _is_short(following)
        if _is_short(words) and not _is_short(following) and not is_title:
            found.append((start, end))
    if found and found[0][0] == filled[0][0] and len(found) == 1:
        return []
    return found


def _is_short(words: str) -> bool:
    return len(words) <= _LONGEST and not _STOP.search(words)
