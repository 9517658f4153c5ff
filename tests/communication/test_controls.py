"""Each control: a good year is met, one record changed flips it, something unrelated changes nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.core.attachments.models import Attachment
from banyan.core.controls.declaring import declared
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.scopes import running
from banyan.domains.communication.deeds import (
    crises,
    documents,
    duty,
    feedback,
    partners,
    plans,
    reviews,
    suggestions,
)
from banyan.domains.communication.models import (
    CallTree,
    CommunicationPlan,
    CommunicationReview,
    CrisisCall,
    Document,
    FeedbackItem,
    LiaisonEntry,
    Matter,
    MediaRelease,
    OwnerStep,
    PublicNotice,
    Shift,
    Spokesperson,
    Stakeholder,
    Suggestion,
)
from banyan.foundation.periods import parse_period
from tests.communication.makers import (
    NOW,
    OPERATOR,
    at,
    log,
    make_crisis,
    make_document,
    make_feedback,
    make_matter,
    make_plan,
    make_project,
    make_shift,
    make_stakeholder,
    make_suggestion,
    make_tree,
    make_worker,
)
from tests.controls import TODAY, faults, verdict

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 3)


@pytest.fixture
def project(north):
    return make_project(north)


def change(model, **fields):
    """One record changed behind everybody's back."""
    with door.opened("test"):
        model.everything.update(**fields)


def unchanged(clause, project, expected, *makers):
    """Records of another station and of another period change nothing."""
    for make in makers:
        make()
    assert verdict(clause, project) == expected


@pytest.mark.clause("R9.1.1")
def test_a_plan_holds_on_every_day(agency, north, south, project):
    assert verdict("R9.1.1", project) == "breached"
    unchanged("R9.1.1", project, "breached", lambda: make_plan(south))
    make_plan(north)
    assert verdict("R9.1.1", project) == "met"
    change(CommunicationPlan, valid_from=date(2025, 11, 1))
    assert verdict("R9.1.1", project) == "attention"


@pytest.mark.clause("R9.1.1")
def test_the_agency_s_plan_holds_for_its_centres(agency, project):
    make_plan(agency)
    assert verdict("R9.1.1", project) == "met"


@pytest.mark.clause("R9.1.8")
def test_suggestions_are_answered_in_time(north, south, project):
    assert verdict("R9.1.8", project) == "not_applicable"
    letter = make_suggestion(north, make_worker(north))
    suggestions.answer(letter, by=OPERATOR, now=at(date(2025, 11, 10)), outcome="adopted", answer="好")
    assert verdict("R9.1.8", project) == "met"
    unchanged(
        "R9.1.8", project, "met",
        lambda: make_suggestion(south, make_worker(south)),
        lambda: make_suggestion(north, make_worker(north), on=date(2025, 8, 4)),
    )  # fmt: skip
    with door.opened("test"):
        Suggestion.everything.filter(pk=letter.pk).update(answered_on=date(2025, 12, 1))
    assert verdict("R9.1.8", project) == "attention"
    with door.opened("test"):
        Suggestion.everything.filter(pk=letter.pk).update(answered_on=None)
    assert faults("R9.1.8", project) == [letter.number]


@pytest.mark.clause("P2.6")
def test_enough_people_speak_up_about_the_whole_centre(north, south, project):
    people = [make_worker(north) for _ in range(20)]
    assert verdict("P2.6", project) == "attention"
    for each in people[:2]:
        make_suggestion(north, each, about="whole")
    assert verdict("P2.6", project) == "met"
    unchanged("P2.6", project, "met", lambda: make_suggestion(south, make_worker(south), about="own"))
    change(Suggestion, about="own")
    assert verdict("P2.6", project) == "attention"


@pytest.mark.clause("P2.6")
def test_two_letters_of_one_person_are_one_person(north, project):
    people = [make_worker(north) for _ in range(20)]
    for _ in range(2):
        make_suggestion(north, people[0], about="whole")
    assert verdict("P2.6", project) == "attention"


def hang(unit, kind, photo=True):
    """A notice on the wall with its photo."""
    made = PublicNotice(unit=unit, kind=kind, title=kind, place="大厅", posted_on=date(2025, 2, 1))
    notice = plans.post(made, by=OPERATOR, now=NOW)
    if photo:
        with door.opened("test"):
            Attachment.everything.create(
                unit=unit, model="communication.publicnotice", record_id=notice.public_id, name="p.jpg",
                stored_as=str(notice.public_id), content_type="image/jpeg", size=1, sha256="0", added_at=NOW,
            )  # fmt: skip
    return notice


