"""Audits on the desk: the auditor finds the draw, headquarters' finance what the auditor asked for (R5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.finance.models import Audit, AuditRequest
from banyan.domains.finance.queries.turns import FINANCE, turn_of
from banyan.foundation.refusal import noop, sentence


def audits_running(actor: Actor, today: date) -> Iterator[Todo]:
    """What is open to an auditor, until which day, and how much of what was asked for is still missing. One statement."""
    if actor.user is None or not actor.may(AuditRequest.permission("ask")):
        return
    asked = Count("requests", filter=Q(requests__state=AuditRequest.State.ASKED), distinct=True)
    rows = Audit.objects.visible_to(actor).filter(
        account=actor.user, state=Audit.State.RUNNING, starts_on__lte=today, ends_on__gte=today
    )
    rows = rows.annotate(drawn=Count("sample", distinct=True), asked=asked)
    for audit in rows.select_related("project", "unit").order_by("ends_on", "pk"):
        words = noop("%(drawn)s vouchers were drawn; of what you asked for %(asked)s is still to come.")
        yield Todo(
            title=sentence(noop("Audit of %(project)s"), project=audit.project.name),
            why=sentence(words, drawn=audit.drawn, asked=audit.asked),
            url=page_of(audit),
            deed=noop("Look at the drawn vouchers"),
            unit_id=audit.unit_id,
            number=audit.number,
            due=audit.ends_on,
            clause="R5.4.1",
            kind="audit",
        )


def asked_by_auditors(actor: Actor, today: date) -> Iterator[Todo]:
    """What an auditor asked for and nobody handed over (R5.4.3). One statement."""
    if not actor.may(AuditRequest.permission("deliver")):
        return
    turn = turn_of(actor, AuditRequest.permission("deliver"), FINANCE, today)
    rows = AuditRequest.objects.visible_to(actor, "deliver").filter(state=AuditRequest.State.ASKED)
    for request in rows.select_related("unit", "audit").order_by("due_on", "pk"):
        if turn(request.unit):
            yield Todo(
                title=sentence(noop("Asked for by the auditor")),
                why=sentence(
                    noop("%(what)s; %(who)s"), what=request.what, who=request.audit.auditor
                ),
                url=reverse("finance.auditrequest.deed", args=(request.public_id, "deliver")),
                deed=noop("Hand it over"),
                unit_id=request.unit_id,
                number=request.number,
                due=request.due_on,
                clause="R5.4.3",
                kind="audit",
            )  # fmt: skip
