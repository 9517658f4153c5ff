"""What hangs on a record: a file with its hash, its size and what it really is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept


class Attachment(Kept):
    """A file on a record. It is never overwritten; taking it off leaves the line and says who did it."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    model = models.CharField(max_length=80, editable=False)
    record_id = models.UUIDField(editable=False)
    name = models.CharField(_("file name"), max_length=120)
    stored_as = models.CharField(max_length=80, unique=True, editable=False)
    content_type = models.CharField(_("kind of file"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    purpose = models.CharField(_("what it proves"), max_length=60, blank=True, default="")
    added_by = models.ForeignKey(
        "identity.User",
        models.PROTECT,
        verbose_name=_("added by"),
        null=True,
        editable=False,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"), editable=False)
    removed_at = models.DateTimeField(_("taken off at"), null=True, editable=False)

    personal_fields = ("name",)
    silent_fields = ("id", "public_id", "stored_as")

    class Meta:
        verbose_name = _("attachment")
        indexes = [models.Index(fields=("model", "record_id"))]
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="attachment_not_empty")]

    def __str__(self) -> str:
        return self.name

    def label(self) -> str:
        """Called by the end of its fingerprint; file names may name people."""
        return self.sha256[:12]

    def subject(self) -> UUID:
        """The record's person is the one whose name the file may carry."""
        return self.record_id

    def get_absolute_url(self) -> str:
        """Where the file is handed out."""
        from django.urls import reverse

        return reverse("attachments.file", kwargs={"public_id": self.public_id})


def place_of(record: Any) -> dict[str, Any]:
    """How tables that know no domain point at a record: its model and public id."""
    return {"model": record._meta.label_lower, "record_id": record.public_id}
