"""What somebody was told, and whether they have seen it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept
from banyan.foundation.refusal import Sentence


class Notice(Kept):
    """One sentence to one sign-in about one record. It names numbers, never people."""

    user = models.ForeignKey("identity.User", models.CASCADE, verbose_name=_("to"), related_name="+")
    kind = models.CharField(_("kind"), max_length=60)
    text = models.TextField(_("what happened"))
    params = models.JSONField(default=dict)
    model = models.CharField(max_length=80, blank=True, default="")
    record_id = models.UUIDField(null=True)
    number = models.CharField(_("number"), max_length=80, blank=True, default="")
    told_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "text", "params")

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=("user", "-told_at")),
            models.Index(fields=("user",), condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def label(self) -> str:
        """Called by the number it speaks of."""
        return self.number

    @property
    def sentence(self) -> Sentence:
        """What to say, in the reader's language."""
        return Sentence(self.text, self.params)

    def get_absolute_url(self) -> str:
        """The page of what it speaks of; the desk where there is none."""
        try:
            return reverse(f"{self.model}.detail", kwargs={"public_id": self.record_id})
        except NoReverseMatch:
            return "/"


def about_what(record: Any) -> dict[str, Any]:
    """How a notice points at its record."""
    if record is None:
        return {}
    return {"model": record._meta.label_lower, "record_id": record.public_id, "number": record.label()[:80]}
