"""What the projects room shows as registers: projects, contracts, instalments, indicators, milestones, ledger lines."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import calendar, clock, todo
from banyan.core.identity.actor import Actor
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, grouped, register
from banyan.domains.projects import forms
from banyan.domains.projects.deeds import contracts, indicators, life, months, risks
from banyan.domains.projects.deeds.finding import declare_entries
from banyan.domains.projects.deeds.intake import TakingInIndicators, TakingInProjects
from banyan.domains.projects.models import Contract, Indicator, Instalment, LedgerLine, Milestone, Project
from banyan.domains.projects.queries import guards, panels
from banyan.domains.projects.queries.calendar import milestones_between
from banyan.domains.projects.queries.intake import indicator_references, project_references
from banyan.domains.projects.queries.tallies import declare_sources
from banyan.domains.projects.queries.todo import legal_matters, milestones_ahead, rules_to_set
from banyan.domains.projects.rules.sheets import INDICATORS, PROJECTS

State = Project.State


def contracts_of(project: Project, by: Actor) -> dict[str, Any]:
    """Contracts, their instalments, and whether the project may go on (R1.3.1)."""
    return panels.contracts_of(project, by, clock.today())


def life_of(project: Project, by: Actor) -> dict[str, Any]:
    """The states of a project and what stands before the next."""
    return guards.life_of(project, by, clock.today()) | {"project": project}


projects = register(
    Register(
        model=Project,
        words=Words(
            _("Projects and contracts"),
            _("Every project the agency takes on belongs here, whatever its type."),
            _("Bring the list of projects in"),
            "R1.2.1",
            "target-arrow",
        ),
        area="projects",
        columns=("number", "name", "type", "unit", "purchaser", "lead", "legal_basis", "state"),
        fields=grouped(
            (_("The project"), ("number", "name", "type", "lead")),
            (_("What it stands on"), ("purchaser", "legal_basis", "registered_until")),
        ),
        filters=("state", "unit", "type"),
        search=("number", "name", "purchaser"),
        order="-number",
        create=life.prepare,
        edit=contracts.edit_project,
        editable_in=(State.PREPARING, State.RUNNING, State.SUMMING_UP),
        deeds=(life.start, months.freeze, life.sum_up, risks.say_no_risk, life.close, life.reopen),
        panels=(
            Panel("life", _("Where the project stands"), "projects/panels/life.html", life_of),
            Panel(
                "contracts", _("Contracts and instalments"), "projects/panels/contracts.html", contracts_of
            ),
            Panel("months", _("Frozen months"), "projects/panels/months.html", panels.months_of),
        ),
        views=(
            View("running", _("Running"), "state=running"),
            View("preparing", _("Preparing"), "state=preparing"),
        ),
        intake=Intake(PROJECTS, project_references, TakingInProjects),
    )
)

contract_register = register(
    Register(
        model=Contract,
        words=Words(
            _("Contracts"), _("What was signed with purchasers belongs here."), _("Enter a contract")
        ),
        area="projects",
        columns=(
            "number",
            "project",
            "starts_on",
            "ends_on",
            Column("amount", sums=True),
            Column("places", sums=True),
        ),
        fields=grouped(
            (_("The contract"), ("project", "number", "starts_on", "ends_on", "evidence_until")),
            (_("Money and places"), ("amount", "places")),
        ),
        filters=("project", "ends_on"),
        search=("number",),
        create=contracts.make_contract,
        edit=contracts.edit_contract,
        deeds=(contracts.agree_instalments,),
        panels=(
            Panel("instalments", _("Instalments"), "projects/panels/instalments.html", panels.instalments_of),
        ),
        form=forms.ContractForm,
    )
)

instalments = register(
    Register(
        model=Instalment,
        words=Words(
            _("Instalments"), _("The parts in which purchasers pay belong here; they come with a contract.")
        ),
        area="projects",
        columns=("number", "contract", "percent", Column("amount", sums=True), "due_on", "received_on"),
        filters=("contract", "due_on", "received_on"),
        order="-id",
        deeds=(contracts.schedule_instalment, contracts.receive_instalment),
    )
)

indicator_register = register(
    Register(
        model=Indicator,
        words=Words(
            _("Contract indicators"),
            _("What the contract asks for belongs here, line by line."),
            _("Bring the table of indicators in"),
            icon="target",
        ),
        area="projects",
        columns=(
            "number", "name", "field", "department", "service_type", "wording", "target", "counted_in",
            Column("weight", sums=True), "project",
        ),
        fields=grouped(
            (
                _("What the contract asks for"),
                ("project", "number", "field", "department", "helping_department", "service_type", "name"),
            ),
            (
                _("How much and by when"),
                ("counted_in", "wording", "target", "mid_target", "out_of", "starts_on", "ends_on"),
            ),
            (_("What it is worth in the sum"), ("weight", "convertible", "cap_percent", "proof")),
        ),
        filters=("project", "field", "department", "service_type"),
        search=("number", "name", "field"),
        order="number",
        create=indicators.make_indicator,
        edit=indicators.edit_indicator,
        deeds=(indicators.set_rule,),
        panels=(Panel("counting", _("How it is counted"), "projects/panels/counting.html", panels.counting_of),),
        form=forms.IndicatorForm,
        intake=Intake(
            INDICATORS,
            indicator_references,
            TakingInIndicators,
            needs_project=True,
            beside=("projects.project", _("Bring a table of indicators")),
        ),
    )
)  # fmt: skip

milestones = register(
    Register(
        model=Milestone,
        words=Words(
            _("Milestones"),
            _(
                "Days that matter to a project belong here: evaluations, reports, meetings with the purchaser."
            ),
            _("Add a milestone"),
            icon="flag-3",
        ),
        area="projects",
        columns=("number", "name", "project", "due_on", "done_on", "note"),
        fields=("project", "name", "due_on", "done_on", "note"),
        filters=("project", "due_on"),
        search=("name",),
        create=contracts.make_milestone,
        edit=contracts.edit_milestone,
        deeds=(contracts.reach_milestone,),
        form=forms.MilestoneForm,
    )
)

ledger_lines = register(
    Register(
        model=LedgerLine,
        words=Words(
            _("Ledger lines"),
            _("Every counted unit stands here with its record, and every uncounted one with its reason."),
            icon="list-details",
        ),
        area="projects",
        columns=(
            "evidence",
            "indicator",
            "part",
            "happened_on",
            Column("quantity", _("amount"), numeric=True),
            "state",
            Column("because", _("reason"), "reason"),
        ),
        filters=("project", "indicator", "state", "happened_on"),
        search=("evidence__number", "evidence__title"),
        order="-happened_on",
        panels=(
            Panel("evidence", _("What was handed in"), "projects/panels/evidence.html", panels.evidence_of),
        ),
        views=(
            View("pending", _("Not yet counted"), "state=pending"),
            View("not_counted", _("Not counted"), "state=not_counted"),
        ),
    )
)

declare_sources()
declare_entries()
calendar.provider(milestones_between)
todo.provider(rules_to_set)
todo.provider(milestones_ahead)
todo.provider(legal_matters)
