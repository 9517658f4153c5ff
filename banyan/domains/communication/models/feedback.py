"""What users, departments and partners told us, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.communication.models.places import OfAProject, named


class FeedbackItem(OfAProject):
    """One piece of feedback with its outcome: the scheme changed, an answer given, or no change with "
    "the reason."""

    class Source(models.TextChoices):
        USER = "user", _("service user")
        DEPARTMENT = "department", _("department")
        PARTNER = "partner", _("partner")

    class Method(models.TextChoices):
        TALK = "talk", _("talk")
        VISIT = "visit", _("call-back or visit")
        QUESTIONNAIRE = "questionnaire", _("questionnaire")
        BOX = "box", _("letter box")
        MEETING = "meeting", _("meeting")
        PHONE = "phone", _("telephone")
        ONLINE = "online", _("online")

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("scheme changed")
        ANSWERED = "answered", _("answered")
        UNCHANGED = "unchanged", _("no change, with reason")

    class State(models.TextChoices):
        OPEN = "open", _("outcome open")
        SETTLED = "settled", _("outcome told")

    source = models.CharField(_("from whom"), max_length=10, choices=Source)
    stakeholder = models.ForeignKey(
        "communication.Stakeholder",
        models.PROTECT,
        verbose_name=_("stakeholder"),
        null=True,
        blank=True,
        related_name="+",
    )
    method = models.CharField(_("how it was gathered"), max_length=14, choices=Method)
    during_service = models.BooleanField(_("given while the service runs"), default=False)
    about = models.CharField(_("about which work"), max_length=120)
    given_on = models.DateField(_("given on"))
    words = models.TextField(_("in their own words"))
    due_on = models.DateField(_("outcome due on"), null=True, blank=True, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, blank=True, default="", editable=False
    )
    outcome_words = models.TextField(_("what came of it"), blank=True, default="", editable=False)
    changed_paper = models.CharField(
        _("scheme that was changed"), max_length=120, blank=True, default="", editable=False
    )
    settled_on = models.DateField(_("outcome told on"), null=True, blank=True, editable=False)
    settled_by = named(_("told by"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "FK-{year}-{count:04}"
    personal_fields = ("words",)

    class Meta:
        verbose_name = _("feedback item")
        indexes = [models.Index(fields=("unit", "given_on"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="settled") | (Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="settled_feedback_has_its_outcome",
            )
        ]

    def __str__(self) -> str:
        return self.about
