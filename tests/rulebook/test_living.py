"""A rulebook while it is in force: signatures, questions, local rules, attestations, reviews, stamps."""

from datetime import date, timedelta

import pytest

from banyan.core import dated, door, todo
from banyan.domains.rulebook.deeds import mapping, notes, reviews
from banyan.domains.rulebook.deeds.signing import sign, stamp
from banyan.domains.rulebook.models import (
    Acknowledgement,
    Attestation,
    Interpretation,
    Item,
    LocalRule,
    Review,
    Stamp,
)
from banyan.domains.rulebook.queries import reading, signing
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_user
from tests.projects.makers import make_project
from tests.rulebook.makers import HOUSE, adopt, adopted, at, bring, employ, signed

DAY, LATER = date(2025, 1, 10), date(2025, 7, 1)


def reader(employee):
    user = make_user(employee.unit, person=employee.person)
    return make_actor(employee.unit, "rulebook.acknowledgement.*", "rulebook.version.view", user=user)


@pytest.mark.clause("R10.2.5")
def test_the_share_counts_those_who_signed_within_the_days(agency, north):
    version = adopted(agency)
    people = [employ(north, name) for name in ("样甲", "样乙", "样丙")]
    signed(version, people[0], DAY + timedelta(days=15))
    signed(version, people[1], DAY + timedelta(days=16))
    shown = signing.overview(version, HOUSE, DAY + timedelta(days=20))
    assert (shown.share.asked, shown.share.signed, shown.share.in_time, shown.share.late) == (3, 2, 1, 1)
    assert shown.share.percent == 33
    assert shown.lines[0].signed_on is None


@pytest.mark.clause("R10.2.5")
def test_somebody_hired_later_has_their_own_days(agency, north):
    version = adopted(agency)
    late = employ(north, hired_on=date(2025, 6, 1))
    assert signed(version, late, date(2025, 6, 10)).due_on == date(2025, 6, 16)


def test_nobody_signs_for_another_nor_twice_nor_unread(agency, north):
    version = adopted(agency)
    one, other = employ(north, "样甲"), employ(north, "样乙")
    by = reader(one)
    with pytest.raises(Refused):
        sign(
            Acknowledgement(edition=version, person=other.person, unit=north),
            by=by,
            now=at(DAY),
            has_read=True,
        )
    mine = Acknowledgement(edition=version, person=one.person, unit=north)
    with pytest.raises(Refused) as refused:
        sign(mine, by=by, now=at(DAY))
    assert "has_read" in refused.value.problems
    sign(mine, by=by, now=at(DAY), has_read=True)
    with pytest.raises(Refused):
        sign(
            Acknowledgement(edition=version, person=one.person, unit=north), by=by, now=at(DAY), has_read=True
        )


def test_a_draft_is_not_signed(agency, north):
    draft, one = bring(agency), employ(north)
    with pytest.raises(Refused):
        sign(
            Acknowledgement(edition=draft, person=one.person, unit=north),
            by=reader(one),
            now=at(DAY),
            has_read=True,
        )


def test_an_unsigned_version_stands_on_the_desk_until_it_is_signed(agency, north):
    version, one = adopted(agency), employ(north)
    by = reader(one)
    waiting = [item for item in todo.waiting_for(by, DAY) if item.clause == "R10.2.5"]
    assert [(item.number, item.due) for item in waiting] == [(version.number, DAY + timedelta(days=15))]
    sign(Acknowledgement(edition=version, person=one.person, unit=north), by=by, now=at(DAY), has_read=True)
    assert [item for item in todo.waiting_for(by, DAY) if item.clause == "R10.2.5"] == []


def question(version, by, text="换人算不算？"):
    note = Interpretation(rulebook=version.rulebook, unit=version.unit, clause="R3.2.3", question=text)
    return notes.ask(note, by=by, now=at(DAY))


