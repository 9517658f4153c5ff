"""An activity from its plan to the accepted summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals import flows
from banyan.core.approvals.models import Request
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.queries import check_unlocked, latest
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.core.records import snapshot
from banyan.domains.projects import public as projects
from banyan.domains.services.community_settings import FESTIVAL_DAYS, number
from banyan.domains.services.deeds.counting import hand_in, hand_in_opinions
from banyan.domains.services.deeds.finding import find_activities
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import Activity, ActivityShare, Feedback, Summary
from banyan.domains.services.queries import dossiers
from banyan.domains.services.queries.activities import papers_of, plan_of
from banyan.domains.services.rules import activities as rules
from banyan.domains.services.rules import festivals
from banyan.domains.services.settings import plan_limit, safety_sizes
from banyan.foundation.refusal import Refused, noop

State = Activity.State
PLAN, SUMMARY = "activity_plan", "activity_summary"
DIRECTOR = "centre-director"
PLAN_FIELDS = (
    "title", "project", "responsible", "held_on", "starts_at", "ends_at", "place", "expected", "need", "goals",
    "target_group", "procedure", "posts", "publicity", "materials", "budget", "budget_item", "safety", "insurance",
    "safety_lead", "weather", "crowd", "children", "food", "first_aid", "stop_rule", "safety_notice",
    "evaluation", "plan_item", "off_plan_reason",
)  # fmt: skip


@deed(Activity, "add", new=True, label=_("Plan an activity"), icon="calendar-plus")
def plan(activity: Activity, by: Any, now: datetime) -> None:
    """Begin the plan of an activity; it stays a draft until it is submitted."""
    activity.responsible = activity.responsible or by.person
    activity.created_at = activity.changed_at = now
    activity.save()
    set_shares(activity, propose_shares(activity))
    find_activities([activity])


@deed(Activity, "edit", frm=(State.DRAFT, State.APPROVED, State.HELD), label=_("Edit"), icon="pencil")
def edit(activity: Activity, by: Any, now: datetime, **changes: Any) -> None:
    """Change a plan. What was signed is not edited; a changed plan is signed anew (R2.2.1)."""
    changed = {name: value for name, value in changes.items() if getattr(activity, name) != value}
    check_unlocked(activity, changed)
    former = activity.project
    for name, value in changed.items():
        setattr(activity, name, value)
    if "festival" in changed:
        _check_festival(activity)
    if former is not None and former != activity.project:
        projects.withdraw(former.public_id, activity._meta.label_lower, activity.public_id)
    if "project" in changed:
        set_shares(activity, propose_shares(activity))
    activity.save()
    find_activities([activity])
    hand_in(activity)


@deed(Activity, "share_out", frm=State.DRAFT, label=_("Counts for"), icon="chart-pie")
def share_out(activity: Activity, by: Any, now: datetime, shares: Mapping[str, Decimal]) -> None:
    """Say for which indicators the activity counts, and with which share; the shares are signed with the plan."""
    if activity.project is None or activity.held_on is None:
        raise Refused({"project": noop("Name the project and the day first.")})
    projects.check_shares(activity.project, shares, activity.held_on)
    set_shares(activity, shares)
    hand_in(activity)


@deed(
    Activity,
    "reopen_plan",
    frm=(State.APPROVED, State.HELD),
    to=State.DRAFT,
    label=_("Change the plan"),
    icon="edit",
)
def reopen_plan(activity: Activity, by: Any, now: datetime, reason: str) -> None:
    """Take the approved plan back to change it; the approval is void and the activity waits to count (R2.2.1)."""
    request = latest(activity, PLAN)
    if request is not None and request.state == Request.State.APPROVED:
        approvals.void(request, by=by, now=now, reason=reason)
    activity.plan_approved_at = None
    hand_in(activity)


@deed(Activity, "submit_plan", frm=State.DRAFT, to=State.WAITING, label=_("Submit plan"), icon="send")
def submit_plan(activity: Activity, by: Any, now: datetime) -> None:
    """Send the plan to those who must sign it; the number is taken now."""
    rules.check_plan(plan_of(activity), safety_sizes(now.date(), activity.unit))
    _check_festival(activity)
    _check_shares(activity)
    if not activity.number:
        activity.number = numbering.take(Activity.number_pattern, activity.unit, now.year)
    find_activities([activity])
    flows.ask(activity, PLAN, by, now, amount=activity.budget)


@deed(Activity, "approve_plan", frm=State.WAITING, label=_("Plan approved"), system=True)
def plan_approved(activity: Activity, by: Any, now: datetime) -> None:
    """The last signature is given; where people have signed in already, the summary is next."""
    activity.plan_approved_at = now
    _restage(activity)
    activity.save()
    hand_in(activity)


@deed(Activity, "return_plan", frm=State.WAITING, to=State.DRAFT, label=_("Plan sent back"), system=True)
def plan_returned(activity: Activity, by: Any, now: datetime, reason: str = "") -> None:
    """The plan comes back with the reason; it can be mended and submitted again."""
    activity.plan_approved_at = None


@deed(
    Activity,
    "void_plan",
    frm=(State.WAITING, State.APPROVED, State.HELD),
    to=State.DRAFT,
    label=_("Plan taken back"),
    system=True,
)
def plan_voided(activity: Activity, by: Any, now: datetime, reason: str = "") -> None:
    """What was signed is no longer what stands there; the plan is a draft again."""
    activity.plan_approved_at = None
    hand_in(activity)


@deed(Activity, "cancel", frm=(State.DRAFT, State.APPROVED), to=State.CANCELLED, label=_("Cancel the activity…"),
      danger=True, icon="calendar-off")  # fmt: skip
def cancel(activity: Activity, by: Any, now: datetime, reason: str) -> None:
    """Call an activity off; it keeps its number and counts nowhere."""
    if papers_of(activity).sign_in_lines:
        raise Refused({"": noop("People have signed in; what has taken place is not cancelled.")})
    hand_in(activity)


@deed(
    Activity,
    "submit_summary",
    frm=State.HELD,
    to=State.SUMMARY_WAITING,
    label=_("Submit summary"),
    icon="send",
)
def submit_summary(
    activity: Activity, by: Any, now: datetime, *, process: str, results: str, experience: str, differences: str = "",
    actual_cost: Decimal | None = None,
) -> None:  # fmt: skip
    """Hand in what became of the activity; the superior accepts it."""
    texts = {"process": process, "results": results, "experience": experience}
    rules.check_summary(texts, activity.held_on, now.date())
    Summary.everything.update_or_create(
        activity=activity,
        defaults={**texts, "differences": differences, "actual_cost": actual_cost, "submitted_at": now,
                  "accepted_at": None},
    )  # fmt: skip
    flows.ask(activity, SUMMARY, by, now)
    hand_in(activity)


@deed(
    Activity,
    "accept_summary",
    frm=State.SUMMARY_WAITING,
    to=State.ACCEPTED,
    label=_("Summary accepted"),
    system=True,
)
def summary_accepted(activity: Activity, by: Any, now: datetime) -> None:
    """The summary is accepted: with plan and sign-in complete, the activity counts."""
    Summary.everything.filter(activity=activity).update(accepted_at=now)
    hand_in(activity)


@deed(
    Activity,
    "return_summary",
    frm=(State.SUMMARY_WAITING, State.ACCEPTED),
    to=State.HELD,
    label=_("Summary sent back"),
    system=True,
)
def summary_returned(activity: Activity, by: Any, now: datetime, reason: str = "") -> None:
    """The summary comes back with the reason."""
    Summary.everything.filter(activity=activity).update(submitted_at=None, accepted_at=None)
    hand_in(activity)


@deed(Feedback, "add", new=True, label=_("Record feedback"), icon="message-star")
def give_feedback(feedback: Feedback, by: Any, now: datetime) -> None:
    """Write down what one participant said; who it was is not asked."""
    if not 1 <= feedback.score <= 5:
        raise Refused({"score": noop("Satisfaction goes from 1 to 5.")})
    feedback.given_on = feedback.given_on or now.date()
    feedback.save()
    if dossiers.counts_by_papers(Activity):
        hand_in(feedback.activity)
    else:
        hand_in_opinions(feedback.activity)


def shares_of(activity: Activity) -> dict[str, Decimal]:
    """Percent by indicator."""
    return dict(ActivityShare.everything.filter(activity=activity).values_list("indicator", "percent"))


def set_shares(activity: Activity, shares: Mapping[str, Any]) -> None:
    """Make the shares exactly these."""
    ActivityShare.everything.filter(activity=activity).delete()
    ActivityShare.everything.bulk_create(
        [
            ActivityShare(activity=activity, indicator=code, percent=percent)
            for code, percent in shares.items()
        ]
    )
    activity.counts_for = "、".join(shares)[:120]
    Activity.everything.filter(pk=activity.pk).update(counts_for=activity.counts_for)


def propose_shares(activity: Activity, expected: int | None = None) -> dict[str, int]:
    """Which indicators of the contract the activity probably serves; a person confirms."""
    if activity.project is None:
        return {}
    return proposal_for(activity, activity.project, expected or activity.expected)


def proposal_for(activity: Activity, project: Any, expected: int | None) -> dict[str, int]:
    """The shares that a project would propose for an activity."""
    if activity.held_on is None:
        return {}
    kind, on = projects.Kind.ACTIVITY, activity.held_on
    return proposed(project, kind, activity.title, activity.unit, on, expected=expected)


def _check_shares(activity: Activity) -> None:
    shares = shares_of(activity)
    if activity.project is None or activity.held_on is None:
        raise Refused({"project": noop("Name the project and the day first.")})
    rules.check_some_share(shares)
    projects.check_shares(activity.project, shares, activity.held_on)


def _restage(activity: Activity) -> None:
    """The state that the papers prove."""
    activity.state = State(rules.stage(papers_of(activity)))


def _signed_shares(activity: Activity) -> dict[str, str]:
    return {code: str(percent) for code, percent in sorted(shares_of(activity).items())}


def _signed_summary(activity: Activity) -> dict[str, Any]:
    kept = Summary.everything.filter(activity=activity).first()
    return snapshot(kept, ("process", "results", "experience", "differences", "actual_cost")) if kept else {}


_SUPERIOR = StepPlan("superior", otherwise=DIRECTOR)
flows.declare(
    PLAN, label=_("activity plan"), steps=(_SUPERIOR, StepPlan("role", DIRECTOR, further=True)), amounts=plan_limit
)  # fmt: skip
flows.declare(SUMMARY, label=_("activity summary"), steps=(_SUPERIOR,))
outcome(
    Activity, PLAN, approved=plan_approved, returned=plan_returned, voided=plan_voided, label=_("activity plan"),
    fields=PLAN_FIELDS, extra=_signed_shares,
)  # fmt: skip
outcome(
    Activity, SUMMARY, approved=summary_accepted, returned=summary_returned, label=_("activity summary"), fields=(),
    extra=_signed_summary,
)  # fmt: skip


def _check_festival(activity: Activity) -> None:
    """An activity for a festival lies around its day (W5.1)."""
    if activity.festival and activity.held_on:
        festivals.check_near(
            activity.festival, activity.held_on, number(FESTIVAL_DAYS, activity.held_on, activity.unit)
        )
