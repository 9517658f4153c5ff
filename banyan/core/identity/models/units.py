"""The organisation tree."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import GuardedManager, Kept


class Unit(Kept):
    """A node of the organisation: network, agency, station or department.

    `path` lists the ids from the root to this unit in hexadecimal, each closed by a slash: everything below a
    unit starts with its path.
    """

    class Kind(models.TextChoices):
        NETWORK = "network", _("network")
        AGENCY = "agency", _("agency")
        STATION = "station", _("station")
        DEPARTMENT = "department", _("department")

    code = models.CharField(_("unit number"), max_length=40, unique=True)
    name = models.CharField(_("unit name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("superior unit"),
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(_("path"), max_length=255, editable=False, db_index=True, default="")
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects: ClassVar = GuardedManager()
    everything: ClassVar = models.Manager()
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("unit")
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="unit_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="unit_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else ''}{self.pk:x}/"
        if path != self.path:
            self.path = path
            type(self).everything.filter(pk=self.pk).update(path=path)

    @property
    def number(self) -> str:
        """Units are called by their code."""
        return self.code

    def label(self) -> str:
        """How the unit is called in the trail."""
        return self.code

    def home(self) -> Unit:
        """A unit belongs to itself."""
        return self

    @property
    def depth(self) -> int:
        """How many units stand above this one."""
        return self.path.count("/") - 1

    @property
    def centre(self) -> Unit:
        """The station this unit belongs to; a unit outside any station stands for itself."""
        from banyan.core.identity import tree

        return tree.centre_of(self)

    @property
    def root(self) -> Unit:
        """The agency (or network) at the top of this unit's branch."""
        from banyan.core.identity import tree

        return tree.root_of(self)
