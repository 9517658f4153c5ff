"""Stakeholders, feedback, documents, releases: who may, who may not, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.domains.communication.deeds import documents, feedback, partners, releases
from banyan.domains.communication.models import (
    Circulation,
    Document,
    FeedbackItem,
    LiaisonEntry,
    MediaRelease,
    Spokesperson,
)
from banyan.domains.communication.queries import todo
from banyan.domains.communication.queries.liaison import matrix
from banyan.foundation.refusal import Refused
from tests.communication.makers import (
    NOW,
    OPERATOR,
    TODAY,
    at,
    log,
    make_document,
    make_feedback,
    make_project,
    make_stakeholder,
    make_worker,
)
from tests.makers import make_grant, make_person

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 3)


@pytest.mark.clause("R3.2.5")
def test_contacts_stand_by_stakeholder_and_quarter(north, actor_with):
    body, who = make_stakeholder(north), make_person(north)
    for day in (date(2025, 1, 9), date(2025, 2, 9), date(2025, 8, 9)):
        log(body, day, who)
    found = matrix(actor_with(north, "communication.*.view"), 2025, TODAY)
    assert [(cell.count, cell.tone) for cell in found.rows[0].cells] == [
        (2, "ok"), (0, "breach"), (1, "ok"), (0, "attn"),
    ]  # fmt: skip
    assert (found.contacts, found.missed) == (3, 1)


@pytest.mark.clause("R3.2.5")
def test_a_promise_waits_on_the_desk_of_whoever_gave_it_until_it_is_kept(north):
    worker = make_worker(north)
    log(make_stakeholder(north), DAY, worker.person, next_step="送名单", next_due=DAY + timedelta(days=7))
    (waiting,) = todo.next_steps(worker, TODAY)
    assert (waiting.clause, waiting.due) == ("R3.2.5", DAY + timedelta(days=7))
    assert list(todo.next_steps(make_worker(north), TODAY)) == []
    entry = LiaisonEntry.everything.get()
    partners.finish_step(entry, by=worker, now=NOW, done_how="已送")
    assert list(todo.next_steps(worker, TODAY)) == []
    with pytest.raises(Refused):
        partners.finish_step(entry, by=worker, now=NOW, done_how="再送")


@pytest.mark.clause("R9.2.2")
def test_an_agreement_that_ends_is_told_beforehand(north):
    worker = make_worker(north)
    ends = TODAY + timedelta(days=20)
    make_stakeholder(north, agreement="共建协议", agreed_from=date(2025, 1, 1), agreed_until=ends)
    make_stakeholder(
        north, "远期", agreement="协议", agreed_from=date(2025, 1, 1), agreed_until=date(2027, 1, 1)
    )
    assert [each.due for each in todo.agreements_ending(worker, TODAY)] == [ends]


def test_a_record_of_a_project_lies_at_its_unit(north, south):
    with pytest.raises(Refused, match="another unit"):
        make_stakeholder(north, project=make_project(south))


@pytest.mark.clause("R2.2.9")
def test_feedback_is_settled_with_its_outcome_within_its_days(north):
    item, worker = make_feedback(north), make_worker(north)
    assert item.due_on == date(2025, 11, 17)
    assert [each.number for each in todo.feedback_to_settle(worker, TODAY)] == [item.number]
    with pytest.raises(Refused):
        feedback.settle(item, by=worker, now=at(DAY), outcome="changed", words="加一次")
    done = feedback.settle(
        item, by=worker, now=at(DAY), outcome="changed", words="加一次", changed_paper="方案第二版"
    )
    assert (done.state, done.settled_on, done.settled_by) == ("settled", DAY, worker.person)
    with pytest.raises(Refused):
        feedback.settle(item, by=worker, now=at(DAY), outcome="answered", words="又")


@pytest.mark.clause("R2.2.9")
def test_a_partner_s_feedback_names_the_partner(north):
    with pytest.raises(Refused) as refused:
        make_feedback(north, source="partner")
    assert "stakeholder" in refused.value.problems
    assert make_feedback(north, source="partner", stakeholder=make_stakeholder(north)).pk


def test_another_station_s_worker_settles_nothing(north, south):
    with pytest.raises(PermissionDenied):
        feedback.settle(make_feedback(north), by=make_worker(south), now=NOW, outcome="answered", words="好")
    assert not FeedbackItem.objects.visible_to(make_worker(south)).exists()


@pytest.mark.clause("R9.2.5")
def test_what_we_send_takes_the_next_number_in_hexagonal_brackets(north):
    def sent(passed_on):
        return make_document(north, passed_on=passed_on, direction="out", document_number="")

    numbers = [sent(day).document_number for day in (DAY, DAY, date(2024, 5, 6))]
    assert numbers == ["社服发〔2025〕1号", "社服发〔2025〕2号", "社服发〔2024〕1号"]
    with pytest.raises(Refused):
        documents.edit(Document.everything.first(), by=OPERATOR, document_number="社服发〔2025〕9号")


@pytest.mark.clause("R9.2.5")
def test_a_paper_goes_from_proposal_to_instruction_to_result(north):
    clerk, director, worker = make_worker(north), make_worker(north), make_worker(north)
    paper = make_document(north)
    assert paper.due_on == date(2025, 11, 17)
    paper = documents.propose(paper, by=clerk, now=at(DAY), proposal="请家庭部办理")
    due = date(2025, 11, 12)
    with pytest.raises(Refused, match="own proposal"):
        documents.instruct(
            paper, by=clerk, now=at(DAY), instruction="同意", handler=worker.person, due_on=due
        )
    paper = documents.instruct(
        paper, by=director, now=at(DAY), instruction="同意", handler=worker.person, due_on=due
    )
    assert [each.number for each in todo.documents_due(worker, TODAY)] == [paper.number]
    with pytest.raises(Refused):
        documents.close(paper, by=worker, now=at(DAY), result=" ")
    assert documents.close(paper, by=worker, now=at(due), result="已报送").closed_on == due
    assert list(todo.documents_due(worker, TODAY)) == []


@pytest.mark.clause("R9.2.5")
def test_only_the_reader_confirms_and_no_paper_closes_before(north):
    reader, worker = make_worker(north), make_worker(north)
    paper = make_document(north, handler=worker.person)
    documents.circulate(paper, by=worker, now=at(DAY), reader=reader.person)
    circulation = Circulation.everything.get()
    with pytest.raises(Refused):
        documents.read(circulation, by=worker, now=at(DAY))
    with pytest.raises(Refused, match="not read it"):
        documents.close(paper, by=worker, now=at(DAY), result="已办")
    documents.read(circulation, by=reader, now=at(DAY, 15))
    documents.close(paper, by=worker, now=at(DAY, 16), result="已办")


@pytest.fixture
def newsroom(north):
    """A station with a spokesperson and a director who may sign."""
    director = make_worker(north, "approvals.step.sign", "communication.*")
    make_grant(director.user, north, "approvals.*", role="centre-director")
    releases.name(Spokesperson(unit=north, person=director.person, starts_on=date(2025, 1, 1)), by=OPERATOR)
    return director


def written(unit, **fields):
    given = {"title": "重阳", "medium": "区报", "words": "正文", "planned_on": DAY, **fields}
    return releases.write(MediaRelease(unit=unit, **given), by=OPERATOR, now=at(DAY))


@pytest.mark.clause("R9.2.4")
def test_a_release_leaves_only_after_approval_and_through_the_one_voice(north, newsroom):
    worker = make_worker(north)
    release = releases.submit(written(north), by=worker, now=at(DAY))
    assert release.spokesperson == newsroom.person
    with pytest.raises(Refused):
        releases.publish(release, by=worker, now=at(DAY), published_on=DAY, where="区报二版")
    with door.opened("test"):
        step = Step.everything.get(state=Step.State.OPEN)
    from banyan.core.identity.actor import actor_for

    approvals.decide(step, agreed=True, by=actor_for(newsroom.user, TODAY), now=at(DAY, 15))
    with door.opened("test"):
        release.refresh_from_db()
    assert (release.state, release.approved_on) == ("approved", DAY)
    with pytest.raises(Refused):
        releases.publish(release, by=worker, now=NOW, published_on=DAY - timedelta(days=1), where="区报")
    assert (
        releases.publish(release, by=worker, now=NOW, published_on=DAY, where="区报二版").state == "published"
    )


@pytest.mark.clause("R9.2.4")
def test_without_consent_or_voice_nothing_is_submitted(north, south, newsroom):
    with pytest.raises(Refused) as refused:
        releases.submit(written(north, shows_a_client=True), by=make_worker(north), now=at(DAY))
    assert "consent_number" in refused.value.problems
    with pytest.raises(Refused) as refused:
        releases.submit(written(south), by=make_worker(south), now=at(DAY))
    assert "planned_on" in refused.value.problems


@pytest.mark.clause("R9.2.4")
def test_two_voices_on_one_date_are_refused(north, newsroom):
    another = Spokesperson(unit=north, person=make_person(north), starts_on=DAY)
    with pytest.raises(Refused):
        releases.name(another, by=OPERATOR)
    releases.end(Spokesperson.everything.get(), by=OPERATOR, ends_on=DAY - timedelta(days=1))
    releases.name(another, by=OPERATOR)
