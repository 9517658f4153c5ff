"""What happens to a record when its signatures are complete, or when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from banyan.core.deeds import Deed


@dataclass(frozen=True)
class Outcome:
    """The deeds that follow a request of one kind on one model, and what its signatures stand for.

    `fields` names what is signed and locked (default: every editable field); `extra(record)` adds plain values
    that lie elsewhere, such as child rows. Deeds are system deeds of the same model. `barred(record, day)` names
    people (ids) who must not sign because they had another hand in the matter.
    """

    model: type[models.Model]
    kind: str
    approved: Deed
    returned: Deed
    withdrawn: Deed
    voided: Deed
    label: Any = ""
    fields: tuple[str, ...] | None = None
    extra: Callable[[Any], Any] | None = None
    barred: Callable[[Any, date], Set[int]] | None = None


_outcomes: dict[tuple[str, str], Outcome] = {}


def outcome(
    model: type[models.Model],
    kind: str,
    *,
    approved: Deed,
    returned: Deed,
    withdrawn: Deed | None = None,
    voided: Deed | None = None,
    label: Any = "",
    fields: tuple[str, ...] | None = None,
    extra: Callable[[Any], Any] | None = None,
    barred: Callable[[Any, date], Set[int]] | None = None,
) -> Outcome:
    """Say what follows a request of `kind` on `model`. Withdrawn and void requests take the way of returned ones.

    The deeds run in the transaction of the last signature; they must be `system=True`.
    """
    made = Outcome(
        model,
        kind,
        approved,
        returned,
        withdrawn or returned,
        voided or returned,
        label,
        fields,
        extra,
        barred,
    )
    for follow_up in (made.approved, made.returned, made.withdrawn, made.voided):
        if not follow_up.system:
            raise ValueError(f"{follow_up} follows signatures and must be a system deed")
    _outcomes[(model._meta.label_lower, kind)] = made
    return made


def outcome_of(model: str, kind: str) -> Outcome | None:
    """What follows, or None when nothing was said."""
    return _outcomes.get((model, kind))


def matter_of(asked: Any) -> Any:
    """What is to be signed by a request, in the words of its room."""
    told = outcome_of(asked.model, asked.kind)
    return told.label if told and told.label else asked.kind


def barred_from(record: Any, kind: str, day: date) -> frozenset[int]:
    """People who must not sign this record, whatever their role."""
    told = outcome_of(record._meta.label_lower, kind)
    return frozenset(told.barred(record, day)) if told and told.barred else frozenset()


def are_asked_of(model: type[models.Model]) -> bool:
    """Whether anything of this kind of record is ever signed."""
    return any(label == model._meta.label_lower for label, _kind in _outcomes)


def follow(deed: Deed, record: Any, by: Any, now: datetime, reason: str, *, held: bool = False) -> None:
    """Do what follows; a deed that asks for the reason is told it. `held` as deeds have it."""
    given: dict[str, Any] = {"reason": reason} if any(ask.name == "reason" for ask in deed.asks) else {}
    deed(record, by=by, now=now, why=reason, held=held, **given)
