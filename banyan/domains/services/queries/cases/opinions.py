"""What a client says of the service on a case, and who may ask."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseWorker
from banyan.domains.services.rules.cases.papers import mark_of

#: Those who read, sign or supervise did not serve the client.
_BESIDE = (CaseWorker.Role.APPROVAL, CaseWorker.Role.SUPERVISION)


def worked_on(case: Case, by: Any) -> bool:
    """Whether somebody serves or ever served the client of this case. Two statements at most."""
    person = by.person_id or 0
    with door.opened("who worked on a case"):
        placed = CaseWorker.everything.filter(case=case, person_id=person).exclude(
            role__in=_BESIDE, is_key=False
        )
        was_there = Q(worker_id=person) | Q(presences__person_id=person)
        return placed.exists() or CaseContact.everything.filter(was_there, case=case).exists()


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
