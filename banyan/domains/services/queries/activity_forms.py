"""The papers of an activity as A4 forms: plan, sign-in sheet, summary, feedback; and all of them bound."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals.stops import rail
from banyan.core.documents import a4
from banyan.core.documents.binding import Binder, Paper
from banyan.domains.services.models import (
    Activity,
    ActivityPermit,
    Attendance,
    Feedback,
    SignInSheet,
    Summary,
)
from banyan.domains.services.queries.activities import satisfaction, totals
from banyan.domains.services.rules.safety import PARTS

PLAN_CODE, SHEET_CODE, SUMMARY_CODE, FILE_CODE = "FW-HD-01", "FW-HD-02", "FW-HD-03", "FW-HD-99"
SAFETY_CODE = "FW-HD-04"


def bound_activity(activity: Activity, by: Any) -> Binder:
    """Everything that lies in the file of an activity, in the order of the work; lines only through the reader's door."""
    sheets = list(SignInSheet.objects.visible_to(by).filter(activity=activity).order_by("held_on"))
    papers = [Paper(plan_form(activity), activity.held_on, str(activity.responsible or ""))]
    if activity.safety_lead_id is not None:
        papers.append(Paper(safety_form(activity, by), activity.held_on, str(activity.safety_lead)))
    papers += [Paper(sheet_form(sheet, activity, by), sheet.held_on) for sheet in sheets]
    with door.opened("bound activity"):
        summary = Summary.everything.filter(activity=activity).first()
        if summary is not None:
            papers.append(Paper(summary_form(activity, summary), activity.held_on, str(activity.responsible or "")))  # fmt: skip
    cover = [
        (_("File number"), activity.number), (_("Title"), activity.title), (_("Day"), activity.held_on),
        (_("Place"), activity.place), (_("Responsible"), str(activity.responsible or "")),
        (_("Project"), str(activity.project or "")), (_("Papers in the file"), len(papers)),
    ]  # fmt: skip
    return Binder(_("Activity file"), activity.label(), activity.unit, FILE_CODE, cover, papers)


def plan_form(activity: Activity) -> a4.Form:
    """The plan of an activity, as it was signed."""
    times = f"{activity.starts_at:%H:%M}–{activity.ends_at:%H:%M}" if activity.starts_at and activity.ends_at else ""  # fmt: skip
    blocks = [
        a4.fields((_("Title"), activity.title), per_row=1),
        a4.fields(
            (_("Day"), activity.held_on), (pgettext("case form", "Time"), times), (_("Place"), activity.place),
            (_("Expected persons"), activity.expected), (_("Budget"), activity.budget),
            (_("Responsible"), str(activity.responsible or "")), per_row=3,
        ),
        *(
            a4.words(Activity._meta.get_field(name).verbose_name, getattr(activity, name), tall=True)
            for name in (
                "need", "goals", "target_group", "procedure", "posts", "publicity", "materials", "safety", "insurance",
                "evaluation",
            )
        ),
        *_signed(activity, "activity_plan"),
    ]  # fmt: skip
    return a4.Form(pgettext("case form", "Activity plan"), PLAN_CODE, activity.unit, activity.label(), blocks)


def safety_form(activity: Activity, by: Any) -> a4.Form:
    """The safety plan by itself: who is in charge, what is done about what, permits, and when it is stopped."""
    permits = ActivityPermit.objects.visible_to(by).filter(activity=activity).order_by("applied_on", "pk")
    rows = [
        (each.authority, each.permit_number, each.applied_on, each.granted_on or "", each.allowed or "",
         each.get_state_display())
        for each in permits
    ]  # fmt: skip
    heads = (
        pgettext("permit", "authority asked"), pgettext("permit", "number of the permit"),
        pgettext("permit", "applied for on"), pgettext("permit", "granted on"), pgettext("permit", "persons allowed"),
        _("state"),
    )  # fmt: skip
    blocks = [
        a4.fields((_("Title"), activity.title), per_row=1),
        a4.fields(
            (_("Day"), activity.held_on), (_("Place"), activity.place), (_("Expected persons"), activity.expected),
            (_("Responsible"), str(activity.responsible or "")),
            (pgettext("safety plan", "In charge of safety"), str(activity.safety_lead or activity.responsible or "")),
            (_("public-safety notice"), activity.safety_notice), per_row=3,
        ),
        *(
            a4.words(Activity._meta.get_field(name).verbose_name, getattr(activity, name), tall=True)
            for name in ("safety", *(part for part, _words in PARTS), "insurance")
        ),
        *([a4.lines(heads, rows, widths=(8, 7, 5, 5, 4, 4))] if rows else []),
        a4.signatures(
            a4.Hand(pgettext("safety plan", "In charge of safety")), a4.Hand(pgettext("safety plan", "Checked before it began"))
        ),
    ]  # fmt: skip
    return a4.Form(
        pgettext("safety plan", "Safety plan of an activity"),
        SAFETY_CODE,
        activity.unit,
        activity.label(),
        blocks,
    )


