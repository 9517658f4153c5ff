"""Audits of money: planned, begun with a draw, asked, found, closed with three opinions (R5.4)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Audit, AuditFinding, AuditRequest, AuditSample, Voucher
from banyan.domains.finance.rules import audits as rules
from banyan.foundation.refusal import Refused, noop

State = Audit.State


@deed(Audit, "plan", new=True, label=_("Plan an audit"), icon="zoom-check")
def plan(audit: Audit, by: Actor, now: datetime) -> None:
    """Say what is audited by whom, between which days, and how many vouchers are drawn."""
    rules.check_days(audit.starts_on, audit.ends_on, audit.covers_from, audit.covers_to, now.date())
    audit.unit = audit.project.unit
    audit.number = numbering.take(Audit.number_pattern, audit.unit, audit.starts_on.year)


@deed(Audit, "start", frm=State.PLANNED, to=State.RUNNING, label=_("Draw and begin"), icon="arrows-shuffle")
def start(audit: Audit, by: Actor, now: datetime) -> None:
    """Draw the vouchers by the seed; the auditor sees these and no others until the last day."""
    days = (audit.covers_from, audit.covers_to)
    vouchers = {v.number: v for v in Voucher.everything.filter(project=audit.project, dated__range=days)}
    drawn = rules.draw(list(vouchers), audit.seed, audit.size)
    if not drawn:
        raise Refused({"": noop("There is no voucher in these days.")}, clause="R5.4.1")
    AuditSample.everything.bulk_create(
        AuditSample(audit=audit, voucher=vouchers[number], position=place)
        for place, number in enumerate(drawn, start=1)
    )


@deed(Audit, "close", frm=State.RUNNING, to=State.CLOSED, label=_("Close with three opinions"), icon="checks")
def close(audit: Audit, by: Actor, now: datetime, compliance: str, reasonableness: str, benefit: str) -> None:
    """Whether the money was used lawfully, sensibly and to good effect (R5.4.1)."""
    waiting = AuditRequest.everything.filter(audit=audit, state=AuditRequest.State.ASKED).count()
    rules.check_closing((compliance, reasonableness, benefit), waiting)
    audit.compliance, audit.reasonableness, audit.benefit = compliance, reasonableness, benefit
    audit.closed_on = now.date()


@deed(AuditRequest, "ask", new=True, label=_("Ask for a document"), icon="file-search")
def ask(request: AuditRequest, by: Actor, now: datetime) -> None:
    """The auditor asks; the agency hands over (R5.4.3)."""
    request.unit = request.audit.unit
    request.number = numbering.take(AuditRequest.number_pattern, request.unit, request.asked_on.year)


@deed(
    AuditRequest,
    "deliver",
    frm=AuditRequest.State.ASKED,
    to=AuditRequest.State.DELIVERED,
    label=_("Hand it over"),
    icon="file-check",
)
def deliver(request: AuditRequest, by: Actor, now: datetime, answer: str) -> None:
    """What was handed over, on this day."""
    request.answer, request.delivered_on = answer.strip()[:200], now.date()


@deed(AuditFinding, "note", new=True, label=_("Note a finding"), icon="alert-octagon")
def note_finding(finding: AuditFinding, by: Actor, now: datetime) -> None:
    """What the audit found; a rectification is opened on its page (R5.4.4)."""
    finding.unit = finding.audit.unit
    finding.number = numbering.take(AuditFinding.number_pattern, finding.unit, finding.found_on.year)
