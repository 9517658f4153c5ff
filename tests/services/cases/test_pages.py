"""The pages of a case file as people walk them, without JavaScript."""

from contextvars import Context
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from banyan.core import clock
from banyan.core.audit.models import Event
from banyan.core.registers.models import Draft
from banyan.domains.services.deeds.cases import files, papers
from banyan.domains.services.models import (
    Case,
    CaseCall,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseGoal,
    CaseWorker,
    ServiceUser,
)  # fmt: skip
from banyan.domains.services.queries.cases import opinions
from banyan.domains.services.queries.cases.prefilled import prefilled
from banyan.domains.services.rules.cases.papers import mark_of
from tests.services.cases.makers import LEVELS, answered, at, fresh, on
from tests.services.makers import make_user as make_client


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Forty days after the inquiry."""
    monkeypatch.setattr(clock, "now", lambda: at(on(40)))
    monkeypatch.setattr(clock, "today", lambda: on(40))


class Visitor(Client):
    """Asks for pages as a browser does: the door that the test holds open is closed to it."""

    def request(self, **request):
        return Context().run(super().request, **request)


@pytest.fixture
def browse(station):
    def of(actor) -> Client:
        client = Visitor()
        client.force_login(actor.user)
        return client

    return of


def page(name: str, record, *more) -> str:
    return reverse(f"services.{name}", args=[record.public_id, *more])


RECORD = {
    "kind": "visit", "function": "monitoring", "held_on": on(39).isoformat(), "began_at": "11:00", "ended_at": "12:05",
    "happened": "女儿已连续五天到校", "said": "她自己调的闹钟", "judgement": "母亲开始放手",
}  # fmt: skip


def test_a_case_is_opened_on_one_page_and_leads_to_its_file(station, browse):
    worker = browse(station.worker)
    assert worker.get(reverse("services.case.new")).status_code == 200
    asked = {
        "unit": station.department.public_id, "client": "", "caller": "居民来电", "grade": "B", "confidentiality": "L2",
        "inquired_on": on(30).isoformat(), "channel": "phone", "matter": "孩子不上学", "reply": "约面谈",
        "further_step": "consider",
    }  # fmt: skip
    answer = worker.post(reverse("services.case.new"), asked)
    case = Case.everything.get()
    assert (answer.status_code, answer["Location"]) == (302, page("case.detail", case))
    assert CaseDocument.everything.get(case=case).answers["matter"] == "孩子不上学"
    shown = worker.get(page("case.detail", case)).content.decode()
    assert case.number in shown and "居民来电" in shown


def test_what_is_wanting_is_said_beside_its_field(station, browse):
    worker = browse(station.worker)
    answer = worker.post(reverse("services.case.new"), {"caller": "居民"})
    assert answer.status_code == 422 and Case.everything.count() == 0
    case = station.led(station.case(), "agreement")
    assert worker.post(page("case.contact", case), RECORD | {"happened": ""}).status_code == 422
    assert worker.post(page("case.contact", case), RECORD | {"ended_at": "10:00"}).status_code == 409
    assert CaseContact.everything.count() == 0


@pytest.mark.clause("P1.8")
def test_a_contact_is_written_with_its_function_and_the_scores_of_the_goals(station, browse):
    case = station.led(station.case(), "agreement")
    worker = browse(station.worker)
    assert "女儿" not in worker.get(page("case.contact", case)).content.decode()
    answer = worker.post(page("case.contact", case), RECORD | {"goal-1": "1"})
    assert answer.status_code == 302
    contact = CaseContact.everything.get()
    assert (contact.function, contact.minutes, contact.entered_on) == ("monitoring", 65, on(40))
    assert CaseGoal.everything.get().score == 1
    shown = worker.get(page("case.detail", case)).content.decode()
    assert "她自己调的闹钟" in shown and "60" in shown


def test_a_form_is_kept_as_draft_then_submitted_and_read(station, browse):
    case = station.led(station.case(), "intake")
    worker = browse(station.worker)
    address = page("case.paper", case, "assessment")
    assert worker.get(address).status_code == 200
    begun = {"happened_on": on(38).isoformat(), "physical": "健康"}
    assert worker.post(address, begun).status_code == 422
    assert worker.post(address, begun | {"draft": "1"}).status_code == 302
    paper = CaseDocument.everything.get(kind="assessment")
    assert (paper.state, paper.answers) == ("draft", {"physical": "健康"})
    whole = begun | answered("assessment")
    assert worker.post(page("casedocument.write", paper), whole).status_code == 302
    assert fresh(paper).state == "waiting"
    assert "据实填写" in worker.get(page("casedocument.detail", paper)).content.decode()


def test_a_filed_form_is_corrected_on_a_page_that_asks_the_reason(station, browse):
    case = station.led(station.case(), "intervention")
    paper = CaseDocument.everything.get(case=case, kind="agreement")
    worker = browse(station.worker)
    changed = {"happened_on": on(6).isoformat(), **answered("agreement"), "frequency": "每周两次"}
    assert worker.post(page("casedocument.write", paper), changed).status_code == 422
    assert worker.post(page("casedocument.write", paper), changed | {"reason": "改频次"}).status_code == 302
    assert fresh(paper).state == "replaced"


def test_goals_team_and_crisis_have_their_pages(station, browse):
    case = station.led(station.case(), "assessment")
    worker = browse(station.worker)
    levels = {f"level_{number}": text for number, text in enumerate(LEVELS, start=1)}
    goal = {"text": "到校", "measure": "考勤", "weight": "2", "baseline": "-1", **levels}
    assert worker.post(page("case.goal", case), goal).status_code == 302
    aim = CaseGoal.everything.get()
    assert worker.post(page("casegoal.change", aim), goal | {"text": "按时到校"}).status_code == 302
    assert worker.post(page("casegoal.score", aim), {"scored_on": on(40), "score": "0"}).status_code == 302
    assert (fresh(aim).text, fresh(aim).score) == ("按时到校", 0)
    named = {"person": station.colleague.person.public_id, "role": "psychology", "since": on(39)}
    assert worker.post(page("case.team", case), named).status_code == 302
    raised = {"level": "red", "signs": "说今晚不想活", "first_step": "留在现场，已拨 120"}
    assert worker.post(page("case.crisis", case), raised).status_code == 302
    assert fresh(case).crisis == "red"
    shown = worker.get(page("case.detail", case)).content.decode()
    assert "说今晚不想活" in shown and page("casecall.told", CaseCall.objects.first()) in shown
    crisis = CaseCrisis.everything.get()
    call = crisis.calls.order_by("position").first()
    assert shown.index("说今晚不想活") < shown.index('id="next"'), "the crisis stands before everything else"
    when = localtime(call.due_at)
    for said in (page("case.detail", case), page("casecall.told", call)):
        told = worker.get(said).content.decode()
        assert f"{when:%H:%M}" in told and str(call.role_word) in told, said
    next_step = worker.get(page("case.detail", case)).context["next"].said
    assert "中心主任" in next_step and f"{when:%H:%M}" in next_step
    assert worker.post(page("casecall.told", call), {"whom": "中心主任"}).status_code == 302
    assert worker.post(page("casecrisis.lift", crisis), {"because": "已转诊，家人陪护"}).status_code == 302
    assert fresh(case).crisis == "none"
    place = CaseWorker.everything.get(case=case, person=station.colleague.person)
    assert worker.post(page("caseworker.leave", place)).status_code == 302
    assert fresh(place).until == on(40)


def test_every_form_of_the_file_can_be_opened(station, browse):
    case = station.led(station.case(), "intervention")
    worker = browse(station.worker)
    for kind in CaseDocument.Kind.values:
        assert worker.get(page("case.paper", case, kind)).status_code == 200
    assert worker.get(page("case.paper", case, "unknown")).status_code == 404


@pytest.mark.clause("R3.2.3")
def test_a_review_takes_up_what_somebody_else_heard_and_names_who_asked(station, browse):
    case = station.led(station.case(), "intervention")
    station.paper(case, "opinion", 12, by=station.head, client_words="希望周末也能来")
    worker, address = browse(station.worker), page("case.paper", case, "review")
    begun = worker.get(address).context["form"]
    assert (begun["feedback"].value(), begun["asked_by"].initial) == ("希望周末也能来", station.head.person)
    offered = {str(key) for key, _name in begun.fields["asked_by"].choices}
    assert str(station.head.person.public_id) in offered
    assert str(station.worker.person.public_id) not in offered, "whoever served the client did not ask"
    given = answered("review", station.head) | {"happened_on": on(39).isoformat()}
    assert worker.post(address, given | {"asked_by": "某主管"}).status_code == 422
    assert worker.post(address, given).status_code == 302
    paper = CaseDocument.everything.get(kind="review")
    shown = worker.get(page("casedocument.detail", paper)).content.decode()
    assert station.head.person.name in shown and str(station.head.person.public_id) not in shown
    again = worker.get(page("casedocument.write", paper)).context["form"]
    assert again["asked_by"].initial == station.head.person
    assert worker.get(page("casedocument.print", paper)).status_code == 200
    assert prefilled(case, "review") == {}, "what a review has taken up is not offered again"


def test_the_supervisor_notes_a_contact_and_the_worker_corrects_it(station, browse):
    case = station.led(station.case(), "intervention")
    contact = CaseContact.everything.get()
    assert (
        browse(station.head).post(page("casecontact.note", contact), {"note": "留意女儿意愿"}).status_code
        == 302
    )
    worker = browse(station.worker)
    assert "留意女儿意愿" in worker.get(page("case.detail", case)).content.decode()
    changed = RECORD | {"held_on": on(7).isoformat(), "reason": "补记原话"}
    assert worker.post(page("casecontact.correct", contact), changed).status_code == 302
    assert fresh(contact).state == "replaced"


def test_a_contact_may_wait_on_the_device_unless_its_file_is_guarded(station, browse):
    case = station.led(station.case(), "intervention")
    worker = browse(station.worker)
    addresses = [page("case.contact", case), page("casecontact.correct", CaseContact.everything.get())]

    def kept(address):
        shown = worker.get(address).content.decode()
        return [mark in shown for mark in (f'· {case.number}"', " data-offline=", " data-offline-page=")]

    for grade, allowed in (("L1", True), ("L2", True), ("L3", False), ("L4", False)):
        Case.everything.filter(pk=case.pk).update(confidentiality=grade)
        assert [kept(address) for address in addresses] == [[allowed] * 3] * 2
        assert kept(page("case.detail", case)) == [allowed, allowed, False]


def test_two_people_who_correct_one_record_both_keep_their_words(station, browse):
    case = station.led(station.case(), "intervention")
    contact, team = CaseContact.everything.get(), station.colleague.person
    CaseWorker.everything.create(case=case, person=team, since=on(0))
    given = {
        "kind": "interview", "function": "direct", "held_on": on(7).isoformat(), "began_at": "14:00", "ended_at": "15:00",
        "said": "我没喊她", "judgement": "冲突缓和", "travel_minutes": "0",
    }  # fmt: skip
    first = given | {"happened": "母亲先到，女儿后到", "reason": "次序写错"}
    second = given | {"happened": "外婆也在家", "reason": "漏写外婆"}
    assert browse(station.worker).post(page("casecontact.correct", contact), first).status_code == 302
    colleague = browse(station.colleague)
    answer = colleague.post(page("casecontact.correct", contact), second)
    shown = answer.content.decode()
    newest = CaseContact.everything.get(state="filed")
    assert (answer.status_code, newest.happened) == (409, "母亲先到，女儿后到")
    assert "外婆也在家" in shown and page("casecontact.correct", newest) in shown
    sheet = answer.context["sheet"]
    assert [each.name for each in sheet.differences] == ["happened"], "the reason is one's own"
    assert newest.edition == 2 and _("theirs (version %(version)s)") % {"version": 2} in shown
    both = second | {"happened": "母亲先到，女儿后到，外婆也在家"}
    assert colleague.post(page("casecontact.correct", newest), both).status_code == 302
    assert CaseContact.everything.filter(case=case, position=1).count() == 3


def test_a_closed_file_still_offers_to_correct_what_was_written(station, browse):
    case = station.led(station.case(), "closed")
    shown = browse(station.worker).get(page("case.detail", case)).content.decode()
    assert page("casecontact.correct", CaseContact.everything.get()) in shown
    assert page("case.contact", case) not in shown
    assert _("not in the file") in shown and _("not due yet") not in shown.partition('id="course"')[0]
    files.reopen(case, by=station.worker, now=at(on(40)), reason="再次求助")
    again = Case.everything.get(reopens=case)
    worker, lead = browse(station.worker), f'href="{page("case.detail", again)}"'
    assert lead in worker.get(page("case.detail", case)).content.decode()
    Case.everything.filter(pk=again.pk).update(confidentiality="L3", key_worker=station.head.person)
    CaseWorker.everything.filter(case=again).update(person=station.head.person)
    assert again.number not in worker.get(page("case.detail", case)).content.decode(), "who may not read it"


def test_a_long_course_is_shown_in_parts(station, browse):
    case = station.led(station.case(), "agreement")
    for day in range(7, 40):
        station.contact(case, day, happened=f"第{day}天")
    worker = browse(station.worker)
    shown = worker.get(page("case.detail", case)).content.decode()
    assert "第39天" in shown and "第8天" not in shown
    earlier = worker.get(page("case.detail", case) + f"?before={on(10).isoformat()}").content.decode()
    assert "第8天" in earlier and "第39天" not in earlier


def test_reading_an_ordinary_file_leaves_no_line_and_a_guarded_one_does(station, browse):
    case = station.led(station.case(), "intervention")
    worker = browse(station.worker)
    reads = Event.objects.filter(verb="services.case.read")
    worker.get(page("case.detail", case))
    assert reads.count() == 0
    Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    paper, contact = CaseDocument.everything.filter(case=case).first(), CaseContact.everything.get()
    for address in (
        page("case.detail", case), page("casedocument.detail", paper), page("case.contact", case),
        page("casecontact.correct", contact), page("casedocument.write", paper),
    ):  # fmt: skip
        before = reads.count()
        assert worker.get(address).status_code == 200
        assert reads.count() == before + 1


def _handed_in(client, address, given):
    answer = client.post(address, given)
    return answer.status_code, answer.content.decode()


def test_two_people_who_go_on_with_one_draft_see_both_versions_and_choose(station, browse):
    case = station.led(station.case(), "intake")
    CaseWorker.everything.create(case=case, person=station.colleague.person, since=on(0))
    worker, colleague = browse(station.worker), browse(station.colleague)
    first = {"happened_on": on(38).isoformat(), "physical": "健康", "risks": "无", "draft": "1"}
    worker.post(page("case.paper", case, "assessment"), first)
    paper = CaseDocument.everything.get(kind="assessment")
    address, version = page("casedocument.write", paper), str(paper.version)
    mended = {"version": version, "physical": "膝痛，走路慢"}
    assert _handed_in(worker, address, first | mended)[0] == 302
    status, shown = _handed_in(colleague, address, first | {"version": version, "risks": "独居，夜里跌倒过"})
    assert status == 409 and "膝痛，走路慢" in shown and "独居，夜里跌倒过" in shown
    assert fresh(paper).answers == {"physical": "膝痛，走路慢", "risks": "无"}
    chosen = {"version": str(fresh(paper).version), "take-physical": "theirs", "take-risks": "mine"}
    status, _shown = _handed_in(colleague, address, first | {"risks": "独居，夜里跌倒过"} | chosen)
    assert status == 302
    assert fresh(paper).answers == {"physical": "膝痛，走路慢", "risks": "独居，夜里跌倒过"}


def test_what_is_written_while_the_form_is_signed_or_the_case_closed_is_refused_with_every_word(
    station, browse
):
    case = station.led(station.case(), "intervention")
    paper = CaseDocument.everything.get(case=case, kind="agreement")
    worker, address = browse(station.worker), page("casedocument.write", paper)
    changed = {
        "happened_on": on(6).isoformat(),
        **answered("agreement"),
        "reason": "改频次",
        "version": str(paper.version),
    }
    assert _handed_in(worker, address, changed | {"frequency": "每周两次"})[0] == 302
    status, shown = _handed_in(worker, address, changed | {"frequency": "每周三次"})
    assert status == 409 and "每周两次" in shown and "每周三次" in shown
    plan = CaseDocument.everything.get(case=case, kind="plan")
    replan = changed | answered("plan") | {"steps": "先家访", "version": str(plan.version)}
    assert _handed_in(worker, page("casedocument.write", plan), replan)[0] == 302
    status, shown = _handed_in(worker, page("casedocument.write", plan), replan | {"steps": "先会谈"})
    assert status == 409 and "先会谈" in shown, "another version of the plan waits for signatures"
    station.sign(station.head, on(40))
    status, shown = _handed_in(worker, page("casedocument.write", plan), replan | {"steps": "先会谈"})
    assert status == 409 and "先会谈" in shown and "先家访" in shown, "the other version was signed meanwhile"
    for kind in ("evaluation", "closure"):
        station.paper(case, kind, 39)
    newest = CaseDocument.everything.get(case=case, kind="plan", state="approved")
    late = replan | {"steps": "先会谈", "version": str(newest.version)}
    status, shown = _handed_in(worker, page("casedocument.write", newest), late)
    assert status == 409 and "先会谈" in shown and fresh(newest).answers["steps"] == "先家访"


def unnamed(station):
    """An inquiry of somebody whom nobody has named yet."""
    case = Case(unit=station.department, caller="来电的儿子", inquired_on=on(0))
    return files.start(case, answered("inquiry"), by=station.worker, now=at(on(0)))


def kept(client, address, **given):
    return client.post(f"{address}?keep", given).json()


def test_what_is_being_written_into_a_file_is_kept_for_its_writer_until_it_is_handed_in(station, browse):
    """Half a record is there again on both pages that ask for it; a colleague of the team sees nothing of it."""
    case = station.led(station.case(), "intervention")
    CaseWorker.everything.create(case=case, person=station.colleague.person, since=on(0))
    worker, address = browse(station.worker), page("case.contact", case)
    assert kept(worker, address, **RECORD | {"judgement": "", "happened": "话说到一半"})["kept"]
    assert CaseContact.everything.count() == 1 and "话说到一半" not in Draft.objects.get().values[:4]
    for shown in (address, page("case.detail", case)):
        assert "话说到一半" in worker.get(shown).content.decode()
        assert "话说到一半" not in browse(station.colleague).get(shown).content.decode()
    assert b"contact/" in worker.get("/").content
    assert worker.post(address, RECORD).status_code == 302
    assert not Draft.objects.exists() and "话说到一半" not in worker.get(address).content.decode()
    kept(worker, address, happened="不要了")
    assert worker.post(address, {"drop-draft": "1"}).status_code == 302 and not Draft.objects.exists()


def test_a_draft_that_was_begun_on_an_older_version_shows_what_another_wrote_meanwhile(station, browse):
    case = station.led(station.case(), "intake")
    CaseWorker.everything.create(case=case, person=station.colleague.person, since=on(0))
    begun = CaseDocument(case=case, kind="assessment", happened_on=on(38))
    paper = papers.begin(begun, by=station.worker, now=at(on(38)), answers={"risks": "无"})
    address, worker = page("casedocument.write", paper), browse(station.worker)
    given = {"happened_on": on(38).isoformat(), "risks": "夜里跌倒过", "version": str(paper.version)}
    kept(worker, address, **given)
    other = given | {"risks": "药放错过", "draft": "1"}
    assert browse(station.colleague).post(address, other).status_code == 302
    shown = worker.get(address).content.decode()
    assert f'name="version" value="{paper.version}"' in shown
    status, both = _handed_in(worker, address, given | {"draft": "1"})
    assert status == 409 and "药放错过" in both and "夜里跌倒过" in both


@pytest.mark.clause("R2.2.12")
def test_a_case_is_accepted_for_a_person_who_is_named_or_registered_on_the_way(station, browse):
    case = unnamed(station)
    worker, intake = browse(station.worker), page("case.paper", case, "intake")
    whole = {"happened_on": on(1).isoformat(), **answered("intake")}
    status, shown = _handed_in(worker, intake, whole)
    assert status == 409 and page("case.client", case) in shown
    client, namesake = page("case.client", case), make_client(station.department, "苏样强", number="R90001")
    status, shown = _handed_in(worker, client, {"register": "1", "name": ""})
    assert status == 422 and ServiceUser.everything.count() == 1
    assert _handed_in(worker, client, {"register": "1", "name": "苏样强", "sex": "male"})[0] == 302
    named = fresh(case).client
    assert (named.name, named.sex, named.unit) == ("苏样强", "male", station.department)
    assert worker.get(client).status_code == 302 and named != namesake
    assert _handed_in(worker, intake, whole)[0] == 302
    in_crisis = unnamed(station)
    station.paper(in_crisis, "intake", 1, decision="decline")
    assert fresh(in_crisis).state == "declined", "nobody is named whom nobody serves"


@pytest.mark.clause("R4.2.3")
def test_how_satisfied_a_client_is_asks_somebody_who_did_not_work_on_the_case(station, browse):
    """The closure tells it with who asked and when: 5 and 4 make 4.5 of 5 points. Without an answer it says so."""
    case = station.led(station.case(), "evaluation")
    opinion = page("case.paper", case, "opinion")
    given = {
        "happened_on": on(30).isoformat(),
        "manner": "phone",
        "assisted": "no",
        "attitude": "5",
        "effect": "4",
    }
    for whoever in (station.worker, station.head):
        shown = browse(whoever).get(opinion).content.decode()
        assert ('name="attitude"' in shown) == (whoever is station.head)
    assert _handed_in(browse(station.worker), opinion, given)[0] == 409
    assert _handed_in(browse(station.head), opinion, given | {"attitude": "", "effect": ""})[0] == 409
    waiting = papers.write(
        CaseDocument(case=case, kind="closure", happened_on=on(20)), by=station.worker, now=at(on(20)),
        answers=answered("closure") | {"satisfaction": "5"},
    )  # fmt: skip
    assert waiting.answers["satisfaction"] == _("not asked yet")
    assert _handed_in(browse(station.head), opinion, given)[0] == 302
    assert mark_of(CaseDocument.everything.get(kind="opinion").answers) == Decimal("4.5")
    assert opinions.satisfaction_told(case).startswith("4.5")