@pytest.mark.clause("R10.2.2")
def test_a_worker_asks_and_the_named_body_answers(agency, north, actor_with):
    version = adopted(agency)
    asked = question(version, actor_with(north, "rulebook.interpretation.ask"))
    head = actor_with(agency, "rulebook.*")
    with pytest.raises(Refused) as refused:
        notes.answer(asked, by=head, now=at(LATER), answer="算。")
    assert "body" in refused.value.problems
    answered = notes.answer(asked, by=head, now=at(LATER), answer="算。", body="项目管理委员会")
    assert (answered.state, answered.body, answered.answered_on) == ("answered", "项目管理委员会", LATER)


def test_nobody_answers_their_own_question(agency, actor_with):
    version = adopted(agency)
    head = actor_with(agency, "rulebook.*")
    asked = question(version, head)
    with pytest.raises(Refused):
        notes.answer(asked, by=head, now=at(LATER), answer="算。", body="委员会")


def test_an_empty_question_is_refused(agency):
    with pytest.raises(Refused):
        question(adopted(agency), HOUSE, " ")


def local_rule(project, **given):
    wanted = {"clause": "R10.2.4", "words": "每半年复审一次。", "tightens": "制度要求每年一次。"} | given
    return LocalRule(project=project, unit=project.unit, **wanted)


@pytest.mark.clause("R10.2.3")
def test_a_local_rule_tightens_the_number_and_the_station_is_judged_by_it(agency, north, south):
    rule = notes.add(
        local_rule(make_project(north), setting="rulebook.review_months", amount="6"), by=HOUSE, now=at(DAY)
    )
    notes.begin(rule, by=HOUSE, now=at(DAY), in_force_on=DAY)
    assert dated.value("rulebook.review_months", on=DAY, unit=north) == 6
    assert dated.value("rulebook.review_months", on=DAY, unit=south) == 12
    notes.end(rule, by=HOUSE, now=at(LATER), ended_on=LATER, reason="并入制度")
    assert dated.value("rulebook.review_months", on=LATER + timedelta(days=1), unit=north) == 12


@pytest.mark.clause("R10.2.3")
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"setting": "rulebook.review_months", "amount": "18"}, "amount"),
        ({"setting": "rulebook.review_months", "amount": "12"}, "amount"),
        ({"setting": "rulebook.review_months", "amount": "半年"}, "text"),
        ({"setting": "rulebook.sign_days", "amount": "10"}, "setting"),
        ({"words": " "}, "words"),
        ({"tightens": ""}, "tightens"),
    ],
)
def test_a_local_rule_that_is_weaker_or_says_nothing_is_refused(north, given, field):
    with pytest.raises(Refused) as refused:
        notes.add(local_rule(make_project(north), **given), by=HOUSE, now=at(DAY))
    assert field in refused.value.problems


def item_of(version):
    with door.opened("test"):
        return Item.objects.filter(edition=version, is_leaf=True).first()


def attestation(version, **given):
    wanted = {"statement": "每月抽查一次", "evidence": "值班日志", "valid_until": LATER} | given
    return Attestation(item=item_of(version), unit=version.unit, **wanted)


def test_an_attestation_says_who_by_what_and_until_when(agency, actor_with):
    version, head = adopted(agency), actor_with(agency, "rulebook.*")
    paper = mapping.attest(attestation(version), by=head, now=at(DAY))
    assert (paper.attested_by, paper.attested_on, paper.valid_until) == (head.person, DAY, LATER)
    assert paper.number
    withdrawn = mapping.withdraw(paper, by=head, now=at(LATER), reason="改由记录证明")
    assert withdrawn.state == Attestation.State.WITHDRAWN


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"statement": ""}, "statement"),
        ({"evidence": " "}, "evidence"),
        ({"valid_until": DAY}, "valid_until"),
        ({"valid_until": date(2026, 1, 11)}, "valid_until"),
    ],
)
def test_an_attestation_without_substance_or_end_is_refused(agency, given, field):
    with pytest.raises(Refused) as refused:
        mapping.attest(attestation(adopted(agency), **given), by=HOUSE, now=at(DAY))
    assert field in refused.value.problems


