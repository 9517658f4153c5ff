"""What the counting rule needs to know about a sheet, and what a page shows of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from banyan.core.identity.models import Appointment
from banyan.domains.services.models import Activity, Attendance, ServiceUser, SignInSheet
from banyan.domains.services.rules.ages import age_on, band
from banyan.domains.services.rules.attendance import Count, Register, Role, Settled, SignIn, count
from banyan.domains.services.rules.matching import Known, Likeness, likenesses


def count_sheet(sheet: SignInSheet) -> tuple[list[Attendance], Count]:
    """The lines of a sheet in order, and what becomes of each."""
    lines = list(
        Attendance.everything.filter(sheet=sheet).order_by("position").select_related("user__merged_into")
    )
    sign_ins = [as_sign_in(line, sheet) for line in lines]
    return lines, count(sign_ins, register_for(lines, sheet.activity.unit, sheet.held_on))


def as_sign_in(line: Attendance, sheet: SignInSheet) -> SignIn:
    """A line as the counting rule reads it; `line` is its id."""
    return SignIn(
        line=line.pk,
        serial=str(line.position),
        name=line.name,
        role=Role(line.role) if line.role else None,
        activity=str(sheet.activity_id),
        held_on=sheet.held_on,
        user_number=line.user.number if line.user else line.user_number,
        phone_tail=line.phone_tail,
        sex=line.sex,
        age_band=line.age_band,
        area=line.community,
        arrived=line.arrived_at,
        left=line.left_at,
        settled=Settled(line.settled),
    )


def register_for(lines: Iterable[Attendance], unit: Any, on: date) -> Register:
    """Names behind the numbers on a sheet, numbers that were merged, and the names of our own staff."""
    users = [line.user for line in lines if line.user]
    return Register(
        names={user.number: user.name for user in users},
        merged={user.number: user.merged_into.number for user in users if user.merged_into},
        staff=frozenset(departments_of_staff(unit, on)),
    )


def departments_of_staff(unit: Any, on: date) -> dict[str, set[int]]:
    """Names of everybody in office at the centre on a day, with the units of their posts."""
    held = Appointment.everything.filter(Appointment.on(on), post__unit__path__startswith=unit.centre.path)
    found: dict[str, set[int]] = {}
    for name, home in held.values_list("person__name", "post__unit_id"):
        found.setdefault(name, set()).add(home)
    return found


def person_key(line: Attendance) -> str | None:
    """Who a line stands for wherever people are counted: the registration, else the line itself, else nobody."""
    if line.user:
        return str((line.user.merged_into or line.user).public_id)
    if line.user_number:
        return f"number:{line.sheet.activity.unit.centre.pk}:{line.user_number}"
    return f"line:{line.public_id}" if line.name else None


def households_of(lines: Sequence[Attendance]) -> frozenset[str]:
    """Households of the persons on counted lines; people without a household are none."""
    ids = [line.user_id for line in lines if not line.reason and line.user_id]
    found = ServiceUser.everything.filter(pk__in=ids, household__isnull=False)
    return frozenset(str(key) for key in found.values_list("household__public_id", flat=True))


def match_list(sheet: SignInSheet, by: Any) -> list[tuple[Attendance, list[Likeness]]]:
    """Counted lines with a name and no person, each with the registered people it may be."""
    lines = list(
        Attendance.objects.visible_to(by)
        .filter(sheet=sheet, user=None, reason="", role=Attendance.Role.RESIDENT)
        .exclude(name="")
        .order_by("position")
    )
    known = known_by_name({line.name for line in lines}, sheet.activity.unit, sheet.held_on, by)
    return [(line, likenesses(as_sign_in(line, sheet), known)) for line in lines]


def known_by_name(names: Iterable[str], unit: Any, on: date, by: Any) -> list[Known]:
    """Registered people of these names at the centre, as far as a sheet shows them."""
    users = ServiceUser.objects.visible_to(by).filter(
        unit__path__startswith=unit.centre.path, name__in=names, state=ServiceUser.State.ACTIVE
    )
    return [as_known(user, on) for user in users]


def as_known(user: ServiceUser, on: date) -> Known:
    """A registration with no more than a sign-in sheet says."""
    return Known(
        number=user.number,
        name=user.name,
        sex=user.sex,
        age_band=band_of(user.born_on, on),
        area=user.community,
        phone_tail=user.phone_tail,
    )


def band_of(born_on: date | None, on: date) -> str:
    """The age band on a day; nothing where the birth date is not known."""
    return band(age_on(born_on, on)) if born_on and born_on <= on else ""


def sheets_of(activity: Activity) -> list[SignInSheet]:
    """The sessions of an activity, in order."""
    return list(SignInSheet.everything.filter(activity=activity).order_by("held_on"))
