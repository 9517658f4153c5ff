"""The visit roster: who is to be visited how often by whom, and each going there as it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, Record


class RosterEntry(Record):
    """Somebody who is visited regularly, and the worker who sees to it. How often follows from the need."""

    class State(models.TextChoices):
        ON = "on", pgettext_lazy("visit roster", "on the roster")
        ENDED = "ended", pgettext_lazy("visit roster", "no longer visited")

    class Level(models.TextChoices):
        HIGH = "high", pgettext_lazy("visit roster", "great need")
        MIDDLE = "middle", pgettext_lazy("visit roster", "in need")
        LOW = "low", pgettext_lazy("visit roster", "watched over")

    user = models.ForeignKey(
        "services.ServiceUser",
        models.PROTECT,
        verbose_name=_("person visited"),
        related_name="roster_entries",
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    worker = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("visiting worker"),
        null=True,
        blank=True,
        related_name="+",
    )
    level = models.CharField(_("level of need"), max_length=8, choices=Level, default=Level.MIDDLE)
    because = models.CharField(_("why this person is visited"), max_length=200)
    needs_two = models.BooleanField(_("two go together"), default=False)
    since = models.DateField(_("on the roster since"))
    indicator = models.CharField(_("counts for the indicator"), max_length=40, blank=True, default="")
    ended_on = models.DateField(_("no longer visited since"), null=True, editable=False)
    ended_because = models.CharField(
        _("why visits ended"), max_length=300, blank=True, default="", editable=False
    )
    last_visit_on = models.DateField(_("last visit"), null=True, editable=False)
    due_on = models.DateField(_("next visit by"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries since the last visit"), default=0, editable=False)
    planned_on = models.DateField(_("on the round of"), null=True, editable=False)
    planned_place = models.PositiveSmallIntegerField(_("place on the round"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ON, editable=False)

    number_pattern = "TF{count:05}"
    scope_lookup = "project__public_id"
    personal_fields = ("because", "ended_because")
    silent_fields = (*Record.silent_fields, "last_visit_on", "due_on", "tries")
    named_with = ("user",)

    class Meta:
        verbose_name = _("entry of the visit roster")
        indexes = [
            models.Index(fields=("worker", "state", "due_on"), name="roster_worker_due"),
            models.Index(fields=("unit", "state"), name="roster_unit_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="roster_number_once"
            ),
            models.UniqueConstraint(
                fields=("user", "unit"), condition=Q(state="on"), name="roster_person_once_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.user.public_id


class Visit(Kept):
    """One going there: a visit, or a try. Fact, words and judgement stand apart; a correction is a version."""

    class Outcome(models.TextChoices):
        MET = "met", pgettext_lazy("visit", "met")
        NOT_HOME = "not_home", pgettext_lazy("visit", "not at home")
        REFUSED = "refused", pgettext_lazy("visit", "did not let us in")

    class State(models.TextChoices):
        FILED = "filed", pgettext_lazy("visit", "filed")
        REPLACED = "replaced", pgettext_lazy("visit", "replaced by a later version")

    entry = models.ForeignKey(
        RosterEntry, models.PROTECT, verbose_name=_("entry of the visit roster"), related_name="visits"
    )
    number = models.CharField(
        _("number"), max_length=40, blank=True, default="", db_index=True, editable=False
    )
    position = models.PositiveIntegerField(_("visit no."), default=0, editable=False)
    held_on = models.DateField(_("day of the visit"))
    began_at = models.TimeField(pgettext_lazy("visit", "from"))
    ended_at = models.TimeField(pgettext_lazy("visit", "until"))
    travel_minutes = models.PositiveSmallIntegerField(_("minutes on the way"), default=0)
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome, default=Outcome.MET)
    happened = EncryptedText(pgettext_lazy("visit", "what was found"))
    said = EncryptedText(pgettext_lazy("visit", "their words"))
    judgement = EncryptedText(pgettext_lazy("visit", "judgement and next step"))
    worker = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("who visited"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    companion = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("colleague who came along"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    volunteers = models.CharField(
        _("numbers of volunteers who came along"), max_length=120, blank=True, default=""
    )
    relief = models.CharField(_("goods or money handed over"), max_length=200, blank=True, default="")
    relief_value = models.DecimalField(
        _("worth in yuan"), max_digits=10, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    relief_signed = models.BooleanField(_("the receiver signed for it"), default=False)
    relief_because = models.CharField(_("why relief is given again"), max_length=200, blank=True, default="")
    entered_on = models.DateField(_("entered on"), null=True, editable=False)
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
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "entry__unit"
    scope_lookup = "entry__project__public_id"
    personal_fields = ("happened", "said", "judgement", "change_reason", "relief", "relief_because")
    named_with = ("entry__user",)

    class Meta:
        verbose_name = pgettext_lazy("visits", "visit")
        indexes = [
            models.Index(fields=("entry", "state", "held_on"), name="visit_entry_day"),
            models.Index(fields=("worker", "held_on"), name="visit_worker_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="visit_ends_after_it_began"),
            models.UniqueConstraint(
                fields=("entry", "position"), condition=Q(state="filed"), name="visit_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Those who go there, and those above them in their line: what is said at the door is kept at grade L2."""
        if actor.system:
            return Q()
        own = Q(worker=actor.person_id) | Q(companion=actor.person_id) | Q(entry__worker=actor.person_id)
        found = own if actor.person_id else Q(pk__in=[])
        for right in actor.rights_for(cls.permission("oversee")):
            found |= Q(entry__unit__path__startswith=right.path)
        return found

    def label(self) -> str:
        """Called by its number; nobody is named."""
        return self.number or self.entry.label()

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.entry.user.public_id
