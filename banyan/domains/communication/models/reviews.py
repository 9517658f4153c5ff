"""Once a year: how well do we talk? What staff and partners answered, question by question."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.communication.models.places import OfAProject, Part


class CommunicationReview(OfAProject):
    """The yearly evaluation of communication, from a survey of staff and of partners (R9.3.3)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DONE = "done", _("evaluated")

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=120)
    findings = models.TextField(_("findings"), blank=True, default="")
    measures = models.TextField(_("measures"), blank=True, default="")
    done_on = models.DateField(_("evaluated on"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "GTPG-{year}-{count:02}"

    class Meta:
        verbose_name = _("evaluation of communication")

    def __str__(self) -> str:
        return self.title


class ReviewAnswer(Part):
    """What one group answered to one question: how many, and the mean of 1 to 5."""

    class Group(models.TextChoices):
        STAFF = "staff", _("staff")
        PARTNERS = "partners", _("partners")

    review = models.ForeignKey(
        CommunicationReview,
        models.CASCADE,
        verbose_name=_("evaluation of communication"),
        related_name="answers",
    )
    group = models.CharField(_("group"), max_length=8, choices=Group)
    question = models.CharField(_("question"), max_length=200)
    answers = models.PositiveIntegerField(_("people who answered"))
    mean = models.DecimalField(
        _("mean of 1 to 5"),
        max_digits=3,
        decimal_places=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )

    unit_lookup = "review__unit"
    scope_lookup = "review__project__public_id"

    class Meta:
        verbose_name = _("answers to a question")
        constraints = [
            models.UniqueConstraint(fields=("review", "group", "question"), name="question_once_a_group"),
            models.CheckConstraint(condition=Q(mean__gte=1, mean__lte=5), name="mean_of_1_to_5"),
        ]

    def __str__(self) -> str:
        return self.question
