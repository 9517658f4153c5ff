"""The text of a table, line by line: out of memory, or from the disk where a long file lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from banyan.foundation.tables.encodings import decoded, likely_encoding
from banyan.foundation.tables.refusals import empty, too_large

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLANK = " \t\r\n\ufeff\u3000\u00a0\x1a"
_END_OF_FILE = "\x1a"
_LONGEST_LINE = 200_000
_WORTH_STREAMING = 1 << 20


class TextInMemory:
    """A text that is not long, or that is damaged, so that somebody has to look at the whole of it."""

    def __init__(self, data: bytes) -> None:
        if not data.strip():
            raise empty()
        text, self.encoding = decoded(data)
        if not text.strip(_BLANK):
            raise empty()
        if max(len(match.group()) for match in _LINE.finditer(text)) > _LONGEST_LINE:
            raise too_large()
        self._text = text.rstrip(_END_OF_FILE)
        self.protected = "'" in text
        self.ends = self._text.endswith(("\n", "\r"))

    def lines(self) -> Iterator[str]:
        """The lines with their ends, one after the other: a second copy of a long text is never made."""
        return (match.group() for match in _LINE.finditer(self._text))


@dataclass(frozen=True)
class TextOnDisk:
    """A long text that was found sound: it is read from the disk as often as somebody walks through it."""

    path: Path
    encoding: str
    protected: bool
    ends: bool

    def lines(self) -> Iterator[str]:
        """The lines with their ends, one after the other."""
        with self.path.open(encoding=_without_mark(self.encoding), newline="") as file:
            yield from file


Text = TextInMemory | TextOnDisk


def text_of(source: bytes | Path) -> Text:
    """The text of a table. A long sound file stays on the disk; everything else is looked at as a whole."""
    if isinstance(source, bytes):
        return TextInMemory(source)
    found = _sound(source) if source.stat().st_size > _WORTH_STREAMING else None
    return found or TextInMemory(source.read_bytes())


def _sound(path: Path) -> TextOnDisk | None:
    """The file as a text on disk, or None where anything about it wants a closer look."""
    encoding = likely_encoding(path)
    if encoding is None:
        return None
    protected, last = False, ""
    try:
        with path.open(encoding=_without_mark(encoding), newline="") as file:
            for line in file:
                if len(line) > _LONGEST_LINE or "\0" in line or _END_OF_FILE in line:
                    return None
                protected, last = protected or "'" in line, line
    except UnicodeDecodeError:
        return None
    return TextOnDisk(path, encoding, protected, last.endswith(("\n", "\r")))


def _without_mark(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding
