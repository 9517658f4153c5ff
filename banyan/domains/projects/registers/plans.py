"""The lists of planning: research, findings, goals, tasks, schemes and yearly plans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, View, Words, grouped, register
from banyan.domains.projects.deeds import plans as deeds
from banyan.domains.projects.forms import FindingForm, part_form
from banyan.domains.projects.models import Goal, Scheme, Study, StudyFinding, Task, YearPlan
from banyan.domains.projects.queries import planning

GOAL = grouped(
    (_("Goal and where it belongs"), ("project", "level", "title", "above", "plan")),
    (_("How it is measured"), ("indicator", "baseline", "target", "measured_in", "deadline")),
)
TASK = grouped(
    (_("What is done"), ("project", "goal", "title", "steps")),
    (_("Who and until when"), ("owner", "starts_on", "due_on")),
    (_("What it costs"), ("no_cost", "cost_kind", "unit_price", "quantity", "lump_sum", "price_basis")),
)
SCHEME = (
    "project", "title", "content", "methods", "workflow", "team", "resources", "theory", "innovation", "budget"
)  # fmt: skip

studies = register(
    Register(
        model=Study,
        words=Words(
            _("Needs research"),
            _("Before a project starts, people are asked in more than one way what they need."),
            _("Begin a study"),
            "R3.1.1",
            "search",
        ),
        area="projects",
        columns=("number", "title", "project", "starts_on", "finished_on", "state"),
        fields=("project", "title", "starts_on"),
        filters=("state", "project"),
        search=("number", "title"),
        create=deeds.begin_study,
        edit=deeds.edit_study,
        editable_in=(Study.State.OPEN,),
        deeds=(deeds.ask_people, deeds.finish_study),
        panels=(Panel("asked", _("How people were asked"), "projects/panels/study.html", planning.study_of),),
        form=part_form(Study, "project", "title", "starts_on"),
    )
)

findings = register(
    Register(
        model=StudyFinding,
        words=Words(
            _("Findings of research"),
            _("How things are, what is wrong, and what people expect: three kinds of finding."),
            _("Add a finding"),
            "R3.1.2",
            "bulb",
        ),
        area="projects",
        columns=("number", "text", "kind", "study", "left_open"),
        fields=("study", "kind", "text", "left_open"),
        filters=("kind", "study", "project"),
        search=("number", "text"),
        create=deeds.add_finding,
        edit=deeds.edit_finding,
        form=FindingForm,
    )
)

goals = register(
    Register(
        model=Goal,
        words=Words(
            _("Goals"),
            _("A specific goal says by what it is measured, how much, and until when."),
            _("Set a goal"),
            "R3.1.4",
            "flag-3",
        ),
        area="projects",
        columns=(
            "number",
            "title",
            "level",
            "indicator",
            "target",
            "measured_in",
            "deadline",
            "above",
            "project",
        ),
        fields=GOAL,
        filters=("level", "project", "plan", "deadline"),
        search=("number", "title"),
        create=deeds.set_goal,
        edit=deeds.edit_goal,
        deeds=(deeds.cite,),
        panels=(Panel("sources", _("Sources of the goal"), "projects/panels/goal.html", planning.goal_of),),
        form=part_form(Goal, *GOAL),
    )
)

tasks = register(
    Register(
        model=Task,
        words=Words(
            _("Tasks"),
            _("Each task has an owner, a day, and a cost or none."),
            _("Plan a task"),
            "R2.2.5",
            "list-check", also=("R1.3.3", "R3.1.7", "R3.1.8"),),
        area="projects",
        columns=(
            "number", "title", "owner", "due_on", "done_on", Column("cost", _("cost"), numeric=True), "goal",
            "project", "state",
        ),
        fields=TASK,
        filters=("state", "project", "goal", "due_on"),
        search=("number", "title"),
        create=deeds.plan_task,
        edit=deeds.edit_task,
        editable_in=(Task.State.OPEN,),
        deeds=(deeds.finish_task, deeds.drop_task),
        views=(View("open", _("To do"), "state=open"),),
        form=part_form(Task, *TASK),
    )
)  # fmt: skip

schemes = register(
    Register(
        model=Scheme,
        words=Words(
            _("Service schemes"),
            _("Services, methods, workflow, team and resources of a project, with what is new in them."),
            _("Write the scheme"),
            "R3.1.5",
            "file-text",
            also=("R2.2.1", "R2.2.2", "R3.1.6"),
        ),
        area="projects",
        columns=("number", "title", "project", Column("budget", sums=True), "approved_at", "state"),
        fields=SCHEME,
        filters=("state", "project"),
        search=("number", "title"),
        order="-id",
        create=deeds.write_scheme,
        edit=deeds.edit_scheme,
        editable_in=(Scheme.State.DRAFT,),
        deeds=(deeds.scheme_way.submit, deeds.scheme_way.reopen),
        form=part_form(Scheme, *SCHEME),
    )
)

year_plans = register(
    Register(
        model=YearPlan,
        words=Words(
            _("Yearly plans"),
            _("What each department wants to do in a year; every goal of it says where it comes from."),
            _("Write a yearly plan"),
            "P3.1",
            "calendar",
        ),
        area="projects",
        columns=("number", "title", "unit", "project", "starts_on", "ends_on", "approved_at", "state"),
        fields=("unit", "project", "title", "starts_on", "ends_on", "approach"),
        filters=("state", "unit", "project"),
        search=("number", "title"),
        order="-id",
        create=deeds.write_year_plan,
        edit=deeds.edit_year_plan,
        editable_in=(YearPlan.State.DRAFT,),
        deeds=(deeds.year_plan_way.submit, deeds.year_plan_way.reopen),
        panels=(
            Panel("goals", _("Goals of the plan"), "projects/panels/year_plan.html", planning.year_plan_of),
        ),
    )
)

todo.provider(planning.tasks_due)
