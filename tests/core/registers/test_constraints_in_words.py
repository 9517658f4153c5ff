"""A broken constraint is told in words beside its field, never by its name."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q
from django.utils import translation

from banyan.core.registers import constraints
from banyan.domains.projects.models import Contract


def broken(name, **values):
    found = next(each for each in Contract._meta.constraints if each.name == name)
    with translation.override("zh-hans"):
        return constraints.told(found, Contract(**values))


def test_a_contract_that_ends_before_it_begins_is_told_beside_its_end():
    given = {"starts_on": date(2025, 6, 1), "ends_on": date(2025, 1, 1)}
    ((name, words),) = broken("contract_ends_after_start", **given)
    assert name == "ends_on"
    assert words.startswith(("不能早于", "须晚于"))


def test_a_negative_amount_is_told_with_its_limit():
    assert broken("contract_amount_not_negative", amount=Decimal(-5)) == [("amount", "不能小于 0。")]


def test_what_no_single_field_is_to_blame_for_names_them_all():
    made = CheckConstraint(condition=Q(number="a") | Q(places__isnull=True), name="one_of_two")
    ((name, words),) = constraints.told(made, Contract(number="b", places=3))
    assert name == ""
    assert "number" not in words or "places" in words


@pytest.mark.django_db
def test_the_form_says_it_and_shows_no_name_of_a_constraint(world_form):
    assert "ends_on" in world_form.errors
    told = str(world_form.errors)
    assert not any(each.name in told for model in apps.get_models() for each in model._meta.constraints)


@pytest.fixture
def world_form(north):
    from django.http import QueryDict

    from banyan.core.identity.actor import system_actor
    from banyan.core.registers.declaration import register_for
    from banyan.core.registers.forms import record_form

    data = QueryDict(mutable=True)
    data.update({"number": "HT-1", "starts_on": "2025-06-01", "ends_on": "2025-01-01", "amount": "-5"})
    form = record_form(register_for("projects.contract"), system_actor("test"), data=data)
    form.is_valid()
    return form
