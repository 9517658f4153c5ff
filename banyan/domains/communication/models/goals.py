"""Once a year: how far does the staff stand behind the centre's goals? Three questions, and nobody's answers are kept (P2.7)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record
from banyan.domains.communication.models.places import named


class GoalsSurvey(Record):
    """A year's three questions to the whole staff of a centre; results are counts, never people."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("survey of the staff", "open")
        CLOSED = "closed", pgettext_lazy("survey of the staff", "closed")

    year = models.PositiveSmallIntegerField(_("year"))
    opens_on = models.DateField(pgettext_lazy("survey of the staff", "opens on"))
    closes_on = models.DateField(pgettext_lazy("survey of the staff", "closes on"))
    eligible = models.PositiveIntegerField(_("people who were asked"), editable=False)
    answered = models.PositiveIntegerField(_("people who answered"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN, editable=False)

    number_pattern = "RT-{year}-{count:02}"
    silent_fields = (*Record.silent_fields, "answered")

    class Meta:
        verbose_name = _("survey on the centre's goals")
        constraints = [
            models.UniqueConstraint(fields=("unit", "year"), name="goals_survey_once_a_year"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="goals_survey_ends_after_start"),
            models.CheckConstraint(condition=Q(answered__lte=F("eligible")), name="goals_survey_answers_of_staff"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.year)


class GoalsCount(Kept):
    """How many gave one score to one question. Nothing leads from here to a person."""

    survey = models.ForeignKey(
        GoalsSurvey, models.CASCADE, verbose_name=_("survey on the centre's goals"), related_name="counts"
    )
    question = models.PositiveSmallIntegerField(_("question"))
    score = models.PositiveSmallIntegerField(_("score"))
    people = models.PositiveIntegerField(_("people"), default=0)

    unit_lookup = "survey__unit"

    class Meta:
        verbose_name = _("count of a score")
        constraints = [
            models.UniqueConstraint(fields=("survey", "question", "score"), name="goals_count_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="goals_score_of_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.question}/{self.score}"


class GoalsVoter(Kept):
    """That somebody has answered, so that nobody answers twice. What is not written anywhere."""

    survey = models.ForeignKey(
        GoalsSurvey, models.CASCADE, verbose_name=_("survey on the centre's goals"), related_name="voters"
    )
    person = named(_("person"))

    unit_lookup = "survey__unit"

    class Meta:
        verbose_name = _("person who has answered")
        constraints = [models.UniqueConstraint(fields=("survey", "person"), name="goals_answer_once_a_person")]  # fmt: skip

    def __str__(self) -> str:
        return str(self.survey)
