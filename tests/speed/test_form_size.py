"""A form does not grow with the number of people (speed goal Q18)."""

import pytest

from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import register_for, registers
from tests.speed.test_statements import register_people

LARGEST = 40_000
NAMES = [register.name for register in registers() if register.create is not None]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_small_however_many_people_there_are(name, north, master):
    url = address(register_for(name), "new")
    register_people(north, 300)
    before = len(master.get(url).content)
    register_people(north, 900, first=301)
    assert len(master.get(url).content) == before <= LARGEST
