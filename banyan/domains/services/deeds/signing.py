"""Signing in and out, and deciding about doubtful lines. Every deed is one on the sheet that owns the lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.deeds import deed
from banyan.core.fields import SentenceText
from banyan.domains.services.deeds.counting import hand_in, recount
from banyan.domains.services.models import Activity, Attendance, ServiceUser, SignInSheet
from banyan.domains.services.queries.activities import papers_of
from banyan.domains.services.queries.attendance import band_of
from banyan.domains.services.queries.safety import permits_of
from banyan.domains.services.queries.signin import person_on_own_phone
from banyan.domains.services.rules import activities as rules
from banyan.domains.services.rules import matching, signing
from banyan.domains.services.rules.safety import check_permitted
from banyan.domains.services.settings import safety_sizes
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

Settled, Role, Method = Attendance.Settled, Attendance.Role, Attendance.Method


def sheet_for(activity: Activity, held_on: date, by: Any, now: datetime) -> SignInSheet:
    """The sheet of a session, opened now where there is none."""
    kept = SignInSheet.everything.filter(activity=activity, held_on=held_on).first()
    return kept or open_sheet(SignInSheet(activity=activity, held_on=held_on), by=by, now=now)


@deed(SignInSheet, "open", new=True, label=_("Open the sign-in"), icon="clipboard-plus")
def open_sheet(sheet: SignInSheet, by: Any, now: datetime) -> None:
    """Lay out the sheet of one session of an approved activity."""
    activity = sheet.activity
    rules.check_may_sign_in(rules.Stage(activity.state), sheet_closed=False)
    sizes = safety_sizes(sheet.held_on, activity.unit)
    check_permitted(activity.expected, sheet.held_on, permits_of(activity), sizes)
    sheet.opened_at = now


@deed(SignInSheet, "sign_in", label=pgettext_lazy("attendance", "Sign in"), icon="check")
def sign_in(
    sheet: SignInSheet, by: Any, now: datetime, *, user: ServiceUser | None = None, name: str = "",
    role: str = Role.RESIDENT, method: str = Method.LIST, facts: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Somebody came: out of the register, by code, or typed in because nobody knows them yet."""
    _check_open(sheet)
    if user is None and not name.strip() and role == Role.RESIDENT:
        raise Refused({"name": noop("Write a name, or count the person without one.")}, code="required")
    _check_not_here(sheet, user)
    line = _line(sheet, user, name=name, role=role, method=method, now=now, facts=facts or {})
    line.save()
    _settle(sheet, by, now, sentence(noop("signed in no. %(no)s"), no=line.position))


@deed(SignInSheet, "sign_in_nameless", label=_("Count without a name"), icon="user-question")
def sign_in_nameless(sheet: SignInSheet, by: Any, now: datetime, sex: str = "", age_band: str = "") -> None:
    """Somebody came who leaves no name: a person-time, and nobody in particular."""
    _check_open(sheet)
    line = _line(
        sheet, None, name="", role=Role.RESIDENT, method=Method.TYPED, now=now,
        facts={"sex": sex, "age_band": age_band},
    )  # fmt: skip
    line.save()
    _settle(sheet, by, now, sentence(noop("signed in no. %(no)s"), no=line.position))


@deed(SignInSheet, "sign_in_by_code", label=_("Sign in by code"), icon="qrcode")
def sign_in_by_code(
    sheet: SignInSheet, by: Any, now: datetime, name: str, phone_tail: str = "", image_consent: bool = False
) -> None:
    """A resident signs in on their own phone; name and phone end find the registration where they are certain."""
    _check_open(sheet)
    user = person_on_own_phone(sheet, name.strip(), phone_tail)
    _check_not_here(sheet, user)
    facts = {"phone_tail": phone_tail, "image_consent": image_consent or None}
    line = _line(sheet, user, name=name, role=Role.RESIDENT, method=Method.QR, now=now, facts=facts)
    line.save()
    _settle(sheet, by, now, sentence(noop("signed in no. %(no)s"), no=line.position))


@deed(SignInSheet, "sign_out", label=pgettext_lazy("attendance", "Sign out"), icon="door-exit")
def sign_out(sheet: SignInSheet, by: Any, now: datetime, line: UUID) -> None:
    """Somebody leaves."""
    _check_open(sheet)
    entry = _entry(sheet, line)
    signing.check_sign_out(entry.left_at)
    entry.left_at = _clock(now)
    entry.save()
    _settle(sheet, by, now, sentence(noop("signed out no. %(no)s"), no=entry.position))


