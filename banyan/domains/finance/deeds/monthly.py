"""The monthly cycle: forms of the departments, merged, signed, approved by headquarters, released, settled (P4.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import flows
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.resolving import StepPlan
from banyan.core.calendar.workdays import calendar_around
from banyan.core.dated import value
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import MonthlyBudget, MonthlyForm, MonthlyLine, MonthSettled
from banyan.domains.finance.queries import monthly as known
from banyan.domains.finance.rules import monthly as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop

Form, Merged = MonthlyForm.State, MonthlyBudget.State
KIND = "finance.monthly_budget"

flows.declare(
    KIND,
    label=_("monthly budget"),
    steps=(
        StepPlan("role", "centre-director"),
        StepPlan("role", "finance"),
        StepPlan("role", "programme-director", further=True),
    ),
)


@deed(MonthlyForm, "begin", new=True, label=_("Begin a form"), icon="file-plus")
def begin(form: MonthlyForm, by: Actor, now: datetime) -> None:
    """Begin a department's form of a month."""
    form.month = rules.first_of(form.month)
    days = int(value(settings.FORM_WORKDAYS.key, form.month, form.unit))
    form.due_on = rules.due_on(form.month, calendar_around(form.month), days)
    if not form.unit.path.startswith(form.project.unit.path):
        raise Refused({"unit": noop("This department does not work in the project.")}, clause="P4.2")
    if MonthlyForm.everything.filter(project=form.project, unit=form.unit, month=form.month).exists():
        raise Refused({"month": noop("The department has a form for this month already.")}, clause="P4.2")


@deed(MonthlyForm, "write", frm=(Form.DRAFT, Form.RETURNED), label=_("Write the form"), icon="pencil")
def write(form: MonthlyForm, by: Actor, now: datetime, wishes: Sequence[rules.Wish] = ()) -> None:
    """Write the lines of a form; it is complete when it is handed in."""
    MonthlyLine.everything.filter(form=form).delete()
    MonthlyLine.everything.bulk_create(
        MonthlyLine(
            form=form, position=position, item=wish.item[:40], activity=wish.activity[:40], amount=wish.amount,
            needed_on=wish.needed_on, reason=wish.reason[:200],
        )
        for position, wish in enumerate(wishes, start=1)
    )  # fmt: skip
    form.total = sum((wish.amount for wish in wishes), ZERO)


@deed(
    MonthlyForm,
    "submit",
    frm=(Form.DRAFT, Form.RETURNED),
    to=Form.SUBMITTED,
    label=_("Hand the form in"),
    icon="send",
)
def submit(form: MonthlyForm, by: Actor, now: datetime) -> None:
    """Hand the form in for the merge; late is late, and said."""
    rules.check_form(known.wishes_of(form), known.items_in_force(form.project))
    form.submitted_on, form.submitted_by, form.remark = now.date(), by.person, ""
    form.late_days = max((now.date() - form.due_on).days, 0)
    if not form.number:
        form.number = numbering.take(MonthlyForm.number_pattern, form.unit, form.month.year)


@deed(
    MonthlyForm,
    "take_back",
    frm=Form.SUBMITTED,
    to=Form.DRAFT,
    label=_("Take the form back"),
    icon="arrow-back-up",
)
def take_back(form: MonthlyForm, by: Actor, now: datetime) -> None:
    """Take a form back before it is merged."""


@deed(MonthlyForm, "merged", frm=Form.SUBMITTED, to=Form.MERGED, system=True, label=_("Merged"))
def taken_over(form: MonthlyForm, by: Actor, now: datetime, budget: Any = None) -> None:
    """The form is part of the station's monthly budget, line by line as it was handed in."""
    form.merged_into = budget


@deed(MonthlyForm, "returned", frm=Form.MERGED, to=Form.RETURNED, system=True, label=_("Sent back"))
def given_back(form: MonthlyForm, by: Actor, now: datetime, reason: str = "") -> None:
    """The merged paper came back; the department mends its form and hands it in again."""
    form.merged_into, form.remark = None, reason[:200]


