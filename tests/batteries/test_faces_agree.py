"""Screen, export and API show the same records; form and import understand the same values."""

import pytest

from banyan.core import door
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import registers
from banyan.core.registers.forms import record_form
from tests.batteries import faces

pytestmark = pytest.mark.django_db

HOSTILE = (
    "", "  ", "　", "１２", "2025-13-45", "2025/02/30", "=1+1", "13800000000.0", "x" * 6000, "\x00", "1e5", "北 京",
    "男", "是", "0", "-1", "99999999999999999999", "2025-12-01", "12:61",
)  # fmt: skip


def test_every_register_has_a_list_a_page_an_api_and_the_same_records_in_each(world):
    every = list(registers())
    assert len(every) >= 15
    for register in every:
        shown, listed = faces.on_screen(register, world.north), faces.in_api(register, world.north)
        assert shown == listed, register.name
        with door.opened("test"):
            assert world.north.record(register.model).public_id in shown, register.name


def test_an_export_has_as_many_rows_as_the_list(world):
    for register in faces.with_export():
        rows = [line for line in faces.exported(register, world.north, "csv").splitlines() if line.strip()]
        listed = faces.total_in_api(register, world.north)
        assert len(rows) - 1 >= listed, register.name
        assert len(rows) <= listed + 3, f"{register.name}: a header, and at most two lines about the file"


def test_form_and_import_accept_and_refuse_the_same(world):
    compared = 0
    for register in (each for each in registers() if each.intake):
        by = world.north.actor()
        for name, reader in record_form(register, by).readers.items():
            for value in HOSTILE:
                accepted = _form_accepts(register, by, name, value)
                if value.strip():
                    assert not accepted or reader.read(value).ok, f"{register.name}.{name}: {value[:20]!r}"
                compared += 1
    assert compared >= 100


def _form_accepts(register, by, name: str, value: str) -> bool:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    data[name] = value
    form = record_form(register, by, data=data)
    form.is_valid()
    return name not in form.errors


def test_every_register_that_takes_spreadsheets_offers_its_template(world):
    taking = [register for register in registers() if register.intake]
    assert len(taking) >= 5
    for register in taking:
        answer = world.north.client().get(f"{address(register, 'list')}import/template.xlsx")
        assert answer.status_code == 200, register.name
        titles = [column.header for column in register.intake.sheet.columns]
        assert all(title in faces.text_of(answer) for title in titles), register.name
