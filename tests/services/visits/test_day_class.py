"""A class from enrolment to the closed afternoon, by its deeds and on one phone screen."""

from datetime import date, time, timedelta

import pytest

from banyan.core import clock, door
from banyan.core.identity.models import User
from banyan.core.todo import waiting_for
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import day_class as deeds
from banyan.domains.services.models import ClassDay, ClassLine, ClassNote, DayClass, Fetcher, Pupil
from banyan.domains.services.queries.day_class import class_minutes
from banyan.domains.services.rules.hours.spent import Category
from banyan.foundation.refusal import Refused
from bench.statements import statements
from tests.controls import faults, verdict
from tests.makers import make_actor, make_appointment, make_grant, make_person, make_post
from tests.makers import make_user as make_sign_in
from tests.projects.makers import make_indicator, make_project
from tests.services.makers import at, make_user

DAY = date(2025, 12, 1)
WORKER = (
    "services.*.view", "services.dayclass.*", "services.pupil.*", "services.fetcher.*", "services.classday.*",
    "services.classnote.add", "services.classnote.tell", "projects.*.view", "identity.*.view",
)  # fmt: skip


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    made = make_project(north)
    care = {"service_type": "日托", "field": "青少年", "department": "青少年部"}
    make_indicator(made, "K09", **care, name="四点半课堂服务日", counted_in="日", wording="每日签到≥2人")
    make_indicator(made, "K10", **care, name="四点半课堂服务人次", counted_in="人次", wording="签到人次")
    return made


@pytest.fixture
def worker(north):
    return make_actor(north, *WORKER)


@pytest.fixture
def held(project, worker):
    made = DayClass(
        unit=project.unit, project=project, title="榕荫课堂", organiser="榕荫社区", school="榕荫小学", place="一楼",
        starts_at=time(16, 30), closes_at=time(18), capacity=3, opened_on=date(2025, 9, 1),
    )  # fmt: skip
    return deeds.open_class(made, by=worker, now=at(9, on=DAY))


def pupil_in(held, worker, name="样童", **fields):
    user = make_user(held.unit, name, born_on=date(2017, 3, 1))
    given = {
        "guardian": "样母",
        "guardian_phone": "13900000001",
        "allergies": "花生",
        "consent_on": DAY,
    } | fields
    pupil = deeds.sign_up(Pupil(day_class=held, user=user, **given), by=worker, now=at(9, on=DAY))
    fetcher = deeds.list_fetcher(
        Fetcher(pupil=pupil, name="样母", relation="母亲", starts_on=DAY), by=worker, now=at(9, on=DAY)
    )
    return deeds.enrol(pupil, by=worker, now=at(9, on=DAY)), fetcher


def opened(held, worker, on=DAY, volunteers=0):
    day = deeds.open_day(
        ClassDay(day_class=held, held_on=on, volunteers=volunteers), by=worker, now=at(16, on=on)
    )
    return deeds.on_duty(day, by=worker, now=at(16, on=on), person=make_person(held.unit, "己庚"))


def afternoon(held, worker, children, on=DAY, close=True):
    day = opened(held, worker, on)
    for pupil, fetcher in children:
        deeds.come_in(day, by=worker, now=at(16, 35, on=on), pupil=pupil.public_id)
        deeds.go_out(day, by=worker, now=at(17, 50, on=on), pupil=pupil.public_id, fetcher=fetcher.public_id)
    return deeds.close_day(day, by=worker, now=at(18, on=on)) if close else day


def counted(project, code):
    said = projects.ledger(project.number, make_actor(project.unit, "projects.*"), date(2025, 12, 31))
    return next((each["counted"], each["pending"]) for each in said if each["code"] == code)


@pytest.mark.clause("W6.3")
def test_a_child_is_taken_in_with_its_papers_and_while_there_is_a_place(held, worker):
    user = make_user(held.unit, "样童")
    bare = deeds.sign_up(Pupil(day_class=held, user=user), by=worker, now=at(9, on=DAY))
    with pytest.raises(Refused) as problem:
        deeds.enrol(bare, by=worker, now=at(9, on=DAY))
    assert set(problem.value.problems) == {"guardian", "consent_on", "allergies", "fetchers"}
    pupils = [pupil_in(held, worker, f"样童{place}") for place in range(3)]
    with pytest.raises(Refused):
        pupil_in(held, worker, "第四个")
    with pytest.raises(Refused):
        deeds.edit_pupil(pupils[0][0], by=worker, now=at(9, on=DAY), allergies="")


