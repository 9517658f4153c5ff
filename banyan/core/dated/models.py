"""What an agency set differently from the default, and from when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept


class DatedSetting(Kept):
    """A value of a setting at a unit and all below it, from a day on."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    key = models.CharField(_("setting"), max_length=80, db_index=True)
    value = models.JSONField(_("value"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("dated setting")
        constraints = [
            models.UniqueConstraint(fields=("unit", "key", "valid_from"), name="setting_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="setting_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    def label(self) -> str:
        """Called by its key."""
        return self.key
