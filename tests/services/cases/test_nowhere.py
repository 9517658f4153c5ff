"""Everything hangs on one case, then its grade rises to L3: whoever is not named meets it nowhere, by no way of asking.

The stranger holds every right of the station. What they read before and after is compared: no page, search, filter,
export, answer of the API, calendar, job, notice or count may still tell the case apart from one that never was.
"""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from banyan.core import clock, jobs
from banyan.core.approvals.models import Request
from banyan.core.attachments import deeds as attachments
from banyan.core.calendar.entries import entries_for
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.core.jobs.models import JobRun
from banyan.core.notices.mail import send_notice
from banyan.core.notices.models import Notice
from banyan.core.pointing import is_closed, spoken, writable
from banyan.core.registers.addresses import address, address_if_any
from banyan.core.registers.declaration import register_for, registers
from banyan.domains.projects.models import LedgerLine
from banyan.domains.services import public as services
from banyan.domains.services.deeds import group_members, hotline
from banyan.domains.services.deeds.cases import files, papers
from banyan.domains.services.deeds.erasing import erase
from banyan.domains.services.models import CaseContact, CaseDocument, Group, GroupMember, HotlineCall
from banyan.domains.services.queries.cases.load import workers_load
from banyan.domains.staff.models import Booking, Room
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused
from tests.batteries import faces
from tests.batteries.world import program_of
from tests.makers import make_grant
from tests.projects.makers import make_indicator, make_project
from tests.services.cases.makers import answered, at, fresh, on

