"""The staff room's own screens: what they show, what they open, and to whom."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.domains.staff import public
from banyan.domains.staff.models import Employee
from tests.makers import make_grant, make_person, make_user

DAY = "2025-12-31"
PAGES = ("chart/", "chart/print/", "ratios/", "mismatches/", "mismatches/due/", "responsibilities/")
EVERYTHING = ("staff.*", "identity.*.view")
COUNTED = re.compile(r'data-count="(\d+)"')


@pytest.fixture
def signed_in(client):
    """`signed_in(unit, *permissions)`: a browser with somebody's session."""

    def enter(unit, *permissions):
        user = make_user(unit, person=make_person(unit, "样管理"))
        make_grant(user, unit, *(permissions or EVERYTHING))
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


@pytest.mark.clause("P1.1")
def test_the_chart_draws_five_levels_with_advisers_beside_and_vacancies_said(units, signed_in):
    text = page(signed_in(units["U-G"]), f"/staff/chart/?unit=U-G&on={DAY}")
    assert text.count("<h1") == 1
    assert text.count('class="seat') == 15 + 3
    assert text.count('class="seat advises') == 1 and text.count('class="seat vacant') == 2


@pytest.mark.clause("P1.1")
def test_the_chart_of_an_earlier_day_shows_who_was_in_office_then(units, signed_in):
    client = signed_in(units["U-G"])
    assert "黄示豪" in page(client, f"/staff/chart/?on={DAY}")
    assert "黄示豪" not in page(client, "/staff/chart/?on=2025-09-13")


def test_posts_above_the_centre_are_drawn_without_their_holders(units, signed_in):
    text = page(signed_in(units["U-G"]), f"/staff/chart/?on={DAY}")
    assert "项目总监" in text and "罗样宁" not in text and "温示贤" not in text


def test_a_screen_offers_a_print_form_of_the_chart(units, signed_in):
    text = page(signed_in(units["U-G"]), f"/staff/chart/print/?on={DAY}")
    assert "paper-lying" in text and text.count("<h1") == 1


@pytest.mark.clause("P2.1")
def test_every_figure_of_the_ratios_opens_exactly_that_many_records(units, signed_in):
    client = signed_in(units["U-G"])
    page(client, f"/staff/ratios/?unit=U-G&on={DAY}")
    for line in public.ratio(units["U-G"], date(2025, 12, 31))["ratios"]:
        text = page(client, line["workers_url"])
        assert int(COUNTED.search(text)[1]) == line["workers"] == text.count("<tr>") - 1, line["basis"]


def test_filled_and_vacant_places_are_listed_one_by_one(units, signed_in):
    client = signed_in(units["U-G"])
    for basis, count in (("filled", 20), ("vacant", 2)):
        text = page(client, f"/staff/ratios/U-G/{basis}/?on={DAY}")
        assert int(COUNTED.search(text)[1]) == count


def test_the_ratios_name_each_basis_beside_its_figure(units, signed_in):
    text = page(signed_in(units["U-G"]), f"/staff/ratios/?on={DAY}")
    assert "1 : 5,650" in text and "1 : 8,071" in text and "1 : 16,143" in text and "113,000" in text


def test_the_population_behind_a_ratio_is_listed_with_day_and_source(units, signed_in):
    text = page(signed_in(units["U-G"]), f"/staff/ratios/U-G/population/registered/?on={DAY}")
    assert "61,200" in text and "2024-12-31" in text and "派出所" in text


def test_areas_nobody_counted_are_named_at_the_agency(units, signed_in):
    text = page(signed_in(units["U0"]), f"/staff/ratios/U0/population/resident/?on={DAY}")
    assert "S-A" in text and "113,000" in text


@pytest.mark.clause("P1.6")
def test_mismatches_and_open_questions_are_two_lists(units, signed_in):
    client = signed_in(units["U-G"])
    assert COUNTED.findall(page(client, f"/staff/mismatches/?on={DAY}")) == ["3"]
    Employee.everything.filter(number="S001").update(frontline_years=1, management_years=0)
    text = page(client, f"/staff/mismatches/?on={DAY}")
    assert COUNTED.findall(text) == ["2", "3"]
    assert "一线≥3年" in text and "管理≥1年" in text


def test_what_has_run_out_is_listed_by_kind_with_its_days(units, signed_in):
    text = page(signed_in(units["U-G"]), f"/staff/mismatches/due/?on={DAY}")
    assert [int(count) for count in COUNTED.findall(text)] == [1, 1, 16, 2, 2, 3]
    assert text.count("<tr>") == 25 + 6


def test_a_worker_of_another_centre_finds_nothing_of_this_one(units, signed_in):
    client = signed_in(units["U-A"])
    for address in PAGES:
        assert client.get(f"/staff/{address}?unit=U-G").status_code == 404, address
        text = page(client, f"/staff/{address}")
        assert "何示芳" not in text and "长者部" not in text
    for basis in ("incumbents", "established", "vacant", "contract"):
        assert client.get(f"/staff/ratios/U-G/{basis}/").status_code == 404
    assert client.get("/staff/ratios/U-G/population/resident/").status_code == 404


def test_figures_may_be_seen_without_a_right_to_the_people_behind_them(units, signed_in):
    client = signed_in(units["U-G"], "staff.population.view")
    text = page(client, f"/staff/ratios/?on={DAY}")
    assert "1 : 5,650" in text and "/staff/ratios/U-G/incumbents/" not in text
    assert client.get("/staff/ratios/U-G/incumbents/").status_code == 403
    assert client.get("/staff/chart/").status_code == 403


def test_a_day_that_is_none_is_refused_with_its_reason(units, signed_in):
    assert signed_in(units["U-G"]).get("/staff/chart/?on=2025-02-30").status_code == 409


def test_an_unknown_basis_or_kind_of_residents_is_not_found(units, signed_in):
    client = signed_in(units["U-G"])
    for address in ("ratios/U-G/astronauts/", "ratios/U-G/population/martians/", "ratios/?kind=martians"):
        assert client.get(f"/staff/{address}").status_code == 404


def test_an_empty_station_says_what_belongs_here(units, signed_in):
    client = signed_in(units["U-A"])
    for address in PAGES:
        assert page(client, f"/staff/{address}").count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_at_most_eight_statements(units, signed_in, address):
    client = signed_in(units["U-G"])
    page(client, f"/staff/{address}")
    with CaptureQueriesContext(connection) as told:
        page(client, f"/staff/{address}")
    own = [
        q["sql"]
        for q in told
        if not re.search(
            r"django_session|identity_user|identity_grant|identity_installation|SAVEPOINT", q["sql"]
        )
    ]
    assert len(own) <= 8, own
