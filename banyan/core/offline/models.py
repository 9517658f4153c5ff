"""Which forms arrived already."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Arrival(models.Model):
    """A form of a person's device that was written, by the key the device gave it; kept as long as a device may repeat it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    key = models.UUIDField(_("key of the form"))
    url = models.CharField(_("page that answered"), max_length=500, blank=True)
    at = models.DateTimeField(_("arrived at"))

    class Meta:
        verbose_name = _("form that arrived")
        constraints = [models.UniqueConstraint(fields=("user", "key"), name="arrival_once")]

    def __str__(self) -> str:
        return str(self.key)
