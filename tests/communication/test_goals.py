"""Three questions a year on the centre's goals: everybody once, nobody told apart, and what the years say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.communication.deeds import goals as deeds
from banyan.domains.communication.models import GoalsCount, GoalsSurvey, GoalsVoter
from banyan.domains.communication.queries import goals as asked
from banyan.domains.communication.rules import goals as rules
from banyan.foundation.refusal import Refused
from tests.communication.makers import OPERATOR, at, make_project, make_worker
from tests.controls import verdict

DAY = date(2025, 11, 3)
LAST = DAY + timedelta(days=14)


@pytest.fixture
def people(north):
    return [make_worker(north, "communication.goalssurvey.*") for _ in range(5)]


def opened(unit, on=DAY):
    survey = GoalsSurvey(unit=unit, opens_on=on, closes_on=on + timedelta(days=14))
    return deeds.open_survey(survey, by=OPERATOR, now=at(on))


def answered(survey, people, *scores):
    for person, given in zip(people, scores, strict=True):
        deeds.answer(survey, by=person, now=at(survey.opens_on), scores=given)


def closed(unit, people, *scores, on=DAY):
    survey = opened(unit, on)
    answered(survey, people, *scores)
    return deeds.close(survey, by=OPERATOR, now=at(on + timedelta(days=15)))


@pytest.mark.clause("P2.7")
def test_everybody_answers_once_and_what_they_answered_is_written_nowhere(north, people):
    survey = opened(north)
    deeds.answer(survey, by=people[0], now=at(DAY), scores=(5, 4, 3))
    with pytest.raises(Refused, match="answered already"):
        deeds.answer(survey, by=people[0], now=at(DAY), scores=(1, 1, 1))
    stranger = make_worker(north.root, "communication.goalssurvey.*")
    with pytest.raises(Refused, match="Only the staff"):
        deeds.answer(survey, by=stranger, now=at(DAY), scores=(1, 1, 1))
    with door.opened("test"):
        assert set(GoalsCount.objects.values_list("question", "score", "people")) == {
            (1, 5, 1), (2, 4, 1), (3, 3, 1),
        }  # fmt: skip
        assert [each.person_id for each in GoalsVoter.objects.all()] == [people[0].person_id]
        assert not {"score", "question", "person"} & {f.name for f in GoalsSurvey._meta.get_fields()}
    line = Event.objects.get(verb="communication.goalssurvey.answer")
    assert line.changes == "{}"


@pytest.mark.clause("P2.7")
def test_a_result_is_shown_when_it_is_closed_and_enough_have_answered(north, people):
    survey = opened(north)
    answered(survey, people[:4], *[(5, 5, 5)] * 4)
    with pytest.raises(Refused, match="open until"):
        deeds.close(survey, by=OPERATOR, now=at(LAST))
    shown = asked.page(north, people[4], DAY)
    assert (shown.years, shown.may_answer, shown.may_close) == ((), True, False)
    assert [each.clause for each in asked.to_answer(people[4], DAY)] == ["P2.7"]
    deeds.answer(survey, by=people[4], now=at(DAY), scores=(4, 5, 2))
    assert list(asked.to_answer(people[4], DAY)) == []
    deeds.close(survey, by=OPERATOR, now=at(DAY))
    (year,) = asked.page(north, people[4], DAY).years
    assert year.means == (Decimal("4.80"), Decimal("5.00"), Decimal("4.40"))
    with door.opened("test"):
        GoalsCount.objects.filter(question=3, score=2).delete()
        assert asked.years_of([survey])[0].means[2] is None
        assert asked.years_of([survey])[0].overall is None


@pytest.mark.clause("P2.7")
def test_the_trend_is_judged_and_a_year_without_questions_wants_attention(north, south, people):
    project = make_project(north, ends_on=date(2026, 3, 31))
    assert verdict("P2.7", project) == "attention"
    assert verdict("P2.7", project, "2025-Q3", date(2025, 9, 30)) == "not_applicable"
    closed(north, people, *[(5, 5, 5)] * 5, on=date(2024, 11, 4))
    assert verdict("P2.7", project) == "attention"
    assert verdict("P2.7", project, "2025-Q3", date(2025, 9, 30)) == "met"
    assert verdict("P2.7", project, "2026-Q1", date(2026, 3, 31)) == "attention", (
        "2025 is over without a round"
    )
    survey = closed(north, people, *[(5, 5, 5)] * 4, (4, 4, 4))
    assert verdict("P2.7", project) == "met"
    assert verdict("P2.7", project, "2026-Q1", date(2026, 3, 31)) == "met"
    with door.opened("test"):
        GoalsCount.objects.filter(survey=survey, score=4).update(score=1)
    assert verdict("P2.7", project) == "attention"
    with door.opened("test"):
        GoalsCount.objects.filter(survey=survey, score=1).update(score=4)
        GoalsSurvey.objects.create(
            unit=south, number="RT-X", year=2025, opens_on=DAY, closes_on=LAST, eligible=9, state="closed"
        )
    assert verdict("P2.7", project) == "met"


@pytest.mark.clause("P2.7")
def test_the_page_asks_counts_and_refuses_in_words(north, people, client, monkeypatch):
    from banyan.core import clock

    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: at(DAY))
    client.force_login(people[0].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    days = {"opens_on": "2025-11-03", "closes_on": "2199-11-03"}
    refused = client.post("/communication/goals/open/", days)
    assert refused.status_code == 409
    assert client.post("/communication/goals/open/", days | {"closes_on": "2025-11-17"}).status_code == 302
    assert client.post("/communication/goals/answer/", {"question_1": "5"}).status_code == 422
    given = {"question_1": "5", "question_2": "4", "question_3": "3"}
    assert client.post("/communication/goals/answer/", given).status_code == 302
    assert client.post("/communication/goals/answer/", given).status_code == 409
    assert client.post("/communication/goals/close/").status_code == 409


@pytest.mark.clause("P2.7")
def test_headquarters_choose_the_station_whose_staff_they_ask(
    agency, north, south, people, client, monkeypatch
):
    from banyan.core import clock

    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: at(DAY))
    for _person in range(5):
        make_worker(south, "communication.goalssurvey.*")
    chief = make_worker(agency, "communication.goalssurvey.*")
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(chief.user, backend=backend)
    page = client.get("/communication/goals/?unit=S1").content.decode()
    assert '<option value="S1" selected>' in page and '<option value="N1">' in page
    days = {"opens_on": "2025-11-03", "closes_on": "2025-11-17", "unit": "S1"}
    asked_there = client.post("/communication/goals/open/", days)
    assert asked_there["Location"] == "/communication/goals/?unit=S1"
    assert [each.unit for each in GoalsSurvey.everything.all()] == [south]
    assert client.get("/communication/goals/?unit=X9").status_code == 404
    client.force_login(people[0].user, backend=backend)
    assert "<option" not in client.get("/communication/goals/").content.decode()
    assert client.get("/communication/goals/?unit=S1").status_code == 404
    given = {"unit": "S1", "question_1": "5", "question_2": "4", "question_3": "3"}
    assert client.post("/communication/goals/answer/", given).status_code == 404


@pytest.mark.parametrize(
    ("days", "eligible", "wrong"),
    [((-1, 14), 20, "opens_on"), ((0, -1), 20, "closes_on"), ((0, 61), 20, "closes_on"), ((0, 14), 4, "")],
)
def test_a_round_that_could_tell_on_somebody_or_never_ends_is_refused(days, eligible, wrong):
    first, last = (DAY + timedelta(days=each) for each in days)
    with pytest.raises(Refused) as refused:
        rules.check_round(first, last, DAY, eligible, 5)
    assert wrong in refused.value.problems
