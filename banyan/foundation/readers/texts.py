"""Texts: remarks, titles, numbers of records, names of persons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from banyan.foundation.chinese import HAN, normalise_lines
from banyan.foundation.readers.base import FULL_WIDTH, WHITESPACE, Finding, Reader, Reading, refuse
from banyan.foundation.refusal import noop

_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) +(?=[{HAN}])")
_HAS_HAN = re.compile(f"[{HAN}]")
_MIDDLE_DOTS = re.compile("[\u2022\u2027\u22c5\u30fb\uff65\u2219.．]")
_WIDE_IN_CODES = str.maketrans("－—–−‐／．＃＿", "-----/.#_")
_FIGURES = re.compile(r"^[-+0-9./\s]+$")


@dataclass(frozen=True)
class Text(Reader):
    """Any text up to `max_length` characters, a rare character counting as one.

    `multiline` keeps line breaks. `pattern` is a regular expression the whole text must follow, for record
    numbers and codes. Refuses with `out_of_range` (too long) or `bad_format`. Value: str, "" when empty.
    """

    max_length: int = 200
    multiline: bool = False
    pattern: str | None = None

    empty = ""
    holds_text = True
    plain = False

    def understand(self, text: str) -> Reading:
        if len(text) > self.max_length:
            return refuse(self, "out_of_range", noop("At most %(limit)s characters."), limit=self.max_length)
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            return refuse(self, "bad_format", noop("This does not have the form of such a number."))
        return Reading(str(text))

    def _tidy(self, cell: str) -> tuple[str, tuple[Finding, ...]]:
        return (normalise_lines(cell), ()) if self.multiline else super()._tidy(cell)


class Code(Text):
    """A number or code that tells one record from another: a dash or stroke typed full-width is a plain one."""

    def _tidy(self, cell: str) -> tuple[str, tuple[Finding, ...]]:
        text, findings = super()._tidy(cell)
        code = text.translate(_WIDE_IN_CODES)
        if code == text or FULL_WIDTH in findings:
            return code, findings
        return code, (*findings, FULL_WIDTH)


@dataclass(frozen=True)
class PersonName(Reader):
    """The name of a person in any script, with every rare character.

    Blanks that pad a Chinese name are taken out (warning `whitespace`), the dot between the parts of a name
    becomes "·". A name made of figures only is refused with `bad_format`. Value: str, "" when empty.
    """

    max_length: int = 60

    empty = ""
    holds_text = True
    plain = False

    def understand(self, text: str) -> Reading:
        if len(text) > self.max_length:
            return refuse(self, "out_of_range", noop("At most %(limit)s characters."), limit=self.max_length)
        if _FIGURES.match(text):
            words = noop("A name cannot consist of figures; perhaps two columns are swapped.")
            return refuse(self, "bad_format", words)
        if not _HAS_HAN.search(text):
            return Reading(str(text))
        name = _MIDDLE_DOTS.sub("·", _BETWEEN_HAN.sub("", text))
        return Reading(name, (WHITESPACE,) if " " in text and " " not in name else ())
