"""What the contract asks for: indicators, and how each was counted from which day on."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record
from banyan.domains.projects.models.contracts import Project
from banyan.domains.projects.rules.measures import CountingRule, from_plain


class Indicator(Record):
    """One line of the contract's table of indicators; its number is the contract's own."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="indicators")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    field = models.CharField(_("service area"), max_length=40)
    department = models.CharField(_("responsible department"), max_length=60, blank=True, default="")
    helping_department = models.CharField(_("helping department"), max_length=60, blank=True, default="")
    service_type = models.CharField(_("service type"), max_length=40)
    name = models.CharField(_("indicator"), max_length=120)
    counted_in = models.CharField(_("counted in"), max_length=10)
    wording = models.CharField(_("counting rule"), max_length=200, blank=True, default="")
    target = models.DecimalField(_("target of the year"), max_digits=12, decimal_places=2)
    mid_target = models.DecimalField(
        _("mid-term target"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2, default=0)
    convertible = models.BooleanField(_("surplus may be converted"), default=False)
    cap_percent = models.DecimalField(
        _("conversion cap in percent"), max_digits=5, decimal_places=2, default=0
    )
    proof = models.CharField(_("evidence asked for"), max_length=120, blank=True, default="")
    out_of = models.PositiveIntegerField(_("people that a rate refers to"), null=True, blank=True)
    starts_on = models.DateField(_("counts from"))
    ends_on = models.DateField(_("counts until"))

    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("contract indicator")
        ordering = ("project_id", "position", "number")
        constraints = [
            models.UniqueConstraint(fields=("project", "number"), name="indicator_number_once_in_project"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="indicator_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(target__gte=0, weight__gte=0), name="indicator_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class CountingVersion(Kept):
    """How an indicator is counted from a day on. Earlier months keep the version they were counted with."""

    class Source(models.TextChoices):
        READ = "read", _("read from the contract")
        SET = "set", _("set by a person")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name=_("contract indicator"), related_name="counting_versions"
    )
    valid_from = models.DateField(_("valid from"))
    wording = models.CharField(_("counting rule"), max_length=200)
    plain = models.JSONField(_("rule as understood"))
    source = models.CharField(_("source"), max_length=6, choices=Source)

    unit_lookup = "indicator__unit"
    scope_lookup = "indicator__project__public_id"

    class Meta:
        verbose_name = _("version of a counting rule")
        ordering = ("indicator_id", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("indicator", "valid_from"), name="counting_version_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.wording

    @cached_property
    def rule(self) -> CountingRule:
        """The version as the rules understand it."""
        return from_plain(self.plain)

    def label(self) -> str:
        """Called by the indicator and its first day."""
        return f"{self.indicator.number}/{self.valid_from:%Y-%m-%d}"
