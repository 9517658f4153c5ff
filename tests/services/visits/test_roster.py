"""The roster through its deeds and pages: visited, tried, corrected, counted, handed over, seen by few."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.identity.models import User
from banyan.core.todo import waiting_for
from banyan.domains.projects import public as projects
from banyan.domains.projects.models import LedgerLine
from banyan.domains.services import public as services
from banyan.domains.services.deeds import visits
from banyan.domains.services.deeds.erasing import erase
from banyan.domains.services.models import Household, RosterEntry, Visit
from banyan.domains.services.public import disagreements
from banyan.domains.services.queries.visits import visit_minutes
from banyan.domains.services.rules.hours.spent import Category
from banyan.foundation.refusal import Refused
from bench.statements import statements
from tests.controls import faults, verdict
from tests.makers import make_actor, make_appointment, make_grant, make_person, make_post, make_unit
from tests.makers import make_user as make_sign_in
from tests.projects.makers import make_indicator, make_project
from tests.services.makers import NOW, at, make_user

SINCE = date(2025, 10, 1)
WORKER = (
    "services.*.view",
    "services.rosterentry.*",
    "services.visit.add",
    "projects.*.view",
    "identity.*.view",
)
WORDS = {"happened": "家中整洁，自己做饭", "said": "膝盖疼，不想下楼", "judgement": "联系康复师，下月再访"}


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    made = make_project(north)
    visits_of = {"service_type": "探访", "target": 100}
    make_indicator(made, "K05", **visits_of, department="长者部", name="独居长者定期探访", counted_in="人次",
                   wording="每人每月至多计1次")  # fmt: skip
    make_indicator(made, "K22", **visits_of, department="残障部", name="残障家庭探访", counted_in="户次",
                   wording="每户每月至多计1次")  # fmt: skip
    return made


@pytest.fixture
def department(north):
    return make_unit("N1-E", "长者部", north, kind="department")


@pytest.fixture
def worker(department):
    return make_actor(department, *WORKER)


def on_roster(by, project, department, **fields):
    home = Household.everything.create(unit=department, number=f"H{Household.everything.count()}")
    user = fields.pop("user", None) or make_user(
        department, "卓样珍", sex="female", household=home, phone="13900000001"
    )
    given = {"because": "独居", "since": SINCE, "level": "middle"} | fields
    return visits.put_on(RosterEntry(unit=department, user=user, project=project, **given), by=by, now=NOW)


def gone(entry, by, day, outcome="met", **fields):
    given = {"began_at": time(9), "ended_at": time(9, 40), **WORDS} | fields
    visit = Visit(entry=entry, held_on=day, outcome=outcome, **given)
    made = visits.write(visit, by=by, now=at(17, on=max(day, SINCE)))
    entry.refresh_from_db()
    return made


def uncounted(code):
    """Why lines of one indicator do not count."""
    lines = LedgerLine.everything.filter(indicator__number=code, standing="not_counted").order_by("pk")
    return list(lines.values_list("reason_code", flat=True))


def day(number, month=10):
    return date(2025, month, number)


def test_a_visit_counts_once_a_month_and_a_try_says_why_it_does_not(project, department, worker):
    entry = on_roster(worker, project, department)
    assert (entry.indicator, entry.due_on) == ("K05", day(1, 11))
    gone(entry, worker, day(6), "not_home", said="", judgement="", happened="敲门无人，邻居说去女儿家")
    assert (entry.last_visit_on, entry.tries, entry.due_on) == (None, 1, day(1, 11))
    first = gone(entry, worker, day(8))
    assert (first.number, entry.last_visit_on, entry.tries) == (f"{entry.number}-002", day(8), 0)
    assert entry.due_on == day(8) + timedelta(days=31)
    gone(entry, worker, day(20))
    said = projects.ledger(project.number, make_actor(project.unit, "projects.*"), NOW.date())
    found = next(each for each in said if each["code"] == "K05")
    assert found["counted"] == 1
    assert uncounted("K05") == ["not_at_home"]
    assert next(each for each in said if each["code"] == "K22")["counted"] == 0


def test_a_correction_is_a_version_and_only_the_last_one_counts(project, department, worker):
    entry = on_roster(worker, project, department)
    wrong = gone(entry, worker, day(8))
    held = visits.correct(wrong, by=worker, reason="写错了人", changes={"outcome": "not_home"}, now=NOW)
    entry.refresh_from_db()
    assert (held.number, held.edition, entry.last_visit_on, entry.tries) == (wrong.number, 2, None, 1)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.happened) == (Visit.State.REPLACED, WORDS["happened"])
    said = projects.ledger(project.number, make_actor(project.unit, "projects.*"), NOW.date())
    assert next(each for each in said if each["code"] == "K05")["counted"] == 0
    with pytest.raises(Refused):
        visits.correct(held, by=worker, reason="", changes={"outcome": "met"}, now=NOW)
    assert not [each for each in disagreements() if "differ" in str(each)]
    RosterEntry.everything.filter(pk=entry.pk).update(last_visit_on=day(1))
    assert any(entry.number in str(each.params) for each in disagreements())


def test_minutes_go_to_both_who_went_and_those_of_a_try_are_no_visit(project, department, worker):
    entry = on_roster(worker, project, department, needs_two=True)
    with pytest.raises(Refused):
        gone(entry, worker, day(8))
    beside = make_person(department, "己庚")
    gone(entry, worker, day(8), companion=beside, travel_minutes=20)
    gone(entry, worker, day(9), "refused", companion=beside)
    told = [(each.worker, each.minutes, each.travel, each.category, each.leads)
            for each in visit_minutes(None, SINCE, NOW.date())]  # fmt: skip
    assert told == [
        (worker.person_id, 40, 20, Category.VISIT, True),
        (beside.pk, 40, 20, Category.VISIT, False),
        (worker.person_id, 40, 0, Category.CONTACT, True),
        (beside.pk, 40, 0, Category.CONTACT, False),
    ]
    assert len(list(visit_minutes([beside.pk], SINCE, NOW.date()))) == 2


@pytest.mark.clause("W5.3")
def test_a_household_is_given_something_again_only_with_a_reason_and_a_signature_is_asked(
    project, department, worker
):
    entry = on_roster(worker, project, department)
    neighbour = make_user(department, "卓样伟", household=entry.user.household)
    other = on_roster(worker, project, department, user=neighbour)
    gone(entry, worker, day(8), relief="大米一袋", relief_signed=True)
    assert verdict("W5.3", project) == "met"
    with pytest.raises(Refused) as problem:
        gone(other, worker, day(20), relief="大米一袋")
    assert "relief_because" in problem.value.problems
    unsigned = gone(other, worker, day(20), relief="大米一袋", relief_because="人口多")
    gone(other, worker, day(25, 11), relief="春联", relief_signed=True)
    assert faults("W5.3", project) == [unsigned.number]
    assert verdict("W5.3", make_project(project.unit)) == "not_applicable"


@pytest.mark.clause("R3.2.2")
def test_the_control_flips_when_one_visit_is_missing(project, department, worker):
    entry = on_roster(worker, project, department)
    for when in (day(20), day(18, 11), day(16, 12)):
        gone(entry, worker, when)
    assert faults("R3.2.2", project) == []
    Visit.everything.filter(entry=entry, held_on=day(18, 11)).update(outcome="not_home")
    assert faults("R3.2.2", project) == [entry.number]
    on_roster(worker, make_project(project.unit), department, user=make_user(department, "吴样"))
    assert faults("R3.2.2", project) == [entry.number]


def test_one_who_is_overdue_or_was_tried_in_vain_shouts_on_the_desk(project, department, worker):
    entry = on_roster(worker, project, department)
    kinds = [each.number for each in waiting_for(worker, day(30)) if each.kind == "visit"]
    assert kinds == []
    assert [each.number for each in waiting_for(worker, day(5, 12)) if each.kind == "visit"] == [""]
    for when in (day(3, 12), day(4, 12)):
        gone(entry, worker, when, "not_home")
    found = [each for each in waiting_for(worker, day(5, 12)) if each.kind == "visit"]
    assert [each.number for each in found] == ["", entry.number]
    assert not [
        each for each in waiting_for(make_actor(department, *WORKER), day(5, 12)) if each.kind == "visit"
    ]


def test_words_at_the_door_are_read_by_those_who_go_there_and_their_line(project, department, worker):
    entry = on_roster(worker, project, department)
    visit = gone(entry, worker, day(8))
    colleague = make_actor(department, *WORKER)
    head = make_actor(department, *WORKER, "services.visit.oversee")
    assert [Visit.objects.visible_to(each).count() for each in (worker, colleague, head)] == [1, 0, 1]
    assert visit.number in str(visit)
    with pytest.raises(PermissionDenied):
        visits.end(entry, by=make_actor(department, "services.*.view"), now=NOW, reason="搬走")
    ended = visits.end(entry, by=worker, now=NOW, reason="搬去女儿家")
    assert (ended.due_on, ended.state) == (None, RosterEntry.State.ENDED)
    with pytest.raises(Refused):
        visits.write(Visit(entry=entry, held_on=day(2) + timedelta(days=120), began_at=time(9), ended_at=time(10),
                           **WORDS), by=worker, now=NOW + timedelta(days=60))  # fmt: skip


def test_erasing_a_person_takes_the_words_and_leaves_the_days(project, department, worker):
    entry = on_roster(worker, project, department)
    visit = gone(entry, worker, day(8))
    eraser = make_actor(department, "services.*")
    with pytest.raises(Refused):
        erase(entry.user, by=eraser, now=NOW, reason="本人要求")
    visits.end(entry, by=worker, now=NOW, reason="搬走")
    erase(entry.user, by=eraser, now=NOW, reason="本人要求")
    kept = Visit.everything.get(pk=visit.pk)
    assert (kept.happened, kept.said, kept.held_on) == ("", "", day(8))


@pytest.fixture
def signed_in(department, client):
    """A worker in office at a browser, and what is theirs."""
    person = make_person(department, "戊己")
    make_appointment(person, make_post(department))
    user = make_sign_in(department, person=person)
    make_grant(user, department, *WORKER)
    client.force_login(
        User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return person


def test_a_round_is_planned_walked_and_written(project, department, signed_in, client, monkeypatch):
    from banyan.core import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())
    operator = make_actor(department, "services.*")
    entries = [
        on_roster(
            operator,
            project,
            department,
            worker=signed_in,
            user=make_user(department, f"样{place}", phone=f"1390000000{place}"),
        )
        for place in range(3)
    ]
    page = client.get("/services/round/").content.decode()
    assert page.count('href="tel:') == 3
    ids = [str(each.public_id) for each in entries]
    client.post("/services/round/", {"act": "plan", "entry": ids, "on": "2025-12-31"})
    client.post("/services/round/", {"act": "earlier", "entry": ids[2], "on": "2025-12-31"})
    placed = RosterEntry.everything.filter(planned_on=NOW.date()).order_by("planned_place")
    assert [str(each.public_id) for each in placed] == [ids[0], ids[2], ids[1]]
    assert (
        client.post("/services/round/", {"act": "plan", "entry": ids, "on": "2025-12-01"}).status_code == 409
    )
    address = f"/services/rosterentry/{ids[0]}/visit/"
    given = {"outcome": "met", "held_on": "2025-12-31", "began_at": "09:00", "ended_at": "09:30", **WORDS}
    assert client.post(address, given | {"judgement": ""}).status_code == 409
    assert client.post(address, given | {"outcome": "gone"}).status_code == 422
    answered = client.post(address, given)
    assert answered["Location"] == "/services/round/"
    visit = Visit.everything.get()
    assert (visit.worker, visit.entry_id, visit.outcome) == (signed_in, entries[0].pk, "met")
    assert client.get("/services/round/").content.decode().count('href="tel:') == 2
    correcting = f"/services/visit/{visit.public_id}/correct/"
    assert client.get(correcting).status_code == 200
    assert client.post(correcting, given | {"outcome": "refused", "reason": "记错"}).status_code == 302
    shown = client.get("/services/round/").content.decode()
    assert shown.count('href="tel:') == 3, "whom nobody met is due again"
    assert len(statements(client, "get", "/services/round/")) <= 8


@pytest.mark.clause("R4.2.2")
def test_visits_stand_in_the_frame_of_a_record_check_with_their_words_and_gaps(project, department, worker):
    entry = on_roster(worker, project, department)
    first = gone(entry, worker, date(2025, 10, 8))
    gone(
        entry, worker, date(2025, 11, 8), outcome="not_home", happened="敲门三次无人应", said="", judgement=""
    )
    span = (project, SINCE, date(2025, 12, 31))
    frame = services.records_between(*span, date(2025, 12, 31))
    assert [(each.number, each.worker) for each in frame] == [(first.number, worker.person_id)], (
        "a closed door is not called back"
    )
    assert [each.text for each in services.words_between(*span)] == ["\n".join(WORDS.values())]
    assert services.record_days({project.public_id}, *span[1:]) == {project.public_id: {date(2025, 10, 8)}}
    Visit.everything.filter(pk=first.pk).update(judgement="")
    looked = services.looked_at(frame, date(2025, 12, 31))[first.public_id]
    assert [str(each.text) for each in looked.gaps] == ["The worker's judgement is not written down."]
