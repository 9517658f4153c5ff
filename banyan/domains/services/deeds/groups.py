"""A group from its plan to the accepted evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
from banyan.domains.services.deeds.group_counting import hand_in_opinions, restage, settle
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import Group, GroupAnswer, GroupEvaluation, GroupSession, GroupShare
from banyan.domains.services.models.group_reach import reads_inside
from banyan.domains.services.queries import groups as asking
from banyan.domains.services.rules import groups as rules
from banyan.domains.services.rules import paired
from banyan.domains.services.rules.cases import secrecy
from banyan.domains.services.settings import LEAST_SESSIONS, group_number
from banyan.foundation.refusal import Refused, noop

State = Group.State
PLAN, EVALUATION = "group_plan", "group_evaluation"
DIRECTOR = "centre-director"
PLAN_FIELDS = (
    "title", "kind", "openness", "project", "responsible", "co_worker", "theory", "need", "goals", "target_group",
    "least_members", "most_members", "recruitment", "recruits_until", "screening", "place", "budget", "budget_item",
    "difficulties", "evaluation_design", "instrument", "instrument_version", "higher_is_better", "ethics",
)  # fmt: skip
IN_THE_TABLE = ("planned_on", "starts_at", "ends_at", "theme", "goal", "procedure", "materials", "led_by")


@deed(Group, "add", new=True, label=_("Plan a group"), icon="users-plus")
def plan(group: Group, by: Any, now: datetime) -> None:
    """Begin the plan of a group; it stays a draft until it is submitted."""
    group.responsible = group.responsible or by.person
    group.created_at = group.changed_at = now
    group.save()
    set_shares(group, propose_shares(group, now.date()))


@deed(Group, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(group: Group, by: Any, now: datetime, **changes: Any) -> None:
    """Change a plan. What was signed is not edited; a changed plan is signed anew (R2.2.1)."""
    changed = {name: value for name, value in changes.items() if getattr(group, name) != value}
    check_unlocked(group, changed)
    former = group.project
    for name, value in changed.items():
        setattr(group, name, value)
    if former is not None and former != group.project:
        projects.withdraw(former.public_id, group._meta.label_lower, group.public_id)
    if "project" in changed:
        set_shares(group, propose_shares(group, now.date()))
    group.save()
    settle(group)


@deed(Group, "plan_sessions", frm=State.DRAFT, label=_("Session table"), icon="table-plus")
def plan_sessions(group: Group, by: Any, now: datetime, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the session table whole; it is signed with the plan. Sessions that were held stay as they went."""
    rules.check_table([row["planned_on"] for row in rows])
    kept = {each.position: each for each in asking.sessions_of(group)}
    for position, row in enumerate(rows, start=1):
        session = kept.pop(position, None) or GroupSession(group=group, position=position)
        for name in IN_THE_TABLE:
            setattr(session, name, row.get(name, _nothing(name)))
        session.save()
    if any(each.held_on for each in kept.values()):
        raise Refused({"": noop("A session that was held stays in the table.")})
    GroupSession.everything.filter(pk__in=[each.pk for each in kept.values()]).delete()
    settle(group)


def _nothing(name: str) -> Any:
    return None if name in ("starts_at", "ends_at") else ""


@deed(Group, "share_out", frm=State.DRAFT, label=_("Counts for"), icon="chart-pie")
def share_out(group: Group, by: Any, now: datetime, shares: Mapping[str, Decimal]) -> None:
    """Say for which indicators the group counts, and with which share; the shares are signed with the plan."""
    if group.project is None:
        raise Refused({"project": noop("Name the project first.")})
    projects.check_shares(group.project, shares, group.first_on or now.date())
    set_shares(group, shares)
    settle(group)


