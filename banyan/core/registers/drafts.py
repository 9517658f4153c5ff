"""Drafts: what is written into a form is kept as it is written, sealed, for its writer alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from banyan.core.registers.declaration import Register
from banyan.core.registers.models import NEW, Draft

LARGEST = 200_000


@dataclass(frozen=True)
class Page:
    """A page whose form no register makes: its drafts are kept under the name of its address."""

    name: str
    label: Any


#: Pages of this kind by name; what stands after a colon in a name is a further part of the address.
PAGES: dict[str, Page] = {}
_KEPT_HERE = "drafts"
NOT_KEPT = ("csrfmiddlewaretoken", "password")


def keeps(name: str, label: Any) -> None:
    """Declare that what is written on this page is kept as it is written."""
    PAGES[name] = Page(name, label)


def address_of(draft: Draft) -> str:
    """Where a draft of such a page goes on."""
    view, *parts = draft.register.split(":")
    return reverse(view, args=[draft.record, *parts])


def _which(by: Any, register: Register | Page, record: Any) -> dict[str, Any]:
    kind = NEW if record is None else str(getattr(record, "public_id", record))
    return {"user": by.user, "register": register.name, "record": kind}


@transaction.atomic
def keep(
    by: Any, register: Register | Page, record: Any, written: Mapping[str, Sequence[str]], now: datetime
) -> Draft | None:
    """Keep what stands in the form now; too much for a form is not kept."""
    kept = {name: list(values) for name, values in written.items() if name not in NOT_KEPT}
    text = json.dumps(kept, ensure_ascii=False)
    if len(text) > LARGEST:
        return None
    which = _which(by, register, record)
    draft = Draft.objects.select_for_update().filter(**which).first() or Draft(**which)
    draft.values, draft.kept_at = text, now
    draft.save()
    return draft


def open_draft(by: Any, register: Register | Page, record: Any) -> Draft | None:
    """The person's draft of this form, if there is one."""
    return Draft.objects.filter(**_which(by, register, record)).first() if by.user else None


def written(draft: Draft) -> QueryDict:
    """What the draft holds, as the form would send it."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.values).items():
        data.setlist(name, values)
    return data


def version_of(draft: Draft | None, standing: Any) -> Any:
    """The version that was read when the draft was begun, else the one that stands: what changed since is shown."""
    begun = written(draft).get("version") if draft else ""
    return begun or getattr(standing, "version", "") or ""


def remember(session: Any) -> None:
    """A draft was kept or shown in this session: what is handed in may have one behind it."""
    if not session.get(_KEPT_HERE):
        session[_KEPT_HERE] = True


def may_be_kept(session: Any) -> bool:
    """Whether there can be a draft behind a form of this session; saves a statement where there is none."""
    return bool(session.get(_KEPT_HERE))


def drop(by: Any, register: Register | Page, record: Any) -> None:
    """Forget the draft, because it was handed in or is not wanted."""
    if by.user:
        Draft.objects.filter(**_which(by, register, record)).delete()


def drafts_of(by: Any) -> list[Draft]:
    """All drafts of a person, newest first; for the desk."""
    return list(Draft.objects.filter(user=by.user).order_by("-kept_at")[:20]) if by.user else []
