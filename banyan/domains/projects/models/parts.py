"""What the papers of a project have in common: the project they belong to, and the way of their signatures."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Record
from banyan.domains.projects.models.contracts import Project


def somebody(label: Any, **more: Any) -> models.ForeignKey:
    """A field that names somebody of the agency."""
    return models.ForeignKey("identity.Person", models.PROTECT, verbose_name=label, related_name="+", **more)


class ProjectPart(Record):
    """Something that belongs to one project."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="+")

    scope_lookup = "project__public_id"

    class Meta:
        abstract = True


class SignedPaper(ProjectPart):
    """A paper of a project that holds once one exact version of it was signed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for approval")
        APPROVED = "approved", _("approved")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    class Meta:
        abstract = True
