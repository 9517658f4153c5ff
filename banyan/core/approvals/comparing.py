"""What is signed, beside what was signed last: field by field, files by their hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.core.approvals import binding
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.outcomes import outcome_of
from banyan.core.attachments.fingerprints import fingerprints, names_of

HIDDEN = "…"


@dataclass(frozen=True)
class Read:
    """One field as the signer reads it; `was` is what the former version said, where that differs."""

    label: str
    value: Any
    is_new: bool = False
    was: Any = ""


@dataclass(frozen=True)
class Compared:
    """Everything that is signed. `since` is the day of the former version, `approved` whether that one was approved."""

    fields: list[Read]
    new_files: frozenset[str]
    gone_files: tuple[str, ...]
    since: date | None
    approved: bool
    changed: bool

    @property
    def count(self) -> int:
        """How many things differ."""
        return sum(field.is_new for field in self.fields) + len(self.new_files) + len(self.gone_files)


def kept_content(record: Any, kind: str) -> dict[str, Any]:
    """What a request keeps of its content, to be compared later: personal values only as keyed hashes."""
    told = outcome_of(record._meta.label_lower, kind)
    ask_elsewhere = told.extra if told else None
    elsewhere = ask_elsewhere(record) if ask_elsewhere else None
    return {
        "fields": {name: binding.comparable(record, name) for name in binding.signed_fields(record, kind)},
        "elsewhere": {str(k): str(v) for k, v in elsewhere.items()} if isinstance(elsewhere, Mapping) else {},
        "files": fingerprints(record),
    }


def compared(record: Any, request: Request) -> Compared:
    """The content of a request beside the last one that was approved, else the last that was sent back."""
    with door.opened("approvals.compare"):
        former = _former(request)
        before = (former.content or {}) if former else {}
        now = kept_content(record, request.kind)
        fields = [*_fields(record, now, before), *_elsewhere(record, now, before)]
        old_files, files = set(before.get("files", ())), set(now["files"])
        return Compared(
            [field for field in fields if field.is_new or field.value not in (None, "", [], {})],
            frozenset(files - old_files) if former else frozenset(),
            tuple(names_of(record, old_files - files)) if old_files - files else (),
            localtime(former.settled_at or former.asked_at).date() if former else None,
            bool(former and former.state != Request.State.RETURNED),
            binding.present(record, request.kind) != request.bound,
        )


def _former(request: Request) -> Request | None:
    others = Request.everything.filter(
        model=request.model, record_id=request.record_id, kind=request.kind, asked_at__lte=request.asked_at
    ).exclude(pk=request.pk)
    known = others.filter(content__isnull=False).order_by("-asked_at", "-pk")
    unsigned = Step.everything.exclude(state=Step.State.SIGNED).values("request")
    whole = known.filter(state__in=(Request.State.APPROVED, Request.State.VOID)).exclude(pk__in=unsigned)
    return whole.first() or known.filter(state=Request.State.RETURNED).first()


def _fields(record: Any, now: dict[str, Any], before: Mapping[str, Any]) -> list[Read]:
    old = before.get("fields", {})
    return [_field(record, name, value, old) for name, value in now["fields"].items()]


def _field(record: Any, name: str, value: Any, old: Mapping[str, Any]) -> Read:
    field = record._meta.get_field(name)
    differs = name in old and old[name] != value
    return Read(
        capfirst(str(field.verbose_name)),
        shown(record, field),
        differs,
        _as_it_was(record, field, old[name]) if differs else "",
    )


def _elsewhere(record: Any, now: dict[str, Any], before: Mapping[str, Any]) -> list[Read]:
    """Values that lie in other rows; those of a child record are called by its fields."""
    old, values = before.get("elsewhere", {}), now["elsewhere"]
    return [
        Read(_called(record, name), value, bool(before) and old.get(name, "") != value, old.get(name, ""))
        for name, value in values.items()
        if value not in ("", "None")
    ]


def _called(record: Any, name: str) -> str:
    for relation in record._meta.related_objects:
        found = {field.name: field for field in relation.related_model._meta.concrete_fields}
        if relation.one_to_one and name in found:
            return capfirst(str(found[name].verbose_name))
    return name


def shown(record: Any, field: Any) -> Any:
    """A field of a record in words; what its room shows question by question is read there."""
    if field.name in getattr(record, "shown_apart", ()):
        return _("question by question, as it stands below")
    if field.choices:
        return getattr(record, f"get_{field.name}_display")()
    value = getattr(record, field.name)
    return str(value) if field.is_relation and value is not None else value


def _as_it_was(record: Any, field: Any, value: Any) -> Any:
    if binding.is_hidden(record, field):
        return HIDDEN
    if field.is_relation and value is not None:
        former = field.related_model._base_manager.filter(pk=value).first()
        return str(former) if former else HIDDEN
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    return "" if value is None else value
