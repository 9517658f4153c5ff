"""Keys with which programs speak to the API on a person's behalf."""

from __future__ import annotations

import fnmatch
import hashlib
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.identity.models.rights import User
from banyan.core.records import Kept


class ApiToken(Kept):
    """What one program may do for one sign-in until a day. Only a hash is kept; the token is shown once.

    `permissions` are patterns such as `services.*.view`; they narrow what the owner's grants allow and never widen it.
    """

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("sign-in"), related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    permissions = models.JSONField(_("permissions"), default=list)
    beginning = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ends_on = models.DateField(_("last day"))
    made_at = models.DateTimeField(_("made at"), editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "digest")

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.beginning}…"

    def label(self) -> str:
        """Called by its first characters, which reveal nothing."""
        return self.beginning

    @staticmethod
    def digest_of(secret: str) -> str:
        """The hash under which a secret is kept; secrets are random, so one plain pass is enough."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def allows(self, permission: str) -> bool:
        """Whether the token's own patterns cover a permission."""
        return any(fnmatch.fnmatchcase(permission, pattern) for pattern in self.permissions)

    def in_force(self, today: date) -> bool:
        """Whether the token opens anything on a day."""
        return self.revoked_at is None and today <= self.ends_on
