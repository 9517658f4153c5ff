"""Where sums and the people behind distinct counts are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """One sum: a measure, what it is about, and a period ("" = all time, "2025-10", "2025-04-01..2026-03-31")."""

    measure = models.CharField(max_length=60)
    scope = models.CharField(max_length=80)
    period = models.CharField(max_length=24, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=4, default=0)

    class Meta:
        verbose_name = _("tally")
        constraints = [models.UniqueConstraint(fields=("measure", "scope", "period"), name="tally_once")]

    def __str__(self) -> str:
        return f"{self.measure} {self.scope} {self.period}: {self.amount}"


class Seen(models.Model):
    """How often a person was seen in a scope and period: distinct persons are rows, not sums of months."""

    measure = models.CharField(max_length=60)
    scope = models.CharField(max_length=80)
    period = models.CharField(max_length=24, blank=True)
    person = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("person seen")
        constraints = [
            models.UniqueConstraint(fields=("measure", "scope", "period", "person"), name="seen_once"),
            models.CheckConstraint(condition=models.Q(times__gt=0), name="seen_at_least_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.scope} {self.period}: {self.times}"
