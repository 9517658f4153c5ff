"""Nothing can be written that no form offers, and no relation can be bent to another station."""

import pytest

from tests.batteries import writing

pytestmark = pytest.mark.django_db


def test_a_relation_takes_records_of_the_own_station_and_no_others(world, say):
    found = list(writing.foreign_relations(world))
    say(f"relations: {len(found)} fields")
    assert [name for name, _own, foreign in found if foreign] == []
    assert len(found) >= 20
    taken = [name for name, own, _foreign in found if own]
    assert len(taken) >= len(found) * 3 // 4, "fields that refuse everything prove nothing"


def test_no_page_makes_a_record_with_a_foreign_relation(world):
    assert list(writing.foreign_posts(world)) == []


def test_no_edit_page_changes_a_field_that_it_does_not_offer(world):
    found = dict(writing.smuggled(world))
    assert {name: changed for name, changed in found.items() if changed} == {}
    assert len(found) >= 5


def test_every_body_of_the_api_refuses_a_field_too_many(world):
    assert list(writing.unlisted_in_api(world)) == []
