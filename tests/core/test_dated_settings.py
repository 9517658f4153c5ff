"""The value that was valid on the day of the fact."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from banyan.core import dated
from banyan.core.dated import deeds
from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import declared
from banyan.core.dated.words import coded, named, read, written
from banyan.foundation.refusal import Refused
from tests.makers import make_grant, make_unit, make_user

dated.declare("test.days", 7, "Days")
dated.declare("test.limits", (10, 20), "Limits")
pytestmark = pytest.mark.django_db


def _set(unit, by, text, day, basis="决议 1 号", key="test.days"):
    deeds.set_value(DatedSetting(unit=unit, key=key), by=by, text=text, valid_from=day, basis=basis)


def test_before_anything_is_set_the_default_holds(north):
    assert dated.value("test.days", date(2025, 1, 1), north) == 7


def test_a_value_holds_from_its_day_and_earlier_facts_keep_theirs(north, actor_with):
    boss = actor_with(north, "dated.*")
    _set(north, boss, "5", date(2025, 6, 1))
    assert dated.value("test.days", date(2025, 5, 31), north) == 7
    assert dated.value("test.days", date(2025, 6, 1), north) == 5


def test_the_nearest_unit_decides(agency, north, south, actor_with):
    head = actor_with(agency, "dated.*")
    _set(agency, head, "6", date(2025, 1, 1))
    _set(north, head, "3", date(2025, 2, 1))
    department = make_unit("N1-2", "部门", north, "department")
    assert dated.value("test.days", date(2025, 3, 1), department) == 3
    assert dated.value("test.days", date(2025, 3, 1), south) == 6


def test_a_value_of_another_kind_or_without_a_basis_is_refused(north, actor_with):
    boss = actor_with(north, "dated.*")
    for given in ({"text": "七"}, {"text": "5", "basis": " "}, {"text": "5", "key": "test.none"}):
        with pytest.raises(Refused):
            _set(north, boss, given.pop("text"), date(2025, 6, 1), **given)
    _set(north, boss, "1，2", date(2025, 6, 1), key="test.limits")
    assert dated.value("test.limits", date(2025, 7, 1), north) == [1, 2]


def test_nobody_sets_values_of_another_station(north, south, actor_with):
    with pytest.raises(PermissionDenied):
        _set(north, actor_with(south, "dated.*"), "5", date(2025, 6, 1))


def test_every_default_is_written_as_it_may_be_typed_again():
    for each in declared():
        kept = list(each.default) if isinstance(each.default, tuple) else each.default
        assert read(each.default, written(each.default)) == kept, each.key


def test_codes_are_shown_in_words_and_read_back_as_codes():
    with translation.override("zh-hans"):
        for each in declared():
            kept = list(each.default) if isinstance(each.default, tuple) else each.default
            shown = written(named(each.default, each.names))
            assert not each.names or not re.search("[a-z]{3}", shown), each.key
            assert read(each.default, coded(shown, each.names)) == kept, each.key


@pytest.mark.parametrize(
    ("like", "text"),
    [
        ([["主管", "1000"]], "主管, 1000；主任"),
        ({"years": 3}, "三年"),
        ({"years": 3}, '{"year": 3}'),
        ({"years": 3}, '{"years": "三"}'),
        (True, "也许"),
        ([3, 6], "三, 6"),
    ],
)
def test_a_value_of_another_kind_is_refused(like, text):
    with pytest.raises(ValueError):
        read(like, text)


def test_rows_and_empty_lists_are_read_as_they_are_written():
    assert read([["主管", "1000"]], "主管，1000；主任，5000") == [["主管", "1000"], ["主任", "5000"]]
    assert read([], "甲, 乙") == ["甲", "乙"]
    assert read([], "") == []


def test_the_page_of_settings_is_chinese_grouped_and_can_be_searched(client, north):
    user = make_user(north, "chief")
    make_grant(user, north, "dated.datedsetting.view", "identity.unit.view")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "zh-hans"
    page = client.get("/settings/dated/").content.decode()
    assert "超过此工作日数上级也可签" in page
    assert ">days<" not in page
    assert " days</b>" not in page
    found = client.get("/settings/dated/", {"q": "没有这样的设定"}).content.decode()
    assert "没有设定含" in found


def test_a_value_that_cannot_be_set_is_answered_beside_its_field_and_nothing_typed_is_lost(client, north):
    user = make_user(north)
    make_grant(user, north, "*")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {"key": "test.days", "text": "viele", "valid_from": "2025-01-01", "basis": "决议 1 号"}
    answer = client.post("/settings/dated/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(r'id="id_text"[^>]*value="viele"[^>]*aria-invalid="true"', page)
    assert 'value="决议 1 号"' in page
    assert 'href="#id_text"' in page
