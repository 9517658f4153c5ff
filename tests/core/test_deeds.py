"""The wrapper around every change."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.core.audit.chain import faults
from banyan.core.audit.models import Event
from banyan.core.dated.models import DatedSetting
from banyan.core.deeds import Deed, bulk
from banyan.core.identity.models import Person, Unit
from banyan.foundation.refusal import Refused
from tests.makers import make_person

pytestmark = pytest.mark.django_db


def _rename(unit, by, now, name: str, twice: bool = False):
    unit.name = name


def _refuse(unit, by, now):
    unit.name = "never"
    raise Refused({"": "No."})


def _move_away(setting, by, now, unit):
    setting.unit = unit


def _rename_below(unit, by, now, below, refused):
    rename(below, by=by, name="下属")
    with suppress(Refused):
        rename_and_refuse(refused, by=by)
    unit.name = "上级"


def _rename_and_refuse(unit, by, now):
    rename(unit, by=by, name="never")
    raise Refused({"": "No."})


rename = Deed(Unit, "rename", _rename)
rename_below = Deed(Unit, "rename", _rename_below)
rename_and_refuse = Deed(Unit, "rename", _rename_and_refuse)
refuse = Deed(Unit, "rename", _refuse)
move_away = Deed(DatedSetting, "move", _move_away)


def test_a_deed_changes_saves_and_writes_one_line(north, actor_with):
    worker = actor_with(north, "identity.unit.rename")
    rename(north, by=worker, name="新名", why="改名")
    event = Event.objects.get(verb="identity.unit.rename")
    assert (event.actor, event.reason, event.label) == (worker.name, "改名", "N1")
    assert event.changes == '{"name":["北站","新名"]}'


def test_without_the_permission_nothing_happens(north, south, actor_with):
    worker = actor_with(south, "identity.unit.rename")
    with pytest.raises(PermissionDenied):
        rename(north, by=worker, name="别人的")
    assert Unit.everything.get(pk=north.pk).name == "北站"
    assert not Event.objects.exists()


def test_a_refused_deed_leaves_no_trace(north, actor_with):
    with pytest.raises(Refused):
        refuse(north, by=actor_with(north, "*"))
    assert Unit.everything.get(pk=north.pk).name == "北站"
    assert not Event.objects.exists()


def test_deeds_within_a_deed_write_their_lines_together_and_a_refused_one_takes_its_back(
    north, south, actor_with
):
    master = actor_with(north.parent, "*")
    with CaptureQueriesContext(connection) as seen:
        rename_below(north.parent, by=master, below=north, refused=south)
    assert [event.label for event in Event.objects.order_by("seq")] == [north.code, north.parent.code]
    assert sum("UPDATE audit_head" in query["sql"].replace('"', "") for query in seen) == 1
    assert Unit.everything.get(pk=south.pk).name != "never"
    assert list(faults()) == []


def test_what_an_inner_deed_said_goes_with_the_deed_around_it(north, actor_with):
    master = actor_with(north.parent, "*")
    with pytest.raises(Refused):
        rename_and_refuse(north, by=master)
    rename(north, by=master, name="以后")
    assert [event.label for event in Event.objects.all()] == [north.code]


def test_an_older_version_is_refused(north, actor_with):
    worker = actor_with(north, "*")
    rename(north, by=worker, version=1, name="一")
    with pytest.raises(Refused) as refused:
        rename(north, by=worker, version=1, name="二")
    assert refused.value.code == "conflict"
    assert Unit.everything.get(pk=north.pk).name == "一"


def test_a_record_may_not_be_carried_out_of_reach(north, south, actor_with):
    with door.opened("test"):
        setting = DatedSetting.everything.create(unit=north, key="x", value=1, valid_from="2025-01-01")
    with pytest.raises(PermissionDenied):
        move_away(setting, by=actor_with(north, "dated.datedsetting.move"), unit=south)
    assert DatedSetting.everything.get().unit == north


def test_a_deed_asks_what_its_signature_names():
    name, twice = rename.asks
    assert (name.name, name.type, name.required) == ("name", str, True)
    assert (twice.name, twice.type, twice.required, twice.default) == ("twice", bool, False, False)


def test_a_state_that_does_not_allow_it_refuses(north, actor_with):
    from banyan.core.registers.importing.models import Import

    drop = Deed(Import, "drop", lambda made, by, now: None, frm="checked", to="dropped")
    with door.opened("test"):
        made = Import.everything.create(
            unit=north, register="x", filename="f", brought_at="2025-01-01T00:00+08:00", state="applied"
        )
    assert drop.possible(made, None).code == "state"
    with pytest.raises(Refused):
        drop(made, by=actor_with(north, "*"))
    assert Import.everything.get().state == "applied"


def test_work_on_many_records_is_all_or_nothing_with_one_line_each(north, actor_with):
    clerk = actor_with(north, "identity.person.import")
    with bulk(Person, "import", by=clerk, unit=north) as work:
        for name in ("样一", "样二"):
            work.add(Person.everything.create(name=name, unit=north), {})
    assert Event.objects.filter(verb="identity.person.import").count() == 2
    with pytest.raises(ZeroDivisionError), bulk(Person, "import", by=clerk, unit=north) as work:
        work.add(Person.everything.create(name="样三", unit=north), {})
        _ = 1 / 0
    assert not Person.everything.filter(name="样三").exists()
    assert Event.objects.count() == 2


def test_work_on_many_records_asks_for_the_permission_at_the_unit(north, south, actor_with):
    with pytest.raises(PermissionDenied), bulk(Person, "import", by=actor_with(south, "*"), unit=north):
        raise AssertionError("must not come so far")


def test_a_persons_name_stands_in_the_trail_as_a_commitment_only(north, actor_with):
    person = make_person(north, "阿依古丽·样例")
    Deed(Person, "rename", _rename)(person, by=actor_with(north, "*"), name="𬱖示川")
    changes = Event.objects.get().changes
    assert "阿依古丽" not in changes
    assert "𬱖" not in changes
    assert changes.startswith('{"*":["c:') and changes.endswith('","name"]}')


def _open_on(unit, by, now, day):
    unit.opened_on = day


@pytest.mark.parametrize("slip", [date(2199, 1, 1), date(25, 3, 1), date(9999, 12, 31)])
def test_a_day_further_ahead_than_anybody_plans_or_longer_ago_than_anybody_lived_is_refused(
    north, actor_with, slip
):
    opens = Deed(Unit, "open_on", _open_on)
    by, now = actor_with(north, opens.permission), datetime(2025, 11, 3, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        opens(north, by=by, now=now, day=slip)
    assert [*refused.value.problems] == ["day"], "beside the field that was filled in"
    assert opens(north, by=by, now=now, day=date(2075, 1, 1)).opened_on.year == 2075


def test_a_new_record_is_looked_at_before_anything_is_reckoned_with_its_days(agency, actor_with):
    reckoned = []
    made = Deed(Unit, "found", lambda unit, by, now: reckoned.append(unit), new=True)
    unit = Unit(code="N9", name="新站", parent=agency, kind="station", opened_on=date(9999, 12, 31))
    with pytest.raises(Refused) as refused:
        made(unit, by=actor_with(agency, made.permission), now=datetime(2025, 11, 3, tzinfo=UTC))
    assert ([*refused.value.problems], reckoned) == (["opened_on"], [])


def test_what_may_be_there_but_once_is_told_by_what_is_the_same(agency, north, actor_with):
    made = Deed(Unit, "found", lambda unit, by, now: None, new=True)
    twin = Unit(code=north.code, name="又一站", parent=agency, kind="station")
    with pytest.raises(Refused) as refused:
        made(twin, by=actor_with(agency, made.permission), now=datetime(2025, 11, 3, tzinfo=UTC))
    assert (refused.value.code, [*refused.value.problems]) == ("not_unique", ["code"])
