"""The room over HTTP, where people press: the box, a vote, a paper with its slip, the calls of a crisis."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from banyan.core import clock, door
from banyan.core.audit.models import Event
from banyan.core.identity.models import User
from banyan.core.registers.models import Draft
from banyan.domains.communication.deeds import documents
from banyan.domains.communication.models import Ballot, Circulation, CrisisCall, Suggestion
from tests.communication.makers import (
    OPERATOR,
    at,
    log,
    make_crisis,
    make_document,
    make_shift,
    make_stakeholder,
    make_suggestion,
    make_tree,
    make_worker,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 3)


def entered(client, actor):
    """The browser of somebody who has signed in."""
    user = User.objects.get(pk=actor.user.pk)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return actor


@pytest.fixture
def worker(client, north):
    return entered(client, make_worker(north))


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


@pytest.mark.clause("R9.1.8")
def test_a_suggestion_goes_in_without_a_name_and_stands_in_the_box(client, worker, north):
    shown = page(client, "communication.box.new")
    assert "data-autosave" not in shown, "a draft would be kept under somebody's name"
    box = str(north.public_id)
    said = {"unit": box, "about": "whole", "title": "会议", "words": "合并会议", "named": "none"}
    assert client.post(reverse("communication.box.new"), said).status_code == 302
    with door.opened("test"):
        letter = Suggestion.everything.get()
    assert (letter.author, letter.anonymous, letter.unit) == (None, True, north)
    assert not Event.objects.filter(object_id=str(letter.public_id)).exclude(actor_id=None).exists()
    assert not Draft.objects.exists()
    assert "会议" in page(client, "communication.box")
    shown = page(client, "communication.suggestion.detail", letter.public_id).split("<main")[1]
    assert worker.person.name not in shown.split('class="printed"')[0], "the foot names whoever prints it"


@pytest.mark.clause("R9.1.8")
def test_with_a_name_the_author_stands_beside_it(client, worker, north):
    said = {"unit": str(north.public_id), "about": "own", "title": "排班", "words": "早些", "named": "name"}
    client.post(reverse("communication.box.new"), said)
    with door.opened("test"):
        assert Suggestion.everything.get().author == worker.person


def test_a_bad_form_keeps_what_was_typed(client, worker, north):
    answer = client.post(reverse("communication.box.new"), {"words": "早些公布"})
    assert answer.status_code == 422
    assert "早些公布" in answer.content.decode()


@pytest.mark.clause("P2.6")
def test_somebody_votes_once_and_is_refused_the_second_time(client, worker, north):
    letter = make_suggestion(north, make_worker(north))
    with door.opened("test"):
        today = clock.today()
        Ballot.everything.create(
            suggestion=letter,
            question="试行？",
            opens_on=today,
            closes_on=today + timedelta(days=3),
            eligible=2,
        )
    assert 'name="choice"' in page(client, "communication.suggestion.detail", letter.public_id)
    address = reverse("communication.vote", args=[letter.public_id])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"choice": "yes"}).status_code == 302
    assert client.post(address, {"choice": "no"}).status_code == 409
    with door.opened("test"):
        ballot = Ballot.everything.get()
    assert (ballot.yes, ballot.no) == (1, 0)
    assert 'name="choice"' not in page(client, "communication.suggestion.detail", letter.public_id)


@pytest.mark.clause("P2.6")
def test_participation_opens_and_hides_few(client, worker, north):
    make_suggestion(north, worker)
    assert "communication" in reverse("communication.participation")
    assert page(client, "communication.participation", year="2025").count("<h1") == 1


@pytest.mark.clause("R3.2.5")
def test_a_cell_of_the_quarters_opens_exactly_its_contacts(client, worker, north):
    body = make_stakeholder(north)
    log(body, date(2025, 2, 9), worker.person)
    log(body, date(2025, 8, 9), worker.person, matter="八月走访")
    shown = page(client, "communication.quarters", year="2025")
    assert shown.count("vc-ok") == 2
    address = f"?stakeholder={body.public_id}&held_on.from=2025-07-01&held_on.to=2025-09-30"
    listed = client.get(reverse("communication.liaisonentry.list") + address).content.decode()
    assert listed.count("data-row ") == 1 and "八月走访" in listed


@pytest.mark.clause("R9.2.5")
def test_a_paper_shows_its_slip_prints_it_and_takes_the_receipt(client, worker, north):
    paper = make_document(north, handler=worker.person)
    documents.circulate(paper, by=OPERATOR, now=at(DAY), reader=worker.person)
    shown = page(client, "communication.document.detail", paper.public_id)
    assert 'class="slip"' in shown and reverse("communication.read", args=[paper.public_id]) in shown
    printed = client.get(reverse("communication.slip", args=[paper.public_id]))
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
    assert client.post(reverse("communication.read", args=[paper.public_id])).status_code == 302
    with door.opened("test"):
        assert Circulation.everything.get().read_at is not None


def test_who_was_not_on_the_round_confirms_nothing(client, worker, north, south):
    assert (
        client.post(reverse("communication.read", args=[make_document(north).public_id])).status_code == 404
    )
    page(client, "communication.document.detail", make_document(south).public_id, status=404)


@pytest.mark.clause("R9.3.2")
def test_one_press_on_the_phone_notes_that_somebody_knows(client, worker, north):
    make_tree(north)
    crisis = make_crisis(north)
    shown = page(client, "communication.calls", crisis.public_id)
    assert shown.count('href="tel:000"') == 3
    address = reverse("communication.informed", args=[crisis.public_id, 1])
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    with door.opened("test"):
        assert CrisisCall.everything.get(crisis=crisis, position=1).informed_by == worker.person
    assert client.post(reverse("communication.informed", args=[crisis.public_id, 9])).status_code == 404
    assert 'id="calls"' in page(client, "communication.crisis.detail", crisis.public_id)


def test_without_the_right_nobody_notes_a_call(client, north):
    make_tree(north)
    crisis = make_crisis(north)
    entered(client, make_worker(north, "communication.*.view"))
    assert client.post(reverse("communication.informed", args=[crisis.public_id, 1])).status_code == 403


@pytest.mark.clause("R9.1.9")
def test_a_handover_without_words_is_refused_in_words(client, worker, north):
    shift, following = make_shift(north, worker.person), make_worker(north)
    address = reverse("communication.shift.deed", args=[shift.public_id, "hand_over"])
    answer = client.post(address, {"to": str(following.person.public_id)})
    assert answer.status_code == 409
    assert "R9.1.9" in answer.content.decode()
    done = client.post(address, {"to": str(following.person.public_id), "urgent": "低保户待回电"})
    assert done.status_code == 302


def test_every_page_of_the_room_has_one_heading(client, worker, north):
    for name in ("box", "quarters", "document.list", "shift.list", "crisis.list", "stakeholder.list"):
        assert page(client, f"communication.{name}").count("<h1") == 1


@pytest.mark.clause("P2.6")
def test_headquarters_choose_the_station_whose_taking_part_they_look_at(client, agency, north, south):
    entered(client, make_worker(agency))
    make_suggestion(south, make_worker(south))
    given = {}
    for station in (north, south):
        answer = client.get(
            reverse("communication.participation"), {"unit": station.code, "year": clock.today().year}
        )
        assert answer.context["unit"] == station and set(answer.context["centres"]) == {north, south}
        assert f"unit={station.code}&amp;year=" in answer.content.decode()
        given[station] = answer.context["standing"].all
    assert given[north] == 0
    page(client, "communication.participation", unit="no-such-station", status=404)
