"""One way to read a field, whoever brings it: a form, a row of a spreadsheet or a JSON body."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from banyan.foundation.chinese import normalise
from banyan.foundation.readers.cells import NumberCell, as_cell, is_formula, is_printable, plain_signs
from banyan.foundation.refusal import Sentence, noop, sentence

Severity = Literal["error", "warning"]

_MEMORY = 4_000
_UNSUSPICIOUS = re.compile(
    "[0-9A-Za-z\u4e00-\u9fff](?:[0-9A-Za-z\u4e00-\u9fff/_ -]*[0-9A-Za-z\u4e00-\u9fff])?"
)
_TRAILING_ZERO = re.compile(r"^([0-9]{5,})\.0+$")
_SCIENTIFIC = re.compile(r"^[0-9](\.[0-9]+)?[eE]\+[0-9]+$")
_NUMBER_LIKE = re.compile(r"^[-+]?[0-9][0-9.]*$")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about one value. An error keeps it out, a warning lets it in and stays on the record.

    With a `summary` (an English msgid with %(count)s) all such findings of a table become one line.
    """

    code: str
    message: Sentence
    severity: Severity = "error"
    summary: str = ""


def error(code: str, text: str, **params: Any) -> Finding:
    """A finding that keeps the value out."""
    return Finding(code, Sentence(text, params), "error")


def warning(code: str, text: str, **params: Any) -> Finding:
    """A finding that lets the value in, to be settled by somebody later."""
    return Finding(code, Sentence(text, params), "warning")


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as understood, and what was found on the way; after an error `value` is the reader's `empty`."""

    value: Any
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        return all(finding.severity != "error" for finding in self.findings)


@dataclass(slots=True)
class ColumnReading:
    """A column as understood: one value per cell, and findings only for the cells that have any, by index."""

    values: list[Any]
    findings: dict[int, tuple[Finding, ...]] = field(default_factory=dict)


WHITESPACE = warning("whitespace", noop("Blanks around or inside the value were removed."))
FULL_WIDTH = warning("full_width", noop("Full-width letters or digits were read as plain ones."))
NUMBER_AS_TEXT = warning(
    "number_as_text", noop("The spreadsheet keeps this cell as a number; check that no leading zero is lost.")
)
FORMULA = error("formula", noop("This cell holds a formula or its error; replace it by its value."))
UNPRINTABLE = error("bad_format", noop("The value contains control characters; type it again."))
DAMAGED = error("encoding", noop("Characters were lost before the file was saved; type the value again."))
MANGLED = error(
    "bad_format", noop("A spreadsheet turned this into a number and lost digits; type it again as text.")
)
_TIDIED = {"whitespace": WHITESPACE, "full_width": FULL_WIDTH}


class Reader(ABC):
    """The rules of one kind of field. Subclasses say how a tidy, non-empty text is understood.

    `empty` is the value of an empty cell; `holds_text` marks values that are text although they may look like
    numbers (names, phones, identity numbers), so that a spreadsheet's habits are noticed.
    """

    empty: Any = None
    holds_text = False
    plain = True

    @abstractmethod
    def understand(self, text: str) -> Reading:
        """The value of a tidy, non-empty text."""

    def may_have_lost(self, text: str) -> bool:
        """Whether a text that the spreadsheet kept as a number may have had zeros in front."""
        return True

    def bind(self, references: Mapping[str, Any]) -> Self:
        """This reader with what it looks up by name filled in: lists of areas, the day of the import."""
        return self

    def read(self, raw: Any) -> Reading:
        """One raw value, as text or as a plain Python value, understood."""
        if type(raw) is str and _UNSUSPICIOUS.fullmatch(raw):
            return self.understand(raw)
        return self._read_with_care(raw)

    def _read_with_care(self, raw: Any) -> Reading:
        cell = raw if isinstance(raw, str) else as_cell(raw)
        text, findings = self._tidy(cell)
        if not text:
            return Reading(self.empty, findings)
        objection = self._objection(text)
        if objection is not None:
            return Reading(self.empty, (*findings, objection))
        text, was_number = self._as_text(text, isinstance(cell, NumberCell))
        reading = self.understand(NumberCell(text) if was_number else text)
        if was_number and self.holds_text and reading.ok and self.may_have_lost(text):
            findings = (*findings, NUMBER_AS_TEXT)
        return Reading(reading.value, _each_once(findings + reading.findings)) if findings else reading

    def read_column(self, raws: Sequence[str], memory: dict[Any, Reading] | None = None) -> ColumnReading:
        """A whole column; each distinct cell is read once. `memory` carries over to the next rows."""
        known = _fresh(memory)
        cells: Sequence[Any] = raws if set(map(type, raws)) <= {str} else [(type(raw), raw) for raw in raws]
        for cell in set(cells) - known.keys():
            known[cell] = self.read(cell if type(cell) is str else cell[1])
        readings = [known[cell] for cell in cells]
        findings = {index: reading.findings for index, reading in enumerate(readings) if reading.findings}
        return ColumnReading([reading.value for reading in readings], findings)

    def _tidy(self, cell: str) -> tuple[str, tuple[Finding, ...]]:
        text, changes = normalise(cell)
        if self.plain and not text.isascii():
            signs = plain_signs(text)
            if signs != text:
                text, changes = signs, changes | {"full_width"}
        if not changes:
            return text, ()
        return text, tuple(_TIDIED[change] for change in sorted(changes)) if text else ()

    def _objection(self, text: str) -> Finding | None:
        if is_formula(text):
            return FORMULA
        if text.isascii() and text.isprintable():
            return MANGLED if self.holds_text and _SCIENTIFIC.match(text) else None
        if "\ufffd" in text:
            return DAMAGED
        return None if is_printable(text) else UNPRINTABLE

    def _as_text(self, text: str, was_number: bool) -> tuple[str, bool]:
        if not self.holds_text:
            return text, was_number
        zeros = _TRAILING_ZERO.match(text)
        if zeros:
            return zeros.group(1), True
        return text, was_number and _NUMBER_LIKE.match(text) is not None


def _each_once(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))


def _fresh(memory: dict[Any, Reading] | None) -> dict[Any, Reading]:
    if memory is None:
        return {}
    if len(memory) > _MEMORY:
        memory.clear()
    return memory


def looked_up(source: Any, references: Mapping[str, Any]) -> Any:
    """`source` itself, or what the caller hands in under that name when `source` is a name."""
    return references[source] if isinstance(source, str) else source


def refuse(reader: Reader, code: str, text: str, **params: Any) -> Reading:
    """The reading of a value that cannot be taken."""
    return Reading(reader.empty, (Finding(code, sentence(text, **params), "error"),))
