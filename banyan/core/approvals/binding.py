"""What exactly is signed: the version, the content and the files of a record."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from banyan.core import keys
from banyan.core.approvals.outcomes import outcome_of
from banyan.core.approvals.rules import Bound
from banyan.core.attachments.fingerprints import files_hash
from banyan.core.audit.chain import canonical
from banyan.core.fields import EncryptedText


def present(record: Any, kind: str) -> Bound:
    """What stands in the record now."""
    return Bound(record.version, content_hash(record, kind), files_hash(record))


def as_asked(record: Any, kind: str) -> Bound:
    """What will stand in the record when the deed that asks is done: a deed raises the version of a kept record."""
    version = record.version if record._state.adding else record.version + 1
    return Bound(version, content_hash(record, kind), files_hash(record))


def content_hash(record: Any, kind: str) -> str:
    """SHA-256 (hex) over the canonical JSON of what is signed."""
    told = outcome_of(record._meta.label_lower, kind)
    values = {name: _plain(record, record._meta.get_field(name)) for name in signed_fields(record, kind)}
    elsewhere = told.extra if told else None
    whole = {
        "model": record._meta.label_lower,
        "id": record.public_id,
        "values": values,
        "elsewhere": elsewhere(record) if elsewhere else None,
    }
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def signed_fields(record: Any, kind: str) -> tuple[str, ...]:
    """The fields a signature stands for; they are locked while it is asked for and after it was given."""
    told = outcome_of(record._meta.label_lower, kind)
    if told and told.fields is not None:
        return told.fields
    return tuple(
        f.name
        for f in record._meta.concrete_fields
        if f.editable and not f.primary_key and f.name != "number"
    )


def comparable(record: Any, name: str) -> Any:
    """A value as a request keeps it for later comparison: personal words only as a keyed hash."""
    field = record._meta.get_field(name)
    if is_hidden(record, field):
        return keys.keyed_hash(str(getattr(record, field.attname) or ""), "signed")
    value = _plain(record, field)
    return str(value) if isinstance(value, UUID) else value


def is_hidden(record: Any, field: models.Field) -> bool:
    """Whether the words of a field are somebody's own and are not kept twice."""
    return isinstance(field, EncryptedText) or field.name in getattr(record, "personal_fields", ())


def _plain(record: Any, field: models.Field) -> Any:
    value = getattr(record, field.attname)
    if isinstance(field, EncryptedText):
        return keys.keyed_hash(value or "", "signed")
    if value is None or isinstance(field, models.ForeignKey | models.JSONField):
        return value
    value = field.to_python(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    return value if isinstance(value, bool | int | str) else str(value)
