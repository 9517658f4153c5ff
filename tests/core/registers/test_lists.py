"""The list of a register: reach, filters, pages, counts and views."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from banyan.core.registers import paging, saved_views
from banyan.core.registers.counting import capped_counts
from banyan.core.registers.declaration import register_for
from banyan.core.registers.listing import Listing
from banyan.foundation.refusal import Refused
from tests.makers import TODAY, make_actor

LIST = "/staff/area/"


def listing(actor, query=""):
    return Listing(register_for("staff.area"), actor, QueryDict(query), TODAY)


def numbers(found):
    return [record.number for record in found.page.records]


def test_a_list_shows_what_is_within_reach_and_nothing_else(north, south, make_area, worker_actor):
    make_area(north, "A1")
    make_area(south, "B1")
    found = listing(worker_actor)
    assert numbers(found) == ["A1"]
    assert found.total == found.everything == 1


def test_names_and_numbers_on_a_list_are_links_and_not_their_markup(north, make_area, worker_actor):
    make_area(north, "A1")
    drawn = listing(worker_actor, "").lines
    assert '/">A1</a>' in drawn
    assert "&lt;" not in drawn


def test_every_line_is_met_once_forwards_and_backwards(north, make_area, worker_actor, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 7)
    for serial in range(30):
        make_area(north, f"A{serial:02}")
    forwards, query = [], ""
    while True:
        found = listing(worker_actor, query)
        forwards.append(numbers(found))
        if not found.page.after:
            break
        query = f"after={found.page.after}"
    assert [number for page in forwards for number in page] == [f"A{serial:02}" for serial in range(30)]
    backwards = [numbers(found)]
    while found.page.before:
        found = listing(worker_actor, f"before={found.page.before}")
        backwards.insert(0, numbers(found))
    assert [number for page in backwards for number in page] == [f"A{serial:02}" for serial in range(30)]


def test_lines_with_the_same_key_are_not_lost_between_pages(north, make_area, worker_actor, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 2)
    for serial in range(5):
        make_area(north, f"A{serial}", name="同名")
    seen, query = [], "sort=name"
    while True:
        found = listing(worker_actor, query)
        seen += numbers(found)
        if not found.page.after:
            break
        query = f"sort=name&after={found.page.after}"
    assert sorted(seen) == [f"A{serial}" for serial in range(5)]


def test_a_mark_that_makes_no_sense_leads_to_an_empty_page(north, make_area, worker_actor):
    make_area(north, "A1")
    assert numbers(listing(worker_actor, "after=nonsense")) == []


def test_filters_narrow_and_say_so(north, make_area, worker_actor):
    make_area(north, "A1", kind="street")
    make_area(north, "A2")
    found = listing(worker_actor, "kind=street")
    assert numbers(found) == ["A1"]
    assert [chip.name for chip in found.set_filters] == ["kind"]
    assert "kind" not in found.set_filters[0].drop_url
    assert [chip.name for chip in found.free_filters] == ["unit"]


def test_a_filter_by_unit_takes_in_what_lies_below(agency, north, south, make_area, actor_with):
    make_area(north, "A1")
    make_area(south, "B1")
    everybody = actor_with(agency, "staff.area.*")
    assert numbers(listing(everybody, f"unit={agency.public_id}")) == ["A1", "B1"]
    assert numbers(listing(everybody, f"unit={south.public_id}")) == ["B1"]
    assert numbers(listing(everybody, "unit=nonsense")) == []


def test_an_empty_answer_says_which_filter_keeps_lines_away(north, make_area, worker_actor):
    make_area(north, "A1", kind="street")
    found = listing(worker_actor, f"kind=village&unit={north.public_id}")
    assert found.total == 0
    assert {chip.name: chip.brings for chip in found.set_filters} == {"kind": 1, "unit": 0}


def test_words_are_looked_for_in_the_declared_fields(north, make_area, worker_actor):
    make_area(north, "A1", name="榕树社区")
    make_area(north, "A2", name="木棉社区")
    assert numbers(listing(worker_actor, "q=榕树")) == ["A1"]


def test_chosen_columns_keep_number_and_name(worker_actor):
    found = listing(worker_actor, "col=kind")
    assert [column.name for column in found.columns] == ["number", "name", "kind"]


def test_counts_stop_at_the_cap_and_cost_one_statement(
    north, make_area, worker_actor, django_assert_num_queries
):
    for serial in range(5):
        make_area(north, f"A{serial}")
    reached = register_for("staff.area").model.objects.visible_to(worker_actor)
    with django_assert_num_queries(1):
        assert capped_counts([reached, reached.filter(number="A1"), reached.filter(pk__in=[])], cap=3) == [
            4,
            1,
            0,
        ]


def test_counting_does_not_open_the_door(north, make_area):
    from banyan.core.door import ScopeMissing

    make_area(north, "A1")
    with pytest.raises(ScopeMissing):
        capped_counts([register_for("staff.area").model.objects.filter(number="A1")])


def test_a_view_is_kept_and_shown_as_a_tab(north, make_area, worker_actor):
    make_area(north, "A1", kind="street")
    register = register_for("staff.area")
    saved_views.keep(worker_actor, register, "街道", "kind=street")
    tab = listing(worker_actor, "kind=street").tabs[-1]
    assert (tab.label, tab.current, tab.count) == ("街道", True, 1)
    saved_views.drop(worker_actor, register, tab.own)
    assert [tab.label for tab in listing(worker_actor).tabs if tab.own] == []


def test_a_view_without_a_name_is_refused(worker_actor):
    with pytest.raises(Refused):
        saved_views.keep(worker_actor, register_for("staff.area"), "  ", "kind=street")


def test_nobody_sees_the_views_of_others(north, worker_actor, actor_with):
    register = register_for("staff.area")
    saved_views.keep(worker_actor, register, "街道", "kind=street")
    assert saved_views.of(actor_with(north, "staff.area.*"), register) == []


@pytest.mark.parametrize("rows", [10, 60])
def test_a_list_page_costs_the_same_whatever_its_rows(
    rows, north, make_area, at_work, django_assert_max_num_queries, settings
):
    for serial in range(rows):
        make_area(north, f"A{serial:03}")
    at_work.get(LIST)
    with django_assert_max_num_queries(SESSION_USER_AND_GRANTS + 4):
        page = at_work.get(LIST)
    assert page.status_code == 200


SESSION_USER_AND_GRANTS = 4


def test_somebody_without_the_right_meets_a_closed_door(client, north):
    from tests.makers import make_grant, make_user

    user = make_user(north, "other")
    make_grant(user, north, "staff.population.view")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(LIST).status_code == 403


def test_an_empty_register_says_what_belongs_there(at_work):
    page = at_work.get(LIST).content.decode()
    assert reverse("staff.area.new") in page
    assert 'class="nothing"' in page


def test_the_page_works_without_scripts(north, make_area, at_work):
    make_area(north, "A1")
    page = at_work.get(f"{LIST}?add=kind").content.decode()
    assert 'name="kind" value="street"' in page
    assert "style=" not in page


def test_a_page_with_lines_of_several_stations_names_each_and_a_page_of_one_does_not(
    agency, north, south, make_area
):
    make_area(north, "A1")
    reader, unsaid = make_actor(agency, "staff.*"), "col=name"
    assert "unit" not in {column.name for column in listing(reader, unsaid).columns}
    assert north.name not in listing(reader, unsaid).lines
    make_area(south, "B1")
    lines = listing(reader, unsaid).lines
    assert lines.count(north.name) == lines.count(south.name) == 1
    assert listing(reader).lines.count(north.name) == 1, "the column of the unit says it already"
