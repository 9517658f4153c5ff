"""The calendar of a team and its feeds: numbers, never names, and nothing after the right has ended."""

import re
from datetime import date, time, timedelta

import pytest
from django.test import Client

from banyan.core import clock, door
from banyan.core.calendar import Entry, deeds, entries, entries_for, grid, icalendar
from banyan.core.calendar.models import Feed
from banyan.core.calendar.workdays import calendar_around
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import Installation, User
from banyan.core.records import new_public_id
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import NOW
from tests.makers import make_actor, make_grant, make_unit, make_user
from tests.services.makers import make_activity

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)
OCTOBER = Period(date(2025, 10, 1), date(2025, 10, 31))


@pytest.fixture(autouse=True)
def the_day(db):
    Installation.objects.create(demo_day=DAY)
    clock.forget()
    yield
    clock.forget()


def worker(unit, *permissions, name="calendar-worker"):
    user = make_user(unit, username=name)
    make_grant(user, unit, *(permissions or ("services.activity.view",)))
    return actor_for(User.objects.select_related("person").get(pk=user.pk), DAY)


def client_of(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def entry(on, **fields):
    return Entry(
        on, fields.pop("kind", "meeting"), fields.pop("number", "M-1"), "/x/", new_public_id(), **fields
    )


def test_activities_stand_on_their_day_by_number(north):
    make_activity(north, title="看望张三", starts_at=time(9), ends_at=time(11, 30))
    actor = worker(north)
    found = entries_for(actor, OCTOBER)
    assert [(each.on, each.number) for each in found] == [(date(2025, 10, 18), "ACT-2025-0001")]
    shown = client_of(actor).get("/calendar/?on=2025-10-18&whose=unit").content.decode()
    assert "ACT-2025-0001" in shown
    assert "09:00" in shown
    assert "张三" not in shown


def test_another_stations_days_are_not_there(north, south):
    make_activity(south)
    assert entries_for(worker(north), OCTOBER) == []


def test_one_sees_ones_own_ones_teams_or_all(north):
    department = make_unit("N1-D", parent=north, kind="department")
    user = make_user(department, username="in-department")
    make_grant(user, north, "services.activity.view")
    actor = actor_for(User.objects.select_related("person").get(pk=user.pk), DAY)
    neighbour = make_unit("N1-E", parent=north, kind="department")
    mine = entry(DAY, people=frozenset({actor.person_id}), unit_id=neighbour.pk)
    team, for_all = entry(DAY, unit_id=department.pk), entry(DAY, unit_id=north.pk)
    everything = [mine, team, for_all, entry(DAY, unit_id=neighbour.pk)]
    assert grid.chosen(everything, "own", actor) == [mine]
    assert grid.chosen(everything, "team", actor) == [team, for_all]
    assert grid.chosen(everything, "unit", actor) == everything


def test_a_month_is_filled_up_to_whole_weeks_and_knows_workdays_and_made_up_days():
    period = grid.stretch("month", date(2025, 10, 5))
    shown = {day.on: day for day in grid.days(period, [], DAY)}
    assert (min(shown), max(shown)) == (date(2025, 9, 29), date(2025, 11, 2))
    assert shown[date(2025, 10, 1)].is_holiday
    assert shown[date(2025, 10, 11)].is_makeup
    assert not shown[date(2025, 10, 11)].is_free
    assert shown[date(2025, 9, 29)].outside


def test_something_that_lasts_stands_on_each_of_its_days():
    period = grid.stretch("week", date(2025, 10, 15))
    shown = grid.days(period, [entry(date(2025, 10, 10), until=date(2025, 10, 14))], DAY)
    assert [day.on.day for day in shown if day.entries] == [13, 14]


def test_a_year_without_notice_has_its_weekends():
    calendar = calendar_around(date(2030, 6, 1))
    assert not calendar.is_workday(date(2030, 6, 1))
    assert calendar.is_workday(date(2030, 6, 3))


def test_a_page_costs_the_same_for_few_and_many_entries(north, django_assert_max_num_queries):
    actor = worker(north)
    for _number in range(30):
        make_activity(north)
    entries_for(actor, OCTOBER)
    with django_assert_max_num_queries(1):
        entries_for(actor, OCTOBER)


@pytest.fixture
def feed(north):
    """A worker's feed of everything they may see, with its secret."""
    make_activity(north, title="看望张三", starts_at=time(9))
    actor = worker(north)
    secret = deeds.new_secret()
    kept = deeds.make_feed(
        Feed(user=actor.user, name="phone", whose="unit"), by=actor, now=NOW, secret=secret
    )
    return kept, actor, secret


def read(secret):
    return Client().get(f"/calendar/feed/{secret}.ics")


def test_a_feed_gives_numbers_and_times_and_no_names(feed):
    _kept, actor, secret = feed
    answer = read(secret)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "ACT-2025-0001" in text
    assert "DTSTART:20251018T010000Z" in text
    assert "张三" not in text
    assert actor.person.name not in text


@pytest.mark.parametrize("end", ["revoke", "close", "grant", "sessions", "day", "neighbour"])
def test_a_feed_ends_with_what_it_rests_on(feed, end):
    kept, actor, secret = feed
    assert read(secret).status_code == 200
    with door.opened("test"):
        if end == "revoke":
            deeds.revoke_feed(kept, by=actor, now=NOW)
        elif end == "close":
            User.objects.filter(pk=actor.user.pk).update(is_active=False)
        elif end == "grant":
            actor.user.grants.all().delete()
        elif end == "sessions":
            actor.user.end_sessions()
        elif end == "day":
            Feed.everything.update(ends_on=DAY - timedelta(days=1))
        else:
            secret = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    assert read(secret).status_code == 404


def test_only_a_hash_of_the_secret_is_kept(feed):
    kept, _actor, secret = feed
    assert secret not in str(vars(kept))
    assert kept.digest == Feed.digest_of(secret)


def test_a_feed_is_made_and_revoked_on_ones_own_page(north):
    actor = worker(north)
    client = client_of(actor)
    made = client.post("/calendar/feeds/", {"name": "phone", "whose": "own"}).content.decode()
    address = re.search(r"/calendar/feed/[\w-]+\.ics", made)
    assert Client().get(address.group()).status_code == 200
    with door.opened("test"):
        kept = Feed.everything.get()
    assert client.post(f"/calendar/feeds/{kept.public_id}/revoke/").status_code == 302
    assert Client().get(address.group()).status_code == 404
    assert address.group() not in client.get("/calendar/feeds/").content.decode()


def test_somebody_elses_feed_does_not_exist(feed, north):
    kept, _actor, _secret = feed
    other = worker(north, name="calendar-other")
    assert client_of(other).post(f"/calendar/feeds/{kept.public_id}/revoke/").status_code == 404
    assert str(kept.public_id) not in client_of(other).get("/calendar/feeds/").content.decode()


def test_nobody_makes_a_feed_for_somebody_else(feed, north):
    _kept, actor, _secret = feed
    with pytest.raises(Exception, match="make"):
        deeds.make_feed(
            Feed(user=actor.user, name="x", whose="own"), by=make_actor(north), now=NOW, secret="s"
        )


def test_one_keeps_a_handful_of_feeds(feed):
    _kept, actor, _secret = feed
    for number in range(4):
        deeds.make_feed(Feed(user=actor.user, name="x"), by=actor, now=NOW, secret=f"secret-{number}")
    with pytest.raises(Refused) as refused:
        deeds.make_feed(Feed(user=actor.user, name="x"), by=actor, now=NOW, secret="one more")
    assert refused.value.code == "too_many"


def test_lines_are_folded_at_75_octets_and_signs_escaped():
    made = icalendar.written([entry(DAY, kind="会" * 40, number="a;b,c\\d\nX:1")], "https://here", NOW)
    lines = made.decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = made.decode().replace("\r\n ", "")
    assert "a\\;b\\,c\\\\d X:1" in whole
    assert "\r\nX:1" not in whole


def test_a_room_registers_its_provider_once():
    def ask(actor, period):
        return []

    before = len(entries._providers)
    entries.provider(ask)
    entries.provider(ask)
    assert len(entries._providers) == before + 1
    entries._providers.remove(ask)
