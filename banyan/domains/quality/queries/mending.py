"""The rectifications of many projects as the controls see them: two statements, however many projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from banyan.core.controls import Finding, Scope
from banyan.domains.projects import public as projects
from banyan.domains.quality.models import FollowUp, Rectification
from banyan.domains.quality.rules.judging import Mending, Verdict
from banyan.foundation.periods import Period

State = Rectification.State
LABEL = Rectification._meta.label_lower


@dataclass(frozen=True)
class Place:
    """Where a project lies, as far as a dated setting asks."""

    path: str


@dataclass(frozen=True)
class Case:
    """A rectification of a project that is judged, with the days it is judged by."""

    scope: Scope
    row: dict[str, Any]
    mending: Mending

    @property
    def place(self) -> Place:
        """Where settings are looked up."""
        return Place(self.scope.unit_path)

    @property
    def on(self) -> date:
        """The day as of which it is judged."""
        return self.scope.period.end

    def finding(self, said: Verdict, on: date | None = None) -> Finding:
        """The finding of a control about it."""
        verdict, words = said
        return Finding.of(
            self.scope.id, verdict, words, model=LABEL, public_id=self.row["public_id"], number=self.row["number"],
            on=on or self.row["found_on"],
        )  # fmt: skip


def cases(scopes: Sequence[Scope], period: Period) -> Iterator[Case]:
    """Every rectification that was under way in the period, void ones apart."""
    places = {scope.id: scope for scope in scopes}
    found = Rectification.everything.filter(
        Q(verified_on=None) | Q(verified_on__gte=period.start),
        project__public_id__in=places,
        found_on__lte=period.end,
    ).exclude(state=State.VOID)
    again = Rectification.everything.filter(follows=OuterRef("pk"))
    rows = found.annotate(next_round=Exists(again)).order_by("found_on", "pk").values(
        "pk", "project__public_id", "public_id", "number", "source_kind", "clause", "finding", "cause", "measure",
        "effect", "owner", "verifier", "state", "found_on", "analysed_on", "planned_on", "due_on", "done_on",
        "verified_on", "next_round",
    )  # fmt: skip
    kept = list(rows)
    looked = _looked_at([row["pk"] for row in kept], period.end)
    for row in kept:
        scope = places[row["project__public_id"]]
        if row["found_on"] <= scope.period.end:
            yield Case(scope, row, _mending(row, looked.get(row["pk"])))


def _looked_at(keys: Sequence[int], until: date) -> dict[int, date]:
    looks = FollowUp.everything.filter(rectification__in=keys, on__lte=until).values_list("rectification")
    return dict(looks.annotate(last=Max("on")))


def _mending(row: dict[str, Any], looked_at_on: date | None) -> Mending:
    return Mending(
        found_on=row["found_on"], analysed_on=row["analysed_on"], planned_on=row["planned_on"], due_on=row["due_on"],
        done_on=row["done_on"], verified_on=row["verified_on"], looked_at_on=looked_at_on,
        has_owner=row["owner"] is not None,
        verified_by_another=row["verifier"] is not None and row["verifier"] != row["owner"],
        effective=row["state"] != State.INEFFECTIVE, has_next_round=row["next_round"],
        parts={name: bool(row[name].strip()) for name in ("finding", "cause", "measure", "effect")},
    )  # fmt: skip


def begun_on(scopes: Sequence[Scope]) -> dict[Any, date]:
    """When each project's first contract began; the judged period's first day where there is none. One statement."""
    found = projects.Project.everything.filter(public_id__in=[scope.id for scope in scopes])
    begun = dict(found.values_list("public_id").annotate(first=Min("contracts__starts_on")))
    return {scope.id: begun.get(scope.id) or scope.period.start for scope in scopes}
