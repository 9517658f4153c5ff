"""Finding by words: from the hits to their records, through the same door as every list."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from banyan.core import door
from banyan.core.identity.actor import Actor, Right
from banyan.core.inserting import insert_records, refresh_statistics
from banyan.core.search.finding import answering, find
from banyan.core.search.keeping import Entry, put_all
from banyan.domains.services.models import ServiceUser
from tests.makers import make_unit

pytestmark = pytest.mark.django_db


def _residents(station, names):
    with door.opened("test"):
        made = [
            ServiceUser.everything.create(unit=station, number=f"R{place:04}", name=name)
            for place, name in enumerate(names)
        ]
        put_all([Entry(each, each.name, names=(each.name,)) for each in made])
    return made


def _reading(station, scope=None):
    return Actor(user=object(), rights=(Right(("services.serviceuser.view",), station.path, scope),))


def test_what_is_found_is_narrowed_to_the_places_where_it_may_be_seen():
    here, there = make_unit("N1"), make_unit("S1")
    mine, _other = _residents(here, ["王示安"])[0], _residents(there, ["王示平"])
    assert [each.object_id for each in find("王示", _reading(here))] == [mine.public_id]
    assert find("王示", _reading(here, scope=uuid4())) == []
    assert find("王示", Actor(user=object())) == []


def test_a_list_that_is_searched_starts_from_the_hits_and_not_from_the_order_of_the_list():
    if connection.vendor != "sqlite":
        pytest.skip("the other database plans by itself")
    station = make_unit("N1")
    _residents(station, ["王示安"])
    with door.opened("test"):
        many = [ServiceUser(unit=station, number=f"L{place:04}", name="李样") for place in range(3_000)]
        insert_records(ServiceUser, many)
        refresh_statistics()
        found = ServiceUser.everything.filter(answering("services.serviceuser", "王示"), unit=station)
        plan = found.order_by("name_key", "pk")[:51].explain()
    assert "USING INTEGER PRIMARY KEY (rowid=?)" in plan.splitlines()[0], plan


def test_the_filter_of_a_kind_leaves_its_own_hits():
    mine = _residents(make_unit("N1"), ["王示安", "李样平"])[0]
    with door.opened("test"):
        found = ServiceUser.everything.filter(answering("services.serviceuser", "王示"))
        assert [each.pk for each in found] == [mine.pk]
