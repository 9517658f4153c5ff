"""What passed between worker and client: process records, and who took part with how many minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.domains.services.models.cases.files import CaseWorker, NumberedPart, OfCase
from banyan.domains.services.rules.minutes import minutes_between


class CaseContact(NumberedPart):
    """One contact of a case. Fact, client's words and worker's judgement stand apart; a correction is a version."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", pgettext_lazy("contact", "talk")
        VISIT = "visit", pgettext_lazy("contact", "home visit")
        PHONE = "phone", pgettext_lazy("contact", "telephone")
        ACCOMPANY = "accompany", pgettext_lazy("contact", "accompanying")
        CONFERENCE = "conference", pgettext_lazy("contact", "conference")
        ONLINE = "online", pgettext_lazy("contact", "message")

    class Function(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("case function", "direct work")
        PLACEMENT = "placement", pgettext_lazy("case function", "placement")
        COORDINATION = "coordination", pgettext_lazy("case function", "coordination")
        MONITORING = "monitoring", pgettext_lazy("case function", "monitoring")
        EVALUATION = "evaluation", pgettext_lazy("case function", "evaluation")
        ADVOCACY = "advocacy", pgettext_lazy("case function", "advocacy")

    class State(models.TextChoices):
        FILED = "filed", pgettext_lazy("case paper", "filed")
        REPLACED = "replaced", pgettext_lazy("case paper", "replaced by a later version")

    position = models.PositiveIntegerField(_("contact no."), editable=False)
    held_on = models.DateField(_("day of the contact"))
    began_at = models.TimeField(_("from"))
    ended_at = models.TimeField(_("until"))
    travel_minutes = models.PositiveSmallIntegerField(_("minutes on the way"), default=0)
    kind = models.CharField(_("kind of contact"), max_length=10, choices=Kind, default=Kind.INTERVIEW)
    function = models.CharField(
        _("function in case management"), max_length=12, choices=Function, default=Function.DIRECT
    )
    place = EncryptedText(_("place"))
    present = EncryptedText(_("persons present"))
    aim = EncryptedText(_("aim"))
    happened = EncryptedText(_("what happened"))
    said = EncryptedText(_("the client's words"))
    judgement = EncryptedText(_("the worker's judgement"))
    next_step = EncryptedText(_("next step"))
    worker = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("worker"),
        null=True,
        editable=False,
        related_name="+",
    )
    entered_on = models.DateField(_("entered on"), editable=False)
    noted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("read by the supervisor"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    supervisor_note = EncryptedText(_("supervisor's note"), editable=False)
    noted_on = models.DateField(_("read on"), null=True, editable=False)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("corrects"),
        null=True,
        editable=False,
        related_name="followed_by",
    )
    change_reason = EncryptedText(_("why it was corrected"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.FILED, editable=False)

    personal_fields = (
        "place", "present", "aim", "happened", "said", "judgement", "next_step", "supervisor_note", "change_reason",
    )  # fmt: skip

    class Meta:
        verbose_name = _("contact of a case")
        indexes = [
            models.Index(fields=("case", "state", "held_on"), name="case_contact_day"),
            models.Index(fields=("worker", "held_on"), name="case_contact_worker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="case_contact_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=("case", "position"), condition=Q(state="filed"), name="case_contact_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def minutes(self) -> int:
        """Minutes from the beginning to the end of the contact, without the way."""
        return minutes_between(self.began_at, self.ended_at)


class CasePresence(OfCase):
    """Somebody of the team at a contact, with the minutes that count as theirs (P1.7)."""

    contact = models.ForeignKey(
        CaseContact, models.CASCADE, verbose_name=_("contact of a case"), related_name="presences"
    )
    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    role = models.CharField(
        _("part in the case"), max_length=12, choices=CaseWorker.Role, default=CaseWorker.Role.SOCIAL_WORK
    )
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("unit of measure", "minutes"))

    class Meta:
        verbose_name = _("presence at a contact")
        constraints = [models.UniqueConstraint(fields=("contact", "person"), name="case_presence_once")]

    def __str__(self) -> str:
        return self.role
