"""Database fields for what must not be readable in the database, and for what each reads in their language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext

from banyan.core import keys
from banyan.foundation.refusal import Sentence


class _Sealed(str):
    """A ciphertext that has not been asked for yet."""

    __slots__ = ()


class _Unsealing:
    """Opens the text when it is first asked for, so that lists that do not show it do not pay for it."""

    def __init__(self, field: EncryptedText) -> None:
        self.field = field

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        kept = instance.__dict__.get(self.field.attname)
        if isinstance(kept, _Sealed):
            instance.__dict__[f"_sealed_{self.field.attname}"] = kept
            kept = keys.unseal(kept, self.field.place(instance))
            instance.__dict__[self.field.attname] = kept
            instance.__dict__[f"_opened_{self.field.attname}"] = kept
        return kept

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedText(models.TextField):
    """Text sealed with AES-GCM to its record and field: a ciphertext copied elsewhere does not open.

    The record must carry `public_id` before it is saved. Nothing can be filtered or sorted by this field; an
    equality look-up takes a `KeyedHash` beside it.
    """

    descriptor_class = _Unsealing  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Unsealing(self))

    def place(self, instance: models.Model) -> str:
        """Where this text belongs: table, record and field."""
        return f"{self.model._meta.label_lower}:{instance.public_id}:{self.name}"  # type: ignore[attr-defined]

    def sealed(self, texts: Sequence[str], owners: Sequence[str]) -> list[str]:
        """Texts of many new records, each sealed to the record whose `public_id` stands beside it."""
        table = self.model._meta.label_lower
        return keys.seal_all(texts, [f"{table}:{owner}:{self.name}" for owner in owners])

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return _Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        kept = model_instance.__dict__.get(self.attname) or ""
        if isinstance(kept, _Sealed) or not kept:
            return str(kept)
        if model_instance.__dict__.get(f"_opened_{self.attname}") == kept:
            return str(model_instance.__dict__[f"_sealed_{self.attname}"])
        return keys.seal(kept, self.place(model_instance))

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in ("isnull", "exact") else None


class KeyedHash(models.CharField):
    """Equality look-up for an encrypted field: filled from `source` whenever the record is saved."""

    def __init__(self, source: str = "", **kwargs: Any) -> None:
        self.source = source
        made: dict[str, Any] = {
            "max_length": 32,
            "blank": True,
            "default": "",
            "editable": False,
            "db_index": True,
        }
        super().__init__(**(made | kwargs))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def digest(self, text: str) -> str:
        """The value to look for when searching `text`."""
        return keys.keyed_hash(text, f"{self.model._meta.label_lower}.{self.source}") if text else ""

    def digests(self, texts: Sequence[str]) -> list[str]:
        """The same for many texts."""
        return keys.keyed_hashes(texts, f"{self.model._meta.label_lower}.{self.source}")

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        if not isinstance(model_instance.__dict__.get(self.source), _Sealed):
            setattr(model_instance, self.attname, self.digest(getattr(model_instance, self.source) or ""))
        return str(getattr(model_instance, self.attname))


class SentenceText(models.CharField):
    """A sentence kept in a record: its English text and the values of its gaps, so that each reads their language."""

    @staticmethod
    def keep(said: Sentence) -> str:
        """What the record holds of a sentence: JSON of its English text and its gaps."""
        return json.dumps([said.text, dict(said.params)], ensure_ascii=False, separators=(",", ":"))

    def read(self, kept: str) -> str:
        """The kept sentence in the reader's language; what was kept as plain words stays those words."""
        try:
            text, params = json.loads(kept)
        except ValueError:
            return kept
        return Sentence(text, params).rendered(gettext)
