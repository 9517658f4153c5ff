"""The same person twice: proposing, merging, keeping apart, undoing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.audit.trail import note
from banyan.core.deeds import deed
from banyan.core.records import snapshot
from banyan.domains.services.deeds.cases.counting import hand_in_anew as hand_in_case
from banyan.domains.services.deeds.class_counting import settle as settle_afternoon
from banyan.domains.services.deeds.counting import hand_in, recount
from banyan.domains.services.deeds.finding import find_users
from banyan.domains.services.deeds.group_counting import settle as settle_group
from banyan.domains.services.deeds.hotline import hand_in as hand_in_call
from banyan.domains.services.deeds.visit_counting import hand_in_all
from banyan.domains.services.models import (
    Attendance,
    Case,
    ClassDay,
    Consent,
    DuplicateProposal,
    Group,
    HotlineCall,
    Merge,
    Pupil,
    RosterEntry,
    ServiceUser,
    ServiceUserTag,
    SignInSheet,
)
from banyan.domains.services.rules import merging
from banyan.domains.services.rules.duplicates import Duplicate
from banyan.foundation.refusal import Refused, noop

State = DuplicateProposal.State


class Keep(models.TextChoices):
    """Which of two registrations stays."""

    FIRST = "first", _("registered first")
    SECOND = "second", _("registered later")


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
def merge(
    proposal: DuplicateProposal, by: Any, now: datetime, keep: Keep = Keep.FIRST, reason: str = ""
) -> None:
    """Take one registration into the other; what it has done and signed goes over and can come back."""
    kept, gone = _sides(proposal, keep)
    certain = proposal.certainty == DuplicateProposal.Certainty.CERTAIN
    merging.check_may_merge(kept.state, gone.state, reason, certain)
    before = (snapshot(kept), snapshot(gone))
    record = Merge(
        unit=proposal.unit, proposal=proposal, kept=kept, gone=gone, created_at=now, changed_at=now
    )
    record.number = numbering.take(Merge.number_pattern, proposal.unit, now.year)
    record.moved = _move(kept, gone)
    record.save()
    gone.state, gone.merged_into = ServiceUser.State.MERGED, kept
    _keep_both(kept, gone, before, by, now, reason)
    proposal.decided_on = now.date()
    _count_again(kept)


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


@deed(
    DuplicateProposal,
    "undo",
    frm=(State.MERGED, State.APART),
    to=State.OPEN,
    label=_("Undo"),
    icon="arrow-back-up",
)
def undo(proposal: DuplicateProposal, by: Any, now: datetime, reason: str) -> None:
    """Take a decision back: a merged registration stands again with everything that had gone over."""
    record = (
        Merge.everything.filter(proposal=proposal, state=Merge.State.DONE)
        .select_related("kept", "gone")
        .first()
    )
    if record is not None:
        _undo_merge(record, by, now, reason)
    proposal.decided_on = None


def _sides(proposal: DuplicateProposal, keep: str) -> tuple[ServiceUser, ServiceUser]:
    users = ServiceUser.everything.select_related("unit").in_bulk([proposal.first_id, proposal.second_id])
    first, second = users[proposal.first_id], users[proposal.second_id]
    return (second, first) if keep == Keep.SECOND else (first, second)


def _move(kept: ServiceUser, gone: ServiceUser) -> dict[str, Any]:
    """Bring over attendances, consents and groups, and fill what the kept registration lacks."""
    mine = set(ServiceUserTag.everything.filter(user=kept).values_list("name", flat=True))
    theirs = ServiceUserTag.everything.filter(user=gone).exclude(name__in=mine)
    moved: dict[str, Any] = {
        "attendances": _hand_over(Attendance, gone, kept),
        "consents": _hand_over(Consent, gone, kept),
        "cases": _hand_over_cases(gone, kept),
        "roster_entries": _hand_over_roster(gone, kept),
        "hotline_calls": _hand_over(HotlineCall, gone, kept),
        "class_places": _hand_over_class(gone, kept),
        "filled": merging.fields_to_fill(_words(kept), _words(gone)),
        "tags": list(theirs.values_list("name", flat=True)),
    }
    ServiceUserTag.everything.bulk_create([ServiceUserTag(user=kept, name=name) for name in moved["tags"]])
    for name in moved["filled"]:
        setattr(kept, name, getattr(gone, name))
    kept.groups = "、".join(filter(None, [kept.groups, *moved["tags"]]))
    return moved


def _hand_over(model: Any, giver: ServiceUser, taker: ServiceUser) -> list[int]:
    ids = list(model.everything.filter(user=giver).values_list("pk", flat=True))
    model.everything.filter(pk__in=ids).update(user=taker)
    return ids


def _hand_over_cases(giver: ServiceUser, taker: ServiceUser) -> list[int]:
    """The files of a client follow the registration that stays."""
    ids = list(Case.everything.filter(client=giver).values_list("pk", flat=True))
    Case.everything.filter(pk__in=ids).update(client=taker)
    return ids


def _hand_over_roster(giver: ServiceUser, taker: ServiceUser) -> list[int]:
    """Nobody is visited under two registrations of one unit."""
    visited = RosterEntry.everything.filter(state=RosterEntry.State.ON)
    units = visited.filter(user=taker).values_list("unit_id", flat=True)
    if visited.filter(user=giver, unit__in=list(units)).exists():
        raise Refused({"": noop("Both are on the visit roster; end the visits of one of them first.")})
    return _hand_over(RosterEntry, giver, taker)


def _hand_over_class(giver: ServiceUser, taker: ServiceUser) -> list[int]:
    """Nobody has two places in one class."""
    placed = Pupil.everything.exclude(state=Pupil.State.LEFT)
    classes = placed.filter(user=taker).values_list("day_class_id", flat=True)
    if placed.filter(user=giver, day_class__in=list(classes)).exists():
        raise Refused({"": noop("Both have a place in the class; one of them leaves it first.")})
    return _hand_over(Pupil, giver, taker)


def _undo_merge(record: Merge, by: Any, now: datetime, reason: str) -> None:
    kept, gone, moved = record.kept, record.gone, record.moved
    before = (snapshot(kept), snapshot(gone))
    Attendance.everything.filter(pk__in=moved["attendances"]).update(user=gone)
    Consent.everything.filter(pk__in=moved["consents"]).update(user=gone)
    Case.everything.filter(pk__in=moved.get("cases", ())).update(client=gone)
    RosterEntry.everything.filter(pk__in=moved.get("roster_entries", ())).update(user=gone)
    HotlineCall.everything.filter(pk__in=moved.get("hotline_calls", ())).update(user=gone)
    Pupil.everything.filter(pk__in=moved.get("class_places", ())).update(user=gone)
    ServiceUserTag.everything.filter(user=kept, name__in=moved["tags"]).delete()
    for name in moved["filled"]:
        setattr(kept, name, getattr(ServiceUser(), name))
    kept.groups = "、".join(name for name in kept.groups.split("、") if name and name not in moved["tags"])
    gone.state, gone.merged_into = ServiceUser.State.ACTIVE, None
    _keep_both(kept, gone, before, by, now, reason)
    record.state, record.changed_at = Merge.State.UNDONE, now
    record.version += 1
    record.save()
    _count_again(kept)
    _count_again(gone)


def _keep_both(
    kept: ServiceUser, gone: ServiceUser, before: tuple[dict, dict], by: Any, now: datetime, reason: str
) -> None:
    """Save both registrations, each with its own line in the trail, and find the one that stands."""
    for user, former in zip((kept, gone), before, strict=True):
        user.version += 1
        user.changed_at = now
        user.save()
        note(by, now, user.permission("merge"), user, former, reason)
    find_users([kept, gone])


def _count_again(user: ServiceUser) -> None:
    """Distinct persons change with a merge: the sheets and the ledger hear of it."""
    lines = Attendance.everything.filter(user=user)
    sheets = SignInSheet.everything.filter(pk__in=lines.values("sheet")).select_related("activity__unit")
    for sheet in sheets:
        recount(sheet)
        sheet.save()
    for activity in {sheet.activity_id: sheet.activity for sheet in sheets}.values():
        hand_in(activity)
    for case in Case.everything.filter(client=user).select_related("client", "project", "unit"):
        hand_in_case(case, case.project)
    told = Q(members__user=user) | Q(members__user__merged_into=user)
    for group in Group.everything.filter(told).select_related("project", "unit").distinct():
        settle_group(group)
    for entry in RosterEntry.everything.filter(user=user):
        hand_in_all(entry)
    for call in HotlineCall.everything.filter(user=user):
        hand_in_call(call)
    for day in ClassDay.everything.filter(lines__pupil__user=user).select_related(
        "day_class__unit", "day_class__project"
    ):
        settle_afternoon(day)


def _words(user: ServiceUser) -> dict[str, Any]:
    return {name: getattr(user, name) for name in merging.MAY_FILL}
