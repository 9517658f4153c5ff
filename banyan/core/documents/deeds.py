"""Word templates: named by kind and first day; their file is checked when it is hung on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.documents import words
from banyan.core.documents.checking import check_template
from banyan.core.documents.models import WordTemplate
from banyan.foundation.refusal import Refused, noop


@deed(WordTemplate, "add", new=True, label=_("New Word template"), icon="file-plus")
def add_template(template: WordTemplate, by: Any, now: datetime) -> None:
    """Say for which kind of document and from which day a template holds; the file is attached next."""
    _check_kind(template.kind)
    template.number = numbering.take(WordTemplate.number_pattern, template.unit, now.year)
    template.created_at = template.changed_at = now


@deed(WordTemplate, "edit", label=_("Edit"), icon="pencil")
def edit_template(template: WordTemplate, by: Any, now: datetime, **changes: Any) -> None:
    """Change name, basis or first day; another look is another template from another day on."""
    if changes.get("kind", template.kind) != template.kind:
        raise Refused({"kind": noop("The kind of document stays; make a template of its own.")}, code="kind")
    for name, value in changes.items():
        setattr(template, name, value)


def check_file(record: Any, content: bytes) -> None:
    """Files on Word templates are read before they are kept: unknown placeholders, macros and links are refused."""
    if isinstance(record, WordTemplate):
        _check_kind(record.kind)
        sheet = words.known(record.kind)
        if sheet is not None:
            check_template(content, sheet)


def _check_kind(kind: str) -> None:
    if words.known(kind) is None:
        raise Refused({"kind": noop("There is no such kind of document.")}, code="kind")
