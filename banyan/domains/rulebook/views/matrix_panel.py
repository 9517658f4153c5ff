"""The records behind one verdict: the clause's words, how it is judged, what was found, who mends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.controls import reading
from banyan.core.controls.models import Found
from banyan.core.identity import tree
from banyan.core.ui.wording import number, say
from banyan.domains.rulebook.queries import matrix as asked
from banyan.domains.rulebook.queries.wording import words_of
from banyan.domains.rulebook.views.matrix_page import (
    ICONS,
    TONES,
    Chosen,
    MatrixPage,
    address_of,
    verdict_words,
)

GOOD_SHOWN = 4
_LOOKS = {
    "good": ("check", "ok"),
    "attention": ("alert-triangle", "attn"),
    "breach": ("alert-octagon", "breach"),
}


class PanelPage(MatrixPage):
    """The matrix with the records of one cell beside it."""

    def __init__(self, by: Any, today: date, chosen: Chosen, public_id: UUID, clause: str) -> None:
        super().__init__(by, today, chosen)
        if clause not in self.titles:
            raise Http404
        self.project, self.clause = self.project_or_404(public_id), clause

    def is_open(self, project: Any, clause: str) -> bool:
        return (project.id, clause) == (self.project.id, self.clause)

    def here(self, **changes: Any) -> str:
        """The same cell with another choice; another chapter or unit leaves it."""
        if {"chapter", "unit"} & set(changes):
            return self.url(**changes)
        return f"{self._where}?{self.chosen.query(**changes)}"

    @property
    def _where(self) -> str:
        return reverse("rulebook.matrix.cell", kwargs={"public_id": self.project.id, "clause": self.clause})

    # -- the panel

    @cached_property
    def told(self) -> asked.Evidence:
        return asked.evidence(self.by, self.judged, self.project, self.clause)

    @property
    def title(self) -> str:
        return _(self.titles[self.clause])

    @property
    def result(self) -> Any:
        return self.told.result

    @property
    def verdict(self) -> dict[str, Any]:
        """Tone and word of the verdict, with the number of records at fault."""
        if self.result is None:
            return {"tone": "open", "word": _("not judged"), "faults": 0}
        name = self.result.result
        return {
            "tone": TONES[name],
            "word": verdict_words()[name],
            "icon": ICONS[name],
            "faults": self.result.faults,
        }

    @cached_property
    def words(self) -> Any:
        """What the clause says in the version in force at the end of the period, else in our own words."""
        unit = tree.current().units.get(self.project.unit_id)
        return words_of(self.clause, unit, min(self.told.period.end, self.today), self.by)

    @cached_property
    def ways(self) -> list[dict[str, Any]]:
        """How each control of the clause judges, with the numbers valid at the end of the period."""
        unit = tree.current().units.get(self.project.unit_id)
        on = min(self.told.period.end, self.today)
        return [
            {
                "title": _(made.title),
                "words": _words(_(made.judged), reading.filled(made, on, unit)),
                "numbers": [
                    (each.label, _value(each.value), _(str(each.measure)) if each.measure else "", each.since)
                    for each in reading.numbers_of(made, on, unit)
                ],
            }
            for made in self.told.controls
        ]

    @property
    def faults(self) -> list[dict[str, Any]]:
        return [self._line(each) for each in self.told.found if each.verdict != "good"]

    @property
    def good(self) -> list[dict[str, Any]]:
        found = [each for each in self.told.found if each.verdict == "good"]
        return [self._line(each) for each in (found if self.chosen.every else found[:GOOD_SHOWN])]

    @property
    def more(self) -> int:
        return len(self.told.found) - len(self.faults) - len(self.good)

    @property
    def every_url(self) -> str:
        return self.here(all="1")

    def _line(self, found: Found) -> dict[str, Any]:
        icon, tone = _LOOKS[found.verdict]
        url = self.told.pages.get(found.record_id, "") if found.record_id else ""
        return {
            "found": found,
            "tone": tone,
            "said": say(found.said),
            "url": url,
            "hidden": not url and reading.has_page(found.model),
            "mend": _named_page(found.mend),
            "icon": icon,
        }

    @property
    def close_url(self) -> str:
        return self.url(all="")

    @property
    def judge_url(self) -> str:
        where = {"public_id": self.project.id, "clause": self.clause}
        return f"{reverse('rulebook.matrix.judge_cell', kwargs=where)}?{self.chosen.query()}"

    @property
    def mend_url(self) -> str:
        """Where a rectification is opened for this verdict."""
        return self.opening_url(self.result) if self.result else ""


def _words(text: str, numbers: Mapping[str, Any]) -> str:
    return text % {gap: _value(each) for gap, each in numbers.items()} if numbers else text


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "；".join(f"{name} {_value(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_value(each) for each in value)
    return value if isinstance(value, str) else number(value)


def _named_page(name: str) -> str:
    return address_of(name) if name else ""
