"""What the sign-in table shows: who is here, and whom a few letters or figures mean."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from banyan.core import door
from banyan.domains.services.models import Activity, Attendance, ServiceUser, SignInSheet
from banyan.domains.services.queries.attendance import band_of

_FOUND, _RECENT, _HERE = 20, 6, 300
_TAIL = 4


def session_day(activity: Activity, today: date) -> date:
    """The day whose sheet is meant: today, where the activity runs today; else its own day."""
    return activity.held_on or today


def sheet_behind(public_id: UUID) -> SignInSheet | None:
    """The sheet that a scanned code names. The code itself is what lets somebody in."""
    with door.opened("sign-in code"):
        return SignInSheet.everything.select_related("activity__unit").filter(public_id=public_id).first()


def sign_in_table(activity: Activity, by: Any, today: date, words: str = "") -> dict[str, Any]:
    """The sheet of the session, who is on it, whom `words` find, and the figures."""
    day = session_day(activity, today)
    sheet = SignInSheet.objects.visible_to(by).filter(activity=activity, held_on=day).first()
    lines = _lines(sheet, by) if sheet else []
    here = {line.user_id for line in lines if line.user_id}
    return {
        "sheet": sheet,
        "day": day,
        "recent": [] if words else lines[:_RECENT],
        "earlier": lines[:_HERE] if words else lines[_RECENT:_HERE],
        "doubtful": [line for line in lines if line.reason == Attendance.Reason.TO_CLARIFY],
        "found": [
            (user, band_of(user.born_on, day), user.pk in here) for user in look_for(words, activity, by)
        ],
        "others": _others(lines),
    }


def look_for(words: str, activity: Activity, by: Any) -> list[ServiceUser]:
    """People of the centre by name, by pinyin initials, by number, or by the last four figures of their phone."""
    if not words:
        return _regulars(activity, by)
    asked = words.strip()
    found = _people(activity, by).filter(
        Q(name__contains=asked)
        | Q(initials__startswith=asked.lower())
        | Q(number__iexact=asked)
        | _by_tail(asked)
    )
    return list(found.order_by("name_key", "pk")[:_FOUND])


def _regulars(activity: Activity, by: Any) -> list[ServiceUser]:
    """Without a question: those who came to the centre's activities lately."""
    recent = (
        Attendance.objects.visible_to(by)
        .filter(user__unit__path__startswith=activity.unit.centre.path, user__state=ServiceUser.State.ACTIVE)
        .exclude(sheet__activity=activity)
        .order_by("-sheet__held_on", "-pk")
        .values_list("user", flat=True)[: _FOUND * 5]
    )
    wanted = list(dict.fromkeys(recent))[:_FOUND]
    known = _people(activity, by).in_bulk(wanted)
    return [known[key] for key in wanted if key in known]


def _people(activity: Activity, by: Any) -> QuerySet[ServiceUser]:
    reached = ServiceUser.objects.visible_to(by)
    return reached.filter(unit__path__startswith=activity.unit.centre.path, state=ServiceUser.State.ACTIVE)


def _by_tail(asked: str) -> Q:
    if len(asked) != _TAIL or not asked.isdigit():
        return Q(pk__in=[])
    return Q(phone_tail_hash=ServiceUser._meta.get_field("phone_tail_hash").digest(asked))


def person_on_own_phone(sheet: SignInSheet, name: str, phone_tail: str) -> ServiceUser | None:
    """The registered person with this name and phone end, if there is exactly one at the centre."""
    if not phone_tail:
        return None
    centre = sheet.activity.unit.centre
    digest = ServiceUser._meta.get_field("phone_tail_hash").digest(phone_tail)
    found = ServiceUser.everything.filter(
        unit__path__startswith=centre.path, name=name, phone_tail_hash=digest, state=ServiceUser.State.ACTIVE
    )[:2]
    return found[0] if len(found) == 1 else None


def _lines(sheet: SignInSheet, by: Any) -> list[Attendance]:
    found = Attendance.objects.visible_to(by).filter(sheet=sheet)
    return list(found.select_related("same_as").order_by("-position"))


def _others(lines: list[Attendance]) -> dict[str, int]:
    roles = ("volunteer", "staff", "guest")
    return {role: sum(line.reason == role for line in lines) for role in roles}