@pytest.mark.clause("R9.2.3")
def test_rights_services_and_complaints_hang_on_the_wall(north, south, project):
    assert verdict("R9.2.3", project) == "breached"
    for kind in ("rights", "services", "complaints"):
        hang(north, kind)
    assert verdict("R9.2.3", project) == "met"
    unchanged(
        "R9.2.3", project, "met", lambda: hang(south, "rights", photo=False), lambda: make_feedback(south),
        lambda: make_feedback(north, source="department"),
    )  # fmt: skip
    said = make_feedback(north)
    assert verdict("R9.2.3", project) == "breached", "a user was not answered"
    feedback.settle(said, by=OPERATOR, now=at(date(2025, 11, 5)), outcome="answered", words="已加一次")
    assert verdict("R9.2.3", project) == "met"
    with door.opened("test"):
        Attachment.everything.all()[:1].get().delete()
    assert verdict("R9.2.3", project) == "attention"
    with door.opened("test"):
        PublicNotice.everything.filter(unit=north, kind="complaints").update(removed_on=date(2025, 12, 1))
    assert verdict("R9.2.3", project) == "breached"


def evaluated(unit, year, done=True):
    """An evaluation that heard both groups."""
    made = CommunicationReview(unit=unit, year=year, title="评估", findings="可", measures="简报")
    review = reviews.begin_review(made, by=OPERATOR, now=NOW)
    for group in ("staff", "partners"):
        said = {"group": group, "question": "及时", "people": 9, "mean": Decimal(4)}
        reviews.enter_answers(review, by=OPERATOR, now=NOW, **said)
    return reviews.finish(review, by=OPERATOR, now=NOW) if done else review


@pytest.mark.clause("R9.3.3")
def test_communication_is_evaluated_every_year(north, south, project):
    longer = make_project(north, "P9", ends_on=date(2026, 3, 31))
    assert verdict("R9.3.3", project) == "breached"
    assert verdict("R9.3.3", project, "2025-Q2", date(2025, 6, 30)) == "not_applicable"
    unchanged("R9.3.3", project, "breached", lambda: evaluated(south, 2025), lambda: evaluated(north, 2024))
    assert verdict("R9.3.3", longer, "2026-Q1", date(2026, 3, 31)) == "breached", "2025 is over"
    evaluated(north, 2025)
    assert verdict("R9.3.3", project) == "met"
    assert verdict("R9.3.3", longer, "2026-Q1", date(2026, 3, 31)) == "met"
    change(CommunicationReview, state="draft")
    assert verdict("R9.3.3", project) == "breached"


@pytest.mark.clause("R2.2.9")
def test_feedback_has_its_outcome(north, south, project):
    assert verdict("R2.2.9", project) == "breached"
    item = make_feedback(north)
    feedback.settle(item, by=OPERATOR, now=at(date(2025, 11, 5)), outcome="answered", words="已答复")
    assert verdict("R2.2.9", project) == "met"
    unchanged(
        "R2.2.9", project, "met",
        lambda: make_feedback(south),
        lambda: make_feedback(north, given_on=date(2025, 8, 4)),
        lambda: make_feedback(north, project=make_project(north, "P2")),
    )  # fmt: skip
    with door.opened("test"):
        FeedbackItem.everything.filter(pk=item.pk).update(settled_on=date(2025, 12, 20))
    assert verdict("R2.2.9", project) == "attention"
    with door.opened("test"):
        FeedbackItem.everything.filter(pk=item.pk).update(state="open", settled_on=None)
    assert faults("R2.2.9", project) == [item.number]


@pytest.mark.clause("R3.2.3")
def test_users_are_heard_while_the_service_runs(north, south, project):
    assert verdict("R3.2.3", project) == "breached"
    make_feedback(north)
    assert verdict("R3.2.3", project) == "met"
    unchanged("R3.2.3", project, "met", lambda: make_feedback(south, during_service=False))
    change(FeedbackItem, during_service=False)
    assert verdict("R3.2.3", project) == "breached"


@pytest.mark.clause("R3.2.3")
def test_a_project_that_just_began_has_heard_nobody_yet(north):
    young = make_project(north, starts_on=date(2025, 12, 1))
    assert verdict("R3.2.3", young) == "not_applicable"


