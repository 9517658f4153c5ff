"""What identifies and reaches a person: telephone and identity numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from banyan.foundation import identity_card
from banyan.foundation.readers.base import MANGLED, Finding, Reader, Reading, error, refuse, warning
from banyan.foundation.readers.cells import NumberCell
from banyan.foundation.refusal import noop, sentence

_SPACING = re.compile(r"[\s\-()—–]+")
_EXTENSION = re.compile(r"(?:转|ext\.?|#)\s*([0-9]{1,6})$", re.IGNORECASE)
_HOME_COUNTRY = re.compile(r"^(?:\+|00)86(?=[1-9])")
_MOBILE = re.compile(r"^1[3-9][0-9]{9}$")
_LANDLINE = re.compile(r"^(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})$")
_SERVICE = re.compile(r"^[48]00[0-9]{7}$")
_ABROAD = re.compile(r"^\+(?!86)[1-9][0-9]{6,14}$")
_DEMO = re.compile(r"^000[0-9]{8}$")
_SEVERAL = re.compile(r"[/、，,;；|]")
_FIGURES = re.compile(r"^[0-9]{14,}[0-9A-Za-z*]*$")
_DEMO_ID = Finding(
    "demo_id",
    sentence(noop("An identity number of the demonstration region 000000; nobody has it.")),
    "warning",
    summary=noop("%(count)s identity numbers of the demonstration region 000000; nobody has them."),
)
_ID_FINDINGS = {
    "length": error("bad_format", noop("An identity number has 18 characters, old ones 15.")),
    "characters": error("bad_format", noop("An identity number has figures only; its last place may be X.")),
    "date": error("bad_format", noop("The identity number holds a birth date that does not exist.")),
    "check_digit": error("id_check_digit", noop("The last place of the identity number does not fit.")),
    "region": warning("unknown_area", noop("The identity number starts with a region that is not known.")),
}  # fmt: skip


class Phone(Reader):
    """A telephone number: mainland mobile, landline with area code, 400 and 800, or +country code.

    The demonstration numbers 000… are taken too. Refuses with `bad_format`, saying so when a spreadsheet made
    a number of it. Value: str without blanks, a landline as 020-12345678 with its extension; "" when empty.
    """

    empty = ""
    holds_text = True

    def understand(self, text: str) -> Reading:
        extension = _EXTENSION.search(text)
        figures = _SPACING.sub("", text[: extension.start()] if extension else text)
        number = _phone(_from_home(figures), "-" + extension.group(1) if extension else "")
        return Reading(number) if number else self._refused(text)

    def may_have_lost(self, text: str) -> bool:
        return _MOBILE.match(text) is None

    def _refused(self, text: str) -> Reading:
        if isinstance(text, NumberCell):
            return Reading(self.empty, (MANGLED,))
        if _SEVERAL.search(text):
            return refuse(self, "bad_format", noop("Write one telephone number only."))
        if text.isascii() and text.isdigit() and len(text) in (7, 8):
            return refuse(self, "bad_format", noop("Write the area code too, such as 020-12345678."))
        return refuse(self, "bad_format", noop("A mobile number has 11 figures and starts with 1."))


def _from_home(figures: str) -> str:
    """The number as dialled within the country: +86 20 … is 020 …, +86 138… is 138…."""
    inland = _HOME_COUNTRY.sub("", figures)
    return inland if inland == figures or _MOBILE.match(inland) else "0" + inland


def _phone(figures: str, extension: str) -> str:
    landline = _LANDLINE.match(figures)
    if landline:
        return f"{landline.group(1)}-{landline.group(2)}{extension}"
    mobile = _MOBILE.match(figures) or _DEMO.match(figures)
    if (mobile and not extension) or _SERVICE.match(figures) or _ABROAD.match(figures):
        return figures + extension
    return ""


@dataclass(frozen=True)
class IdNumber(Reader):
    """The number of an identity card, 18 places with check digit or the old 15 places.

    Demonstration numbers (region 000000) give the warning `demo_id` and are never refused for their check
    digit. Refuses with `bad_format` or `id_check_digit`. With `other_documents`, what does not look like an
    identity number (a passport) is taken as written. Value: str in capitals; "" when empty.
    """

    other_documents: bool = False

    empty = ""
    holds_text = True

    def understand(self, text: str) -> Reading:
        number = text.replace(" ", "").replace("-", "").upper()
        if self.other_documents and not _FIGURES.match(number):
            return self._document(text)
        card = identity_card.check(number)
        if isinstance(text, NumberCell) and len(number) > 15:
            return Reading(self.empty, (MANGLED,))
        if card.demo and "date" not in card.problems:
            return Reading(number, (_DEMO_ID,))
        findings = tuple(_ID_FINDINGS[problem] for problem in card.problems)
        return Reading(number if _passes(findings) else self.empty, findings)

    def _document(self, text: str) -> Reading:
        number = text.replace(" ", "").upper()
        if len(number) > 30 or not re.fullmatch(r"[A-Z0-9()\-*/]+", number):
            return refuse(self, "bad_format", noop("A document number has letters and figures only."))
        return Reading(number)


def _passes(findings: tuple[Finding, ...]) -> bool:
    return all(finding.severity != "error" for finding in findings)
