"""From needs to tasks: studies and what they found, goals and where they come from, schemes, yearly plans, tasks."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept
from banyan.domains.projects.models.parts import ProjectPart, SignedPaper, somebody


class Study(ProjectPart):
    """Needs research before a project starts: in which ways, on which days, with which result (R3.1.1)."""

    class State(models.TextChoices):
        OPEN = "open", _("under way")
        FINISHED = "finished", _("finished")

    title = models.CharField(_("study"), max_length=120)
    starts_on = models.DateField(_("from"))
    finished_on = models.DateField(_("finished on"), null=True, editable=False)
    conclusion = models.TextField(_("conclusion"), blank=True, default="", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    number_pattern = "DY-{year}-{count:03}"

    class Meta:
        verbose_name = _("needs research")

    def __str__(self) -> str:
        return self.title


class StudyMethod(Kept):
    """One way in which people were asked."""

    class Method(models.TextChoices):
        QUESTIONNAIRE = "questionnaire", _("questionnaire")
        INTERVIEW = "interview", _("interview")
        FOCUS_GROUP = "focus_group", _("focus group")
        HOME_VISIT = "home_visit", _("home visits")
        DOCUMENTS = "documents", _("documents and figures")

    study = models.ForeignKey(Study, models.CASCADE, verbose_name=_("needs research"), related_name="methods")
    method = models.CharField(_("method"), max_length=14, choices=Method)
    held_on = models.DateField(_("held on"))
    people = models.PositiveIntegerField(_("people asked"), default=0)

    unit_lookup = "study__unit"
    scope_lookup = "study__project__public_id"

    class Meta:
        verbose_name = _("method of a study")

    def __str__(self) -> str:
        return self.get_method_display()


class StudyFinding(ProjectPart):
    """What a study found: how things are, what is wrong, or what people expect (R3.1.2)."""

    class Kind(models.TextChoices):
        SITUATION = "situation", _("present situation")
        PROBLEM = "problem", _("problem found")
        EXPECTATION = "expectation", _("expectation")

    study = models.ForeignKey(
        Study, models.PROTECT, verbose_name=_("needs research"), related_name="findings"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.CharField(_("finding"), max_length=300)
    left_open = models.CharField(_("why no goal answers it"), max_length=200, blank=True, default="")

    number_pattern = "FX-{year}-{count:04}"

    class Meta:
        verbose_name = _("finding of a study")

    def __str__(self) -> str:
        return self.text


class YearPlan(SignedPaper):
    """What a department wants to do in a year, with the sources it comes from (P3.1)."""

    title = models.CharField(_("yearly plan"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    approach = models.TextField(_("how the department goes about it"))

    number_pattern = "NJ-{year}-{count:03}"

    class Meta:
        verbose_name = _("yearly plan of a department")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="year_plan_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Goal(ProjectPart):
    """What is to be reached. A specific goal says by which measure, how much, and until when (R3.1.4)."""

    class Level(models.TextChoices):
        MISSION = "mission", _("mission")
        VISION = "vision", _("vision")
        STRATEGIC = "strategic", _("goal of three to five years")
        OVERALL = "overall", _("overall goal")
        SPECIFIC = "specific", _("specific goal")

    level = models.CharField(_("level of the goal"), max_length=10, choices=Level, default=Level.SPECIFIC)
    title = models.CharField(_("goal"), max_length=200)
    above = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("serves the goal"), null=True, blank=True, related_name="below"
    )
    plan = models.ForeignKey(
        YearPlan,
        models.PROTECT,
        verbose_name=_("in the yearly plan"),
        null=True,
        blank=True,
        related_name="goals",
    )
    indicator = models.CharField(_("measured by"), max_length=120, blank=True, default="")
    baseline = models.DecimalField(_("at the start"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=2, null=True, blank=True)
    measured_in = models.CharField(_("measured in"), max_length=20, blank=True, default="")
    deadline = models.DateField(_("to be reached by"), null=True, blank=True)

    number_pattern = "MB-{year}-{count:03}"

    class Meta:
        verbose_name = _("goal")
        constraints = [
            models.CheckConstraint(
                condition=~Q(level="specific")
                | (~Q(indicator="") & ~Q(measured_in="") & Q(target__isnull=False, deadline__isnull=False)),
                name="specific_goal_is_measured",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GoalSource(Kept):
    """Where a goal comes from."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", _("contract indicator")
        HOME_VISIT = "home_visit", _("home visits")
        STUDY = "study", _("needs research")
        POLICY = "policy", _("policy")
        STRATEGY = "strategy", _("strategy of the agency")

    goal = models.ForeignKey(Goal, models.CASCADE, verbose_name=_("goal"), related_name="sources")
    kind = models.CharField(_("source"), max_length=12, choices=Kind)
    reference = models.CharField(_("where it stands"), max_length=160)
    finding = models.ForeignKey(
        StudyFinding, models.PROTECT, verbose_name=_("finding"), null=True, related_name="goals"
    )

    unit_lookup = "goal__unit"
    scope_lookup = "goal__project__public_id"

    class Meta:
        verbose_name = _("source of a goal")

    def __str__(self) -> str:
        return self.reference


