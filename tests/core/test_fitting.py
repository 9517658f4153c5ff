"""What does not fit is refused beside its field, whichever way it came."""

from decimal import Decimal

import pytest
from django.db import models

from banyan.core import door
from banyan.core.deeds import Deed
from banyan.core.fitting import MOST_CHARACTERS, check_answers, check_columns
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Person
from banyan.core.registers import forms
from banyan.foundation.refusal import Refused
from tests.makers import make_person, make_unit


class Shelf(models.Model):
    name = models.CharField("名", max_length=4)
    shelves = models.PositiveSmallIntegerField("层")
    books = models.IntegerField("册")
    price = models.DecimalField("价", max_digits=6, decimal_places=2)
    told = models.TextField("话")

    class Meta:
        app_label = "fitting"
        managed = False

    def __str__(self):
        return self.name


def told(**values):
    with pytest.raises(Refused) as refused:
        check_columns(Shelf(**values))
    return refused.value.problems


def test_a_column_says_what_it_has_no_room_for():
    assert list(told(name="一二三四五")) == ["name"]
    assert list(told(shelves=40_000)) == ["shelves"]
    assert list(told(books=3_000_000_000)) == ["books"]
    assert list(told(price=Decimal("10000"), name="一二三四五")) == ["name", "price"]
    assert list(told(told="长\0短")) == ["told"]
    check_columns(Shelf(name="一二𠮷四", shelves=3, books=-2, price=Decimal("9999.99"), told="长" * 60_000))


def test_nobody_answers_a_question_with_a_book():
    check_answers({"reason": "长" * MOST_CHARACTERS, "count": 3})
    with pytest.raises(Refused) as refused:
        check_answers({"reason": "长" * (MOST_CHARACTERS + 1), "count": 3})
    assert list(refused.value.problems) == ["reason"]


@pytest.mark.django_db
def test_a_deed_and_a_record_ask_whether_it_fits():
    def _rename(person, by, now, name: str):
        person.name = name

    person = make_person(make_unit("F1"), "样甲")
    rename = Deed(Person, "rename", _rename)
    for name in ("样" * 81, "样" * (MOST_CHARACTERS + 1)):
        with pytest.raises(Refused) as refused:
            rename(person, by=system_actor("test"), name=name)
        assert list(refused.value.problems) == ["name"]
    with door.opened("test"):
        assert Person.everything.get().name == "样甲"


def test_a_form_of_a_rooms_own_making_has_the_same_bounds(north, actor_with):
    from django.http import QueryDict

    from banyan.core.registers.declaration import register_for

    told = QueryDict(mutable=True)
    told.update({"question": "长" * (MOST_CHARACTERS + 1), "expected": "9" * 20})
    by = actor_with(north, "*")
    for name, field in (("rulebook.interpretation", "question"), ("services.activity", "expected")):
        form = forms.record_form(register_for(name), by, None, told)
        assert field in form.errors
        assert "9223372036854775807" not in str(form.errors)


def test_a_form_says_the_bound_and_lets_the_browser_cut_nothing_off():
    long, small = forms.drawn(Shelf._meta.get_field("told")), forms.drawn(Shelf._meta.get_field("shelves"))
    assert long.max_length == MOST_CHARACTERS
    assert "maxlength" not in long.widget.attrs
    assert small.max_value == 30_000
