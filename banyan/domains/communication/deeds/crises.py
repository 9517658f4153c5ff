"""Call trees, and the calls of a crisis."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.domains.communication.deeds.beginning import begin, change
from banyan.domains.communication.models import CallStep, CallTree, Crisis, CrisisCall
from banyan.domains.communication.models.crises import Wave
from banyan.domains.communication.rules import crises as rules
from banyan.domains.communication.rules.plans import check_follows
from banyan.domains.communication.settings import crisis_limits
from banyan.foundation.refusal import Refused, noop

State = CallTree.State


@deed(CallTree, "add", new=True, label=_("Draw up a call tree"), icon="sitemap")
def draw_up(tree: CallTree, by: Any, now: datetime) -> None:
    """Begin a tree of who informs whom; its calls follow."""
    begin(tree, now)


@deed(CallTree, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(tree: CallTree, by: Any, now: datetime, **changes: Any) -> None:
    """Change a tree that is not in force yet."""
    change(tree, changes)


@deed(CallStep, "add", new=True, system=True, label=_("Add a call"))
def write_step(step: CallStep, by: Any, now: datetime) -> None:
    """A call comes into the tree."""


@deed(CallTree, "add_call", frm=State.DRAFT, label=_("Add a call"), icon="phone-plus")
def add_call(
    tree: CallTree, by: Any, now: datetime, *, wave: Wave, caller: str, callee: str, phone: str = ""
) -> None:
    """Say who informs whom, how soon, and under which telephone."""
    position = CallStep.everything.filter(tree=tree).count() + 1
    step = CallStep(tree=tree, position=position, wave=wave, caller=caller, callee=callee, phone=phone)
    step.number = f"{tree.number}/{position}"
    write_step(step, by=by, now=now)


@deed(CallTree, "replace", frm=State.IN_FORCE, to=State.REPLACED, system=True, label=_("Replaced"))
def replace(tree: CallTree, by: Any, now: datetime, until: date) -> None:
    """The next tree takes the place of this one."""
    tree.valid_until = until


@deed(CallTree, "adopt", frm=State.DRAFT, to=State.IN_FORCE, label=_("Put in force"), icon="circle-check")
def adopt(tree: CallTree, by: Any, now: datetime, starts_on: date) -> None:
    """People are called by this tree from a day on; the one before ends the day before (R9.3.2)."""
    standing = CallTree.everything.filter(unit=tree.unit, project=tree.project, state=State.IN_FORCE).first()
    rules.check_tree(CallStep.everything.filter(tree=tree).values_list("wave", flat=True))
    check_follows(starts_on, standing.valid_from if standing else None)
    if standing is not None:
        replace(standing, by=by, now=now, until=starts_on - timedelta(days=1))
    tree.valid_from = starts_on


@deed(Crisis, "add", new=True, label=_("Raise the alarm"), icon="urgent")
def raise_alarm(crisis: Crisis, by: Any, now: datetime) -> None:
    """Something must be told at once: the calls of the tree in force are laid out with their times "
    "(R9.3.2)."""
    noticed = noticed_at(crisis)
    rules.check_noticed(noticed, now)
    crisis.tree = tree_on(crisis)
    if crisis.tree is None:
        raise Refused(
            {"": noop("No call tree was in force on that day.")},
            clause="R9.3.2",
            way_out=noop("Inform the director by telephone now, then put a call tree in force."),
        )
    begin(crisis, now, crisis.noticed_on.year)
    crisis.save()
    _lay_out_calls(crisis, noticed, by, now)


def tree_on(crisis: Crisis) -> CallTree | None:
    """The tree in force on the day: the project's own, or the nearest one above that speaks for all "
    "projects."""
    began = CallTree.everything.filter(valid_from__lte=crisis.noticed_on).exclude(
        valid_until__lt=crisis.noticed_on
    )
    near = [
        tree
        for tree in began.select_related("unit")
        if crisis.unit.path.startswith(tree.unit.path) and tree.project_id in (None, crisis.project_id)
    ]
    return max(near, key=lambda tree: (len(tree.unit.path), tree.project_id is not None), default=None)


def _lay_out_calls(crisis: Crisis, noticed: datetime, by: Any, now: datetime) -> None:
    limits = crisis_limits(crisis.noticed_on, crisis.unit)
    for step in CallStep.everything.filter(tree=crisis.tree).order_by("position"):
        call = CrisisCall(crisis=crisis, position=step.position, wave=step.wave, caller=step.caller)
        call.callee, call.phone = step.callee, step.phone
        call.due_at = rules.due_at(noticed, step.wave, limits)
        call.number = f"{crisis.number}/{step.position}"
        lay_out(call, by=by, now=now)


@deed(CrisisCall, "add", new=True, system=True, label=_("Call to be made"))
def lay_out(call: CrisisCall, by: Any, now: datetime) -> None:
    """Somebody is to be told by a moment."""


@deed(CrisisCall, "inform", label=_("Informed"), icon="phone-check")
def inform(call: CrisisCall, by: Any, now: datetime) -> None:
    """They know: one press, the moment is kept, the first one counts."""
    if call.informed_at is not None:
        raise Refused({"": noop("This call was noted already.")}, clause="R9.3.2")
    call.informed_at, call.informed_by = now, by.person


@deed(Crisis, "report", label=_("Reported to an authority"), icon="building-bank")
def report(crisis: Crisis, by: Any, now: datetime, reported_to: str, receipt: str = "") -> None:
    """Note the report that the law asks for. It waits for nobody's approval (services §1, pitfall 16)."""
    crisis.reported_to, crisis.receipt, crisis.reported_at = reported_to, receipt, now


@deed(
    Crisis,
    "close",
    frm=Crisis.State.OPEN,
    to=Crisis.State.CLOSED,
    label=_("Close the crisis"),
    icon="circle-check",
)
def close(crisis: Crisis, by: Any, now: datetime, lessons: str) -> None:
    """Everybody knows, and what was learnt is written down."""
    waiting = CrisisCall.everything.filter(crisis=crisis, informed_at=None).count()
    rules.check_closing(waiting, lessons)
    crisis.lessons, crisis.closed_at = lessons, now


def noticed_at(crisis: Crisis) -> datetime:
    """When it was noticed, on the office's clock."""
    return make_aware(datetime.combine(crisis.noticed_on, crisis.noticed_time))