@deed(MonthlyBudget, "merge", new=True, label=_("Merge the forms"), icon="arrows-join")
def merge(budget: MonthlyBudget, by: Actor, now: datetime) -> None:
    """Make one paper of the forms that were handed in. Nobody types them again (P4.2)."""
    budget.month, budget.unit = rules.first_of(budget.month), budget.project.unit
    forms = known.forms_to_merge(budget.project, budget.month)
    lines = [wish for form in forms for wish in known.wishes_of(form)]
    budget.total = sum((wish.amount for wish in lines), ZERO)
    rules.check_merge(len(forms), budget.total, [form.total for form in forms])
    budget.round = known.next_round(budget.project, budget.month)
    budget.merged_by, budget.merged_on = by.person, now.date()
    budget.number = numbering.take(MonthlyBudget.number_pattern, budget.unit, budget.month.year)
    budget.created_at = budget.changed_at = now
    budget.save()
    for form in forms:
        taken_over(form, by=by, now=now, budget=budget)


@deed(
    MonthlyBudget,
    "submit",
    frm=Merged.MERGED,
    to=Merged.WAITING,
    label=_("Send to the director"),
    icon="send",
)
def send_up(budget: MonthlyBudget, by: Actor, now: datetime) -> None:
    """The director checks it against the year's budget and signs, then headquarters (P4.2)."""
    asked = rules.by_item(known.wishes_in(budget))
    rules.check_annual(asked, known.left_of_year(budget.project, budget.month))
    flows.ask(budget, KIND, by, now, amount=budget.total)


@deed(
    MonthlyBudget,
    "approve",
    frm=Merged.WAITING,
    to=Merged.APPROVED,
    system=True,
    label=_("Approved by headquarters"),
)
def approved(budget: MonthlyBudget, by: Actor, now: datetime) -> None:
    """Everybody signed; headquarters releases the money next."""


@deed(
    MonthlyBudget,
    "return",
    frm=(Merged.WAITING, Merged.APPROVED),
    to=Merged.RETURNED,
    system=True,
    label=_("Sent back"),
)
def returned(budget: MonthlyBudget, by: Actor, now: datetime, reason: str = "") -> None:
    """It comes back: the departments mend their forms, and a new round is merged."""
    budget.remark = reason[:200]
    for form in MonthlyForm.everything.filter(merged_into=budget):
        given_back(form, by=by, now=now, reason=reason)


@deed(
    MonthlyBudget,
    "release",
    frm=Merged.APPROVED,
    to=Merged.RELEASED,
    label=_("Release the money"),
    icon="lock-open",
)
def release(budget: MonthlyBudget, by: Actor, now: datetime) -> None:
    """From now on it may be spent (P4.2)."""
    if by.person is not None and by.person == budget.merged_by:
        raise Refused(
            {"": noop("Who merged the forms does not release the money.")},
            clause="P4.1",
            way_out=noop("Ask headquarters' finance."),
            code="own",
        )
    budget.released_on = now.date()


@deed(
    MonthlyBudget, "close", frm=Merged.RELEASED, to=Merged.CLOSED, label=_("Settle the month"), icon="checks"
)
def settle(budget: MonthlyBudget, by: Actor, now: datetime, reasons: Mapping[str, str] | None = None) -> None:
    """Used against released: what is left lapses, or goes on into the next month for a reason (P4.2).

    `reasons` maps an item to why its rest goes on.
    """
    rules.check_settling(budget.month, now.date())
    for rest in known.rests_of(budget, reasons or {}):
        MonthSettled.everything.create(
            budget=budget, item=rest.item, released=rest.released, used=rest.used, carried=rest.carried,
            reason=rest.reason.strip()[:200],
        )  # fmt: skip


def _signed(budget: MonthlyBudget) -> list[list[str]]:
    return [[wish.item, str(wish.amount), wish.reason] for wish in known.wishes_in(budget)]


outcome(
    MonthlyBudget, KIND, approved=approved, returned=returned, label=_("monthly budget"),
    fields=("project", "month", "round", "total"), extra=_signed,
)  # fmt: skip
