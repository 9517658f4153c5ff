"""People and papers of a project's life for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.domains.projects.deeds import plans, teams
from banyan.domains.projects.models import Goal, LeadTerm, Scheme, Task
from tests.makers import make_actor, make_appointment, make_person, make_post, make_user
from tests.projects.makers import SYSTEM

MONDAY = datetime(2025, 11, 3, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = ("projects.*", "approvals.*", "identity.*.view")


class Office:
    """A worker under a head under a director, each with a sign-in that may do everything in the room."""

    def __init__(self, unit, north=None) -> None:
        posts = [make_post(unit, "主任")]
        for title in ("主管", "社工"):
            posts.append(make_post(unit, title, superior=posts[-1]))
        self.director, self.head, self.worker = people = [
            make_person(unit, n) for n in ("样主", "样管", "样工")
        ]
        for person, post in zip(people, posts, strict=True):
            make_appointment(person, post)
        self.as_director, self.as_head, self.as_worker = (
            make_actor(unit, *ALL, user=make_user(unit, person=person)) for person in people
        )


def kept(record):
    """The record as it stands now."""
    with door.opened("test"):
        return type(record).everything.get(pk=record.pk)


def sign_all(record, *signers, now=MONDAY):
    """Everybody whose turn it is signs, by the first of these actors who may."""
    with door.opened("test"):
        steps = list(Step.everything.filter(request__record_id=record.public_id, state="open"))
    for step in steps:
        approvals.decide(step, agreed=True, by=signers[0], now=now)


def lead(project, person, first=date(2025, 4, 1), last=None, acting=False):
    """A term of a lead."""
    row = LeadTerm(
        project=project, unit=project.unit, person=person, starts_on=first, ends_on=last, acting=acting
    )
    return teams.appoint(row, by=SYSTEM, now=MONDAY)


def goal(project, level="specific", **fields):
    """A goal; a specific one is measured."""
    measured = {
        "indicator": "参加人数",
        "target": Decimal(60),
        "measured_in": "人",
        "deadline": date(2026, 3, 31),
    }
    wanted = (measured if level == "specific" else {}) | {"title": f"目标{level}"} | fields
    return plans.set_goal(
        Goal(project=project, unit=project.unit, level=level, **wanted), by=SYSTEM, now=MONDAY
    )


def task(project, **fields):
    """A task that nobody owns yet and that costs nothing."""
    wanted = {"title": "入户走访", "no_cost": True} | fields
    return plans.plan_task(Task(project=project, unit=project.unit, **wanted), by=SYSTEM, now=MONDAY)


def scheme(project, by=SYSTEM, **fields):
    """A scheme with all its sections."""
    words = ("content", "methods", "workflow", "team", "resources", "theory", "innovation")
    wanted = {"title": "服务方案"} | dict.fromkeys(words, "已写") | fields
    return plans.write_scheme(Scheme(project=project, unit=project.unit, **wanted), by=by, now=MONDAY)


def approved_scheme(project, office):
    """A scheme with goals and a task, signed by the superior."""
    goal(project, "overall")
    goal(project)
    task(project, owner=office.worker, due_on=date(2025, 12, 1))
    made = scheme(project)
    plans.scheme_way.submit(made, by=office.as_head, now=MONDAY)
    sign_all(made, office.as_director)
    return kept(made)
