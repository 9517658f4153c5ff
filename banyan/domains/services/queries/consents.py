"""Whose consent has to be asked for again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse

from banyan.core import door
from banyan.core.todo import Todo
from banyan.domains.services.models import Consent, ServiceUser
from banyan.domains.services.rules.ages import AgeLimits, birthday
from banyan.domains.services.rules.consents import Given, Kind, Renewal, renewals_due
from banyan.domains.services.settings import age_limits
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class Due:
    """Somebody whose consents were given before a birthday that has passed."""

    user: ServiceUser
    renewals: tuple[Renewal, ...]

    @property
    def age(self) -> int:
        return max(renewal.age for renewal in self.renewals)

    @property
    def since(self) -> date:
        return max(renewal.since for renewal in self.renewals)

    @property
    def kinds(self) -> list[str]:
        return [str(Consent.Kind(renewal.kind).label) for renewal in self.renewals]


def renewals(actor: Any, today: date) -> list[Due]:
    """Everybody within reach whose consents wait to be renewed on that day, the longest waiting first."""
    due = _waiting(actor, today)
    users = ServiceUser.objects.visible_to(actor).filter(pk__in=list(due)).select_related("unit")
    return sorted((Due(user, due[user.pk]) for user in users), key=lambda each: each.since)


def _waiting(actor: Any, today: date) -> dict[int, tuple[Renewal, ...]]:
    """What waits of those within reach, by person. Three statements."""
    limits = age_limits(today)
    reached = Consent.objects.visible_to(actor).filter(withdrawn_on=None)
    earliest = reached.aggregate(earliest=Min("given_on"))["earliest"]
    if earliest is None:
        return {}
    grown = _grew_up(earliest, today, limits)
    found = ServiceUser.objects.visible_to(actor).filter(grown, state=ServiceUser.State.ACTIVE)
    return _due(found, today, limits)


def _due(grown: Any, today: date, limits: AgeLimits) -> dict[int, tuple[Renewal, ...]]:
    """What waits, by person, of those who grew up. Two statements of plain values: most of them asked again in time."""
    kept: dict[int, list[Given]] = defaultdict(list)
    with door.opened("renewals"):
        born = dict(grown.values_list("pk", "born_on"))
        rows = Consent.everything.filter(user__in=grown.values("pk"))
        for user, kind, *rest in rows.values_list(
            "user_id", "kind", "text_version", "given_on", "withdrawn_on", "by_guardian"
        ):
            kept[user].append(Given(Kind(kind), *rest))
        every = {pk: tuple(renewals_due(day, kept[pk], today, limits)) for pk, day in born.items()}
    return {pk: renewals for pk, renewals in every.items() if renewals}


def given(kept: Iterable[Consent]) -> list[Given]:
    """Consents as the rules read them."""
    return [
        Given(Kind(each.kind), each.text_version, each.given_on, each.withdrawn_on, each.by_guardian)
        for each in kept
    ]


def consents_to_renew(actor: Any, today: date) -> Iterator[Todo]:
    """One line on the desk for all renewals that wait."""
    if not actor.may("services.consent.give"):
        return
    waiting = _waiting(actor, today)
    if waiting:
        yield Todo(
            title=sentence(noop("Consents to renew")),
            why=sentence(noop("%(people)s people turned 14 or 18 after they agreed."), people=len(waiting)),
            url=reverse("services.renewals"),
            deed=noop("Ask again"),
            kind="consent",
        )


def _grew_up(earliest: date, today: date, limits: AgeLimits) -> Q:
    """A birthday of consequence lies after the earliest consent and not after today."""
    found = Q(pk__in=[])
    for age in limits.renewals:
        found |= Q(born_on__gt=birthday(earliest, -age), born_on__lte=birthday(today, -age))
    return found
