"""`python -m bench.judging PROJECTS`: fills an installation with projects and a quarter's work, has every control judge it.

Each project has a station of its own: people in posts, a contract with indicators, sixty activities with twenty sign-ins
each, and a record of every other kind. Prints seconds and statements as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")
PERIOD = "2025-Q4"
NOW = datetime(2025, 12, 31, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRST = date(2025, 10, 1)
ACTIVITIES, SIGN_INS, WORKERS, INDICATORS, OTHERS = 60, 20, 8, 10, 1
LIMITS = {6: 10.0, 150: 120.0}


def main(many: int) -> dict[str, Any]:
    """Fill, judge twice (new, then unchanged), and tell what it took."""
    from django.core.management import call_command

    from banyan.core import door

    call_command("migrate", verbosity=0)
    with door.opened("bench"):
        filled = _fill(many)
    return filled | {"projects": many, "limit": LIMITS.get(many)} | _judged()


def _judged() -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from banyan.core.controls import asking
    from banyan.core.controls.declaring import declared
    from banyan.core.controls.scopes import running
    from banyan.core.door import opened

    with opened("bench"):
        projects = running()
    took, worked = [], []
    for _turn in range(2):
        started, busy = time.perf_counter(), time.process_time()
        said = asking.judge_period(projects, PERIOD, NOW)
        took.append(round(time.perf_counter() - started, 2))
        worked.append(round(time.process_time() - busy, 2))
    with CaptureQueriesContext(connection) as seen:
        asking.judge_period(projects, PERIOD, NOW)
    broken = sorted({name for outcome in said.values() for name in outcome.broken})
    return {
        "controls": len(declared()), "results": len(said),
        "first_seconds": took[0], "again_seconds": took[1], "first_cpu_seconds": worked[0],
        "statements": len(seen), "broken": broken, "findings": sum(len(each.findings) for each in said.values()),
    }  # fmt: skip


def _fill(many: int) -> dict[str, Any]:
    from django.db import transaction

    from banyan.core.identity.models import Unit

    agency = Unit.everything.create(code="A0", name="示例机构", kind="agency", parent=None)
    started = time.perf_counter()
    for place in range(many):
        with transaction.atomic():
            station = Unit.everything.create(
                code=f"S{place}", name=f"{place}站", kind="station", parent=agency
            )
            project = _project(station, place)
            _others(station, project)
            _work(station, project, _people(station, agency, place))
    return {"filled_in_seconds": round(time.perf_counter() - started, 1)}


def _project(station: Any, place: int) -> Any:
    from decimal import Decimal

    from banyan.domains.projects.models import Contract, Indicator, Project

    project = Project.everything.create(
        unit=station, number=f"P-{place}", name=f"{place}街项目", type="综合服务", purchaser="街道",
        legal_basis="采购", registered_until=date(2027, 1, 1), created_at=NOW - timedelta(days=270),
    )  # fmt: skip
    span = {"starts_on": date(2025, 4, 1), "ends_on": date(2026, 3, 31)}
    Contract.everything.create(
        project=project, unit=station, number=f"C-{place}", amount=Decimal(2_000_000), **span
    )
    Indicator.everything.bulk_create(
        Indicator(
            project=project, unit=station, number=f"K{number}", field="长者", service_type="活动", name="活动",
            counted_in="场", target=Decimal(36), **span,
        )
        for number in range(INDICATORS)
    )  # fmt: skip
    return project


def _people(station: Any, agency: Any, place: int) -> list[Any]:
    from banyan.core.identity.models import Appointment, Person, Post
    from banyan.domains.staff.models import Employee, Qualification

    head = Post.everything.create(unit=station, code=f"{place}-0", title="主任")
    people = [Person.everything.create(unit=station, name="样例") for _each in range(WORKERS)]
    for number, person in enumerate(people):
        post = Post.everything.create(
            unit=station,
            code=f"{place}-{number + 1}",
            title="社工",
            superior=head,
            opened_on=date(2025, 4, 1),
        )
        Appointment.everything.create(person=person, post=post, starts_on=date(2025, 4, 1))
        employee = Employee.everything.create(
            unit=station, agency=agency, person=person, number=f"E{place}-{number}", employment="full_time",
            hired_on=date(2025, 4, 1), social_worker=True,
        )  # fmt: skip
        Qualification.everything.create(employee=employee, level="assistant", valid_until=date(2027, 1, 1))
    return people


def _work(station: Any, project: Any, people: list[Any]) -> None:
    from banyan.domains.services.models import Activity, Attendance, SignInSheet, Summary

    days = [FIRST + timedelta(days=number % 90) for number in range(ACTIVITIES)]
    held = Activity.everything.bulk_create(
        Activity(
            unit=station, project=project, number=f"{station.code}-{number}", title="活动", held_on=day,
            state=Activity.State.ACCEPTED, plan_approved_at=_at(day, -5), plan_item="1", counts_for="K1",
            responsible=people[number % WORKERS], need="x", person_times=SIGN_INS,
        )
        for number, day in enumerate(days)
    )  # fmt: skip
    Summary.everything.bulk_create(
        Summary(activity=each, process="x", results="x", experience="x", submitted_at=_at(day, 3 + place % 6))
        for place, (each, day) in enumerate(zip(held, days, strict=True))
    )
    sheets = SignInSheet.everything.bulk_create(
        SignInSheet(activity=each, held_on=day) for each, day in zip(held, days, strict=True)
    )
    Attendance.everything.bulk_create(
        (
            Attendance(sheet=sheet, position=line, role="resident", community="东")
            for sheet in sheets
            for line in range(SIGN_INS)
        ),
        batch_size=500,
    )


def _others(station: Any, project: Any) -> None:
    """A record of every kind that stands at a station; what cannot be planted is left out."""
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import IntegrityError

    from banyan.core.identity.models import Person, User
    from tests.batteries.planting import Planter, kinds

    person = Person.everything.create(unit=station, name="样例")
    planter = Planter(station, User.objects.create_user(f"bench-{station.code}", person=person))
    planter.kept[type(project)] = project
    for model in (each for each in kinds() if each is not type(project)):
        for _again in range(OTHERS):
            try:
                planter.another(model)
            except (IntegrityError, ObjectDoesNotExist, ValueError, TypeError, KeyError):
                break


def _at(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), datetime.min.time(), ZoneInfo("Asia/Shanghai"))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