def sheet_form(sheet: SignInSheet, activity: Activity, by: Any) -> a4.Form:
    """The sign-in sheet of one session, on its side."""
    kept = Attendance.objects.visible_to(by).filter(sheet=sheet).order_by("position")
    rows = [
        (line.position, line.name, line.get_sex_display(), line.age_band, line.community, line.phone_tail,
         line.get_role_display(), _hour(line.arrived_at), _hour(line.left_at))
        for line in kept
    ]  # fmt: skip
    heads = (
        _("No."), _("Name"), _("Sex"), _("Age band"), _("Community"), _("Phone end"), _("In the role of"),
        pgettext("attendance", "In"), pgettext("attendance", "Out"),
    )  # fmt: skip
    blocks = [a4.lines(heads, rows, widths=(4, 7, 4, 5, 9, 6, 5, 5, 5), right=(0,))]
    facts = (activity.title[:30], a4.long_day(sheet.held_on), _("%(count)s lines") % {"count": len(rows)})
    return a4.Form(_("Sign-in sheet"), SHEET_CODE, activity.unit, activity.label(), blocks, facts)


def summary_form(activity: Activity, summary: Summary) -> a4.Form:
    """What became of the activity: plan and reality, feedback, experience."""
    figures = totals(activity)
    opinion = satisfaction(activity, figures["person_times"])
    said = Feedback.everything.filter(activity=activity).exclude(words="").values_list("words", flat=True)[:8]
    blocks = [
        a4.fields(
            (_("Person-times"), figures["person_times"]), (_("Distinct persons"), figures["persons"]),
            (_("Expected persons"), activity.expected), (_("Budget"), activity.budget),
            (_("Actual cost"), summary.actual_cost),
            (_("Satisfaction"), _satisfaction(opinion)), per_row=3,
        ),
        a4.words(_("How it went"), summary.process, tall=True),
        a4.words(_("Goals reached"), summary.results, tall=True),
        a4.words(_("Why numbers, time or cost differ from the plan"), summary.differences),
        a4.words(_("Experience"), summary.experience, tall=True),
        a4.words(_("What participants said"), "\n".join(f"「{each}」" for each in said)),
        *_signed(activity, "activity_summary"),
    ]  # fmt: skip
    return a4.Form(_("Activity summary"), SUMMARY_CODE, activity.unit, activity.label(), blocks)


def _satisfaction(opinion: dict[str, Any]) -> str:
    """The mean with how many answered; nobody answered is said in words."""
    if not opinion["answers"]:
        return pgettext("satisfaction", "not asked")
    return _("%(mean)s (n = %(answers)s)") % {"mean": opinion["mean"], "answers": opinion["answers"]}


def _signed(activity: Activity, kind: str) -> list[a4.Block]:
    """Who asked and who signed, two beside one another; without a request the empty cells to be signed by hand."""
    stops = [each for each in rail(activity, kind) if each.state in ("signed", "now", "open")]
    hands = [
        a4.Hand(each.post or pgettext("case form", "Written by"), words=each.comment, name=each.mark, day=each.on if each.mark else None)
        for each in stops
    ] or [a4.Hand(pgettext("case form", "Written by")), a4.Hand(pgettext("case form", "Superior"))]  # fmt: skip
    if len(hands) % 2:
        hands.append(a4.Hand(_("Director of the centre"), seal=a4.seal_of_the_station()))
    return [a4.signatures(*hands[place : place + 2]) for place in range(0, len(hands), 2)]


def _hour(at: Any) -> str:
    return f"{at:%H:%M}" if at else ""
