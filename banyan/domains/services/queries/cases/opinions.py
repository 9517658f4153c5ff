"""What a client says of the service on a case, and who may ask."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.core.identity.models import Person
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CasePresence, CaseWorker
from banyan.domains.services.rules.cases.papers import choice_label, mark_of
from banyan.domains.services.rules.cases.words import Ask

#: Those who read, sign or supervise did not serve the client.
_BESIDE = (CaseWorker.Role.APPROVAL, CaseWorker.Role.SUPERVISION)


def worked_on(case: Case, by: Any) -> bool:
    """Whether the actor serves or ever served the client of this case. Two statements at most."""
    return has_served(case, by.person_id or 0)


def has_served(case: Case, person: int) -> bool:
    """Whether somebody serves or ever served the client of this case. Two statements at most."""
    with door.opened("who worked on a case"):
        was_there = Q(worker_id=person) | Q(presences__person_id=person)
        placed = _placed(case).filter(person_id=person)
        return placed.exists() or CaseContact.everything.filter(was_there, case=case).exists()


def may_have_asked(case: Case, people: Any) -> Any:
    """Of these people those who did not serve the client, and may have asked how they see the service."""
    with door.opened("who worked on a case"):
        held = CaseContact.everything.filter(case=case).exclude(worker=None).values("worker")
        came = CasePresence.everything.filter(case=case).values("person")
        return people.exclude(Q(pk__in=_placed(case).values("person")) | Q(pk__in=held) | Q(pk__in=came))


def _placed(case: Case) -> Any:
    return CaseWorker.everything.filter(case=case).exclude(role__in=_BESIDE, is_key=False)


def person_named(given: str) -> Person | None:
    """Whom the answer of a form names; None where words stand there. One statement."""
    try:
        key = UUID(given)
    except ValueError:
        return None
    with door.opened("who is named in a form"):
        return Person.objects.filter(public_id=key).first()


def in_words(ask: Ask, given: str) -> str:
    """An answer as it is read: the choice by its word, the person by name."""
    if ask.is_person and (person := person_named(given)) is not None:
        return str(person)
    return _(choice_label(ask, given)) if ask.choices and given else given


def last_opinion(case: Case) -> CaseDocument | None:
    """What the client was last heard to say."""
    filed = CaseDocument.everything.filter(
        case=case, kind=CaseDocument.Kind.OPINION, state=CaseDocument.State.FILED
    )
    return filed.select_related("author").order_by("-happened_on", "-pk").first()


def satisfaction_told(case: Case) -> str:
    """How satisfied the client is, by whom and when it was asked; or that nobody asked yet."""
    asked = last_opinion(case)
    mark = mark_of(asked.answers) if asked else None
    if asked is None or mark is None:
        return _("not asked yet")
    told = {
        "mark": mark.quantize(Decimal("0.1"), ROUND_HALF_UP),
        "who": asked.author,
        "day": f"{asked.happened_on:%Y-%m-%d}",
    }
    return _("%(mark)s of 5, asked by %(who)s on %(day)s") % told