@deed(SignInSheet, "clarify", label=_("Clarify"), icon="help-hexagon")
def clarify(
    sheet: SignInSheet, by: Any, now: datetime, *, line: UUID, decision: str, same_as: UUID | None = None,
    left_at: time | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Say who a doubtful line is: a person of their own, or somebody who signed in already."""
    entry = _entry(sheet, line)
    signing.check_decision(decision, bool(same_as), str(same_as) == str(line))
    entry.settled = decision
    entry.same_as = _entry(sheet, same_as) if same_as else None
    entry.left_at = left_at or entry.left_at
    entry.save()
    _settle(sheet, by, now, sentence(noop("clarified no. %(no)s"), no=entry.position))


@deed(SignInSheet, "match", label=_("Match with the register"), icon="link")
def match(sheet: SignInSheet, by: Any, now: datetime, line: UUID, user: ServiceUser | None = None) -> None:
    """Say which registered person a line is; without one, take the match back."""
    entry = _entry(sheet, line)
    if user is not None and not by.can("services.serviceuser.view", user):
        raise PermissionDenied("services.serviceuser.view")
    entry.user, entry.user_number = user, user.number if user else ""
    entry.save()
    _settle(sheet, by, now, sentence(noop("matched no. %(no)s"), no=entry.position))


@deed(SignInSheet, "correct", label=_("Correct a line"), icon="pencil")
def correct(sheet: SignInSheet, by: Any, now: datetime, line: UUID, reason: str, **changes: Any) -> None:
    """Put a line right afterwards, saying why."""
    entry = _entry(sheet, line)
    signing.check_correction(changes, reason)
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.save()
    _settle(sheet, by, now, sentence(noop("corrected no. %(no)s"), no=entry.position))


@deed(SignInSheet, "close", label=_("Close the sheet"), icon="clipboard-check")
def close(sheet: SignInSheet, by: Any, now: datetime) -> None:
    """Nobody else signs in; the summary is next."""
    _check_open(sheet)
    sheet.closed_at = now
    _settle(sheet, by, now, sentence(noop("sheet closed")))
    move_on(sheet.activity, by, now)


def move_on(activity: Activity, by: Any, now: datetime) -> None:
    """Bring the activity's state in line with its papers, as a deed of its own where it changes."""
    fresh = Activity.everything.get(pk=activity.pk)
    if rules.stage(papers_of(fresh)) == rules.Stage.HELD and fresh.state == Activity.State.APPROVED:
        hold(fresh, by=by, now=now)


@deed(Activity, "hold", frm=Activity.State.APPROVED, to=Activity.State.HELD, label=_("Held"), system=True)
def hold(activity: Activity, by: Any, now: datetime) -> None:
    """All sheets are closed: the activity has taken place."""
    hand_in(activity)


def _settle(sheet: SignInSheet, by: Any, now: datetime, what: Sentence) -> None:
    """Count the sheet anew and say what changed; once it is closed, the ledger hears of every change."""
    sheet.last_change = SentenceText.keep(what)
    recount(sheet)
    sheet.save()
    if sheet.closed_at is not None:
        hand_in(sheet.activity)


def _check_open(sheet: SignInSheet) -> None:
    rules.check_may_sign_in(rules.Stage(sheet.activity.state), sheet_closed=sheet.closed_at is not None)


def _check_not_here(sheet: SignInSheet, user: ServiceUser | None) -> None:
    if user is None:
        return
    here = Attendance.everything.filter(sheet=sheet, user=user).first()
    signing.check_once(here.position if here else None)


def _entry(sheet: SignInSheet, line: UUID) -> Attendance:
    found = Attendance.everything.filter(sheet=sheet, public_id=line).first()
    if found is None:
        raise Refused({"line": noop("This line is not on the sheet.")}, code="unknown_reference")
    return found


def _line(
    sheet: SignInSheet, user: ServiceUser | None, *, name: str, role: str, method: str, now: datetime,
    facts: Mapping[str, Any],
) -> Attendance:  # fmt: skip
    last = Attendance.everything.filter(sheet=sheet).aggregate(last=Max("position"))["last"] or 0
    known = _known(user, sheet.held_on) if user else {"name": matching.name_or_nothing(name)}
    written = {field: value for field, value in facts.items() if value not in ("", None)}
    arrived_at = _clock(now) if now.date() == sheet.held_on else None
    return Attendance(
        sheet=sheet,
        position=last + 1,
        role=role,
        method=method,
        **({"arrived_at": arrived_at} | known | written),
    )


def _known(user: ServiceUser, on: date) -> dict[str, Any]:
    """What the sheet says of a registered person: no more than the paper form asks for."""
    first = not Attendance.everything.filter(user=user, sheet__held_on__lt=on).exists()
    return {
        "user": user,
        "user_number": user.number,
        "name": user.name,
        "sex": user.sex,
        "age_band": band_of(user.born_on, on),
        "community": user.community,
        "phone_tail": user.phone_tail,
        "first_time": first,
    }


def _clock(now: datetime) -> time:
    return now.time().replace(second=0, microsecond=0)
