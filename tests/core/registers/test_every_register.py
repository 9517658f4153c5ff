"""Whatever a room declares: its list, its empty form and its addresses work."""

import pytest

from banyan.core.registers.addresses import address
from banyan.core.registers.columns import columns_of
from banyan.core.registers.declaration import registers
from banyan.core.registers.filters import filters_of
from banyan.site.menu import MENU
from tests.makers import make_grant, make_user

STATEMENTS = 8
SESSION_USER_AND_GRANTS = 4


@pytest.fixture
def administrator(client, agency, north):
    user = make_user(agency, "administrator")
    make_grant(user, agency, "*")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(params=[register.name for register in registers()])
def register(request):
    return next(each for each in registers() if each.name == request.param)


def test_its_list_opens_within_the_bound(register, administrator, django_assert_max_num_queries):
    administrator.get(address(register, "list"))
    with django_assert_max_num_queries(STATEMENTS + SESSION_USER_AND_GRANTS):
        page = administrator.get(address(register, "list"))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


def test_its_form_opens(register, administrator):
    if register.create is None:
        assert administrator.get(address(register, "new")).status_code == 404
        return
    page = administrator.get(address(register, "new"))
    assert page.status_code == 200
    assert " style=" not in page.content.decode()


def test_every_filter_opens(register, administrator):
    for each in filters_of(register):
        assert administrator.get(f"{address(register, 'list')}?add={each.name}").status_code == 200


def test_every_column_has_a_name_and_one_leads_to_the_record(register):
    columns = columns_of(register)
    assert all(str(column.label).strip() for column in columns)
    assert {"number", "name"} & {column.role for column in columns}


def test_every_table_that_can_be_brought_in_is_reached_from_a_list_of_the_menu():
    listed = {entry.name for area in MENU for entry in area.pages}
    for each in filter(lambda each: each.intake, registers()):
        offered_at = {each.name, each.entry.beside[0] if each.entry.beside else each.name}
        assert {f"{name}.list" for name in offered_at} & listed, each.name
