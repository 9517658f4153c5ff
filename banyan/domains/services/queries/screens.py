"""What the pages of an activity show, each line through the viewer's own door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals.stops import rail
from banyan.core.ui.wording import money
from banyan.domains.projects import public as projects
from banyan.domains.services.models import Activity, ActivityShare, Attendance, SignInSheet, Summary
from banyan.domains.services.queries.activities import papers_of, satisfaction, totals
from banyan.domains.services.queries.attendance import person_key
from banyan.domains.services.rules import activities as rules
from banyan.domains.services.settings import summary_days
from banyan.foundation.refusal import Sentence

Reason = Attendance.Reason
_EMPTY_LINES = 12


@dataclass(frozen=True)
class Paper:
    """One document of an activity: have, partly, missing, or not due yet."""

    label: str
    note: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Difference:
    """One line of plan and reality."""

    label: str
    planned: Any
    actual: Any


def activity_page(activity: Activity, by: Any, today: date) -> dict[str, Any]:
    """Figures, papers with what is missing, plan and reality; the other parts of the page load by themselves."""
    with door.opened("activity page"):
        figures = totals(activity)
        summary = Summary.everything.filter(activity=activity).first()
        papers = papers_of(activity, summary)
        opinion = satisfaction(activity, figures["person_times"])
    days = _summary_days(activity)
    missing = rules.missing_evidence(papers, activity.held_on, days)
    return {
        "figures": figures,
        "opinion": opinion,
        "summary": summary,
        "papers": _papers(activity, papers, missing, figures, today),
        "differences": _differences(activity, figures, summary),
        "shares": list(ActivityShare.objects.visible_to(by).filter(activity=activity).order_by("indicator")),
        "due_on": _due_on(activity),
    }


def _summary_days(activity: Activity) -> int:
    return summary_days(activity.held_on, activity.unit) if activity.held_on else 0


def _due_on(activity: Activity) -> date | None:
    return rules.summary_due(activity.held_on, _summary_days(activity)) if activity.held_on else None


def to_clarify(activity: Activity, by: Any) -> dict[str, Any]:
    """The lines that do not count until somebody clarifies them, and how many bear no name."""
    nameless = _lines(activity, by).filter(reason="", name="", user=None).count()
    return {"activity": activity, "doubtful": doubtful_lines(activity, by), "nameless": nameless}


def sheets_of(activity: Activity, by: Any) -> dict[str, Any]:
    """The sign-in sheets with what came of them."""
    sheets = SignInSheet.objects.visible_to(by).filter(activity=activity).order_by("held_on")
    repeated = _lines(activity, by).filter(reason=Reason.DUPLICATE).count()
    return {"activity": activity, "sheets": list(sheets), "repeated": repeated}


def signed(activity: Activity, by: Any) -> dict[str, Any]:
    """Who signed the plan and the summary, who signs next."""
    rails = {name: rail(activity, f"activity_{name}") for name in ("plan", "summary")}
    return {"plan_rail": rails["plan"], "summary_rail": rails["summary"], "due_on": _due_on(activity)}


def worth(activity: Activity, by: Any) -> dict[str, Any]:
    """What it counts for in the ledger, and what waits or does not count, with the reason."""
    standing = projects.standing_of(activity._meta.label_lower, activity.public_id, by)
    return {"activity": activity, "standing": standing}


def doubtful_lines(activity: Activity, by: Any) -> list[dict[str, Any]]:
    """Lines to clarify with what is doubtful about them, and the line they may repeat."""
    from banyan.domains.services.queries.attendance import count_sheet

    lines = list(
        _lines(activity, by).filter(reason=Reason.TO_CLARIFY).select_related("sheet__activity", "same_as")
    )
    with door.opened("doubts of a sheet"):
        because = {
            ruling.sign_in.line: ruling.because
            for sheet in {line.sheet_id: line.sheet for line in lines}.values()
            for ruling in count_sheet(sheet)[1].rulings
        }
    return [{"line": line, "because": because.get(line.pk, ())} for line in lines]


def lines_behind(activity: Activity, by: Any, which: str) -> dict[str, Any]:
    """The lines behind one figure: exactly as many as the figure says."""
    titles = {
        "counted": _("Person-times"), "persons": _("Distinct persons"), "first_time": _("First time"),
        "volunteer": _("Volunteers"), "staff": _("Members of staff"), "guest": _("Guests"), "to_clarify": _("To clarify"),
        "duplicate_sign_in": _("Signed in already"), "all": _("All lines"),
    }  # fmt: skip
    if which not in titles:
        raise Http404
    lines = list(_chosen(_lines(activity, by), which).select_related("sheet__activity__unit", "user"))
    if which == "persons":
        lines = list({key: line for line in reversed(lines) if (key := person_key(line))}.values())[::-1]
    return {"title": titles[which], "which": which, "lines": lines, "count": len(lines)}


def _chosen(lines: QuerySet[Attendance], which: str) -> QuerySet[Attendance]:
    ordered = lines.order_by("sheet__held_on", "position")
    if which == "all":
        return ordered
    if which in ("counted", "persons"):
        return ordered.filter(reason="")
    return (
        ordered.filter(reason="", first_time=True) if which == "first_time" else ordered.filter(reason=which)
    )


def share_rows(activity: Activity, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every indicator that such an activity may serve, with the share as kept or as just written."""
    if activity.project is None or activity.held_on is None:
        return []
    with door.opened("shares of an activity"):
        kept = dict(ActivityShare.everything.filter(activity=activity).values_list("indicator", "percent"))
    possible = projects.indicators_for(activity.project, projects.Kind.ACTIVITY, activity.held_on)
    return [
        {"code": each.code, "name": each.name, "field": each.field, "department": each.department,
         "percent": given.get(f"share-{each.code}", plain_share(kept.get(each.code)))}
        for each in possible
    ]  # fmt: skip