@deed(Group, "submit_plan", frm=State.DRAFT, to=State.WAITING, label=_("Submit plan"), icon="send")
def submit_plan(group: Group, by: Any, now: datetime) -> None:
    """Send the plan with its session table to the head and the supervisor; the number is taken now."""
    today = now.date()
    rules.check_plan(asking.plan_of(group), today, group_number(LEAST_SESSIONS, today, group.unit))
    if group.project is None:
        raise Refused({"project": noop("Name the project first.")})
    shares = shares_of(group)
    rules.check_some_share(shares)
    projects.check_shares(group.project, shares, group.first_on or today)
    if not group.number:
        group.number = numbering.take(Group.number_pattern, group.unit, now.year)
        settle(group)  # the ledger waits for it by its number from now on
    flows.ask(group, PLAN, by, now, amount=group.budget)


@deed(Group, "approve_plan", frm=State.WAITING, label=_("Plan approved"), system=True)
def plan_approved(group: Group, by: Any, now: datetime) -> None:
    """The last signature is given, before recruitment ends; later it is refused."""
    rules.check_approved_in_time(group.recruits_until, now.date())
    group.plan_approved_at = now
    restage(group)
    group.save()
    settle(group)


@deed(Group, "return_plan", frm=(State.WAITING, State.APPROVED, State.RUNNING, State.ENDED), to=State.DRAFT,
      label=_("Plan sent back"), system=True)  # fmt: skip
def plan_returned(group: Group, by: Any, now: datetime, reason: str = "") -> None:
    """The plan comes back with the reason; it can be mended and submitted again."""
    group.plan_approved_at = None
    settle(group)


@deed(Group, "reopen_plan", frm=(State.APPROVED, State.RUNNING), to=State.DRAFT, label=_("Change the plan"),
      icon="edit")  # fmt: skip
def reopen_plan(group: Group, by: Any, now: datetime, reason: str) -> None:
    """Take the approved plan back to change it; the approval is void and the group waits to count (R2.2.1)."""
    request = latest(group, PLAN)
    if request is not None and request.state == Request.State.APPROVED:
        approvals.void(request, by=by, now=now, reason=reason)
    group.plan_approved_at = None
    settle(group)


@deed(Group, "reclassify", label=_("Change the confidentiality"), icon="lock", aside=True,
      offered=lambda group, by: reads_inside(by, group))  # fmt: skip
def reclassify(
    group: Group, by: Any, now: datetime, confidentiality: Group.Confidentiality, reason: str
) -> None:
    """Open or close the inside of the group further: who is in it, who came, what was said."""
    if not reads_inside(by, group):
        raise Refused({"": noop("The grade is changed by those who read what lies inside the group.")})
    secrecy.check_grade_change(group.confidentiality, confidentiality, reason)
    group.confidentiality = confidentiality


@deed(Group, "cancel", frm=(State.DRAFT, State.APPROVED), to=State.CANCELLED, label=_("Cancel the group…"),
      danger=True, icon="calendar-off")  # fmt: skip
def cancel(group: Group, by: Any, now: datetime, reason: str) -> None:
    """Call a group off before it begins; it keeps its number and counts nowhere."""
    if group.sessions_held:
        raise Refused(
            {"": noop("Sessions were held; what has taken place is not cancelled.")},
            way_out=noop("Call off the sessions that are left, and evaluate."),
        )
    settle(group)


@deed(Group, "submit_evaluation", frm=State.ENDED, to=State.EVALUATION_WAITING, label=_("Submit evaluation"),
      icon="send")  # fmt: skip
def submit_evaluation(
    group: Group, by: Any, now: datetime, *, results: str, process: str, recommendations: str, follow_up: str = "",
    actual_cost: Decimal | None = None,
) -> None:  # fmt: skip
    """Hand in what became of the group; the superior accepts it."""
    texts = {"results": results, "process": process, "recommendations": recommendations}
    rules.check_evaluation(texts, asking.papers_of(group))
    GroupEvaluation.everything.update_or_create(
        group=group,
        defaults={**texts, "follow_up": follow_up, "actual_cost": actual_cost, "submitted_at": now,
                  "accepted_at": None},
    )  # fmt: skip
    flows.ask(group, EVALUATION, by, now)
    settle(group)


