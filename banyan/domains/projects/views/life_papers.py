"""A4 sheets of a project's life: assignment letter, risk table, decision sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from banyan.core.documents import a4
from banyan.domains.projects.models import Decision, Member, RiskTable
from banyan.domains.projects.queries.decisions import sheet_of
from banyan.domains.projects.queries.risks import SCALE, register_of, risk_line, told_category


def letter(member: Member, by: Any, now: datetime) -> HttpResponse:
    """Role, duties, induction, and who signed."""
    form = a4.Form(
        _("Assignment letter"), "XM-RW-01", member.unit, member.number,
        (
            a4.fields(
                (_("Name"), str(member)), (_("Project"), member.project.name),
                (_("Role in the project"), member.role), (_("Kind"), member.get_kind_display()),
                (_("From"), member.starts_on), (_("Assigned on"), member.assigned_on),
            ),
            a4.words(_("Duties"), member.duties, tall=True),
            a4.words(_("Topics of the induction"), member.topics, tall=True),
            a4.fields((_("Induction on"), member.inducted_on or ""), (_("Inducted by"), str(member.inducted_by or ""))),
            a4.signatures(
                a4.Hand(_("Assigned by"), name=str(member.assigned_by or ""), day=member.assigned_on,
                        seal=a4.seal_of_the_station()),
                a4.Hand(
                    _("I know requirements and workflow"), name="" if member.on_paper else _signed(member),
                    day=member.acknowledged_on,
                ),
            ),
        ),
    )  # fmt: skip
    return a4.answer(form, by=by, now=now)


def _signed(member: Member) -> str:
    return str(member) if member.acknowledged_on else ""


def risk_table(table: RiskTable, by: Any, now: datetime) -> HttpResponse:
    """The matrix with the numbers of the risks in its cells, the categories, and each risk with its response."""
    kept = register_of(table.project, by, table.as_of)
    rows = [[_("likelihood %(n)s") % {"n": row["likelihood"]}, *_cells(row)] for row in kept["matrix"]]
    heads = [_("Likelihood and impact"), *(str(each) for each in SCALE)]
    form = a4.Form(
        _("Risk table"), "XM-FX-01", table.unit, table.number,
        (
            a4.words(_("What was seen as a whole"), table.view),
            a4.lines(heads, rows, widths=(3, 2, 2, 2, 2, 2)),
            a4.lines((_("Category"), _("Considered")), [told_category(each) for each in kept["categories"]], widths=(1, 4)),
            a4.lines(
                (_("Number"), _("Risk"), _("Rating"), _("Response"), _("Watched by"), _("Reviewed")),
                [risk_line(row["risk"]) for row in kept["rows"]], widths=(3, 5, 2, 7, 2, 3),
            ),
            a4.signatures(a4.Hand(_("Project lead")), a4.Hand(_("Superior"), seal=a4.seal_of_the_station())),
        ),
        facts=(table.project.name, _("as of %(day)s") % {"day": table.as_of.isoformat()}),
        wide=True,
    )  # fmt: skip
    return a4.answer(form, by=by, now=now)


def _cells(row: dict[str, Any]) -> list[str]:
    return [" ".join(risk.number for risk in cell["risks"]) for cell in row["cells"]]


def decision(found: Decision, by: Any, now: datetime) -> HttpResponse:
    """Situation, facts, ways, people heard, choice."""
    sheet = sheet_of(found, by, now.date())
    ways = [[way.position, way.way, way.effects, _("chosen") if way.chosen else ""] for way in sheet["ways"]]
    heard = [[str(each.heard), each.heard_on, each.opinion] for each in sheet["heard"]]
    form = a4.Form(
        _("Decision sheet"), "XM-JD-01", found.unit, found.number,
        (
            a4.fields((_("Decision on"), found.title), (_("Level"), found.get_level_display())),
            a4.words(_("Situation and problem"), found.situation),
            a4.words(_("Facts gathered"), found.facts),
            a4.words(_("Criteria"), found.criteria),
            a4.lines((_("No."), _("Alternative"), _("Expected effects"), _("Choice")), ways, widths=(1, 4, 6, 1)),
            a4.lines((_("Person heard"), _("Day"), _("Opinion")), heard, widths=(2, 2, 8)),
            a4.words(_("Why this way"), found.reason),
            a4.fields(
                (_("Carried out by the day"), found.due_on or ""), (_("To be reviewed on"), found.review_on or "")
            ),
            a4.signatures(a4.Hand(_("Decided by"), name=str(found.decided_by or ""), day=found.decided_on)),
        ),
    )  # fmt: skip
    return a4.answer(form, by=by, now=now)
