"""Those the project depends on, and every contact with them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText
from banyan.domains.communication.models.places import OfAProject, Part, named


class Stakeholder(OfAProject):
    """Somebody outside who has an interest in the work: who keeps the contact, and what was agreed "
    "(R9.2.2)."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("community committee")
        SCHOOL = "school", _("school")
        HOSPITAL = "hospital", _("hospital")
        POLICE = "police", _("police station")
        FIRM = "firm", _("firm")
        PURCHASER = "purchaser", _("purchaser")
        AUTHORITY = "authority", _("authority")
        MEDIA = "media", _("media")
        SOCIAL = "social", _("social organisation")
        OTHER = "other", _("other partner")

    class Influence(models.TextChoices):
        HIGH = "high", _("high")
        MIDDLE = "middle", _("middle")
        LOW = "low", _("low")

    class State(models.TextChoices):
        ACTIVE = "active", _("in contact")
        ENDED = "ended", _("contact ended")

    name = models.CharField(_("name of the body"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    interest = models.CharField(_("interest in the work"), max_length=200)
    influence = models.CharField(_("influence"), max_length=6, choices=Influence, default=Influence.MIDDLE)
    liaison = named(_("liaison person"), null=True, blank=True)
    contact_name = models.CharField(_("their contact person"), max_length=80, blank=True, default="")
    contact_phone = EncryptedText(_("their telephone"))
    agreement = models.CharField(_("agreement"), max_length=160, blank=True, default="")
    agreed_from = models.DateField(_("agreement from"), null=True, blank=True)
    agreed_until = models.DateField(_("agreement until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE, editable=False)
    known_since = models.DateField(_("in contact since"), null=True, blank=True)
    ended_on = models.DateField(_("contact ended on"), null=True, blank=True, editable=False)

    number_pattern = "LX-{year}-{count:03}"
    personal_fields = ("contact_name", "contact_phone")

    class Meta:
        verbose_name = _("stakeholder")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_until__isnull=True) | Q(agreed_until__gte=F("agreed_from")),
                name="agreement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class LiaisonEntry(Part):
    """One contact with a stakeholder: when, how, who, about what, what was agreed, and what comes next "
    "(R3.2.5)."""

    class Channel(models.TextChoices):
        VISIT = "visit", _("visit")
        MEETING = "meeting", _("meeting")
        PHONE = "phone", _("telephone")
        LETTER = "letter", _("letter")
        ONLINE = "online", _("online")

    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, verbose_name=_("stakeholder"), related_name="entries"
    )
    held_on = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    who = named(_("who spoke for us"))
    matter = models.CharField(_("about what"), max_length=200)
    agreed = models.TextField(_("what was agreed"), blank=True, default="")
    next_step = models.CharField(_("next step"), max_length=200, blank=True, default="")
    next_due = models.DateField(_("next step due on"), null=True, blank=True)
    done_on = models.DateField(_("next step done on"), null=True, blank=True, editable=False)
    done_how = models.CharField(_("how it was done"), max_length=200, blank=True, default="", editable=False)

    number_pattern = "LL-{year}-{count:04}"
    unit_lookup = "stakeholder__unit"
    scope_lookup = "stakeholder__project__public_id"

    class Meta:
        verbose_name = _("contact with a stakeholder")
        indexes = [models.Index(fields=("stakeholder", "held_on"))]

    def __str__(self) -> str:
        return self.matter
