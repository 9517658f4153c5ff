"""Values out of a list: choices, several choices in one cell, yes or no, references to other records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from banyan.foundation.readers.base import Finding, Reader, Reading, Severity, looked_up, refuse, warning
from banyan.foundation.refusal import noop

_SHOWN = 8


def folded(text: Any) -> str:
    """The text without what people write differently: blanks, width of signs, case."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold()


def _listed(labels: Any) -> str:
    names = list(labels)
    return "、".join(str(name) for name in names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")


@dataclass(frozen=True)
class Choice(Reader):
    """One value of a list: `choices` maps what people write to what is kept; the kept value is read as well.

    `aliases` maps other wordings to a label of the list; they are read with the warning `unknown_choice`.
    What is in neither is refused with `unknown_choice`, or kept as written with a warning when `open`.
    """

    choices: Mapping[str, Any]
    aliases: Mapping[str, str] = field(default_factory=dict)
    open: bool = False

    plain = False

    @cached_property
    def _known(self) -> dict[str, Any]:
        kept = {folded(value): value for value in self.choices.values() if isinstance(value, str)}
        return kept | {folded(label): value for label, value in self.choices.items()}

    @cached_property
    def _other_words(self) -> dict[str, str]:
        return {folded(wording): label for wording, label in self.aliases.items()}

    def understand(self, text: str) -> Reading:
        word = folded(text)
        if word in self._known:
            return Reading(self._known[word])
        label = self._other_words.get(word)
        if label is not None:
            return Reading(self.choices[label], (_read_as(text, label),))
        if self.open:
            return Reading(str(text), (_not_listed(text),))
        return _outside(self, text, _listed(self.choices))


def _read_as(text: str, label: str) -> Finding:
    words = noop("“%(found)s” was read as “%(label)s”.")
    return warning("unknown_choice", words, found=_shortened(text), label=label)


def _not_listed(text: str) -> Finding:
    words = noop("“%(found)s” is not in the list; it was kept as written.")
    return warning("unknown_choice", words, found=_shortened(text))


def _outside(reader: Reader, text: str, expected: str) -> Reading:
    words = noop("“%(found)s” is not in the list; expected: %(expected)s.")
    return refuse(reader, "unknown_choice", words, found=_shortened(text), expected=expected)


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


@dataclass(frozen=True)
class Multi(Reader):
    """Several values in one cell, separated by `sep`; with a list of `choices` also by 、；， and the like.

    Without `choices` every value is kept as text. Findings as with Choice. Value: tuple without repetitions,
    in the order written; () when empty.
    """

    sep: str = "|"
    choices: Mapping[str, Any] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    open: bool = False

    empty = ()
    plain = False

    @cached_property
    def _one(self) -> Choice | None:
        return None if self.choices is None else Choice(self.choices, self.aliases, self.open)

    @cached_property
    def _separators(self) -> re.Pattern[str]:
        others = "" if self.choices is None else "、；;，,\n"
        return re.compile(f"[{re.escape(self.sep)}｜{others}]")

    def understand(self, text: str) -> Reading:
        parts = [part.strip() for part in self._separators.split(text) if part.strip()]
        if self._one is None:
            return Reading(tuple(dict.fromkeys(parts)))
        readings = [self._one.understand(part) for part in parts]
        findings = tuple(dict.fromkeys(finding for reading in readings for finding in reading.findings))
        if not all(reading.ok for reading in readings):
            return Reading((), findings)
        return Reading(tuple(dict.fromkeys(reading.value for reading in readings)), findings)


def sex() -> Choice:
    """男 or 女, also as 男性, 女士, M, F. Value: "male" or "female", as the identity number gives it."""
    wordings = {"男": ("男性", "男士", "先生", "M", "男生"), "女": ("女性", "女士", "小姐", "F", "女生")}
    aliases = {wording: label for label, others in wordings.items() for wording in others}
    return Choice({"男": "male", "女": "female"}, aliases)


class Flag(Reader):
    """是 or 否; also 有/无, 已/未, 同意/不同意, Y/N, yes/no, true/false, 1/0, √/×, without a warning. Value: bool or None.

    Anything else is refused with `unknown_choice`.
    """

    plain = False
    _YES = frozenset("是 有 已 对 同意 y yes true t 1 1.0 √ ✓ ✔ ☑".split())
    _NO = frozenset("否 无 未 不 没有 不同意 n no false f 0 0.0 × ✗ ✘ x ☐".split())

    def understand(self, text: str) -> Reading:
        word = folded(text)
        if word in self._YES or word in self._NO:
            return Reading(word in self._YES)
        return _outside(self, text, "是、否")


@dataclass(frozen=True)
class Reference(Reader):
    """The number or name of another record. `lookup` maps what people write to the record (or its key).

    `lookup` may be the name under which the caller hands the mapping in. What is not in it gives the finding
    `code` with `severity`, and the value None.
    """

    lookup: Mapping[str, Any] | str
    code: str = "unknown_reference"
    severity: Severity = "error"

    holds_text = True
    plain = False

    def bind(self, references: Mapping[str, Any]) -> Reference:
        found = looked_up(self.lookup, references)
        return self if found is self.lookup else replace(self, lookup=found)

    @property
    def _bound(self) -> Mapping[str, Any]:
        if isinstance(self.lookup, str):
            raise LookupError(f"The reference {self.lookup!r} was not bound before reading.")
        return self.lookup

    @cached_property
    def _records(self) -> dict[str, Any]:
        return {folded(name): record for name, record in self._bound.items()}

    def understand(self, text: str) -> Reading:
        record = self._records.get(folded(text))
        if record is not None:
            return Reading(record)
        if self.code == "unknown_area":
            return Reading(None, (self._unknown(noop("There is no area “%(found)s” here."), text),))
        return Reading(None, (self._unknown(noop("There is no “%(found)s” to refer to."), text),))

    def _unknown(self, words: str, text: str) -> Finding:
        return replace(warning(self.code, words, found=_shortened(text)), severity=self.severity)
