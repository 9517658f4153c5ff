"""The batteries are worth what their world is worth."""

import pytest

from banyan.core import door
from tests.batteries.planting import kinds

pytestmark = pytest.mark.django_db


def test_every_kind_of_record_stands_at_both_stations(world):
    assert world.missing == []
    for model in kinds():
        with door.opened("test"):
            for place in (world.north, world.south):
                record = place.record(model)
                home = record.home() if record.unit_lookup else place.unit
                assert home.path.startswith(place.unit.path), model
    assert len(kinds()) >= 20


def test_each_station_s_texts_carry_its_canary(world):
    carrying = 0
    for model in kinds():
        with door.opened("test"):
            record = world.south.record(model)
            texts = [str(getattr(record, field.name, "")) for field in model._meta.concrete_fields]
        carrying += any(world.south.canary in text for text in texts)
    assert carrying >= len(kinds()) - 6
