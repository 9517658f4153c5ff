"""Feeds that other calendars read."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept


class Feed(Kept):
    """One address under which a program reads somebody's calendar. Only a hash of its secret is kept.

    It opens nothing once the sign-in was closed, lost its rights, had its sessions ended, or the feed's last day passed.
    """

    class Whose(models.TextChoices):
        OWN = "own", _("my own days")
        TEAM = "team", _("my team's days")
        UNIT = "unit", _("everything I may see")

    user = models.ForeignKey("identity.User", models.CASCADE, verbose_name=_("sign-in"), related_name="+")
    name = models.CharField(_("what it is for"), max_length=80)
    whose = models.CharField(_("which days"), max_length=4, choices=Whose, default=Whose.OWN)
    beginning = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    stamp = models.PositiveIntegerField(editable=False)
    ends_on = models.DateField(_("last day"), editable=False)
    made_at = models.DateTimeField(_("made at"), editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "digest", "stamp")

    class Meta:
        verbose_name = _("calendar feed")

    def __str__(self) -> str:
        return f"{self.beginning}…"

    def label(self) -> str:
        """Called by its first characters, which reveal nothing."""
        return self.beginning

    @staticmethod
    def digest_of(secret: str) -> str:
        """The hash under which a secret is kept; secrets are random, so one plain pass is enough."""
        return hashlib.sha256(secret.encode()).hexdigest()
