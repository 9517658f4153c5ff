"""What goes to the press: one voice, agreed beforehand, nobody to be recognised without consent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Record
from banyan.domains.communication.models.places import OfAProject, named


class Spokesperson(Record):
    """Who speaks to the media for a unit on which days; one on every date (R9.2.4)."""

    person = named(_("spokesperson"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("spokesperson")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="spokesperson_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on}"

    def label(self) -> str:
        """Called by the first day; a person is never named in the trail."""
        return f"{self.starts_on:%Y-%m-%d}"


class MediaRelease(OfAProject):
    """A text for the media: approved before it leaves, with the consent of everybody who can be "
    "recognised."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for approval")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published release")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("title"), max_length=120)
    medium = models.CharField(_("medium"), max_length=120)
    words = models.TextField(_("text"))
    planned_on = models.DateField(_("planned for"))
    shows_a_client = models.BooleanField(_("somebody we serve can be recognised"), default=False)
    consent_number = models.CharField(_("number of the consent"), max_length=80, blank=True, default="")
    spokesperson = named(_("spokesperson"), null=True, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("release published on"), null=True, blank=True, editable=False)
    published_where = models.CharField(
        _("published where"), max_length=200, blank=True, default="", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "XG-{year}-{count:03}"

    class Meta:
        verbose_name = _("release to the media")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(published_on__isnull=False) & Q(approved_on__isnull=False)),
                name="published_after_approval",
            ),
        ]

    def __str__(self) -> str:
        return self.title
