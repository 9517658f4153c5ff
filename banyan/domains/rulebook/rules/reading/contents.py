"""A table of contents before the text repeats all headings; it must not be read as chapters."""

from __future__ import annotations

import re

_HEAD = re.compile(r"(?:^|\n)[ \u3000\t]*目[ \u3000\t]*(?:录|錄|次)[ \u3000\t]*\r?(?:\n|$)")
_LINE = re.compile(r"[^\n]*\n?")
_PAGE = re.compile(r"(?:[.．…·\-_ \u3000\t]*\d{1,4})?[ \u3000\t]*$")
_LONGEST = 60
_FEWEST = 2


def end_of_contents(plain: str) -> int:
    """Where a table of contents ends, 0 where there is none: at the line whose words are those of its first line."""
    head = _HEAD.search(plain)
    if head is None:
        return 0
    lines = [
        (match.start(), match.group().strip()) for match in _LINE.finditer(plain, head.end()) if match.group()
    ]
    filled = [(place, words) for place, words in lines if words]
    if len(filled) <= _FEWEST:
        return 0
    first = _bare(filled[0][1])
    for count, (place, words) in enumerate(filled[1:], 1):
        if len(words) > _LONGEST:
            return 0
        if count >= _FEWEST and first and _bare(words) == first:
            return place
    return 0


def _bare(words: str) -> str:
    return re.sub(r"[\s\u3000]+", "", _PAGE.sub("", words))