@pytest.mark.clause("R3.2.5")
def test_every_stakeholder_is_spoken_to_in_every_quarter(north, south, project):
    assert verdict("R3.2.5", project) == "breached"
    body, who = make_stakeholder(north), make_worker(north).person
    log(body, DAY, who)
    assert verdict("R3.2.5", project, today=date(2026, 1, 5)) == "met"
    unchanged("R3.2.5", project, "met", lambda: make_stakeholder(south))
    change(LiaisonEntry, held_on=date(2025, 9, 30))
    assert faults("R3.2.5", project, today=date(2026, 1, 5)) == [body.number]
    assert verdict("R3.2.5", project, today=date(2025, 12, 1)) == "attention", "the quarter is not over"


@pytest.mark.clause("R3.2.5")
def test_an_overdue_promise_wants_attention(north, project):
    body, who = make_stakeholder(north), make_worker(north).person
    log(body, DAY, who, next_step="送名单", next_due=DAY + timedelta(days=7))
    assert verdict("R3.2.5", project) == "attention"
    entry = LiaisonEntry.everything.get()
    partners.finish_step(entry, by=OPERATOR, now=NOW, done_how="已送")
    assert verdict("R3.2.5", project) == "met"


@pytest.mark.clause("R9.2.2")
def test_partners_have_somebody_and_an_agreement(north, south, project):
    assert verdict("R9.2.2", project) == "breached"
    agreed = {"agreement": "共建协议", "agreed_from": date(2025, 1, 1), "agreed_until": date(2026, 6, 30)}
    body = make_stakeholder(north, liaison=make_worker(north).person, **agreed)
    assert verdict("R9.2.2", project) == "met"
    unchanged(
        "R9.2.2", project, "met",
        lambda: make_stakeholder(south), lambda: make_stakeholder(north, "区民政局", kind="authority"),
    )  # fmt: skip
    change(Stakeholder, agreed_until=date(2025, 10, 31))
    assert faults("R9.2.2", project) == [body.number]
    change(Stakeholder, agreement="", agreed_from=None, agreed_until=None)
    assert verdict("R9.2.2", project) == "attention"
    change(Stakeholder, liaison=None)
    assert verdict("R9.2.2", project) == "breached"


@pytest.mark.clause("R9.2.5")
def test_papers_are_dealt_with_in_time(north, south, project):
    assert verdict("R9.2.5", project) == "breached"
    paper = make_document(north, handler=make_worker(north).person)
    documents.close(paper, by=OPERATOR, now=at(date(2025, 11, 7)), result="已办")
    assert verdict("R9.2.5", project) == "met"
    unchanged(
        "R9.2.5", project, "met",
        lambda: make_document(south), lambda: make_document(north, passed_on=date(2025, 5, 6)),
    )  # fmt: skip
    with door.opened("test"):
        Document.everything.filter(pk=paper.pk).update(closed_on=date(2025, 12, 1))
    assert verdict("R9.2.5", project) == "attention"
    with door.opened("test"):
        Document.everything.filter(pk=paper.pk).update(state="handled", closed_on=None)
    assert faults("R9.2.5", project) == [paper.number]


def published(unit, **fields):
    """A release that stood in the paper."""
    with door.opened("test"):
        voice, _new = Spokesperson.everything.get_or_create(
            unit=unit, starts_on=date(2025, 1, 1), defaults={"person": make_worker(unit).person}
        )
        given = {
            "planned_on": DAY,
            "approved_on": DAY,
            "published_on": DAY,
            "spokesperson": voice.person,
            **fields,
        }
        return MediaRelease.everything.create(
            unit=unit, number=f"XG-{MediaRelease.everything.count()}", title="重阳", medium="区报", words="正文",
            state="published", **given,
        )  # fmt: skip


@pytest.mark.clause("R9.2.4")
def test_releases_are_approved_voiced_and_consented(north, south, project):
    assert verdict("R9.2.4", project) == "not_applicable"
    release = published(north, shows_a_client=True, consent_number="TY-7")
    assert verdict("R9.2.4", project) == "met"
    unchanged("R9.2.4", project, "met", lambda: published(south, shows_a_client=True))
    for broken in (
        {"consent_number": ""},
        {"consent_number": "TY-7", "approved_on": DAY + timedelta(days=1)},
    ):
        with door.opened("test"):
            MediaRelease.everything.filter(pk=release.pk).update(**broken)
        assert faults("R9.2.4", project) == [release.number]
    with door.opened("test"):
        MediaRelease.everything.filter(pk=release.pk).update(approved_on=DAY)
        Spokesperson.everything.filter(unit=north).update(ends_on=date(2025, 10, 31))
    assert verdict("R9.2.4", project) == "breached"


