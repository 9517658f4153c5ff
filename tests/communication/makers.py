"""Records of the communication room, stating what matters only."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.domains.communication.deeds import crises, documents, duty, feedback, partners, plans, suggestions
from banyan.domains.communication.models import (
    CallTree,
    CommunicationPlan,
    Crisis,
    Document,
    FeedbackItem,
    Matter,
    Shift,
    Stakeholder,
    Suggestion,
)
from banyan.domains.projects.models import Contract, Project
from banyan.domains.staff.models import Employee
from tests.makers import make_actor, make_person, make_user

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2025, 12, 31)
NOW = datetime(2025, 12, 31, 10, 0, tzinfo=ZONE)
OPERATOR = system_actor("test")
LINES = (("team", "周例会"), ("users", "服务公示"), ("partners", "联席会议"))


def at(on, hour=10, minute=0):
    """A moment of a day at the office."""
    return datetime.combine(on, time(hour, minute), ZONE)


def make_project(unit, number="P1", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)):
    """A running project with a contract of a year."""
    with door.opened("test"):
        project = Project.everything.create(
            unit=unit, number=number, name=f"项目{number}", type="社区", purchaser="街道办"
        )
        Contract.everything.create(
            unit=unit, project=project, number=f"HT-{number}", starts_on=starts_on, ends_on=ends_on, amount=1
        )
    return project


def make_worker(unit, *permissions, name="样甲"):
    """Somebody employed at a unit, with these permissions there."""
    person = make_person(unit, name)
    with door.opened("test"):
        Employee.everything.create(
            person=person,
            unit=unit,
            number=f"E{person.pk}",
            agency=unit.root,
            employment="full_time",
            hired_on=date(2020, 1, 1),
        )
    return make_actor(
        unit, *(permissions or ("communication.*", "identity.*.view")), user=make_user(unit, person=person)
    )


def make_plan(unit, starts_on=date(2025, 1, 2), lines=LINES, **fields):
    """A communication plan in force."""
    plan = plans.draw_up(
        CommunicationPlan(unit=unit, title="沟通计划", **fields), by=OPERATOR, now=at(starts_on)
    )
    for audience, topic in lines:
        said = {"channel": "会议", "frequency": "每周", "way": "面谈", "who": "项目负责人"}
        plans.add_line(plan, by=OPERATOR, now=at(starts_on), audience=audience, topic=topic, **said)
    return plans.adopt(plan, by=OPERATOR, now=at(starts_on), starts_on=starts_on)


def make_stakeholder(unit, name="东风居委会", since=date(2025, 1, 1), **fields):
    """A community committee that the house is in contact with."""
    given = {"kind": "committee", "interest": "社区安宁", "known_since": since, **fields}
    return partners.enter(Stakeholder(unit=unit, name=name, **given), by=OPERATOR, now=at(since))


def log(stakeholder, held_on, who, **said):
    """A contact on a day."""
    given = {"channel": "visit", "matter": "走访", **said}
    return partners.log_contact(
        stakeholder, by=OPERATOR, now=at(held_on, 18), held_on=held_on, who=who, **given
    )


def make_feedback(unit, given_on=date(2025, 11, 3), **fields):
    """A user's word while a group runs."""
    given = {
        "source": "user",
        "method": "talk",
        "about": "长者小组",
        "words": "想多一次",
        "during_service": True,
        **fields,
    }
    return feedback.enter(FeedbackItem(unit=unit, given_on=given_on, **given), by=OPERATOR, now=at(given_on))


def make_suggestion(unit, by, on=date(2025, 11, 3), about="whole", **fields):
    """A suggestion with its author's name."""
    made = Suggestion(
        unit=unit, about=about, title=fields.pop("title", "排班"), words="提前两周公布排班", **fields
    )
    return suggestions.put_in_by_name(made, by, at(on))


def make_document(unit, passed_on=date(2025, 11, 3), **fields):
    """A paper that came in."""
    given = {
        "title": "关于开展检查的通知",
        "correspondent": "街道办",
        "document_number": "街办函1号",
        **fields,
    }
    made = Document(unit=unit, passed_on=passed_on, **given)
    return documents.register_document(made, by=OPERATOR, now=at(passed_on))


def make_tree(unit, starts_on=date(2025, 1, 2), waves=("first", "second", "last"), **fields):
    """A call tree in force."""
    tree = crises.draw_up(CallTree(unit=unit, title="应急通讯", **fields), by=OPERATOR, now=at(starts_on))
    for wave in waves:
        crises.add_call(
            tree, by=OPERATOR, now=at(starts_on), wave=wave, caller="值班", callee=f"{wave}人", phone="000"
        )
    return crises.adopt(tree, by=OPERATOR, now=at(starts_on), starts_on=starts_on)


def make_crisis(unit, on=date(2025, 11, 3), **fields):
    """A drill, noticed at nine and entered five minutes later."""
    given = {"title": "演练", "level": "red", "drill": True, "words": "疏散", **fields}
    made = Crisis(unit=unit, noticed_on=on, noticed_time=time(9, 0), **given)
    return crises.raise_alarm(made, by=OPERATOR, now=at(on, 9, 5))


def make_shift(unit, person, on=date(2025, 11, 3), **fields):
    """A morning at the desk."""
    made = Shift(unit=unit, person=person, held_on=on, starts_at=time(9), ends_at=time(12), **fields)
    return duty.begin_shift(made, by=OPERATOR, now=at(on, 9))


def make_matter(unit, by, on=date(2025, 11, 3), **fields):
    """Somebody came at ten."""
    given = {"channel": "visit", "words": "咨询低保", **fields}
    made = Matter(unit=unit, asked_on=on, asked_time=time(10, 0), **given)
    return duty.take_in(made, by=by, now=at(on, 10, 1))
