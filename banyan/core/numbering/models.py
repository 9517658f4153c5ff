"""Where the last number of each kind is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """The highest number taken so far."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter")
        constraints = [models.UniqueConstraint(fields=("unit", "kind", "year"), name="counter_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.value}"