@pytest.mark.clause("R9.1.9")
def test_shifts_are_handed_over_in_writing(north, south, project):
    on_duty, following = make_worker(north), make_worker(north)
    assert verdict("R9.1.9", project) == "not_applicable"
    shift = make_shift(north, on_duty.person)
    duty.hand_over(shift, by=on_duty, now=at(DAY, 12), to=following.person, nothing_urgent=True)
    duty.take_over(shift, by=following, now=at(DAY, 13))
    assert verdict("R9.1.9", project) == "met"
    unchanged("R9.1.9", project, "met", lambda: make_shift(south, make_worker(south).person))
    change(Shift, taken_at=at(date(2025, 11, 9)))
    assert verdict("R9.1.9", project) == "attention", "read, but six days later"


@pytest.mark.clause("R9.1.9")
def test_a_handover_nobody_reads_is_a_breach_and_a_late_reading_wants_attention(north, project):
    on_duty, following = make_worker(north), make_worker(north)
    shift = make_shift(north, on_duty.person)
    assert faults("R9.1.9", project) == [shift.number]
    duty.hand_over(shift, by=on_duty, now=at(DAY, 12), to=following.person, urgent="待回电")
    assert faults("R9.1.9", project) == [shift.number]
    duty.take_over(shift, by=following, now=at(date(2025, 11, 9)))
    assert verdict("R9.1.9", project) == "attention"


@pytest.mark.clause("A4.2")
def test_a_matter_without_an_owner_for_a_moment_is_a_breach(north, south, project):
    matter = make_matter(north, make_worker(north))
    assert verdict("A4.2", project) == "met"
    unchanged("A4.2", project, "met", lambda: make_matter(south, make_worker(south)))
    with door.opened("test"):
        OwnerStep.everything.filter(matter=matter).update(since=at(DAY, 11))
    assert faults("A4.2", project) == [matter.number]


@pytest.mark.clause("A4.2")
def test_a_matter_that_went_round_is_a_breach(north, project):
    make_matter(north, make_worker(north))
    change(Matter, bounces=3)
    assert verdict("A4.2", project) == "breached"


@pytest.mark.clause("R9.3.2")
def test_a_tree_is_in_force_and_everybody_was_told_in_time(north, south, project):
    assert verdict("R9.3.2", project) == "breached"
    make_tree(north)
    assert verdict("R9.3.2", project) == "met"
    crisis = make_crisis(north)
    with door.opened("test"):
        calls = list(CrisisCall.everything.filter(crisis=crisis))
    for call in calls:
        crises.inform(call, by=OPERATOR, now=at(DAY, 9, 20))
    crises.close(crisis, by=OPERATOR, now=at(DAY, 10), lessons="顺畅")
    assert verdict("R9.3.2", project) == "met"
    make_tree(south)
    unchanged("R9.3.2", project, "met", lambda: make_crisis(south))
    with door.opened("test"):
        CrisisCall.everything.filter(pk=calls[0].pk).update(informed_at=at(DAY, 9, 45))
    assert faults("R9.3.2", project) == [crisis.number]
    with door.opened("test"):
        CrisisCall.everything.filter(pk=calls[0].pk).update(informed_at=at(DAY, 9, 20))
        CallTree.everything.filter(unit=north).update(valid_until=date(2025, 12, 1))
    assert verdict("R9.3.2", project) == "breached", "a drill in time is no tree"


def test_a_control_asks_as_often_for_three_projects_as_for_one(north, south):
    projects = [make_project(unit, f"P{number}") for number, unit in enumerate((north, south, north))]
    for unit in (north, south):
        make_tree(unit), make_plan(unit), make_feedback(unit), make_crisis(unit), make_document(unit)
        make_suggestion(unit, make_worker(unit)), make_stakeholder(unit), hang(unit, "rights")
        make_matter(unit, make_worker(unit)), published(unit)
    mine = [each for each in declared() if ".communication." in each.name]
    assert len(mine) == 16
    period = parse_period("2025-Q4")
    for each in mine:
        counts = []
        for some in (projects[:1], projects):
            with door.opened("test"):
                asked = running([project.public_id for project in some])
            with CaptureQueriesContext(
                connection,
            ) as queries:
                evaluate(asked, period, TODAY, [each])
            counts.append(len(queries))
        assert counts[0] == counts[1], each.name
