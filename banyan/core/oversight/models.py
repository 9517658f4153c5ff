"""What was proven of the installation, and when it was last kept elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Proof(models.Model):
    """One proof of the whole installation, or one backup of it: when, by whom, and what came of it."""

    class Kind(models.TextChoices):
        VERIFIED = "verified", _("trail, tallies and files proven")
        BACKED_UP = "backed_up", _("backup written")

    kind = models.CharField(_("kind of proof"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("machine time"))
    asked_by = models.CharField(_("who"), max_length=80)
    ok = models.BooleanField(_("nothing found"))
    said = models.JSONField(_("findings of the proof"), default=dict)

    class Meta:
        verbose_name = _("proof of the installation")
        indexes = [models.Index(fields=("kind", "at"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