@pytest.mark.clause("R10.2.4")
def test_a_review_that_is_done_plans_the_next_one(agency):
    version = adopted(agency)
    with door.opened("test"):
        review = Review.objects.get(rulebook=version.rulebook)
    with pytest.raises(Refused):
        reviews.conclude(review, by=HOUSE, now=at(LATER), findings="", outcome="keep")
    reviews.conclude(review, by=HOUSE, now=at(LATER), findings="与现行法律一致。", outcome="keep")
    with door.opened("test"):
        waiting = Review.objects.get(rulebook=version.rulebook, state=Review.State.DUE)
    assert waiting.due_on == date(2026, 7, 1)


def test_a_review_because_of_the_law_names_the_law(agency):
    version = adopted(agency)
    review = Review(rulebook=version.rulebook, unit=agency, occasion=Review.Occasion.LAW, due_on=LATER)
    with pytest.raises(Refused):
        reviews.plan_review(review, by=HOUSE, now=at(DAY))
    review.reason = "社会工作服务条例修订"
    assert reviews.plan_review(review, by=HOUSE, now=at(DAY)).number


@pytest.mark.clause("R10.2.6")
def test_a_matter_keeps_the_version_under_which_it_began(agency, north):
    first, project = adopted(agency), make_project(north)
    with door.opened("test"):
        stamp(project, north, project.public_id, project.number, DAY)
        adopt(bring(agency), LATER)
        kept = Stamp.objects.get(record_id=project.public_id)
    assert kept.edition_id == first.pk
    shown = reading.stamps_of(project, HOUSE)
    assert [each.edition for each in shown["begun"]] == [first]
    assert shown["later"].in_force_on == LATER


@pytest.mark.clause("R10.2.6")
def test_a_project_began_under_the_version_of_its_first_contract_day(agency, north):
    early = make_project(
        north, contract={"starts_on": DAY - timedelta(days=1), "ends_on": date(2025, 12, 31)}
    )
    project = make_project(north, contract={"starts_on": DAY, "ends_on": date(2025, 12, 31)})
    first = adopted(agency)
    assert reading.stamps_of(early, HOUSE) == {"begun": [], "later": None}
    assert reading.stamps_of(project, HOUSE) == {"begun": [reading.Begun(DAY, first)], "later": None}


@pytest.mark.clause("R10.2.6")
def test_a_request_for_signatures_is_stamped_when_it_is_asked(agency, north):
    from banyan.core.approvals.models import Request

    version = adopted(agency)
    with door.opened("test"):
        Request.everything.create(
            unit=north, kind="plan", model="services.activity", record_id=version.public_id, number="ACT-1",
            bound_version=1, content_hash="a", files_hash="b", asked_at=at(LATER),
        )  # fmt: skip
        assert Stamp.objects.get(number="ACT-1").edition_id == version.pk


@pytest.mark.clause("R10.2.6")
def test_what_was_asked_before_the_version_was_written_down_is_stamped_with_it(agency, north):
    from banyan.core.approvals.models import Request

    draft = bring(agency)
    with door.opened("test"):
        for number, day in (("ACT-1", date(2025, 1, 9)), ("ACT-2", LATER)):
            Request.everything.create(
                unit=north, kind="plan", model="services.activity", record_id=draft.public_id, number=number,
                bound_version=1, content_hash="a", files_hash="b", asked_at=at(day), state="withdrawn",
            )  # fmt: skip
        version = adopt(draft, DAY)
        assert list(Stamp.objects.values_list("number", "edition")) == [("ACT-2", version.pk)]


def test_where_no_rules_are_in_force_nothing_is_stamped(north):
    with door.opened("test"):
        assert stamp(make_project(north), north, None, "X", DAY) is None
