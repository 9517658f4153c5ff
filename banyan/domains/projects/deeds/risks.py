"""Risks: identified, reviewed, closed; categories in which there is none; the table that is signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.signatures import way_of_signature
from banyan.domains.projects.models import Category, NoRisk, Project, Risk, RiskReview, RiskTable
from banyan.domains.projects.queries.risks import bounds_on, risks_as_signed, silent_of
from banyan.domains.projects.rules import risks as rules

State = Risk.State


@deed(Risk, "identify", new=True, label=_("Enter a risk"), icon="alert-triangle")
def identify(risk: Risk, by: Actor, now: datetime) -> None:
    """Write down what may go wrong, how likely and how bad, who watches it, and what is done (R3.2.9)."""
    rules.check_rating(risk.likelihood, risk.impact)
    rules.check_response(risk.response)
    risk.unit, risk.identified_on, risk.reviewed_on = risk.project.unit, now.date(), now.date()
    risk.number = numbering.take(Risk.number_pattern, risk.unit, now.year)
    risk.save()
    _keep_review(risk, by, now, "")


@deed(Risk, "edit", frm=State.OPEN, label=_("Edit"), icon="pencil")
def edit(risk: Risk, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct words and owner; the rating changes by a review."""
    for name, value in changes.items():
        setattr(risk, name, value)
    rules.check_response(risk.response)


@deed(Risk, "review", frm=State.OPEN, label=_("Review"), icon="eye-check")
def review(
    risk: Risk, by: Actor, now: datetime, *, likelihood: int, impact: int, note: str, response: str = ""
) -> None:
    """Look at a risk again: how it is rated now, what has changed, what is done from here on (R3.2.10)."""
    rules.check_rating(likelihood, impact)
    risk.likelihood, risk.impact, risk.reviewed_on = likelihood, impact, now.date()
    risk.response = response.strip() or risk.response
    _keep_review(risk, by, now, note)


@deed(Risk, "close", frm=State.OPEN, to=State.CLOSED, label=_("The risk is over"), icon="check")
def close(risk: Risk, by: Actor, now: datetime, reason: str) -> None:
    """What was feared can no longer come, or has come and is dealt with."""
    risk.closed_on = risk.reviewed_on = now.date()
    _keep_review(risk, by, now, reason)


@deed(Project, "say_no_risk", label=_("Say that there is no risk"), icon="circle-check")
def say_no_risk(project: Project, by: Actor, now: datetime, category: Category, reason: str) -> None:
    """Somebody looked at a category and found nothing; who and when stands there (R3.2.9)."""
    standing = Risk.everything.filter(project=project, category=category, state=State.OPEN).count()
    rules.check_none(standing, reason)
    NoRisk(
        project=project, category=category, said_on=now.date(), said_by=by.person, reason=reason.strip()
    ).save()


def _keep_review(risk: Risk, by: Actor, now: datetime, note: str) -> None:
    RiskReview(
        risk=risk, reviewed_on=now.date(), reviewed_by=by.person, likelihood=risk.likelihood, impact=risk.impact,
        note=note.strip(),
    ).save()  # fmt: skip


@deed(RiskTable, "draw_up", new=True, label=_("Draw up the risk table"), icon="table")
def draw_up(table: RiskTable, by: Actor, now: datetime) -> None:
    """Put the risks of a project before somebody's eyes as they stand on a day."""
    rules.check_day(table.as_of, now.date())
    table.unit = table.project.unit


@deed(RiskTable, "edit", frm=RiskTable.State.DRAFT, label=_("Edit"), icon="pencil")
def edit_table(table: RiskTable, by: Actor, now: datetime, **changes: Any) -> None:
    """Go on writing."""
    for name, value in changes.items():
        setattr(table, name, value)
    rules.check_day(table.as_of, now.date())


def _check_table(table: RiskTable, now: datetime) -> None:
    days = bounds_on(table.as_of, table.unit).review_days
    rules.check_table(silent_of(table.project, table.as_of, days))


table_way = way_of_signature(
    RiskTable, "risk_table", label=_("Risk table"), check=_check_table, extra=risks_as_signed
)
