"""Sums in the foot of a list, and headings over the fields of a long form."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.core.registers.declaration import Register, Words, grouped, register_for, registers
from banyan.core.registers.forms import form_class
from banyan.core.registers.listing import Listing
from banyan.core.registers.writing import Sheet
from banyan.domains.staff.models import Area, Population


@pytest.fixture
def three_counts(north, make_area):
    """Three counts of people, so that a sum over some of them differs from the sum over all."""
    with door.opened("test"):
        for number, people in (("A1", 100), ("A2", 20), ("A3", 3)):
            Population.everything.create(
                area=make_area(north, number), kind="resident", people=people, counted_on=date(2025, 1, 1)
            )


def foot(query=""):
    register = register_for("finance.bankline")
    return Listing(register, system_actor("test"), QueryDict(query), date(2025, 12, 31)).foot


def summed(query=""):
    """The foot of a register over the counts, whose column of people is summed."""
    from banyan.core.registers.columns import Column

    made = Register(
        model=Population,
        words=Words("counts", "none"),
        area="staff",
        columns=("area", Column("people", sums=True), "counted_on"),
        filters=("area",),
        order="-id",
    )
    with door.opened("test"):
        return Listing(made, system_actor("test"), QueryDict(query), date(2025, 12, 31)).foot


def test_the_foot_sums_all_that_the_list_answers_and_nothing_else(three_counts):
    assert [cell.text for cell in summed() if cell.label] == ["123"]
    with door.opened("test"):
        area = Area.everything.get(number="A2")
    assert [cell.text for cell in summed(f"area={area.public_id}") if cell.label] == ["20"]


def test_a_sum_of_money_has_two_decimals_whatever_the_database_adds():
    from banyan.core.registers import sums
    from banyan.core.registers.columns import columns_of

    register = register_for("finance.voucher")
    column = next(each for each in columns_of(register) if each.sums)
    assert sums._cell(register.model, column, Decimal("1740544.45000000")).text == "1,740,544.45"


def test_the_sum_costs_one_statement_and_a_list_without_sums_none(
    three_counts, django_assert_num_queries, north
):
    with django_assert_num_queries(2):
        summed()
    register = register_for("staff.area")
    with door.opened("test"), django_assert_num_queries(1):
        assert Listing(register, system_actor("test"), QueryDict(""), date(2025, 12, 31)).foot == []


def test_an_empty_list_has_no_foot(db):
    assert foot() == []


def test_only_number_fields_of_the_model_are_summed():
    from banyan.core.registers.columns import columns_of, field_of

    summed_columns = [
        (register, column) for register in registers() for column in columns_of(register) if column.sums
    ]
    assert len(summed_columns) >= 8
    assert all(field_of(register.model, column.name) is not None for register, column in summed_columns)
    assert all(column.numeric for _register, column in summed_columns)


def test_every_field_of_a_long_form_stands_under_one_heading_and_none_is_lost(world_of_forms):
    for register, form in world_of_forms:
        named = [field.name for group in Sheet(register, form).groups for field in group.fields]
        assert sorted(named) == sorted(form.fields), register.name


def test_a_heading_names_fields_that_the_form_has():
    long = [register for register in registers() if getattr(register.fields, "groups", ())]
    assert len(long) >= 5
    for register in long:
        asked = set(form_class(register, True).base_fields)
        assert {name for _label, names in register.fields.groups for name in names} <= asked, register.name


def test_grouped_fields_are_still_the_names_in_order():
    fields = grouped(("one", ("a", "b")), ("two", ("c",)))
    assert fields == ("a", "b", "c")


@pytest.fixture
def world_of_forms(north):
    from banyan.core.registers.forms import record_form

    by = system_actor("test")
    return [(each, record_form(each, by)) for each in registers() if each.create is not None]
