"""Who reads a case by its grade, and that a guarded case is nowhere for anybody not named."""

import json
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from banyan.core import clock, door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Request, Step
from banyan.core.approvals.queries import inbox
from banyan.core.attachments import deeds as attachments
from banyan.core.attachments.models import Attachment
from banyan.core.audit.models import Event
from banyan.core.calendar.entries import entries_for
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.core.notices.models import Notice
from banyan.core.registers.panels import history, told_deed
from banyan.core.search.finding import find
from banyan.core.todo import waiting_for
from banyan.domains.projects.models import Evidence
from banyan.domains.services.deeds.cases import files, papers, team
from banyan.domains.services.deeds.cases.crises import raise_crisis
from banyan.domains.services.deeds.cases.relations import add_tie
from banyan.domains.services.models import (
    Case,
    CaseAccess,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseRelation,
    CaseScore,
    CaseWorker,
)
from banyan.domains.services.models.cases.files import OfCase
from banyan.domains.services.queries.cases.minutes import contact_minutes
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused
from tests.makers import make_grant, make_post, make_unit, make_user
from tests.projects.makers import make_indicator, make_project
from tests.services.cases.makers import answered, at, fresh, on

WHO = ("worker", "colleague", "head", "director")
READERS = {
    "L1": {"worker", "colleague", "head", "director"},
    "L2": {"worker", "head", "director"},
    "L3": {"worker"},
    "L4": {"worker", "director"},
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Forty days after the inquiry."""
    monkeypatch.setattr(clock, "now", lambda: at(on(40)))
    monkeypatch.setattr(clock, "today", lambda: on(40))


def readers(station, case) -> set[str]:
    """Who of the station reaches the case."""
    return {who for who in WHO if Case.objects.visible_to(getattr(station, who)).filter(pk=case.pk).exists()}


def graded(station, case, grade: str) -> Case:
    """The case under another grade, by the deed that changes it."""
    return files.reclassify(
        case, by=station.worker, now=at(on(20)), confidentiality=grade, reason="涉未成年人"
    )


@pytest.mark.parametrize("grade", list(READERS))
def test_each_grade_is_read_by_those_of_its_line_and_nobody_else(station, grade):
    case = station.case()
    if grade != "L2":
        case = graded(station, case, grade)
    assert readers(station, case) == READERS[grade]
    parts = CaseDocument.objects.visible_to(station.head).filter(case=case)
    assert parts.exists() == ("head" in READERS[grade])


def test_a_named_colleague_reads_until_leaving_the_team(station):
    case = graded(station, station.case(), "L3")
    place = CaseWorker(case=case, person=station.colleague.person, role="psychology", since=on(20))
    joined = team.join(place, by=station.worker, now=at(on(20)))
    assert readers(station, case) == {"worker", "colleague"}
    team.leave(joined, by=station.worker, now=at(on(21)))
    assert readers(station, case) == {"worker"}


def test_a_colleague_beside_the_key_worker_does_not_read_l4(station):
    case = station.case()
    place = CaseWorker(case=case, person=station.colleague.person, role="law", since=on(0))
    team.join(place, by=station.worker, now=at(on(0)))
    former = {"person": station.head.person, "role": "law", "since": on(0), "until": on(10), "is_key": True}
    CaseWorker.everything.create(case=case, **former)
    guarded = graded(station, case, "L4")
    assert readers(station, guarded) == {"worker", "director"}
    of_one_project = make_user(station.centre)
    make_grant(of_one_project, station.centre, "services.*", role="centre-director", scope=uuid.uuid4())
    limited = actor_for(User.objects.select_related("person").get(pk=of_one_project.pk), on(0))
    assert not Case.objects.filter(Case.narrow(limited, "view"), pk=guarded.pk)._through_the_door().exists()


def test_a_file_opened_for_the_named_alone_leaves_no_gap_in_the_numbers_of_the_others(station):
    opened = [station.case(confidentiality=grade).number for grade in ("L2", "L3", "L2", "L4")]
    assert opened == ["GA-2025-0001", "GAM-2025-0001", "GA-2025-0002", "GAM-2025-0002"]


@pytest.fixture
def guarded(station):
    """A case at L3 with everything that hangs on a case, and one at L2 beside it."""
    case = station.led(station.case(), "intervention")
    attachments.attach(case, "report.txt", b"words", by=station.worker, purpose="")
    review = CaseDocument(case=case, kind="review", happened_on=on(15))
    papers.write(review, by=station.worker, answers=answered("review", station.head), now=at(on(15)))
    return graded(station, case, "L3")


def test_a_guarded_case_is_on_no_page_of_somebody_not_named(station, guarded):
    head, worker = Client(), Client()
    head.force_login(station.head.user)
    worker.force_login(station.worker.user)
    paper, contact = (
        CaseDocument.everything.filter(case=guarded).first(),
        CaseContact.everything.get(case=guarded),
    )
    goal, key = guarded.casegoals.get(), CaseWorker.everything.get(case=guarded)
    addresses = [
        reverse("services.case.detail", args=[guarded.public_id]),
        reverse("services.case.contact", args=[guarded.public_id]),
        reverse("services.case.paper", args=[guarded.public_id, "review"]),
        reverse("services.case.goal", args=[guarded.public_id]),
        reverse("services.case.team", args=[guarded.public_id]),
        reverse("services.case.crisis", args=[guarded.public_id]),
        reverse("services.case.edit", args=[guarded.public_id]),
        reverse("services.case.deed", args=[guarded.public_id, "regrade"]),
        reverse("services.case.panel", args=[guarded.public_id, "history"]),
        reverse("services.case.panel", args=[guarded.public_id, "attachments"]),
        reverse("services.casedocument.detail", args=[paper.public_id]),
        reverse("services.casedocument.write", args=[paper.public_id]),
        reverse("services.casedocument.panel", args=[paper.public_id, "approvals"]),
        reverse("services.casecontact.correct", args=[contact.public_id]),
        reverse("services.casegoal.score", args=[goal.public_id]),
        reverse("services.casegoal.change", args=[goal.public_id]),
    ]
    for address in addresses:
        assert head.get(address).status_code == 404, address
        assert worker.get(address).status_code == 200, address
    assert head.post(reverse("services.caseworker.leave", args=[key.public_id])).status_code == 404
    nowhere = head.get(reverse("services.case.detail", args=[uuid.uuid4()]))
    assert head.get(addresses[0]).content.count(b"404") == nowhere.content.count(b"404")


def hung_on(station, case) -> None:
    """One of everything that can hang on a case, and a glass that was broken and has closed again."""
    CaseAccess.everything.create(
        case=case, person=station.head.person, reason="派出所来电", opened_at=at(on(20)), ends_at=at(on(21))
    )
    CaseAccess.everything.create(
        case=case, person=station.director.person, reason="明日家访", opened_at=at(on(41)), ends_at=at(on(42))
    )
    crisis = CaseCrisis(case=case, level="orange", signs="离家未归", first_step="电话联系母亲")
    raise_crisis(crisis, by=station.worker, now=at(on(16)))
    add_tie(CaseRelation(case=case, called="女儿", relation="child"), by=station.worker, now=at(on(16)))
    goal, contact = case.casegoals.get(), case.casecontacts.get()
    CaseScore.everything.create(case=case, goal=goal, contact=contact, score=0, scored_on=on(16))


def test_nothing_that_hangs_on_a_guarded_case_is_seen_by_anybody_not_named(station, guarded):
    hung_on(station, guarded)
    kinds = [each for each in apps.get_models() if issubclass(each, OfCase)]
    assert len(kinds) >= 9
    for kind in kinds:
        seen = {
            who for who in WHO if kind.objects.visible_to(getattr(station, who)).filter(case=guarded).exists()
        }
        assert seen == {"worker"}, kind.__name__


def test_the_address_of_a_guarded_cases_file_does_not_exist_and_its_hours_name_no_number(station, guarded):
    attached = Attachment.everything.get(record_id=guarded.public_id)
    file = reverse("attachments.file", args=[attached.public_id])
    remove = reverse("attachments.remove", args=[attached.public_id])
    more = reverse("attachments.attach", args=["services.case", guarded.public_id])
    contact = CaseContact.everything.get(case=guarded)
    for who, may in ((station.worker, True), (station.head, False), (station.director, False)):
        client = Client()
        client.force_login(who.user)
        assert (client.get(file).status_code == 200) == may, who.name
        if not may:
            assert client.post(remove, {"reason": "误传"}).status_code == 404
            assert client.post(more, {}).status_code == 404
    with door.opened("test"):
        spent = list(contact_minutes(None, contact.held_on, contact.held_on))
    assert [each.number for each in spent] == ["L3"]


def test_the_ledger_counts_a_guarded_case_under_its_grade_alone(station):
    project = make_project(station.centre)
    make_indicator(project, "K1", service_type="个案", name="个案开案", counted_in="个", wording="")
    case = graded(station, station.led(station.case(project=project), "intervention"), "L3")
    with door.opened("test"):
        kept = list(Evidence.everything.filter(project=project, withdrawn=False))
    told = [f"{each.number} {json.dumps(each.facts, ensure_ascii=False)}" for each in kept]
    assert kept and all(each.startswith("L3 ") and case.number not in each for each in told)


@pytest.mark.parametrize("register", ["case", "casedocument"])
def test_a_guarded_case_is_in_no_list_count_export_or_choice(station, guarded, register):
    open_case = station.case()
    number = {"case": guarded.number, "casedocument": f"{guarded.number}-"}[register]
    for who, may in ((station.head, False), (station.worker, True)):
        client = Client()
        client.force_login(who.user)
        listed = client.get(reverse(f"services.{register}.list")).content.decode()
        found = client.get(reverse(f"services.{register}.list") + f"?q={guarded.number}").content.decode()
        assert (number in listed, f"{number}</" in found or f">{number}" in found) == (may, may), who.name
        assert open_case.number in listed
    client = Client()
    client.force_login(station.head.user)
    out = client.post(reverse("services.case.export"), {"kind": "csv", "reason": "年度统计"})
    text = b"".join(out.streaming_content).decode("utf-8-sig")
    assert guarded.number not in text and open_case.number in text and out["X-Rows"] == "1"


def test_search_signatures_desk_and_calendar_do_not_know_a_guarded_case(station, guarded):
    def everywhere(actor) -> str:
        """Whatever the house says to somebody beside pages and lists."""
        hits = [hit.number + hit.title for hit in find(guarded.number, actor)]
        hits += [hit.number + hit.title for hit in find("谢样霞", actor)]
        asked = [each.number for each in Request.objects.visible_to(actor)]
        steps = [each.request.number for each in Step.objects.visible_to(actor).select_related("request")]
        desk = [each.number for each in waiting_for(actor, on(40))]
        days = [each.number for each in entries_for(actor, Period(on(0), on(60)))]
        return " ".join(hits + asked + steps + desk + days)

    assert guarded.number in everywhere(station.worker)
    named = [hit.number for hit in find("谢样霞", station.worker)]
    assert guarded.number not in named, "the index keeps no name of a guarded case"
    assert guarded.number not in everywhere(station.head)
    assert guarded.number not in everywhere(station.colleague)


def test_raising_the_grade_voids_signatures_asked_of_people_outside(station):
    case = station.led(station.case(), "intake")
    paper = CaseDocument(case=case, kind="assessment", happened_on=on(4))
    papers.write(paper, by=station.worker, answers=answered("assessment"), now=at(on(4)))
    step = inbox(station.head, on(4))[0]
    graded(station, case, "L3")
    assert fresh(paper).state == "draft" and not inbox(station.head, on(21)).exists()
    with pytest.raises((PermissionDenied, Refused)):
        approvals.decide(step, agreed=True, by=station.head, now=at(on(21)))


def test_in_a_guarded_file_only_people_sign_who_are_named_in_it(station):
    case = graded(station, station.led(station.case(), "intake"), "L3")
    paper = CaseDocument(case=case, kind="assessment", happened_on=on(21))
    with pytest.raises(Refused) as refused:
        papers.write(paper, by=station.worker, answers=answered("assessment"), now=at(on(21)))
    assert refused.value.code == "nobody_named"
    named = CaseWorker(case=case, person=station.head.person, role="approval", since=on(21))
    team.join(named, by=station.worker, now=at(on(21)))
    paper = CaseDocument(case=case, kind="assessment", happened_on=on(21))
    papers.write(paper, by=station.worker, answers=answered("assessment"), now=at(on(21)))
    assert station.sign(station.director, on(22)) == 0
    assert station.sign(station.head, on(22)) == 1
    assert fresh(case).state == "assessment"


def test_a_guarded_request_is_not_passed_up_to_somebody_not_named(station):
    from banyan.core.approvals.reminding import remind_of_steps

    case = graded(station, station.led(station.case(), "intake"), "L3")
    named = CaseWorker(case=case, person=station.head.person, role="approval", since=on(21))
    team.join(named, by=station.worker, now=at(on(21)))
    paper = CaseDocument(case=case, kind="assessment", happened_on=on(21))
    papers.write(paper, by=station.worker, answers=answered("assessment"), now=at(on(21)))
    assert remind_of_steps(at(on(39)))["passed_up"] == 0
    assert not inbox(station.director, on(39)).exists()


def test_broken_glass_opens_one_file_for_a_time_tells_those_concerned_and_stays_in_the_trail(
    station, guarded, monkeypatch
):
    assert readers(station, guarded) == {"worker"}
    with pytest.raises(Refused):
        files.break_glass_at(guarded.number, "急", by=station.head)
    files.break_glass_at(guarded.number, "派出所来电核实人身安全。", by=station.head)
    assert readers(station, guarded) == {"worker", "head"}
    access = CaseAccess.everything.get()
    assert (access.person, access.ends_at - access.opened_at) == (station.head.person, timedelta(hours=24))
    told = set(
        Notice.objects.filter(kind="services.glass")
        ._through_the_door()
        .values_list("user__person", flat=True)
    )
    assert told == {station.worker.person_id, station.director.person_id}
    assert Event.objects.filter(verb="services.caseaccess.break_glass").count() == 1
    monkeypatch.setattr(clock, "now", lambda: at(on(41), 11))
    assert readers(station, guarded) == {"worker"}


def test_through_broken_glass_one_reads_and_writes_nothing_but_what_a_danger_asks(station, guarded):
    files.break_glass_at(guarded.number, "派出所来电核实人身安全。", by=station.head)
    head, address = Client(), reverse("services.case.detail", args=[guarded.public_id])
    head.force_login(station.head.user)
    shown = head.get(address).content.decode()
    contact, goal = CaseContact.everything.get(case=guarded), guarded.casegoals.get()
    writing = ("contact/", "form/review/", "goal/", "team/", "edit/", "regrade/", "reclassify/", "#compose")
    assert "派出所来电核实人身安全。" in shown and not [
        each for each in writing if f"{address}{each}" in shown
    ]
    assert f"{address}crisis/" in shown and f"{address}form/report/" in shown
    for name, key in (("case.contact", guarded), ("casecontact.note", contact), ("casegoal.score", goal)):
        told = head.get(reverse(f"services.{name}", args=[key.public_id])).content.decode()
        assert 'id="refusal"' in told and "<textarea" not in told, name
    with pytest.raises(Refused) as refused:
        station.contact(guarded, 40, by=station.head)
    assert "broken glass" in str(refused.value)
    with pytest.raises(Refused):
        station.paper(guarded, "safety", 40, by=station.head)
    edit = reverse("services.case.deed", args=[guarded.public_id, "reclassify"])
    assert head.post(edit, {"confidentiality": "L1", "reason": "方便查阅"}).status_code in (403, 404, 409)
    assert fresh(guarded).confidentiality == "L3"
    with pytest.raises(PermissionDenied):
        attachments.attach(guarded, "note.txt", b"words", by=station.head, purpose="")
    adding = {"attachments": ("attachments.attach", ["services.case", guarded.public_id])}
    adding |= {"relations": ("services.caserelation.new", [])}
    for part, (name, where) in adding.items():
        told = head.get(reverse("services.case.panel", args=[guarded.public_id, part]))
        assert told.status_code == 200 and reverse(name, args=where) not in told.content.decode(), part
    assert station.paper(guarded, "report", 40, by=station.head).state == "filed"
    assert head.get(f"{address}crisis/").status_code == 200


def test_the_notice_of_a_crisis_leads_to_the_file_and_whoever_is_not_named_to_its_glass(station, guarded):
    crisis = raise_crisis(
        CaseCrisis(case=guarded, level="red", signs="说不想活了", first_step="陪同等候"), by=station.worker
    )
    notices = list(Notice.objects.filter(kind="services.crisis")._through_the_door().select_related("user"))
    assert [each.user.person_id for each in notices] == [station.director.person_id]
    leads = notices[0].get_absolute_url()
    file = reverse("services.case.detail", args=[guarded.public_id])
    glass = f"{reverse('services.case.glass')}?number={guarded.number}"
    for who, wanted in ((station.director, glass), (station.worker, file), (station.head, None)):
        client = Client()
        client.force_login(who.user)
        answer = client.get(leads)
        assert (answer.status_code, answer.get("Location")) == ((302, wanted) if wanted else (404, None)), (
            who.name
        )
    director = Client()
    director.force_login(station.director.user)
    assert f'value="{guarded.number}"' in director.get(glass).content.decode()
    assert crisis.level == "red"


def test_of_a_crisis_hear_those_who_answer_for_the_department_and_no_head_of_another(station, guarded):
    other = make_unit(f"{station.centre.code}-Y", "青少年部", station.centre, kind="department")
    station.member(make_post(other, "部门主管"), "department-head")
    level = {"level": "yellow", "signs": "离家未归", "first_step": "电话联系母亲"}
    raise_crisis(CaseCrisis(case=guarded, **level), by=station.worker)
    assert _who_heard("services.crisis") == {station.director.person_id}, "the post of the head is vacant"
    own = station.member(make_post(station.department, "代理主管"), "department-head")
    raise_crisis(CaseCrisis(case=guarded, **level), by=station.worker)
    assert _who_heard("services.crisis") == {station.director.person_id, own.person_id}


def _who_heard(kind: str) -> set[int]:
    return set(Notice.everything.filter(kind=kind).values_list("user__person", flat=True))


def test_what_was_told_of_a_file_leaves_the_pages_of_those_who_read_it_no_longer(station):
    case = station.led(station.case(), "intake")
    paper = CaseDocument(case=case, kind="assessment", happened_on=on(4))
    papers.write(paper, by=station.worker, answers=answered("assessment"), now=at(on(4)))
    elsewhere = Notice.everything.create(
        user=station.head.user,
        kind="x",
        text="x",
        number=case.number,
        told_at=at(on(4)),
        station=station.centre.root,
    )
    told = Notice.everything.filter(
        user=station.head.user, number__startswith=case.number, station=station.centre
    )
    mine = Notice.everything.filter(user=station.worker.user, number__startswith=case.number)
    assert told.exists() and mine.exists()
    graded(station, case, "L3")
    assert not told.exists() and mine.exists()
    assert Notice.everything.filter(pk=elsewhere.pk).exists(), "the same number runs at each station"


def test_a_worker_breaks_no_glass_and_no_number_is_confirmed(station, guarded):
    for number, who in ((guarded.number, station.colleague), ("GA-2025-9999", station.head)):
        with pytest.raises(Refused) as refused:
            files.break_glass_at(number, "派出所来电核实人身安全。", by=who)
        assert str(refused.value) == "No case within your reach has this number."
    assert CaseAccess.everything.count() == 0


def test_whoever_takes_a_guarded_file_out_or_reads_its_history_is_in_the_log(station, guarded):
    client = Client()
    client.force_login(station.worker.user)
    reads = Event.objects.filter(verb__endswith=".read", object_id=str(guarded.public_id))
    before = reads.count()
    client.get(reverse("services.case.panel", args=[guarded.public_id, "history"]))
    assert reads.count() == before + 1
    b"".join(
        client.post(reverse("services.case.export"), {"kind": "csv", "reason": "核对"}).streaming_content
    )
    assert reads.count() == before + 2
    lines = history(guarded, station.worker)["happenings"]
    assert [each.at.date() for each in lines] == sorted((each.at.date() for each in lines), reverse=True)
    told = [each for each in lines if each.deed == str(told_deed("services.case.read"))]
    assert len(told) == 1, "a reader once a day; the trail has each reading"
    parts = Event.objects.filter(verb="services.casedocument.read")
    assert not parts.exists()
    out = client.post(reverse("services.casedocument.export"), {"kind": "csv", "reason": "核对"})
    b"".join(out.streaming_content)
    assert parts.count() == int(out["X-Rows"]) > 0


def test_a_grade_changes_only_with_its_reason_and_not_through_the_form(station):
    case = station.case()
    with pytest.raises(Refused):
        files.reclassify(case, by=station.worker, confidentiality="L1", reason=" ")
    with pytest.raises(Refused):
        files.edit_case(case, by=station.worker, confidentiality="L1")
