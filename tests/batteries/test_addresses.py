"""The permission matrix: every address, four visitors, both methods."""

from collections import Counter
from zlib import crc32

import pytest

from tests.batteries.addresses import walk
from tests.batteries.probing import outcomes, reached
from tests.repeated import LATER

pytestmark = pytest.mark.django_db

FEWEST_ADDRESSES = 400
FEWEST_REQUESTS = 3_000
LEAST_REACHED = 0.95
PARTS = 3


def test_every_address_stands_in_the_permission_table():
    addresses = list(walk())
    unlisted = [address.route for address in addresses if address.access is None]
    assert unlisted == []
    assert len(addresses) >= FEWEST_ADDRESSES


def test_every_named_permission_belongs_to_a_kind_of_record_that_exists():
    from django.apps import apps

    for address in walk():
        if address.access and address.access.permission:
            room, kind, _verb = address.access.permission.split(".")
            assert apps.get_model(room, kind) is not None, address.route


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=LATER) for part in range(1, PARTS))])
def test_nobody_opens_more_than_they_may(world, say, part):
    found = list(outcomes(world, lambda address: crc32(address.route.encode()) % PARTS == part))
    wrong = [str(outcome) for outcome in found if outcome.wrong]
    opened, every = reached(found)
    told = dict(Counter(outcome.who for outcome in found))
    say(f"matrix: {len(found)} requests, {len(wrong)} mismatches, {opened} of {every} reached, {told}")
    assert wrong == []
    assert len(found) >= FEWEST_REQUESTS
    assert opened / every >= LEAST_REACHED
