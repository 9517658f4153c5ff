"""An agency's own Word templates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.documents import words
from banyan.core.records import Record


class WordTemplate(Record):
    """How an agency wants a kind of document to look, from a day on. Its .docx hangs on it as a file."""

    kind = models.CharField(_("kind of Word document"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    basis = models.CharField(_("basis"), max_length=200, blank=True, default="")

    number_pattern = "WT-{year}-{count:03}"

    class Meta:
        verbose_name = _("Word template")
        indexes = [models.Index(fields=("kind", "valid_from"))]
        constraints = [
            models.UniqueConstraint(fields=("unit", "kind", "valid_from"), name="word_template_once_a_day")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def document(self) -> str:
        """The kind of document in the words of the trade."""
        sheet = words.known(self.kind)
        return str(sheet.label) if sheet else self.kind
