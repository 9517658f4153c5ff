"""Which template is in force, and a record written with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Value

from banyan.core import door
from banyan.core.attachments import storing
from banyan.core.attachments.models import Attachment
from banyan.core.documents import words
from banyan.core.documents.models import WordTemplate
from banyan.core.documents.words import Sheet
from banyan.foundation.refusal import Refused, noop


def template_for(sheet: Sheet, unit: Any, day: date) -> Attachment | None:
    """The file of the template in force at a unit on a day: of the nearest unit that has one, the newest."""
    with door.opened("documents.template"):
        above = WordTemplate.everything.alias(place=Value(unit.path)).filter(
            place__startswith=F("unit__path")
        )
        found = above.filter(kind=sheet.kind, valid_from__lte=day).select_related("unit")
        ranked = sorted(found, key=lambda each: (len(each.unit.path), each.valid_from), reverse=True)
        files = {each.record_id: each for each in _files([each.public_id for each in ranked])}
        return next((files[each.public_id] for each in ranked if each.public_id in files), None)


def _files(ids: list[Any]) -> Any:
    label = WordTemplate._meta.label_lower
    return Attachment.everything.filter(model=label, record_id__in=ids, removed_at=None).order_by(
        "added_at", "pk"
    )


def has_file(template: WordTemplate) -> bool:
    """Whether a .docx hangs on a template that was reached through its own door."""
    with door.opened("documents.template"):
        return bool(_files([template.public_id]).exists())


def written(sheet: Sheet, record: Any, day: date) -> bytes:
    """A record as a Word document. The record was reached through its own door."""
    file = template_for(sheet, record.home(), day)
    if file is None:
        raise Refused(
            {"": noop("No Word template of this kind is in force here.")},
            way_out=noop("Whoever keeps the templates adds one under Settings."),
            code="no_template",
        )
    with door.opened("documents.fill"):
        values = sheet.filled(record)
    return words.fill(storing.path_of(file.stored_as).read_bytes(), values)
