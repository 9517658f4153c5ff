"""What a spreadsheet refuses across the fields of a row, the form refuses in the same words."""

import inspect
from datetime import timedelta

import pytest
from django.http import QueryDict

from banyan.core import clock, door
from banyan.core.registers.across import Looked
from banyan.core.registers.declaration import register_for, registers
from banyan.core.registers.forms import record_form
from banyan.core.ui.wording import say
from banyan.foundation.sheets import Row
from tests.batteries.writing import sent

pytestmark = pytest.mark.django_db

#: For each register: fields that contradict each other, on the form or kept on the record, and the check that says so.
CROSSED = (
    ("staff.population", {"people": "10", "women": "11"}, {}, "women_are_among_the_people"),
    ("identity.unit", {"opened_on": "2025-02-01", "closed_on": "2025-01-01"}, {}, "closes_after_opening"),
    (
        "projects.indicator",
        {"starts_on": "2025-06-01", "ends_on": "2025-05-01"},
        {},
        "contract_ends_after_it_begins",
    ),
    ("services.serviceuser", {"born_on": "2020-01-01", "guardian_name": ""}, {}, "check_guardian"),
    ("staff.employee", {"hired_on": "2025-03-01"}, {"left_on": "2025-02-01"}, "days_follow_each_other"),
)
#: Checks that refuse and can never meet a form: the project's form does not ask for the contract's days, nor the
#: volunteer's for those of the insurance, which is a record of its own.
NOT_ASKED = {
    ("projects.project", "contract_ends_after_it_begins"), ("services.volunteer", "check_insurance"),
}  # fmt: skip


def filled(name, by, place, given, kept):
    """The form of the station's record with these answers, over a record that keeps those values."""
    register = register_for(name)
    with door.opened("test"):
        record = place.record(register.model)
        for field, value in kept.items():
            setattr(record, field, type(record)._meta.get_field(field).to_python(value))
        data = QueryDict(mutable=True)
        for field, value in (sent(record_form(register, by, record), place) | given).items():
            data.setlist(field, value if isinstance(value, list) else [value])
    return register, record_form(register, by, record, data)


@pytest.mark.parametrize(("name", "given", "kept", "check"), CROSSED)
def test_form_and_sheet_refuse_a_contradiction_in_the_same_words(name, given, kept, check, world):
    register, form = filled(name, world.north.actor(), world.north, given, kept)
    assert not form.is_valid()
    told = " ".join(str(error) for errors in form.errors.values() for error in errors)
    sheet = register.intake.sheet
    values = dict.fromkeys(sheet.names) | {
        field: sheet.by_name[field].reader.read(value).value for field, value in (kept | given).items()
    }
    looked = Looked(lambda: {"terms": None})
    assert clock.today() == looked["today"]
    wanted = next(each for each in sheet.checks if each.__name__ == check)
    found = [each for each in wanted(Row(0, dict(given), values, looked)) if each.severity == "error"]
    assert found
    assert all(say(each.message) in told for each in found)


def test_every_check_that_refuses_is_among_them():
    refusing = {
        (register.name, check.__name__)
        for register in registers()
        if register.intake and (register.create or register.edit)
        for check in register.intake.sheet.checks
        if ".error(" in inspect.getsource(check)
    }
    assert refusing - NOT_ASKED == {(name, check) for name, _given, _kept, check in CROSSED}


def test_a_day_that_has_not_come_is_refused_on_the_form_as_in_the_sheet(world):
    tomorrow = (clock.today() + timedelta(1)).isoformat()
    _register, form = filled(
        "services.serviceuser", world.north.actor(), world.north, {"born_on": tomorrow}, {}
    )
    assert "born_on" in form.errors


def test_without_the_contradiction_nothing_is_said(world):
    _register, form = filled(
        "staff.population", world.north.actor(), world.north, {"people": "12", "women": "11"}, {}
    )
    assert "women" not in form.errors
