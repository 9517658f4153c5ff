"""The one form of the room that asks more than its record keeps: a name beside an employment."""

import pytest

from banyan.core.identity.models import Person
from banyan.domains.staff.models import Employee
from tests.makers import make_grant, make_person, make_user

NEW = {
    "name": "样新人",
    "employment": "full_time",
    "share": "1",
    "hired_on": "2025-03-01",
    "number": "",
    "social_worker": "on",
}


@pytest.fixture
def clerk(client, north):
    """A browser of somebody who keeps the staff of the northern station."""
    user = make_user(north, person=make_person(north, "样管理"))
    make_grant(user, north, "staff.*", "identity.*.view")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_hiring_by_form_makes_person_and_employment(clerk, north):
    answer = clerk.post("/staff/employee/new/", {**NEW, "unit": north.public_id})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    employee = Employee.everything.select_related("person").get()
    assert (employee.person.name, employee.unit, employee.number, employee.social_worker) == (
        "样新人",
        north,
        "S0001",
        True,
    )


def test_a_form_without_a_name_comes_back_with_the_reason(clerk, north):
    answer = clerk.post("/staff/employee/new/", {**NEW, "unit": north.public_id, "name": ""})
    assert answer.status_code == 422 and not Employee.everything.exists()


def test_nobody_is_hired_by_form_into_another_station(clerk, south):
    answer = clerk.post("/staff/employee/new/", {**NEW, "unit": south.public_id})
    assert answer.status_code == 422 and not Person.everything.filter(name="样新人").exists()


def test_a_name_is_corrected_on_the_same_form(clerk, north):
    clerk.post("/staff/employee/new/", {**NEW, "unit": north.public_id})
    employee = Employee.everything.get()
    page = f"/staff/employee/{employee.public_id}/edit/"
    assert "样新人" in clerk.get(page).content.decode()
    sent = {
        **NEW,
        "unit": north.public_id,
        "number": employee.number,
        "name": "样旧人",
        "version": employee.version,
    }
    answer = clerk.post(page, sent)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Employee.everything.select_related("person").get().person.name == "样旧人"


def test_a_phone_is_read_by_the_rules_of_the_roster(clerk, north):
    answer = clerk.post("/staff/employee/new/", {**NEW, "unit": north.public_id, "phone": "123"})
    assert answer.status_code == 422
    assert (
        clerk.post(
            "/staff/employee/new/", {**NEW, "unit": north.public_id, "phone": "１３８００００００００"}
        ).status_code
        == 302
    )
    assert Employee.everything.get().phone == "13800000000"


def test_the_parts_of_an_employees_page_load(clerk, north):
    clerk.post("/staff/employee/new/", {**NEW, "unit": north.public_id})
    employee = Employee.everything.get()
    for part in ("posts", "qualifications", "history"):
        assert clerk.get(f"/staff/employee/{employee.public_id}/panel/{part}/").status_code == 200, part
