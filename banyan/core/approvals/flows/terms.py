"""What the page of a flow asks for beside its steps: who would ask, how much, from which day, on what basis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from banyan.core.approvals.flows import queries
from banyan.core.ui.wording import say
from banyan.foundation.readers import Date, Decimal_, Reader
from banyan.foundation.refusal import Refused


class Terms:
    """The typed terms, what they mean, and by field what is wrong with them (`wrong`)."""

    def __init__(self, given: Mapping[str, Any], unit: Any) -> None:
        self.given, self.unit, self.wrong = given, unit, dict[str, str]()
        self.amount: Decimal | None = self._read("amount", Decimal_(min=0))
        self.valid_from: date | None = self._read("valid_from", Date())
        self.basis: str = given.get("basis", "").strip()
        self.asker = self._asker()

    def _read(self, name: str, reader: Reader) -> Any:
        reading = reader.read(self.given.get(name, ""))
        if not reading.ok:
            self.wrong[name] = say(
                next(each for each in reading.findings if each.severity == "error").message
            )
        return reading.value

    def _asker(self) -> Any:
        words = self.given.get("asker", "").strip()
        found = queries.person_called(words, self.unit)
        if words and found is None:
            self.wrong["asker"] = _("Name exactly one person of the agency.")
        return found

    def missing_for_setting(self) -> bool:
        """Whether the terms of setting are not whole; what is missing is noted at its field."""
        if self.valid_from is None and "valid_from" not in self.wrong:
            self.wrong["valid_from"] = _("Give the first day on which the flow holds.")
        if not self.basis:
            self.wrong["basis"] = _("Say on which rule or resolution the flow rests.")
        return bool({"valid_from", "basis"} & set(self.wrong))

    def note(self, refused: Refused) -> Refused | None:
        """Put each reason beside the field it belongs to; what is left over belongs on top of the page."""
        here = {name: text for name, text in refused.problems.items() if name in ("valid_from", "basis")}
        self.wrong |= {name: say(text) for name, text in here.items()}
        return refused if len(here) < len(refused.problems) else None
