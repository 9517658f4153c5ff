"""What activities tell of working hours: the members of staff on the sheet, and who was responsible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, time
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime

from banyan.core.identity import tree
from banyan.core.identity.models import Appointment
from banyan.domains.services.models import Activity, Attendance, SignInSheet
from banyan.domains.services.rules.hours.spent import Category, Spent
from banyan.domains.services.rules.minutes import minutes_between

_HELD = (Activity.State.HELD, Activity.State.SUMMARY_WAITING, Activity.State.ACCEPTED)
_MODEL = "services.activity"
Presence = tuple[time | None, time | None]


def activity_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Sessions held in these days, one row for each worker who was there. Three statements.

    Who was there is on the sheet as staff; a name that two people of the centre bear belongs to nobody. The person
    responsible was there too, from the hour planned to the hour planned where the sheet does not say.
    """
    sheets = list(_sessions(first, last))
    there = _staff_on_sheets(sheets)
    for sheet in sheets:
        present = there[sheet.pk]
        if sheet.activity.responsible_id is not None:
            present.setdefault(
                sheet.activity.responsible_id, (sheet.activity.starts_at, sheet.activity.ends_at)
            )
        for worker, span in present.items():
            if workers is None or worker in workers:
                yield _spent(sheet, worker, span)


def _sessions(first: date, last: date) -> Any:
    held = SignInSheet.everything.filter(held_on__range=(first, last), activity__state__in=_HELD)
    return held.select_related("activity__project").order_by("held_on", "pk")


def _spent(sheet: Any, worker: int, span: Presence) -> Spent:
    activity = sheet.activity
    return Spent(
        worker, sheet.held_on, minutes_between(*span), Category.ACTIVITY, _MODEL, activity.public_id, activity.label(),
        began_at=span[0], people=sheet.person_times, project=activity.project and activity.project.public_id,
        entered_on=localtime(sheet.created_at).date() if sheet.created_at else None,
    )  # fmt: skip


def _staff_on_sheets(sheets: list[Any]) -> dict[int, dict[int, Presence]]:
    """Sheet → person → when they came and went."""
    found: dict[int, dict[int, Presence]] = defaultdict(dict)
    lines = Attendance.everything.filter(sheet__in=[sheet.pk for sheet in sheets]).exclude(name="")
    staff = list(
        lines.filter(Q(role=Attendance.Role.STAFF) | Q(reason=Attendance.Reason.STAFF)).values_list(
            "sheet_id", "name", "arrived_at", "left_at"
        )
    )
    bearers = _bearers({name for _sheet, name, _came, _went in staff})
    of = {sheet.pk: (_centre_path(sheet.activity.unit_id), sheet.held_on) for sheet in sheets}
    for sheet, name, came, went in staff:
        person = _only_one(bearers.get(name, ()), *of[sheet])
        if person is not None:
            found[sheet][person] = (came, went)
    return found


def _centre_path(unit_id: int) -> str:
    return tree.centre_of(tree.current().units[unit_id]).path


def _bearers(names: Collection[str]) -> dict[str, list[tuple[int, str, date, date | None]]]:
    """Name → everybody who bears it and was ever in office: person, path of the unit, first and last day."""
    found = defaultdict(list)
    held = Appointment.everything.filter(person__name__in=names)
    for name, *rest in held.values_list(
        "person__name", "person_id", "post__unit__path", "starts_on", "ends_on"
    ):
        found[name].append(tuple(rest))
    return found


def _only_one(bearers: Any, centre: str, on: date) -> int | None:
    fitting = {
        person
        for person, path, starts, ends in bearers
        if path.startswith(centre) and starts <= on and (ends is None or on <= ends)
    }
    return fitting.pop() if len(fitting) == 1 else None