@pytest.mark.clause("W6.3")
def test_a_child_stays_until_somebody_of_its_list_comes(held, worker):
    pupil, mother = pupil_in(held, worker)
    other, stranger = pupil_in(held, worker, "另一童")
    day = opened(held, worker)
    deeds.come_in(day, by=worker, now=at(16, 35, on=DAY), pupil=pupil.public_id)

    def out(**who):
        return deeds.go_out(day, by=worker, now=at(17, 50, on=DAY), pupil=pupil.public_id, **who)

    for who in ({}, {"fetcher": stranger.public_id}, {"alone": True}):
        with pytest.raises(Refused):
            out(**who)
    father = deeds.list_fetcher(
        Fetcher(pupil=pupil, name="样父", relation="父亲", starts_on=DAY), by=worker, now=at(9, on=DAY)
    )
    deeds.bar(father, by=worker, now=at(9, on=DAY), reason="人身安全保护令")
    with pytest.raises(Refused):
        out(fetcher=father.public_id)
    with pytest.raises(Refused):
        deeds.close_day(day, by=worker, now=at(18, on=DAY))
    assert ClassLine.everything.get(day=day).left_at is None
    out(fetcher=mother.public_id)
    line = ClassLine.everything.get(day=day)
    assert (line.fetcher, line.left_at) == (mother, time(17, 50))
    deeds.close_day(day, by=worker, now=at(18, on=DAY))
    with pytest.raises(Refused):
        deeds.come_in(day, by=worker, now=at(18, on=DAY), pupil=other.public_id)


def test_an_afternoon_counts_once_closed_with_two_adults_and_minutes_are_told(held, worker, project):
    children = [pupil_in(held, worker, f"样童{place}") for place in range(2)]
    afternoon(held, worker, children, close=False)
    assert (counted(project, "K09"), counted(project, "K10")) == ((0, 0), (0, 0))
    deeds.close_day(ClassDay.everything.get(), by=worker, now=at(18, on=DAY))
    assert (counted(project, "K09"), counted(project, "K10")) == ((1, 0), (2, 0))
    told = [(each.minutes, each.category, each.people) for each in class_minutes(None, DAY, DAY)]
    assert told == [(90, Category.DAY_CARE, 2)] * 2
    alone = deeds.open_day(
        ClassDay(day_class=held, held_on=DAY + timedelta(days=1)),
        by=worker,
        now=at(16, on=DAY + timedelta(days=1)),
    )
    later = DAY + timedelta(days=1)
    pupil, mother = children[0]
    deeds.come_in(alone, by=worker, now=at(16, 35, on=later), pupil=pupil.public_id)
    deeds.go_out(alone, by=worker, now=at(17, on=later), pupil=pupil.public_id, fetcher=mother.public_id)
    deeds.close_day(alone, by=worker, now=at(18, on=later))
    assert counted(project, "K10") == (2, 1), "one adult alone is not enough"


@pytest.mark.clause("W6.3")
def test_the_control_flips_when_a_child_left_with_nobody(held, worker, project):
    afternoon(held, worker, [pupil_in(held, worker)])
    assert verdict("W6.3", project) == "met"
    ClassLine.everything.update(fetcher=None)
    assert faults("W6.3", project) == [ClassDay.everything.get().label()]
    assert verdict("W6.3", make_project(project.unit)) == "not_applicable"


@pytest.mark.clause("W6.1")
def test_the_community_looks_in(held, worker, project):
    day = afternoon(held, worker, [pupil_in(held, worker)])
    assert verdict("W6.1", project) == "attention"
    deeds.edit_day(day, by=worker, now=at(18, on=DAY), supervised_by="社区妇联主席", supervision="秩序好")
    assert verdict("W6.1", project) == "met"
    DayClass.everything.update(school="")
    assert verdict("W6.1", project) == "breached"


