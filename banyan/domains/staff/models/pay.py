"""By which standards people are paid: several schemes side by side, each with its dated editions (P2.8)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class PayScheme(Record):
    """One edition of a pay standard: for whom, by what, from when. Nobody's own pay stands here."""

    class Basis(models.TextChoices):
        POST = "post", _("by post and grade")
        LEVEL = "level", _("by professional level")
        SERVICE = "service", _("by years of service")
        RESULT = "result", _("by appraised results")
        HOURS = "hours", _("by hours worked")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        ENDED = "ended", _("replaced")

    name = models.CharField(_("name of the pay standard"), max_length=60)
    covers = models.CharField(_("who is paid by it"), max_length=120)
    basis = models.CharField(_("what pay depends on"), max_length=10, choices=Basis)
    grounds = models.TextField(_("why it is so, or what changes"))
    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)
    written_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("written by"),
        null=True,
        editable=False,
        related_name="+",
    )
    adopted_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("adopted by"),
        null=True,
        editable=False,
        related_name="+",
    )
    starts_on = models.DateField(_("in force from"), null=True, editable=False)
    ends_on = models.DateField(_("in force until"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "XC-{year}-{count:03}"

    class Meta:
        verbose_name = _("pay standard")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pay_scheme_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=("unit", "name"), condition=Q(state="in_force"), name="pay_scheme_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"


class PayBand(Kept):
    """What one grade of a standard earns a month, from and to."""

    scheme = models.ForeignKey(
        PayScheme, models.CASCADE, verbose_name=_("pay standard"), related_name="bands"
    )
    grade = models.CharField(_("grade"), max_length=40)
    lowest = models.DecimalField(
        _("a month from"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    highest = models.DecimalField(
        _("a month to"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "scheme__unit"
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("grade of a pay standard")
        constraints = [
            models.UniqueConstraint(fields=("scheme", "grade"), name="pay_band_grade_once"),
            models.CheckConstraint(condition=Q(highest__gte=F("lowest")), name="pay_band_from_below_to"),
        ]

    def __str__(self) -> str:
        return self.grade

    def label(self) -> str:
        """Called by its standard and grade."""
        return f"{self.scheme.number}/{self.grade}"
