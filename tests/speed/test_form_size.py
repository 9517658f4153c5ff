"""A form does not grow with the number of people (speed goal Q18)."""

from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import register_for, registers
from tests.speed.test_statements import register_people

LARGEST = 40_000
NAMES = [register.name for register in registers() if register.create is not None]
FEW, MANY = 300, 1200


def sizes(master) -> dict[str, int]:
    """How long the empty form of each register is, in bytes."""
    return {name: len(master.get(address(register_for(name), "new")).content) for name in NAMES}


def test_a_form_is_small_however_many_people_there_are(north, master):
    register_people(north, FEW)
    before = sizes(master)
    register_people(north, MANY - FEW, first=FEW + 1)
    after = sizes(master)
    assert {name: (before[name], after[name]) for name in NAMES if before[name] != after[name]} == {}
    assert {name: size for name, size in after.items() if size > LARGEST} == {}
