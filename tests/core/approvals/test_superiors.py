"""Who stands above somebody on the line of command, and how a request finds its way there."""

import pytest

from banyan.core import approvals, door
from banyan.core.approvals import resolving, stops
from banyan.core.approvals.resolving import StepPlan, superior_by_posts
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import DAY, signs
from tests.makers import make_appointment, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(station):
    """The asker stands below a vacant deputy, an adviser, and the director."""
    director = make_post(station.unit, "主任")
    adviser = make_post(station.unit, "督导", superior=director, relation="advises")
    deputy = make_post(station.unit, "副主任", superior=adviser)
    worker = make_post(station.unit, "社工", superior=deputy)
    make_appointment(station.director.person, director)
    make_appointment(station.stranger.person, adviser)
    make_appointment(station.asker.person, worker)
    return {"director": director, "adviser": adviser, "deputy": deputy, "worker": worker}


@pytest.mark.clause("P1.1", "P1.2")
def test_routing_passes_over_vacant_posts_and_never_goes_to_an_adviser(station, posts):
    found = superior_by_posts(station.asker.person, DAY, station.unit)
    assert found == resolving.Signers((station.director.person.pk,), posts["director"].pk, ("副主任",))


def test_an_acting_holder_of_the_next_post_is_the_superior(station, posts):
    make_appointment(station.second_director.person, posts["deputy"], acting=True)
    found = superior_by_posts(station.asker.person, DAY, station.unit)
    assert found.persons == (station.second_director.person.pk,)


def test_nobody_commands_an_adviser_and_nobody_stands_above_the_top(station, posts):
    assert superior_by_posts(station.stranger.person, DAY, station.unit).persons == ()
    assert superior_by_posts(station.director.person, DAY, station.unit).persons == ()


def test_a_circle_of_posts_ends(station, posts):
    with door.opened("test"):
        posts["director"].superior = posts["worker"]
        posts["director"].save()
    assert superior_by_posts(station.director.person, DAY, station.unit).persons == (station.asker.person.pk,)


def test_the_superior_signs_and_the_rail_shows_the_vacant_post_as_skipped(station, posts):
    setting = station.asked(StepPlan("superior"))
    assert [(stop.who, stop.state) for stop in stops.rail(setting)] == [
        (station.asker.person.name, "signed"),
        ("副主任", "skipped"),
        (station.director.person.name, "now"),
    ]
    signs(setting, station.director)
    last = stops.rail(setting)[-1]
    assert (last.state, last.post, last.mark) == ("signed", "主任", station.director.person.name)


def test_a_room_may_know_better_who_the_superior_is(station, posts, monkeypatch):
    monkeypatch.setattr(resolving, "_superiors", [])
    approvals.superiors(lambda person, day, unit: resolving.Signers((station.headquarters.person.pk,)))
    setting = station.asked(StepPlan("superior"))
    signs(setting, station.headquarters)


def test_an_adviser_named_in_person_is_no_signer(station, posts):
    with pytest.raises(Refused):
        station.asked(StepPlan("person", station.stranger.person))
