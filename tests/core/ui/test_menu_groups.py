"""Groups of the menu: pages that belong together stand closed until one of them is open."""

import pytest

from banyan.core.identity.actor import Actor, Right, system_actor
from banyan.core.ui.menu import here, menu_at


def projects_at(path, actor):
    return next(line for line in menu_at(actor, here(actor, path)) if line.url == "/projects/cockpit/")


@pytest.fixture
def everybody():
    return system_actor("menu")


def test_the_group_of_the_open_page_is_open_and_the_others_are_not(everybody):
    groups = [line for line in projects_at("/projects/meeting/", everybody).children if line.children]
    assert [line.inside for line in groups].count(True) == 1
    inside = next(line for line in groups if line.inside)
    assert [page.current for page in inside.children if page.url == "/projects/meeting/"] == [True]


def test_a_page_in_a_group_opens_its_area(everybody):
    assert projects_at("/projects/meeting/", everybody).inside
    assert not projects_at("/services/activity/", everybody).inside


def test_a_group_of_which_one_page_may_be_entered_is_that_page():
    actor = Actor(user=object(), rights=(Right(("projects.meeting.view",), "/"),))
    (area,) = (line for line in menu_at(actor, here(actor, "/")) if line.children)
    assert [(line.url, line.children) for line in area.children] == [("/projects/meeting/", ())]
