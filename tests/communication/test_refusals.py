"""What the deeds of this room refuse by themselves: each guard seen refusing, with its field and its clause."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.domains.communication.deeds import (
    crises,
    documents,
    duty,
    feedback,
    partners,
    plans,
    releases,
    reviews,
    suggestions,
)
from banyan.domains.communication.models import (
    CallTree,
    Circulation,
    CommunicationReview,
    LiaisonEntry,
    Matter,
    PublicNotice,
    Spokesperson,
    Stakeholder,
    Suggestion,
)
from tests.communication import makers as made
from tests.communication.makers import NOW, OPERATOR, TODAY, at
from tests.communication.test_talk import ballot_of
from tests.guards import refused

pytestmark = pytest.mark.django_db
BEFORE, TOMORROW = date(2025, 1, 1), TODAY + timedelta(days=1)
BY_OPERATOR = {"by": OPERATOR, "now": NOW}


def test_a_plan_a_tree_and_a_notice_begin_after_the_last_and_stand_somewhere(north):
    plan, tree = made.make_plan(north), made.make_tree(north)
    bare = plans.draw_up(type(plan)(unit=north, title="新计划"), **BY_OPERATOR)
    refused(plans.adopt, bare, "", "R9.1.1", starts_on=TODAY, **BY_OPERATOR)
    later = crises.draw_up(CallTree(unit=north, title="新通讯"), **BY_OPERATOR)
    for wave in ("first", "second", "last"):
        crises.add_call(later, wave=wave, caller="值班", callee="甲", **BY_OPERATOR)
    refused(crises.adopt, later, "starts_on", starts_on=tree.valid_from, **BY_OPERATOR)
    hung = PublicNotice(unit=north, kind="complaints", title="投诉渠道", place="大厅", posted_on=BEFORE)
    notice = plans.post(hung, **BY_OPERATOR)
    refused(plans.edit_notice, notice, "place", "R9.2.3", place=" ", **BY_OPERATOR)


def test_a_record_moves_only_to_a_project_of_its_own_unit(north, south):
    item, strange = made.make_feedback(north), made.make_project(south)
    refused(feedback.edit, item, "project", project=strange, **BY_OPERATOR)


def test_a_document_keeps_its_number_and_days_and_goes_round_once(north):
    worker, person = made.make_worker(north), made.make_worker(north).person
    early = documents.Document(
        unit=north, title="通知", correspondent="街道办", passed_on=TOMORROW, due_on=TOMORROW
    )
    refused(documents.register_document, early, "passed_on", "R9.2.5", **BY_OPERATOR)
    came, went = (
        made.make_document(north),
        made.make_document(north, direction="out", document_number=""),
    )
    assert documents.edit(came, document_number="街办函2号", **BY_OPERATOR).document_number == "街办函2号"
    assert documents.edit(went, title="复函", **BY_OPERATOR).title == "复函"
    refused(documents.edit, went, "document_number", document_number="自编1号", **BY_OPERATOR)
    refused(documents.edit, came, "passed_on", "R9.2.5", passed_on=TOMORROW, due_on=TOMORROW, **BY_OPERATOR)
    refused(documents.propose, came, "proposal", "R9.2.5", proposal=" ", by=worker, now=NOW)
    documents.circulate(came, reader=person, **BY_OPERATOR)
    refused(documents.circulate, came, "reader", "R9.2.5", reader=person, **BY_OPERATOR)
    with door.opened("test"):
        sent = Circulation.everything.get()
    refused(documents.read, sent, "", "R9.2.5", **BY_OPERATOR)


def test_a_matter_belongs_to_a_person_and_only_they_settle_it(north):
    owner, other = made.make_worker(north), made.make_worker(north)
    told = {"unit": north, "asked_on": TODAY, "asked_time": made.time(9, 0), "channel": "visit"}
    refused(duty.take_in, Matter(**told, words="咨询低保"), "", "A4.2", **BY_OPERATOR)
    refused(duty.take_in, Matter(**told, words=" "), "words", "A4.2", by=owner, now=NOW)
    matter = duty.take_in(Matter(**told, words="咨询低保"), by=owner, now=NOW)
    refused(duty.edit_matter, matter, "words", "A4.2", words=" ", by=owner, now=NOW)
    refused(duty.finish, matter, "", "A4.2", answer="已转介", by=other, now=NOW)
    duty.offer(matter, by=owner, now=NOW, to=other.person, reason="归口")
    refused(duty.decline, matter, "", "A4.2", reason="不归我", by=owner, now=NOW)


def test_an_agreement_has_its_day_and_a_contact_its_speaker_and_its_next_day(north):
    told = {"unit": north, "name": "街道办", "kind": "government", "interest": "购买服务"}
    refused(partners.enter, Stakeholder(**told, agreement="合作协议"), "agreed_from", "R9.2.2", **BY_OPERATOR)
    held = made.make_stakeholder(north)
    refused(partners.edit, held, "agreed_from", "R9.2.2", agreement="合作协议", **BY_OPERATOR)
    said = {"held_on": TODAY, "channel": "visit", "matter": "走访", **BY_OPERATOR}
    refused(partners.log_contact, held, "next_due", "R3.2.5", next_step="送材料", who=None, **said)
    refused(partners.log_contact, held, "who", "R3.2.5", who=None, **said)
    made.log(held, TODAY, made.make_worker(north).person)
    with door.opened("test"):
        entry = LiaisonEntry.everything.get()
    refused(partners.finish_step, entry, "", done_how="已送", **BY_OPERATOR)


def test_two_do_not_speak_for_the_house_on_one_day(north):
    first, second = made.make_worker(north).person, made.make_worker(north).person
    early = releases.name(
        Spokesperson(unit=north, person=first, starts_on=BEFORE, ends_on=BEFORE), **BY_OPERATOR
    )
    releases.name(Spokesperson(unit=north, person=second, starts_on=TODAY), **BY_OPERATOR)
    refused(releases.end, early, "starts_on", "R9.2.4", ends_on=TODAY, **BY_OPERATOR)


def test_answers_lie_between_one_and_five(north):
    review = reviews.begin_review(CommunicationReview(unit=north, year=2025, title="评估"), **BY_OPERATOR)
    told = {"group": "staff", "question": "信息及时", "people": 12, "mean": Decimal("5.5")}
    refused(reviews.enter_answers, review, "mean", "R9.3.3", **told, **BY_OPERATOR)


def test_a_suggestion_has_words_supporters_with_names_and_one_vote(north):
    people = [made.make_worker(north) for _ in range(2)]
    silent = Suggestion(unit=north, about="own", title=" ", words="加饮水机")
    refused(suggestions.put_in, silent, "title", "R9.1.8", **BY_OPERATOR)
    ballot = ballot_of(north, people)
    asked = {"question": "再投一次？", "by": OPERATOR, "now": at(ballot.opens_on)}
    days = {"opens_on": ballot.opens_on, "closes_on": ballot.closes_on}
    refused(suggestions.support, ballot.suggestion, "", **BY_OPERATOR)
    refused(suggestions.put_to_vote, ballot.suggestion, "", "P2.6", **asked, **days)
    another = made.make_suggestion(north, people[0])
    backwards = days | {"closes_on": BEFORE}
    refused(suggestions.put_to_vote, another, "closes_on", "P2.6", **asked, **backwards)
    cast = {"by": people[0], "now": at(ballot.opens_on)}
    refused(suggestions.vote, ballot, "choice", "P2.6", choice="maybe", **cast)