class Scheme(SignedPaper):
    """The service scheme: five sections that must be there, what makes it professional, and its budget (R3.1.5–3.1.7)."""

    title = models.CharField(_("service scheme"), max_length=120)
    content = models.TextField(_("services"), blank=True, default="")
    methods = models.TextField(_("methods"), blank=True, default="")
    workflow = models.TextField(_("workflow"), blank=True, default="")
    team = models.TextField(_("team"), blank=True, default="")
    resources = models.TextField(_("resources"), blank=True, default="")
    theory = models.TextField(_("theory and professional methods"), blank=True, default="")
    innovation = models.TextField(_("what is new"), blank=True, default="")
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, default=Decimal(0))

    number_pattern = "FA-{year}-{count:03}"

    class Meta:
        verbose_name = _("service scheme")
        constraints = [models.UniqueConstraint(fields=("project",), name="one_scheme_of_a_project")]

    def __str__(self) -> str:
        return self.title


class Task(ProjectPart):
    """One thing to do: by whom, until when, at what cost or at none (R2.2.5, R3.1.7, R3.1.8)."""

    class State(models.TextChoices):
        OPEN = "open", _("to do")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    class Cost(models.TextChoices):
        PERSONNEL = "personnel", _("personnel")
        MATERIALS = "materials", _("materials")
        TRAINING = "training", _("training")
        PUBLICITY = "publicity", _("publicity")
        OTHER = "other", _("other")

    goal = models.ForeignKey(
        Goal, models.PROTECT, verbose_name=_("goal"), null=True, blank=True, related_name="tasks"
    )
    title = models.CharField(_("task"), max_length=160)
    steps = models.TextField(_("steps"), blank=True, default="")
    owner = somebody(_("in charge"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    cost_kind = models.CharField(_("kind of cost"), max_length=10, choices=Cost, blank=True, default="")
    unit_price = models.DecimalField(
        _("price for each"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    quantity = models.DecimalField(_("how many"), max_digits=10, decimal_places=2, null=True, blank=True)
    lump_sum = models.DecimalField(_("lump sum"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_basis = models.CharField(
        _("basis of the price, or reason of the lump sum"), max_length=160, blank=True, default=""
    )
    no_cost = models.BooleanField(_("costs nothing"), default=False)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    result = models.TextField(_("result"), blank=True, default="", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    number_pattern = "RWX-{year}-{count:04}"

    class Meta:
        verbose_name = _("task")
        indexes = [models.Index(fields=("project", "due_on"))]

    def __str__(self) -> str:
        return self.title

    @property
    def cost(self) -> Decimal:
        """What it costs in yuan: price times number, or the lump sum."""
        if self.unit_price is not None and self.quantity is not None:
            return (self.unit_price * self.quantity).quantize(Decimal("0.01"))
        return self.lump_sum or Decimal(0)


class ResourceRequest(ProjectPart):
    """People, material or money that the work needs, asked for and answered (R2.2.7)."""

    class State(models.TextChoices):
        OPEN = "open", _("not answered")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    class Kind(models.TextChoices):
        PEOPLE = "people", _("people")
        MATERIAL = "material", _("material and rooms")
        MONEY = "money", _("money")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    wanted = models.CharField(_("what is needed"), max_length=160)
    purpose = models.TextField(_("what for"))
    asked_of = somebody(_("asked of"))
    asked_by = somebody(_("asked by"), null=True, editable=False)
    asked_on = models.DateField(_("asked on"), null=True, editable=False)
    answer_by = models.DateField(_("answer due on"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, default="", editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    answered_by = somebody(_("answered by"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    number_pattern = "ZY-{year}-{count:04}"

    class Meta:
        verbose_name = _("resource request")

    def __str__(self) -> str:
        return self.wanted


class ProgressCheck(ProjectPart):
    """Somebody compared plan and reality on a day; what was behind stands in its lines (R2.2.8)."""

    checked_on = models.DateField(_("checked on"))
    checked_by = somebody(_("compared by"), null=True, editable=False)
    summary = models.TextField(_("seen on this day"))
    measure = models.TextField(_("what is done about what is behind"), blank=True, default="")

    number_pattern = "JC-{year}-{count:04}"

    class Meta:
        verbose_name = _("progress check")
        indexes = [models.Index(fields=("project", "checked_on"))]

    def __str__(self) -> str:
        return f"{self.project} {self.checked_on}"


class CheckLine(Kept):
    """One task or problem that was behind on the day of a check."""

    check_of = models.ForeignKey(
        ProgressCheck, models.CASCADE, verbose_name=_("progress check"), related_name="lines"
    )
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("task"), null=True, related_name="+")
    problem = models.ForeignKey(
        "projects.Problem", models.PROTECT, verbose_name=_("problem"), null=True, related_name="+"
    )
    days = models.PositiveIntegerField(_("days behind, or days old"))

    unit_lookup = "check_of__unit"
    scope_lookup = "check_of__project__public_id"

    class Meta:
        verbose_name = _("line of a progress check")

    def __str__(self) -> str:
        return f"{self.check_of} {self.days}"
