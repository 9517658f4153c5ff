"""The goals of a case with their five levels, and the scores that were given."""

from __future__ import annotations

import json
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.domains.services.models.cases.contacts import CaseContact
from banyan.domains.services.models.cases.files import OfCase
from banyan.domains.services.rules.cases.goals import LEVELS, level_word

_ONE_OF_FIVE = [MinValueValidator(-2), MaxValueValidator(2)]


class CaseGoal(OfCase):
    """A goal with five described levels. Once intervention has begun, other levels make a new goal."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("goal", "being worked at")
        REPLACED = "replaced", pgettext_lazy("goal", "replaced")

    position = models.PositiveSmallIntegerField(_("goal no."), editable=False)
    text = EncryptedText(_("what shall be reached"))
    measure = EncryptedText(_("measured by"))
    levels_kept = EncryptedText(_("five levels"), editable=False)
    baseline = models.SmallIntegerField(_("baseline level"), default=-1, validators=_ONE_OF_FIVE)
    weight = models.DecimalField(_("weight"), max_digits=4, decimal_places=1, default=1)
    target_on = models.DateField(_("to be reached by"), null=True, blank=True)
    set_on = models.DateField(_("set on"), editable=False)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("takes the place of"),
        null=True,
        editable=False,
        related_name="+",
    )
    score = models.SmallIntegerField(_("level reached"), null=True, editable=False, validators=_ONE_OF_FIVE)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    personal_fields = ("text", "measure", "levels_kept")
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("goal of a case")
        constraints = [
            models.UniqueConstraint(fields=("case", "position"), name="case_goal_position_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="case_goal_weighs_something"),
            models.CheckConstraint(condition=Q(baseline__gte=-2, baseline__lte=0), name="case_goal_baseline"),
        ]

    def __str__(self) -> str:
        return str(self.position)

    @property
    def levels(self) -> list[str]:
        """The five descriptions from −2 to +2."""
        return json.loads(self.levels_kept) if self.levels_kept else []

    @levels.setter
    def levels(self, told: list[str]) -> None:
        self.levels_kept = json.dumps(list(told), ensure_ascii=False)

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The five levels as they are drawn: word, description, whether the goal began there and stands there."""
        now = self.baseline if self.score is None else self.score
        told = self.levels or [""] * len(LEVELS)
        return [
            {
                "word": level_word(level),
                "text": text,
                "is_baseline": level == self.baseline,
                "is_now": level == now,
            }
            for level, text in zip(LEVELS, told, strict=True)
        ]

    def label(self) -> str:
        """Called by the case and its place among the goals."""
        return f"{self.case.label()}/{self.position}"


class CaseScore(OfCase):
    """Which level of a goal was reached on a day, perhaps as seen at a contact."""

    goal = models.ForeignKey(
        CaseGoal, models.CASCADE, verbose_name=_("goal of a case"), related_name="scores"
    )
    contact = models.ForeignKey(
        CaseContact,
        models.CASCADE,
        verbose_name=_("contact of a case"),
        null=True,
        blank=True,
        related_name="scores",
    )
    scored_on = models.DateField(_("seen on"))
    score = models.SmallIntegerField(_("level reached"), validators=_ONE_OF_FIVE)

    class Meta:
        verbose_name = _("score of a goal")
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=-2, score__lte=2), name="case_score_level")
        ]

    def __str__(self) -> str:
        return f"{self.score:+d}"
