"""The page of the whole trail: who did what, within reach, and what was last proven."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from banyan.core import clock, door
from banyan.core.audit import trail
from banyan.core.identity.actor import system_actor
from banyan.core.jobs import working
from banyan.core.oversight import proving, reading, sight
from banyan.core.oversight.models import Proof
from banyan.core.oversight.reading import Wanted
from banyan.domains.staff.models import Area
from bench.statements import statements
from tests.batteries.tampering import without_triggers
from tests.makers import make_actor, make_person

pytestmark = pytest.mark.django_db
PAGE = "/settings/trail/"


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def make_area(unit, number, name=""):
    with door.opened("test"):
        return Area.everything.create(
            unit=unit, number=number, name=name or f"社区{number}", kind="community"
        )


def noted(record, verb="edit", by=None, reason="", before=None):
    with door.opened("test"):
        moment = clock.now()
        trail.note(by or system_actor("test"), moment, record.permission(verb), record, before or {}, reason)
    return record


def asked_of_the_trail(reader) -> int:
    """Statements for lines and the records they are about; what the frame remembers may expire meanwhile."""
    page = statements(client_of(reader), "get", PAGE)
    return sum('"audit_event"' in each or '"staff_area"' in each for each in page)


@pytest.fixture
def overseer(agency):
    return make_actor(agency, "audit.event.view", "staff.area.view")


def test_a_line_tells_who_did_what_and_leads_to_its_record(north, overseer):
    area = noted(make_area(north, "A1", name="榕树社区"), by=overseer, reason="街道更名")
    page = client_of(overseer).get(PAGE).content.decode()
    assert f'href="/staff/area/{area.public_id}/"' in page
    assert "街道更名" in page
    assert "榕树社区" in page
    assert "北站" in page


def test_lines_are_found_by_person_number_kind_and_day(north, overseer, actor_with):
    other = actor_with(north, "staff.area.view")
    first, second = make_area(north, "A1"), make_area(north, "B2")
    noted(first, by=overseer)
    noted(second, by=other)
    today = clock.today()

    def numbers(**wanted):
        return [line.number for line in reading.lines(Wanted(**wanted), overseer).told]

    assert numbers(who=other.name) == [second.label()]
    assert numbers(number=first.label()) == [first.label()]
    assert numbers(kind="staff.area") == [second.label(), first.label()]
    assert numbers(kind="identity.post") == []
    assert numbers(first=today, last=today) == [second.label(), first.label()]
    assert numbers(last=today - timedelta(days=1)) == []
    assert numbers(readings=True) == []


def test_a_station_reads_its_own_lines_alone(north, south, overseer, actor_with):
    noted(make_area(north, "A1"))
    foreign = noted(make_area(south, "B2"))
    here = actor_with(north, "audit.event.view", "staff.area.view")
    assert foreign.label() not in [line.number for line in reading.lines(Wanted(), here).told]
    assert len(reading.lines(Wanted(), overseer).told) == 2
    wide = make_actor(north.parent, "staff.area.view", user=here.user)
    assert foreign.label() not in [line.number for line in reading.lines(Wanted(), wide).told]
    assert "banyan verify" not in client_of(here).get(PAGE).content.decode()
    assert client_of(here).post(f"{PAGE}prove/").status_code == 409


def test_a_line_about_a_record_out_of_sight_does_not_stand_there(north, agency):
    noted(make_area(north, "A1"))
    blind = make_actor(agency, "audit.event.view")
    assert reading.lines(Wanted(), blind).told == ()


@pytest.mark.clause("R9.1.8")
@pytest.mark.clause("R10.1.2")
@pytest.mark.parametrize("name", ["letter-box", "anonymous report"])
def test_what_was_said_without_a_name_stands_beside_nobody_who_was_at_work_then(north, overseer, name):
    area = noted(make_area(north, "A1"), by=system_actor(name))
    for wanted in (Wanted(), Wanted(who=name), Wanted(kind="staff.area"), Wanted(number=area.label())):
        assert reading.lines(wanted, overseer).told == ()


def test_personal_words_are_not_read_from_the_trail(north, overseer):
    person = noted(make_person(north, "样乙丙"))
    seer = make_actor(north.parent, "audit.event.view", "identity.person.view")
    told = reading.lines(Wanted(), seer).told
    assert [line.number for line in told] == [person.label()]
    assert told[0].hidden
    assert "样乙丙" not in client_of(seer).get(PAGE).content.decode()


def test_a_line_whose_record_is_gone_still_stands(north, overseer):
    area = make_area(north, "A1")
    noted(area)
    with door.opened("test"):
        area.delete()
    line = reading.lines(Wanted(), overseer).told[0]
    assert (line.number, line.url) == (area.label(), "")


def test_pages_turn_and_cost_the_same_for_many_lines(north, overseer):
    for place in range(3):
        noted(make_area(north, f"A{place}"))
    few = asked_of_the_trail(overseer)
    for place in range(reading.PAGE):
        noted(make_area(north, f"B{place}"))
    assert asked_of_the_trail(overseer) == few == 3
    first = reading.lines(Wanted(), overseer)
    rest = reading.lines(Wanted(before=first.older), overseer)
    assert (len(first.told), len(rest.told), rest.older) == (reading.PAGE, 3, None)


@pytest.mark.parametrize("asked", [{"first": "二〇二五年"}, {"first": "0001-01-01"}, {"last": "9999-12-31"}])
def test_a_day_that_is_none_is_said_beside_the_filter(overseer, asked):
    answer = client_of(overseer).get(PAGE, asked)
    assert answer.status_code == 422
    assert 'id="wrong-day"' in answer.content.decode()


def test_a_sign_that_no_text_holds_is_left_out_of_what_is_looked_for(north, overseer):
    noted(make_area(north, "A1"))
    page = client_of(overseer).get(f"{PAGE}?number=A%001&who=%00").content.decode()
    assert 'value="A1"' in page
    assert client_of(overseer).get("/staff/area/?q=%00").status_code == 200


def test_who_oversees_the_house_has_it_proven_and_reads_what_came_of_it(north, overseer):
    noted(make_area(north, "A1"))
    reader = client_of(overseer)
    assert reader.post(f"{PAGE}prove/").status_code == 302
    working.run(until_idle=True)
    assert Proof.objects.get().ok
    without_triggers()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET reason = 'forged' WHERE seq = 1")
    answer = proving.prove("test")
    assert answer["ok"] is False
    assert answer["trail"][0]["line"] == 1
    assert "第 1 行：这一行被改动" in reader.get(PAGE).content.decode()
    assert sight.whole_house(overseer)
