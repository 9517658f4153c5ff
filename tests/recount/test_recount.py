"""The ledger of a small station's year, counted a second time from the tables, indicator by indicator."""

import csv
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import connection, transaction

from banyan.core import door
from banyan.domains.projects.models import LedgerEntry
from banyan.domains.services.deeds import activities, month_hours, surveys, volunteers
from banyan.domains.services.deeds.activities import set_shares
from banyan.domains.services.deeds.counting import hand_in, recount
from banyan.domains.services.models import (
    Activity,
    Attendance,
    CaseDocument,
    Feedback,
    HoursSheet,
    SignInSheet,
    Summary,
    SurveyReport,
    Volunteer,
)
from tests.isolation import ROOT
from tests.makers import make_grant
from tests.projects.makers import make_indicator, make_project
from tests.recount.__main__ import differences, kept
from tests.recount.contract import read
from tests.recount.rows import Tables
from tests.services.cases.makers import Station
from tests.services.makers import NOW, OPERATOR, make_activity
from tests.services.makers import make_user as make_client

DAY = date(2025, 10, 18)


@pytest.fixture
def contract(north, samples):
    """The sample's thirty indicators, at a station whose family department works."""
    project = make_project(north)
    names = {"service_type": "服务类型", "name": "指标名称", "counted_in": "单位", "wording": "计数口径"}
    with (samples / "contract_indicators.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            make_indicator(
                project, row["指标编号"], field=row["服务领域"], department=row["责任部门"], target=Decimal(row["年度目标"]),
                helping_department=row["协同部门"], **{name: row[title] for name, title in names.items()},
            )  # fmt: skip
    return project


@pytest.fixture
def year(contract, north):
    """Cases, an activity of two areas with everything a sheet can have, opinions, and hours handed in."""
    station = Station(north)
    station.led(station.case(project=contract, client=make_client(north, "甲")), "closed")
    station.led(station.case(project=contract, client=make_client(north, "乙", sex="female")), "plan")
    held = activity_of(contract, station)
    for score in (5, 4, 2):
        activities.give_feedback(Feedback(activity=held, score=score), by=OPERATOR, now=NOW)
    joined(contract, station)
    surveyed(contract, station)
    worker, head = station.worker, station.head
    make_grant(worker.user, north, "services.hourssheet.*", "services.workentry.*")
    make_grant(head.user, north, "services.hourssheet.*", "services.workentry.*")
    sheet = HoursSheet(unit=worker.person.unit, project=contract, month=date(2025, 10, 1))
    month_hours.hand_in(sheet, by=with_rights(worker), now=datetime(2025, 11, 1, tzinfo=UTC))
    month_hours.accept(sheet, by=with_rights(head), now=datetime(2025, 11, 3, tzinfo=UTC))
    return contract


def joined(project, station):
    """Three registrations of two volunteers, and one who registered before the contract began."""
    for national, on in (("N-1", DAY), ("N-1", DAY), ("", DAY), ("N-2", date(2024, 5, 1))):
        made = Volunteer(
            unit=station.worker.person.unit,
            name="志",
            national_number=national,
            registered_on=on,
            agreed_on=on,
        )
        volunteers.take_on(made, by=OPERATOR, now=NOW)
    assert {each.project for each in Volunteer.everything.all()} == {project}


def surveyed(project, station):
    """One survey with enough valid forms, attested; another with too few; a third that nobody attested."""
    for valid, attests in ((383, True), (382, True), (400, False)):
        given = {"starts_on": DAY, "finished_on": DAY, "handed_out": 450, "returned": 400, "valid": valid}
        made = SurveyReport(unit=station.worker.person.unit, project=project, title="需求调研", **given)
        made = surveys.report(made, by=OPERATOR, now=NOW)
        if attests:
            made.state, made.attested_at = "attested", NOW
            with door.opened("test"):
                made.save()
            surveys.hand_in_to_ledger(made)


def with_rights(actor):
    """The same person with the rights that were granted meanwhile."""
    from banyan.core.identity.actor import actor_for
    from banyan.core.identity.models import User

    return actor_for(User.objects.select_related("person").get(person=actor.person), date(2025, 11, 3))


