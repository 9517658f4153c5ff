"""What every record of this room says about where it belongs."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class OfAProject(Record):
    """A record of a centre, perhaps of one of its projects; without a project it speaks for all of them."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )

    scope_lookup = "project__public_id"

    class Meta:
        abstract = True


class Part(Kept):
    """A line of a record that is changed and counted by itself."""

    number = models.CharField(_("number"), max_length=40, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def label(self) -> str:
        """Called by its number."""
        return self.number or super().label()


def named(label: Any, **more: Any) -> models.ForeignKey:
    """A column that names somebody of the house."""
    return models.ForeignKey("identity.Person", models.PROTECT, verbose_name=label, related_name="+", **more)
