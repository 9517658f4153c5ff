"""What is signed, beside what was signed last: field by field, files by their hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.core.approvals import binding
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.outcomes import outcome_of
from banyan.core.attachments.fingerprints import fingerprints, names_of

HIDDEN = "…"
_ONCE_APPROVED = (Request.State.APPROVED, Request.State.VOID)


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
    return former_among([request]).get(request.pk)


def former_among(requests: Sequence[Request]) -> dict[int, Request]:
    """The request before each of these that was approved as a whole, else the one that was sent back. One statement."""
    before: dict[tuple[str, Any, str], list[Request]] = defaultdict(list)
    unsigned = Step.everything.exclude(state=Step.State.SIGNED).filter(request=OuterRef("pk"))
    known = Request.everything.filter(
        record_id__in={request.record_id for request in requests}, content__isnull=False
    )
    for request in known.annotate(whole=~Exists(unsigned)).order_by("-asked_at", "-pk"):
        before[_about(request)].append(request)
    found = {request.pk: _last_decided(request, before[_about(request)]) for request in requests}
    return {pk: former for pk, former in found.items() if former is not None}


def _about(request: Request) -> tuple[str, Any, str]:
    return request.model, request.record_id, request.kind


def _last_decided(request: Request, others: Sequence[Any]) -> Request | None:
    earlier = [each for each in others if each.pk != request.pk and each.asked_at <= request.asked_at]
    whole = (each for each in earlier if each.whole and each.state in _ONCE_APPROVED)
    returned = (each for each in earlier if each.state == Request.State.RETURNED)
    return next(whole, None) or next(returned, None)


def things_new(now: Mapping[str, Any], before: Mapping[str, Any]) -> int:
    """How many things of a content differ from a former one: fields, values in other rows, files."""
    fields, old_fields = now.get("fields", {}), before.get("fields", {})
    rows, old_rows = now.get("elsewhere", {}), before.get("elsewhere", {})
    files, old_files = set(now.get("files", ())), set(before.get("files", ()))
    return (
        sum(name in old_fields and old_fields[name] != value for name, value in fields.items())
        + sum(old_rows.get(name, "") != value for name, value in rows.items() if value not in ("", "None"))
        + len(files ^ old_files)
    )


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