def activity_of(project, station):
    """Twenty residents, one twice, one unnamed, one the wrong way round, a volunteer, the worker."""
    held = make_activity(
        station.department, state=Activity.State.ACCEPTED, project=project, held_on=DAY, starts_at=time(9), ends_at=time(11),
        responsible=station.worker.person,
    )  # fmt: skip
    people = [make_client(station.centre, f"居民{n}", sex="female" if n % 3 else "male") for n in range(18)]
    lines = [{"name": each.name, "user": each, "user_number": each.number} for each in (*people, people[0])]
    lines += [
        {"name": ""}, {"name": "过路人"}, {"name": "倒着签", "arrived_at": time(11), "left_at": time(9)},
        {"name": "志愿甲", "role": "volunteer", "arrived_at": time(8, 30), "left_at": time(11, 15)},
        {"name": "访客", "role": "guest"},
    ]  # fmt: skip
    with door.opened("test"):
        sheet = SignInSheet.everything.create(activity=held, held_on=DAY, opened_at=NOW, closed_at=NOW)
        for position, line in enumerate(lines, 1):
            Attendance.everything.create(sheet=sheet, position=position, **{"role": "resident"} | line)
        Summary.everything.create(activity=held, submitted_at=NOW, accepted_at=NOW)
        set_shares(held, {"K04": 60, "K15": 40})
        recount(sheet)
        sheet.save()
        hand_in(Activity.everything.select_related("project", "unit", "summary").get(pk=held.pk))
    return held


#: One row changed behind the deeds, and the indicators that must differ then.
FALSIFIED = (
    (lambda: Summary.everything.update(accepted_at=None), {"K04", "K15", "K18", "K24", "K29", "K30"}),
    (lambda: CaseDocument.everything.filter(kind="closure").update(state="replaced"), {"K13"}),
    (lambda: Attendance.everything.filter(role="volunteer").update(left_at=time(12)), {"K24"}),
    (lambda: Feedback.everything.filter(score=2).update(score=4), {"K29"}),
    (lambda: HoursSheet.everything.update(state="handed_in"), {"K28"}),
    (lambda: Volunteer.everything.filter(national_number="").update(agreed_on=None), {"K23"}),
    (lambda: SurveyReport.everything.filter(valid=383).update(valid=382), {"K27"}),
    (lambda: LedgerEntry.everything.filter(indicator__number="K13").update(amount=2), {"K13"}),
)


def differs_after(falsify, number):
    """The indicators that differ after a change, which is taken back."""
    with transaction.atomic(), door.opened("test"), connection.cursor() as cursor:
        falsify()
        found = set(differences(cursor, number))
        transaction.set_rollback(True)
    return found


def test_every_indicator_of_the_year_counts_the_same_twice_and_a_falsified_row_is_seen(year):
    with connection.cursor() as cursor:
        assert differences(cursor, year.number) == {}
        ledger = {code: (each.counted, each.waiting) for code, each in kept(cursor, year.number).items()}
    found = {code: told for code, told in ledger.items() if any(told)}
    assert found == {
        "K04": (Decimal("0.6"), 0), "K15": (Decimal("0.4"), 0), "K13": (1, 0), "K18": (12, 1), "K24": (Decimal("2.75"), 0),
        "K23": (2, 0), "K27": (1, 1), "K28": (Decimal("9.5"), 0), "K29": (2, 0), "K30": (20, 1),
    }  # fmt: skip
    for falsify, codes in FALSIFIED:
        assert differs_after(falsify, year.number) == codes


def test_the_second_reading_of_the_contract_understands_every_row_of_it(contract):
    with connection.cursor() as cursor:
        asked = [read(row, None) for row in Tables(cursor).of("projects_indicator", project_id=contract.pk)]
    assert len({each.work for each in asked}) == 14 and len(asked) == 30


@pytest.mark.deep
def test_the_year_of_the_demo_counts_the_same_twice(tmp_path):
    """Loaded from nothing and lived through, as `./run demo` does; every project with indicators agrees."""
    where = {name: value for name, value in os.environ.items() if name != "BANYAN_DATABASE_URL"}
    for words in (["upgrade"], ["demo-load"], ["demo-live"]):
        told = subprocess.run(
            [sys.executable, "-m", "banyan", *words], cwd=ROOT, env=where | {"BANYAN_HOME": str(tmp_path)}, timeout=3600
        )  # fmt: skip
        assert told.returncode == 0, words
    with closing(sqlite3.connect(tmp_path / "banyan.sqlite3")) as lived:
        for (number,) in lived.execute("select number from projects_project").fetchall():
            assert differences(lived.cursor(), number) == {}
