"""Communication plans and public notices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.domains.communication.deeds.beginning import begin, change, today_of
from banyan.domains.communication.models import CommunicationPlan, PlanLine, PublicNotice
from banyan.domains.communication.rules import plans as rules

State = CommunicationPlan.State
Audience = PlanLine.Audience


@deed(CommunicationPlan, "add", new=True, label=_("Draw up a communication plan"), icon="messages")
def draw_up(plan: CommunicationPlan, by: Any, now: datetime) -> None:
    """Begin a plan of who talks to whom; its lines follow."""
    begin(plan, now)


@deed(CommunicationPlan, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(plan: CommunicationPlan, by: Any, now: datetime, **changes: Any) -> None:
    """Change a plan that is not in force yet."""
    change(plan, changes)


@deed(PlanLine, "add", new=True, system=True, label=_("Add a line"))
def write_line(line: PlanLine, by: Any, now: datetime) -> None:
    """A line comes into the plan."""


@deed(CommunicationPlan, "add_line", frm=State.DRAFT, label=_("Add a line"), icon="row-insert-bottom")
def add_line(
    plan: CommunicationPlan, by: Any, now: datetime, *, audience: Audience, topic: str, channel: str, frequency: str,
    way: str, who: str,
) -> None:  # fmt: skip
    """Say with whom, about what, by which channel, how often, in which manner, and who sees to it."""
    line = PlanLine(
        plan=plan, audience=audience, topic=topic, channel=channel, frequency=frequency, manner=way
    )
    line.who = who
    write_line(line, by=by, now=now)


@deed(CommunicationPlan, "replace", frm=State.IN_FORCE, to=State.REPLACED, system=True, label=_("Replaced"))
def replace(plan: CommunicationPlan, by: Any, now: datetime, until: date) -> None:
    """The next plan takes the place of this one."""
    plan.valid_until = until


@deed(
    CommunicationPlan,
    "adopt",
    frm=State.DRAFT,
    to=State.IN_FORCE,
    label=_("Put in force"),
    icon="circle-check",
)
def adopt(plan: CommunicationPlan, by: Any, now: datetime, starts_on: date) -> None:
    """The house talks by this plan from a day on; the one before ends the day before (R9.1.1)."""
    standing = CommunicationPlan.everything.filter(
        unit=plan.unit, project=plan.project, state=State.IN_FORCE
    ).first()
    audiences = PlanLine.everything.filter(plan=plan).values_list("audience", flat=True)
    rules.check_plan(audiences, starts_on, standing.valid_from if standing else None)
    if standing is not None:
        replace(standing, by=by, now=now, until=starts_on - timedelta(days=1))
    plan.valid_from = starts_on


@deed(PublicNotice, "add", new=True, label=_("Enter a posted notice"), icon="clipboard-text")
def post(notice: PublicNotice, by: Any, now: datetime) -> None:
    """Say what hangs where since when, so that users know their rights, the services and where to "
    "complain."""
    rules.check_notice(notice.place, notice.posted_on, today_of(now))
    begin(notice, now, notice.posted_on.year)


@deed(PublicNotice, "edit", label=_("Edit"), icon="pencil")
def edit_notice(notice: PublicNotice, by: Any, now: datetime, **changes: Any) -> None:
    """Mend what is written about a notice."""
    change(notice, changes)
    rules.check_notice(notice.place, notice.posted_on, today_of(now))


@deed(PublicNotice, "take_down", label=_("Taken down…"), danger=True, icon="clipboard-x")
def take_down(notice: PublicNotice, by: Any, now: datetime, reason: str) -> None:
    """The notice no longer hangs there from today on."""
    notice.removed_on = today_of(now)
