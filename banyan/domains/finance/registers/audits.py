"""Audits of money, requests of auditors, findings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, grouped, register
from banyan.domains.finance.deeds import audits
from banyan.domains.finance.models import Audit, AuditFinding, AuditRequest, AuditSample


def _sample(audit: Audit, by: Any) -> dict[str, Any]:
    drawn = AuditSample.objects.visible_to(by).filter(audit=audit).select_related("voucher")
    requests = AuditRequest.objects.visible_to(by).filter(audit=audit).order_by("due_on")
    findings = AuditFinding.objects.visible_to(by).filter(audit=audit).order_by("number")
    return {
        "audit": audit,
        "sample": list(drawn.order_by("position")),
        "requests": list(requests),
        "findings": list(findings),
    }


audit_register = register(
    Register(
        model=Audit,
        words=Words(
            _("Audits of money"),
            _("Internal and outside audits belong here: what they cover, what was drawn, what they think."),
            _("Plan an audit"),
            "R5.4.1",
            "zoom-check",
        ),
        area="finance",
        columns=("number", "project", "kind", "auditor", "starts_on", "ends_on", "closed_on", "state"),
        fields=grouped(
            (_("Who audits what"), ("project", "kind", "auditor", "account", "starts_on", "ends_on")),
            (
                _("What is covered"),
                ("covers_from", "covers_to", "covers_income", "covers_budget", "covers_claims"),
            ),
            (_("How the sample is drawn"), ("seed", "size")),
        ),
        filters=("state", "kind", "project"),
        search=("number", "auditor"),
        create=audits.plan,
        deeds=(audits.start, audits.close),
        panels=(Panel("sample", _("Drawn vouchers, requests, findings"), "finance/panels/audit.html", _sample),),
    )
)  # fmt: skip

request_register = register(
    Register(
        model=AuditRequest,
        words=Words(
            _("Requests of auditors"),
            _("What auditors ask for belongs here, until it is handed over."),
            _("Ask for a document"),
            "R5.4.3",
            "file-search",
        ),
        area="finance",
        columns=("number", "audit", "what", "asked_on", "due_on", "delivered_on", "state"),
        fields=("audit", "what", "asked_on", "due_on"),
        filters=("state",),
        search=("number", "what"),
        create=audits.ask,
        deeds=(audits.deliver,),
        views=(View("asked", _("Not handed over yet"), "state=asked"),),
    )
)

finding_register = register(
    Register(
        model=AuditFinding,
        words=Words(
            _("Findings of audits"),
            _(
                "What audits found belongs here; each is put right as a rectification and verified by somebody else."
            ),
            _("Note a finding"),
            "R5.4.4",
            "alert-octagon",
        ),
        area="finance",
        columns=("number", "audit", "voucher", "clause", "amount", "found_on"),
        fields=("audit", "voucher", "clause", "amount", "found_on", "words"),
        search=("number", "words", "voucher"),
        create=audits.note_finding,
    )
)
