"""Taking in sign-in sheets: activities, sessions and lines, and what counts of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from banyan.core import numbering
from banyan.core.audit.trail import note
from banyan.core.deeds import bulk
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.activities import proposal_for, set_shares
from banyan.domains.services.deeds.counting import hand_in, recount
from banyan.domains.services.deeds.finding import find_activities
from banyan.domains.services.deeds.signing import move_on
from banyan.domains.services.models import Activity, Attendance, SignInSheet
from banyan.domains.services.queries.attendance import departments_of_staff
from banyan.domains.services.queries.sheets import answer
from banyan.domains.services.rules import matching
from banyan.domains.services.rules.attendance import Role
from banyan.domains.services.rules.signin_sheet import METHODS, number_of
from banyan.foundation.sheets import CheckedRow, Row

_METHODS = frozenset(METHODS.values())
_SILENT = ("sheet", "position", "public_id", "id", "settled", "reason", "same_as")


class TakingInSheets:
    """One import of sign-in sheets. An unknown activity number becomes a draft that somebody completes."""

    def __init__(self, *, unit: Any, by: Any, now: datetime, source: Any = None, project: Any = None) -> None:
        self.unit, self.by, self.now, self.project = unit, by, now, project
        self.rows: list[Row] = []

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Keep the next rows; a sheet is judged as a whole."""
        self.rows += [checked.row for checked in rows]

    def finish(self) -> Applied:
        """Write all sheets, count them, and hand the activities to the ledger."""
        applied = Applied(accepted=len(self.rows), extra=answer(self.rows, self.unit))
        by_activity: dict[str, list[Row]] = {}
        for row in self.rows:
            by_activity.setdefault(row.values["activity"], []).append(row)
        with bulk(Attendance, "import", by=self.by, unit=self.unit, now=self.now):
            for number, rows in by_activity.items():
                activity = self._activity(number, rows)
                for held_on in sorted({row.values["held_on"] for row in rows}):
                    session = [row for row in rows if row.values["held_on"] == held_on]
                    applied.changed += self._session(activity, held_on, session)
                hand_in(activity)
                move_on(activity, self.by, self.now)
        return applied

    def _activity(self, number: str, rows: list[Row]) -> Activity:
        known = Activity.everything.filter(
            unit__path__startswith=self.unit.centre.path, number=number
        ).first()
        return known or self._draft(number, rows)

    def _draft(self, number: str, rows: list[Row]) -> Activity:
        first = rows[0].values
        activity = Activity(
            unit=self._department(rows, first["held_on"]), number=number, title=first["title"] or number,
            held_on=min(row.values["held_on"] for row in rows), imported=True, created_at=self.now,
            changed_at=self.now,
        )  # fmt: skip
        activity.project, shares = self._counting_for(activity, rows)
        activity.save()
        numbering.keep_above(Activity.number_pattern, self.unit, number)
        set_shares(activity, shares)
        find_activities([activity])
        note(self.by, self.now, activity.permission("import"), activity, {})
        return activity

    def _counting_for(self, activity: Activity, rows: list[Row]) -> tuple[Any, dict[str, int]]:
        """The project named at the import, else the only running one that has an indicator for such an activity."""
        residents = sum(row.values["role"] is Role.RESIDENT for row in rows)
        if self.project is not None:
            return self.project, proposal_for(activity, self.project, residents)
        here = projects.projects_of(self.by).filter(unit__path__startswith=self.unit.centre.path)
        fitting = [
            (project, shares) for project in here if (shares := proposal_for(activity, project, residents))
        ]
        return fitting[0] if len(fitting) == 1 else (None, {})

    def _department(self, rows: list[Row], on: date) -> Any:
        """The department of the staff who signed in, where they all come from one; else the unit of the import."""
        homes = departments_of_staff(self.unit, on)
        names = {row.values["name"] for row in rows if row.values["role"] is Role.STAFF}
        found = [homes[name] for name in names if name in homes]
        common = set.intersection(*found) if found else set()
        return type(self.unit).everything.get(pk=common.pop()) if len(common) == 1 else self.unit

    def _session(self, activity: Activity, held_on: date, rows: list[Row]) -> list[dict[str, Any]]:
        sheet, new = SignInSheet.everything.get_or_create(
            activity=activity, held_on=held_on, defaults={"opened_at": self.now, "created_at": self.now}
        )
        before = {} if new else snapshot(sheet)
        lines = {line.position: line for line in Attendance.everything.filter(sheet=sheet)}
        positions = _positions(rows)
        made = [
            Attendance(sheet=sheet, position=at, **_facts(row)) for at, row in positions if at not in lines
        ]
        Attendance.everything.bulk_create(made, batch_size=500)
        changed = [said for at, row in positions if at in lines and (said := _update(lines[at], row))]
        if made or changed:
            self._keep(sheet, before)
        return changed

    def _keep(self, sheet: SignInSheet, before: dict[str, Any]) -> None:
        sheet.closed_at = sheet.closed_at or self.now
        sheet.version += bool(before)
        sheet.changed_at = self.now
        recount(sheet)
        sheet.save()
        note(self.by, self.now, sheet.permission("import"), sheet, before)


def _positions(rows: list[Row]) -> list[tuple[int, Row]]:
    """The number on the paper where it is one; otherwise the place in the file."""
    serials = [row.values["serial"] for row in rows]
    if all(serial.isascii() and serial.isdigit() for serial in serials) and len(
        set(map(int, serials))
    ) == len(rows):
        return [(int(row.values["serial"]), row) for row in rows]
    return list(enumerate(rows, start=1))


def _update(line: Attendance, row: Row) -> dict[str, Any] | None:
    """Change what differs; a match or a decision that a person made stays."""
    facts = _facts(row)
    if line.user_id and not row.values["user"]:
        facts |= {"user_id": line.user_id, "user_number": line.user_number}
    fields = [name for name, value in facts.items() if getattr(line, name) != value]
    if not fields:
        return None
    for name in fields:
        setattr(line, name, facts[name])
    line.save()
    values = row.values
    key = f"{values['activity']}/{values['held_on']:%Y-%m-%d}/{values['serial']}"
    return {"line": row.line, "key": key, "fields": fields}


def _facts(row: Row) -> dict[str, Any]:
    values: Mapping[str, Any] = row.values
    role = values["role"]
    return {
        "name": matching.name_or_nothing(values["name"]),
        "user_id": values["user"].pk if values["user"] else None,
        "user_number": number_of(row)[:40],
        "volunteer_number": values["volunteer"],
        "role": role.value if isinstance(role, Role) else "",
        "sex": values["sex"] or "",
        "age_band": (values["age_band"] or "")[:8],
        "community": values["community"] or row.raw.get("community", "").strip()[:80],
        "phone_tail": values["phone_tail"],
        "first_time": values["first_time"],
        "arrived_at": values["arrived"],
        "left_at": values["left"],
        "method": values["method"] if values["method"] in _METHODS else "",
        "image_consent": values["image_consent"],
        "note": values["note"],
    }
