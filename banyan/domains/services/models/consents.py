"""What people agreed to, in which words, and when they took it back."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept
from banyan.domains.services.models.people import ServiceUser


class Consent(Kept):
    """One consent of one kind. A withdrawal ends it; a renewal is a new one."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("personal data")
        SENSITIVE = "sensitive", _("sensitive data")
        IMAGE = "image", _("pictures")

    user = models.ForeignKey(
        ServiceUser, models.PROTECT, verbose_name=_("service user"), related_name="consents"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text_version = models.CharField(_("version of the text"), max_length=40)
    given_on = models.DateField(_("given on"))
    by_guardian = models.BooleanField(_("signed by the guardian"), default=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "user__unit"

    class Meta:
        verbose_name = _("consent")
        indexes = [models.Index(fields=("user", "kind", "given_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text_version}"

    def label(self) -> str:
        """Called by the person's number and the kind."""
        return f"{self.user.number}/{self.kind}"

    def subject(self) -> UUID:
        """The person who agreed."""
        return self.user.public_id
