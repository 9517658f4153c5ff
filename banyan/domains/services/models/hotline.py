"""The hotline: calls written down as quickly as they come, handed over when they cannot wait."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Record
from banyan.domains.services.models.cases.reach import readable
from banyan.domains.services.rules.cases.secrecy import LOGGED


class HotlineCall(Record):
    """Somebody rang and was counselled. What the duty desk is asked besides stays a matter of the desk (A4.2)."""

    class State(models.TextChoices):
        ANSWERED = "answered", pgettext_lazy("hotline", "answered")
        HANDED = "handed", pgettext_lazy("hotline", "handed over, not taken yet")
        TAKEN = "taken", pgettext_lazy("hotline", "taken over")

    class Topic(models.TextChoices):
        EMOTION = "emotion", pgettext_lazy("hotline", "feelings and stress")
        FAMILY = "family", pgettext_lazy("hotline", "marriage and family")
        CHILD = "child", pgettext_lazy("hotline", "children and school")
        ELDER = "elder", pgettext_lazy("hotline", "care of elders")
        HARDSHIP = "hardship", pgettext_lazy("hotline", "hardship and policies")
        HEALTH = "health", pgettext_lazy("hotline", "illness and disability")
        VIOLENCE = "violence", pgettext_lazy("hotline", "violence or neglect")
        OTHER = "other", pgettext_lazy("hotline", "something else")

    class Risk(models.TextChoices):
        NONE = "none", pgettext_lazy("hotline", "no danger seen")
        RAISED = "raised", pgettext_lazy("hotline", "raised risk")
        NOW = "now", pgettext_lazy("hotline", "danger now")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    called_on = models.DateField(_("day of the call"))
    began_at = models.TimeField(pgettext_lazy("hotline", "from"))
    ended_at = models.TimeField(pgettext_lazy("hotline", "until"))
    user = models.ForeignKey(
        "services.ServiceUser", models.PROTECT, verbose_name=_("resident, where known"), null=True, blank=True,
        related_name="hotline_calls",
    )  # fmt: skip
    caller = EncryptedText(_("what the caller is called, and how to ring back"))
    topic = models.CharField(
        pgettext_lazy("hotline", "topic"), max_length=10, choices=Topic, default=Topic.EMOTION
    )
    risk = models.CharField(pgettext_lazy("hotline", "danger"), max_length=8, choices=Risk, default=Risk.NONE)
    matter = EncryptedText(pgettext_lazy("hotline", "what it was about"))
    answer = EncryptedText(pgettext_lazy("hotline", "what was answered"))
    first_aid = EncryptedText(_("what was done at once, and who was called"))
    case = models.ForeignKey(
        "services.Case", models.PROTECT, verbose_name=_("case it belongs to"), null=True, editable=False,
        related_name="hotline_calls",
    )  # fmt: skip
    desk_number = models.CharField(
        _("number of the matter at the duty desk"), max_length=40, blank=True, default=""
    )
    worker = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("who answered"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    handed_to = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("hotline", "handed over to"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    handed_at = models.DateTimeField(pgettext_lazy("hotline", "handed over at"), null=True, editable=False)
    taken_at = models.DateTimeField(pgettext_lazy("hotline", "taken over at"), null=True, editable=False)
    entered_on = models.DateField(_("entered on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ANSWERED, editable=False)

    number_pattern = "RX-{year}-{count:04}"
    scope_lookup = "project__public_id"
    personal_fields = ("caller", "matter", "answer", "first_aid")

    class Meta:
        verbose_name = _("hotline call")
        indexes = [
            models.Index(fields=("unit", "called_on"), name="hotline_unit_day"),
            models.Index(fields=("state", "handed_at"), name="hotline_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="hotline_number_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="hotline_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(state="handed") | Q(handed_to__isnull=False), name="hotline_handed_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Whoever answered, whoever it was handed to, and those above them: what is told on the telephone is L2.

        A call that belongs to a guarded case is read by those who read the case.
        """
        if actor.system:
            return Q()
        own = Q(worker=actor.person_id) | Q(handed_to=actor.person_id)
        found = own if actor.person_id else Q(pk__in=[])
        for right in actor.rights_for(cls.permission("oversee")):
            found |= Q(unit__path__startswith=right.path)
        return found & (Q(case=None) | ~Q(case__confidentiality__in=LOGGED) | readable(actor, "case"))

    @classmethod
    def closed(cls) -> Q:
        """As the case that it belongs to."""
        return Q(case__confidentiality__in=LOGGED)

    def is_watched(self) -> bool:
        """A call of a guarded case is watched as its file is."""
        return self.case is not None and self.case.is_guarded
