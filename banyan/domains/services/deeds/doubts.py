"""The same person twice: proposing, merging, keeping apart, undoing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.services.models import (
    Attendance,
    Consent,
    DuplicateProposal,
    Merge,
    ServiceUser,
    ServiceUserTag,
)
from banyan.domains.services.rules import merging
from banyan.domains.services.rules.duplicates import Duplicate

State = DuplicateProposal.State


def propose_all(duplicates: Iterable[Duplicate], *, unit: Any, now: datetime) -> int:
    """Put proposals on the list, unless the pair was looked at before. Returns how many are new."""
    pairs = {pair: duplicate for duplicate in duplicates for pair in pairwise(duplicate.keys)}
    if not pairs:
        return 0
    firsts = [first for first, _second in pairs]
    kept = set(DuplicateProposal.everything.filter(first_id__in=firsts).values_list("first_id", "second_id"))
    new = [
        DuplicateProposal(
            unit=unit, first_id=first, second_id=second, certainty=duplicate.certainty, ground=duplicate.ground,
            number=numbering.take(DuplicateProposal.number_pattern, unit, now.year), created_at=now, changed_at=now,
        )
        for (first, second), duplicate in pairs.items()
        if (first, second) not in kept
    ]  # fmt: skip
    DuplicateProposal.everything.bulk_create(new, batch_size=500)
    return len(new)


@deed(DuplicateProposal, "merge", frm=State.OPEN, to=State.MERGED, label=_("Merge"), icon="git-merge")
def merge(proposal: DuplicateProposal, by: Any, now: datetime, keep: str = "first", reason: str = "") -> None:
    """Take one registration into the other; what it has done and signed goes over and can come back."""
    kept, gone = _sides(proposal, keep)
    merging.check_may_merge(kept.state, gone.state, reason, certain=proposal.certainty == "certain")
    record = Merge(unit=proposal.unit, kept=kept, gone=gone, created_at=now, changed_at=now)
    record.number = numbering.take(Merge.number_pattern, proposal.unit, now.year)
    record.moved = _move(kept, gone)
    record.save()
    gone.state, gone.merged_into = ServiceUser.State.MERGED, kept
    gone.version += 1
    gone.save()
    proposal.decided_on = now.date()


@deed(
    DuplicateProposal,
    "keep_apart",
    frm=State.OPEN,
    to=State.APART,
    label=_("Two persons"),
    icon="arrows-split",
)
def keep_apart(proposal: DuplicateProposal, by: Any, now: datetime, reason: str) -> None:
    """Say that these are two persons; the pair is not proposed again."""
    proposal.decided_on = now.date()


@deed(DuplicateProposal, "undo", frm=(State.MERGED, State.APART), to=State.OPEN, label=_("Undo"), icon="arrow-back-up",
      danger=True)  # fmt: skip
def undo(proposal: DuplicateProposal, by: Any, now: datetime, reason: str) -> None:
    """Take a decision back: a merged registration stands again with everything that had gone over."""
    pair = (proposal.first_id, proposal.second_id)
    record = Merge.everything.filter(kept_id__in=pair, gone_id__in=pair, state=Merge.State.DONE).first()
    if record is not None:
        _give_back(record, now)
    proposal.decided_on = None


def _sides(proposal: DuplicateProposal, keep: str) -> tuple[ServiceUser, ServiceUser]:
    users = ServiceUser.everything.in_bulk([proposal.first_id, proposal.second_id])
    first, second = users[proposal.first_id], users[proposal.second_id]
    return (second, first) if keep == "second" else (first, second)


def _move(kept: ServiceUser, gone: ServiceUser) -> dict[str, Any]:
    """Bring over attendances, consents and groups, and fill what the kept registration lacks."""
    moved: dict[str, Any] = {
        "attendances": _hand_over(Attendance, gone, kept),
        "consents": _hand_over(Consent, gone, kept),
        "filled": merging.fields_to_fill(_words(kept), _words(gone)),
    }
    mine = set(ServiceUserTag.everything.filter(user=kept).values_list("name", flat=True))
    new = ServiceUserTag.everything.filter(user=gone).exclude(name__in=mine)
    moved["tags"] = list(new.values_list("name", flat=True))
    ServiceUserTag.everything.bulk_create([ServiceUserTag(user=kept, name=name) for name in moved["tags"]])
    for name in moved["filled"]:
        setattr(kept, name, getattr(gone, name))
    kept.groups = "、".join(filter(None, [kept.groups, *moved["tags"]]))
    kept.version += 1
    kept.save()
    return moved


def _hand_over(model: Any, giver: ServiceUser, taker: ServiceUser) -> list[int]:
    ids = list(model.everything.filter(user=giver).values_list("pk", flat=True))
    model.everything.filter(pk__in=ids).update(user=taker)
    return ids


def _give_back(record: Merge, now: datetime) -> None:
    kept, gone = record.kept, record.gone
    Attendance.everything.filter(pk__in=record.moved["attendances"]).update(user=gone)
    Consent.everything.filter(pk__in=record.moved["consents"]).update(user=gone)
    ServiceUserTag.everything.filter(user=kept, name__in=record.moved["tags"]).delete()
    for name in record.moved["filled"]:
        setattr(kept, name, type(kept)._meta.get_field(name).get_default())
    kept.groups = "、".join(
        name for name in kept.groups.split("、") if name and name not in record.moved["tags"]
    )
    kept.version += 1
    kept.save()
    gone.state, gone.merged_into = ServiceUser.State.ACTIVE, None
    gone.version += 1
    gone.save()
    record.state, record.changed_at = Merge.State.UNDONE, now
    record.version += 1
    record.save()


def _words(user: ServiceUser) -> dict[str, Any]:
    return {name: getattr(user, name) for name in merging.MAY_FILL}
