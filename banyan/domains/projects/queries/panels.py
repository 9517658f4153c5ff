"""What stands in the parts of a project's, a contract's and an indicator's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import (
    Contract,
    CountingVersion,
    Indicator,
    Instalment,
    LedgerEntry,
    LedgerLine,
    MonthFreeze,
    Project,
)
from banyan.domains.projects.queries.numbers import numbers_on
from banyan.domains.projects.rules.contract import Alert, contract_years, legal_alerts
from banyan.domains.projects.rules.in_words import in_words


def contracts_of(project: Project, by: Actor, today: date) -> dict[str, Any]:
    """Contracts with years and instalments, and what stands against the project's right to exist."""
    kept = Contract.objects.visible_to(by).filter(project=project).order_by("starts_on")
    paid = Instalment.objects.visible_to(by).filter(contract__project=project).order_by("position")
    by_contract: dict[int, list[Instalment]] = {}
    for instalment in paid:
        by_contract.setdefault(instalment.contract_id, []).append(instalment)
    rows = [
        {
            "contract": contract,
            "url": page_of(contract),
            "years": contract_years(contract.starts_on, contract.ends_on),
            "instalments": by_contract.get(contract.pk, []),
        }
        for contract in kept
    ]
    return {"rows": rows, "alerts": alerts_of(project, today), "today": today}


def alerts_of(project: Project, today: date) -> list[Alert]:
    """What stands against the project's right to exist (R1.3.1)."""
    warn_days = numbers_on(today, project.unit).registration_warning_days
    return legal_alerts(project.legal_basis, project.registered_until, today, warn_days)


def instalments_of(contract: Contract, by: Actor) -> dict[str, Any]:
    """The parts in which a contract is paid."""
    kept = Instalment.objects.visible_to(by).filter(contract=contract).order_by("position")
    return {"instalments": [(instalment, page_of(instalment)) for instalment in kept]}


def months_of(project: Project, by: Actor) -> dict[str, Any]:
    """The months that are closed, newest first."""
    return {"freezes": list(MonthFreeze.objects.visible_to(by).filter(project=project).order_by("-month"))}


def counting_of(indicator: Indicator, by: Actor) -> dict[str, Any]:
    """Every version of the counting rule, in words, newest first."""
    versions = CountingVersion.objects.visible_to(by).filter(indicator=indicator).order_by("-valid_from")
    return {"versions": [(version, in_words(version.rule)) for version in versions], "indicator": indicator}


def evidence_of(line: LedgerLine, by: Actor) -> dict[str, Any]:
    """The record behind a line, what it said, and what was booked for the line in which month."""
    entries = LedgerEntry.objects.visible_to(by).filter(line=line).order_by("month", "pk")
    return {
        "evidence": line.evidence,
        "facts": line.evidence.facts,
        "entries": list(entries),
        "source_url": source_url(line.evidence.source_model, line.evidence.source_public_id),
    }


def source_url(source_model: str, source_public_id: Any) -> str:
    """The page of the record that was handed in, where its room has one."""
    try:
        return reverse(f"{source_model}.detail", kwargs={"public_id": source_public_id})
    except NoReverseMatch:
        return ""


def figures_sent(report: Any, by: Actor) -> dict[str, Any]:
    """The indicators as a report took them along."""
    return {"rows": report.indicators, "sent_at": report.sent_at}