@pytest.mark.clause("W6.4")
def test_school_and_parents_are_heard_of_every_child(held, worker, project):
    pupil, _mother = pupil_in(held, worker)
    Pupil.everything.update(enrolled_on=date(2025, 4, 1))
    assert faults("W6.4", project) == [pupil.label()]
    deeds.note(
        ClassNote(pupil=pupil, kind="study", noted_on=DAY, text="作业写得快"), by=worker, now=at(18, on=DAY)
    )
    assert verdict("W6.4", project) == "attention", "what we think is no feedback"
    deeds.note(
        ClassNote(pupil=pupil, kind="parents", noted_on=DAY, text="回家先写作业了"),
        by=worker,
        now=at(18, on=DAY),
    )
    assert verdict("W6.4", project) == "met"


def test_a_child_inside_after_closing_and_an_untold_incident_shout_on_the_desk(held, worker, monkeypatch):
    pupil, _mother = pupil_in(held, worker)
    day = opened(held, worker)
    deeds.come_in(day, by=worker, now=at(16, 35, on=DAY), pupil=pupil.public_id)

    def shouts(hour, minute=0):
        monkeypatch.setattr(clock, "now", lambda: at(hour, minute, on=DAY))
        return [each.number for each in waiting_for(worker, DAY) if each.kind == "class"]

    assert shouts(17) == []
    assert shouts(18, 1) == [day.label()]
    with pytest.raises(Refused):
        deeds.note(
            ClassNote(pupil=pupil, kind="incident", noted_on=DAY, text="摔倒，膝盖擦伤"),
            by=worker,
            now=at(17, on=DAY),
        )
    hurt = ClassNote(pupil=pupil, kind="incident", noted_on=DAY, text="摔倒，膝盖擦伤", measures="清洗包扎")
    hurt = deeds.note(hurt, by=worker, now=at(17, on=DAY))
    DayClass.everything.update(responsible=worker.person)
    assert shouts(17, 30) == [pupil.label()]
    deeds.tell(hurt, by=worker, now=at(17, 40, on=DAY), how="电话告知样母")
    assert shouts(17, 45) == []
    reader = make_actor(held.unit, "services.*.view")
    assert not ClassNote.objects.visible_to(reader).exists()
    assert ClassNote.objects.visible_to(worker).exists()


def test_the_afternoon_is_kept_on_one_screen(held, worker, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at(17, on=DAY))
    monkeypatch.setattr(clock, "today", lambda: DAY)
    person = make_person(held.unit, "戊己")
    beside = make_person(held.unit, "己庚")
    for each in (person, beside):
        make_appointment(each, make_post(held.unit))
    user = make_sign_in(held.unit, person=person)
    make_grant(user, held.unit, *WORKER)
    client.force_login(
        User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    children = [pupil_in(held, worker, f"样童{place}") for place in range(3)]
    page = f"/services/class/{held.public_id}/"
    assert client.get("/services/class/")["Location"] == page

    def press(act, status=302, **given):
        answer = client.post(page, {"act": act, "on": "2025-12-01", **{k: str(v) for k, v in given.items()}})
        assert answer.status_code == status, answer.content.decode()[-2000:]
        return answer.content.decode()

    press("open")
    press("duty", person=beside.public_id)
    for pupil, _mother in children:
        press("in", pupil=pupil.public_id)
    pupil, mother = children[0]
    assert "W6.3" in press("out", 409, pupil=pupil.public_id, fetcher="other")
    press("out", pupil=pupil.public_id, fetcher=mother.public_id)
    press("back", pupil=pupil.public_id)
    press("close", 409)
    press("out", pupil=pupil.public_id, fetcher=mother.public_id)
    press("nothing", 404)
    few = len(statements(client, "get", page))
    assert few <= 8
    for pupil, mother in children[1:]:
        press("out", pupil=pupil.public_id, fetcher=mother.public_id)
    press("close")
    assert ClassDay.everything.get().state == ClassDay.State.CLOSED