def summary_begun(activity: Activity) -> dict[str, Any]:
    """What an earlier summary said, for one that was sent back."""
    with door.opened("summary begun"):
        kept = Summary.everything.filter(activity=activity).first()
    names = ("process", "results", "differences", "experience", "actual_cost")
    return {name: getattr(kept, name) for name in names} if kept else {}


def paper(sheet: SignInSheet, by: Any) -> dict[str, Any]:
    """The lines of a sheet for print, with empty ones while it is open."""
    lines = list(Attendance.objects.visible_to(by).filter(sheet=sheet).order_by("position"))
    blank = 0 if sheet.closed_at else max(_EMPTY_LINES, (sheet.activity.expected or 0) - len(lines))
    first = lines[-1].position + 1 if lines else 1
    return {"lines": lines, "blank": range(first, first + min(blank, 200)), "activity": sheet.activity}


def _lines(activity: Activity, by: Any) -> QuerySet[Attendance]:
    return Attendance.objects.visible_to(by).filter(sheet__activity=activity)


def _papers(
    activity: Activity,
    papers: rules.Papers,
    missing: list[rules.Missing],
    figures: Mapping[str, int],
    today: date,
) -> list[Paper]:
    """Always all documents of an activity: plan, sign-in, summary, feedback."""
    lacking = {each.code: each for each in missing}
    sign_in = lacking.get("signin_missing") or lacking.get("signin_open")
    told = lacking.get("summary_missing") or lacking.get("summary_not_approved")
    lines = _("%(lines)s lines, %(doubtful)s to clarify") % {
        "lines": papers.sign_in_lines, "doubtful": figures["to_clarify"]
    }  # fmt: skip
    return [
        _paper(_("Plan"), lacking.get("plan_not_approved"), _("approved"), papers.plan_submitted, today),
        _paper(_("Sign-in sheet"), sign_in, lines, bool(papers.sign_in_lines), today),
        _paper(
            _("Summary"),
            told,
            pgettext("summary of an activity", "accepted"),
            bool(papers.summary_submitted_on),
            today,
        ),
    ]


def _paper(label: str, lacking: rules.Missing | None, have: str, begun: bool, today: date) -> Paper:
    if lacking is None:
        return Paper(label, have, "have")
    late = rules.days_late(lacking.due_on, today) if lacking.due_on else 0
    state = "miss" if late else "part" if begun else "nyet"
    return Paper(label, _late(late) if late else _said(lacking.message), state)


def _late(days: int) -> str:
    return _("%(days)s days overdue") % {"days": days}


def _said(message: Sentence) -> str:
    return message.rendered(_)


def _differences(activity: Activity, figures: Mapping[str, int], summary: Summary | None) -> list[Difference]:
    """Numbers and cost, planned and actual; persons and person-times side by side, never added."""
    people = _("%(persons)s persons / %(times)s person-times") % {
        "persons": figures["persons"], "times": figures["person_times"]
    }  # fmt: skip
    return [
        Difference(_("People"), activity.expected, people),
        Difference(_("Cost"), money(activity.budget), money(summary.actual_cost if summary else None)),
        Difference(_("Goals"), activity.goals, summary.results if summary else None),
    ]


def plain_share(percent: Decimal | None) -> str:
    return f"{percent.normalize():f}" if percent is not None else ""