@deed(Group, "accept_evaluation", frm=State.EVALUATION_WAITING, to=State.ACCEPTED,
      label=_("Evaluation accepted"), system=True)  # fmt: skip
def evaluation_accepted(group: Group, by: Any, now: datetime) -> None:
    """The evaluation is accepted: with plan, sessions and records complete, the group counts."""
    GroupEvaluation.everything.filter(group=group).update(accepted_at=now)
    settle(group)


@deed(Group, "return_evaluation", frm=(State.EVALUATION_WAITING, State.ACCEPTED), to=State.ENDED,
      label=_("Evaluation sent back"), system=True)  # fmt: skip
def evaluation_returned(group: Group, by: Any, now: datetime, reason: str = "") -> None:
    """The evaluation comes back with the reason."""
    GroupEvaluation.everything.filter(group=group).update(submitted_at=None, accepted_at=None)
    settle(group)


@deed(GroupAnswer, "add", new=True, label=_("Enter an answer"), icon="message-star")
def give_answer(answer: GroupAnswer, by: Any, now: datetime) -> None:
    """Keep what one member answered; the worker who is rated neither fills in nor collects."""
    rated = {answer.group.responsible_id, answer.group.co_worker_id} - {None}
    marks = {name: getattr(answer, name) for name in paired.ITEMS}
    paired.check_answer(marks, bool({by.person_id, answer.collected_by_id} & rated))
    answer.collected_by = answer.collected_by or by.person
    answer.given_on = answer.given_on or now.date()
    answer.save()
    hand_in_opinions(answer.group)


def shares_of(group: Group) -> dict[str, Decimal]:
    """Percent by indicator."""
    return dict(GroupShare.everything.filter(group=group).values_list("indicator", "percent"))


def set_shares(group: Group, shares: Mapping[str, Any]) -> None:
    """Make the shares exactly these."""
    GroupShare.everything.filter(group=group).delete()
    made = [GroupShare(group=group, indicator=code, percent=percent) for code, percent in shares.items()]
    GroupShare.everything.bulk_create(made)
    group.counts_for = "、".join(shares)[:120]
    Group.everything.filter(pk=group.pk).update(counts_for=group.counts_for)


def propose_shares(group: Group, on: date) -> dict[str, int]:
    """Which indicators of the contract the group probably serves; a person confirms."""
    if group.project is None:
        return {}
    day = group.first_on or on
    return proposed(
        group.project, projects.Kind.GROUP, group.title, group.unit, day, expected=group.most_members
    )


def _signed_table(group: Group) -> dict[str, Any]:
    """What is signed beside the fields of the plan: its shares and its session table."""
    shares = {code: str(percent) for code, percent in sorted(shares_of(group).items())}
    table = [
        {name: _plain(getattr(each, name)) for name in IN_THE_TABLE} for each in asking.sessions_of(group)
    ]
    return {"shares": shares, "sessions": table}


def _plain(value: date | time | str | None) -> str:
    return "" if value is None else str(value)


def _signed_evaluation(group: Group) -> dict[str, Any]:
    kept = GroupEvaluation.everything.filter(group=group).first()
    names = ("results", "process", "recommendations", "follow_up", "actual_cost")
    return snapshot(kept, names) if kept else {}


_SUPERIOR = StepPlan("superior", otherwise=DIRECTOR)
flows.declare(
    PLAN,
    label=pgettext_lazy("approval", "group plan"),
    steps=(_SUPERIOR, StepPlan("role", "supervisor", otherwise=DIRECTOR, further=True)),
)
flows.declare(EVALUATION, label=pgettext_lazy("approval", "group evaluation"), steps=(_SUPERIOR,))
outcome(
    Group, PLAN, approved=plan_approved, returned=plan_returned, label=pgettext_lazy("approval", "group plan"),
    fields=PLAN_FIELDS, extra=_signed_table,
)  # fmt: skip
outcome(
    Group, EVALUATION, approved=evaluation_accepted, returned=evaluation_returned,
    label=pgettext_lazy("approval", "group evaluation"), fields=(), extra=_signed_evaluation,
)  # fmt: skip