NAME, INITIALS = "谢样霞", "xyx"
#: Where rows of other rooms may point at a case.
BESIDE = {"projects.ledgerline", "staff.booking", "approvals.request", "jobs.jobrun"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Forty days after the inquiry."""
    monkeypatch.setattr(clock, "now", lambda: at(on(40)))
    monkeypatch.setattr(clock, "today", lambda: on(40))


@pytest.fixture
def stranger(station):
    """Somebody with every right at the station, named in no case."""
    return _with(station.colleague, station, "*")


@pytest.fixture
def case(station):
    """A case at L2 with a contact, a review, an attachment, a call, a room, a member of a group, and a place in the ledger."""
    project = make_project(station.centre)
    make_indicator(project, "K1", service_type="个案", name="个案开案", counted_in="个", wording="")
    make_indicator(
        project, "K2", service_type="去重", name="服务覆盖人数", counted_in="人", wording="全年去重自然人"
    )
    made = station.led(station.case(project=project), "intervention")
    attachments.attach(made, "report.txt", b"words", by=station.worker, purpose="")
    review, said = (
        CaseDocument(case=made, kind="review", happened_on=on(15)),
        answered("review", station.head),
    )
    papers.write(review, by=station.worker, answers=said, now=at(on(15)))
    call = HotlineCall(
        unit=station.department, called_on=on(3), began_at=time(20), ended_at=time(20, 20), matter="夜里有人砸门", answer="约见",
    )  # fmt: skip
    worker = _with(station.worker, station, "services.hotlinecall.*")
    hotline.join_case(
        hotline.answer(call, by=worker, now=at(on(3), 21)), by=worker, now=at(on(3), 22), number=made.number
    )
    room = Room.everything.create(
        unit=station.centre, name="个案室", function="case", capacity=4, number="FJ-1", area=12
    )
    Booking.everything.create(
        unit=station.centre, room=room, number="YY-1", purpose="case", about=made.number, booked_for=station.worker.person,
        held_on=on(7), starts_at=time(14), ends_at=time(15),
    )  # fmt: skip
    group = Group.everything.create(
        unit=station.department,
        title="家长小组",
        kind="support",
        number="GRP-1",
        responsible=station.head.person,
    )
    GroupMember.everything.create(group=group, user=made.client, joined_on=on(5), case_number=made.number)
    return made


def _with(actor, station, *permissions):
    make_grant(actor.user, station.centre, *permissions)
    return actor_for(User.objects.select_related("person").get(pk=actor.user.pk), on(40))


def addresses():
    """Every list of the services room and of those that may point at a case: on screen, in the API, as a file."""
    for register in registers():
        home, label = address_if_any(register, "list"), register.model._meta.label_lower
        if home and (label.startswith("services.") or label in BESIDE):
            yield from ((home, "page"), (faces.api_path(register), "program"))
            if out := address_if_any(register, "export"):
                yield out, "file"
    for path in ("/", "/calendar/", "/notices/", "/jobs/", "/approvals/", reverse("services.load")):
        yield path, "page"
    yield from (("/find/", "page"), (f"/find/?q={INITIALS}", "page"))


def told(actor, wanted, marks):
    """What each of these addresses answers to somebody who asks for the first of the marks, and who asks for nothing."""
    client, program = Client(), program_of(actor.user)
    client.force_login(actor.user)
    for where, how in wanted:
        if how == "file":
            given = {"kind": "csv", "reason": "年度统计", "personal": "1"}
            yield (where, how), faces.text_of(client.post(where, given))
        else:
            ask = program if how == "program" else client
            answers = [faces.text_of(ask.get(where, given)) for given in ({}, {"q": marks[0]})]
            yield (where, how), " ".join(answers)


def without_echo(text: str, marks) -> str:
    """A page repeats what was asked of it; that tells nothing."""
    for mark in marks:
        text = text.replace(f'value="{mark}"', "").replace(f"“{mark}”", "").replace(f"q={mark}", "")
    return text


def met(actor, wanted, marks) -> set[tuple[str, str]]:
    """The addresses at which one of the marks is read."""
    answers = told(actor, wanted, marks)
    return {where for where, text in answers if any(mark in without_echo(text, marks) for mark in marks)}


def test_a_case_that_became_guarded_is_met_by_a_stranger_at_no_address_of_the_house(station, case, stranger):
    marks = (case.number, "夜里有人砸门", str(case.public_id), HotlineCall.everything.get().number)
    before = met(stranger, addresses(), marks)
    kinds = {(how, where.split("/")[-2]) for where, how in before}
    assert {("page", "case"), ("program", "case"), ("file", "export"), ("page", "hotlinecall"), ("page", "find"),
            ("page", "booking"), ("program", "groupmember"), ("page", "ledgerline")} <= kinds, "was it met at all?"  # fmt: skip
    files.reclassify(case, by=station.worker, now=at(on(20)), confidentiality="L3", reason="涉及家庭暴力")
    assert met(stranger, before, marks) == set()
    assert met(station.worker, {each for each in before if each[0] == reverse("services.case.list")}, marks)
    for kind in (Booking, GroupMember):
        [beside] = kind.everything.all()
        past = Client()
        past.force_login(stranger.user)
        history = address(register_for(kind), "panel", beside, code="history")
        assert case.number not in past.get(history).content.decode(), kind


def test_what_counts_a_guarded_case_tells_no_stranger_which_day_or_whose_it_is(station, case, stranger):
    files.reclassify(case, by=station.worker, now=at(on(20)), confidentiality="L3", reason="涉及家庭暴力")
    lines = LedgerLine.everything.filter(project=case.project)
    assert lines.filter(state="counted").exists(), "the figures of the contract have it"
    assert not LedgerLine.objects.visible_to(stranger).filter(project=case.project).exists()
    assert LedgerLine.objects.visible_to(station.worker).filter(project=case.project).exists()
    assert workers_load(stranger, on(40)) == []
    assert workers_load(station.worker, on(40))[0].count == 1
    assert not any(each.kind == "case contact" for each in entries_for(stranger, Period(on(0), on(60))))
    sample = services.records_between(case.project, on(0), on(40), on(40))
    words = services.words_between(case.project, on(0), on(40))
    days = services.record_days({case.project.public_id}, on(0), on(40))
    assert (sample, words, days) == ([], [], {}), "no check of records draws, compares or counts it"
    with pytest.raises(Refused) as refused:
        erase(case.client, by=stranger, now=at(on(40)), reason="本人申请")
    assert "case" not in str(refused.value)


def test_a_number_is_not_written_where_others_read_once_its_case_is_guarded(station, case):
    member = GroupMember.everything.get()
    files.reclassify(case, by=station.worker, now=at(on(20)), confidentiality="L3", reason="涉及家庭暴力")
    assert (fresh(member).case_number, Booking.everything.get().about) == ("", "")
    assert spoken(case.number.lower()) == "" and spoken("GA-2025-9999") == "GA-2025-9999"
    head = _with(station.head, station, "services.groupmember.*")
    told = set()
    for number in (case.number, "GA-2025-9999"):
        with pytest.raises(Refused) as refused:
            group_members.edit_member(fresh(member), by=head, now=at(on(21)), case_number=number)
        told.add(str(refused.value))
        assert writable(number.lower(), head) == ""
    assert len(told) == 1, "a guarded number is refused in the words for one that does not exist"
    assert writable("ACT-2025-0001", head) == "ACT-2025-0001"
    own = station.case(confidentiality="L3")
    assert writable(own.number, station.worker) == "", "its own series is left out as well"
    files.reclassify(case, by=station.worker, now=at(on(22)), confidentiality="L2", reason="风险解除")
    group_members.edit_member(fresh(member), by=head, now=at(on(23)), case_number=case.number)
    assert fresh(member).case_number == case.number


def test_broken_glass_is_told_to_those_concerned_alone_names_nobody_and_closes_to_the_minute(
    station, case, stranger, settings, monkeypatch
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    files.reclassify(case, by=station.worker, now=at(on(20)), confidentiality="L3", reason="涉及家庭暴力")
    files.break_glass_at(case.number, "派出所来电核实人身安全。", by=station.head, now=at(on(40)))
    told = list(
        Notice.everything.filter(record_id=case.public_id, kind="services.glass").select_related("user")
    )
    assert told and stranger.user.pk not in {each.user_id for each in told}
    for each in told:
        User.objects.filter(pk=each.user_id).update(email="concerned@example.org")
        send_notice.func(str(each.public_id))
    assert mail.outbox and not any(NAME in each.body + each.subject for each in mail.outbox)
    run = jobs.start("notices.send", by=station.worker)
    JobRun.everything.filter(pk=run.pk).update(result={"number": case.number})
    client = Client()
    client.force_login(stranger.user)
    assert client.get(reverse("jobs.run", args=[run.public_id])).status_code == 404
    assert case.number not in client.get(reverse("jobs.list")).content.decode()
    _closes_again(station, case, monkeypatch)


def _closes_again(station, case, monkeypatch):
    """The glass is whole again to the minute; that it was broken, and why, stays with the file."""
    head, worker = Client(), Client()
    head.force_login(station.head.user)
    worker.force_login(station.worker.user)
    page, ends = reverse("services.case.detail", args=[case.public_id]), at(on(40)) + timedelta(hours=24)
    for moment, status in ((ends - timedelta(minutes=1), 200), (ends, 404)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert head.get(page).status_code == status
    shown = worker.get(reverse("services.case.panel", args=[case.public_id, "readers"])).content.decode()
    assert "派出所来电核实人身安全。" in shown


def test_each_reading_of_a_guarded_case_is_written_and_no_signature_opens_it(station, case, stranger):
    from banyan.core.audit.models import Event

    files.reclassify(case, by=station.worker, now=at(on(20)), confidentiality="L3", reason="涉及家庭暴力")
    client = Client()
    client.force_login(station.worker.user)
    contact, paper = CaseContact.everything.get(), CaseDocument.everything.filter(kind="review").get()
    for name, record in (
        ("services.case.detail", case), ("services.case.contact", case), ("services.casecontact.correct", contact),
        ("services.casedocument.detail", paper), ("services.case.print", case), ("services.casecontact.print", contact),
    ):  # fmt: skip
        before = Event.objects.filter(verb__endswith=".read").count()
        assert client.get(reverse(name, args=[record.public_id])).status_code == 200, name
        assert Event.objects.filter(verb__endswith=".read").count() > before, name
    assert is_closed(case) and is_closed(paper) and not is_closed(station.department)
    about = Request.everything.filter(number__startswith=case.number).values("pk")
    seen = {
        who: Request.objects.visible_to(who).filter(pk__in=about).count()
        for who in (station.worker, stranger)
    }
    assert seen[stranger] == 0 < seen[station.worker]
