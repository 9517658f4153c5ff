"""What a meeting must know: who is expected, what is still open, who has read the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from banyan.core.identity import tree
from banyan.core.identity.models import Appointment, Unit
from banyan.domains.projects.models import ActionItem, Attendee, Meeting, Project
from banyan.domains.projects.rules.action_items import Standing

ANSWERED = Attendee.Answer


def expected_people(meeting: Meeting) -> list[int]:
    """Who is invited to begin with: the whole team, or one from each department when departments meet."""
    team = _in_office(meeting.project.unit.path, meeting.held_on)
    if meeting.kind == Meeting.Kind.CROSS:
        return _first_of_each_department(team)
    if meeting.kind in (Meeting.Kind.KICKOFF, Meeting.Kind.WEEKLY, Meeting.Kind.MONTHLY):
        return list(dict.fromkeys(person for _unit, person in team))
    return [meeting.chair_id] if meeting.chair_id else []


def _in_office(path: str, on: date) -> list[tuple[int, int]]:
    """(department, person) of everybody in the line of command below a unit, superior posts first."""
    found = Appointment.everything.filter(
        Appointment.on(on), post__unit__path__startswith=path, post__relation="commands"
    )
    return list(
        found.order_by("post__unit__path", "post__code", "person_id").values_list(
            "post__unit_id", "person_id"
        )
    )


def _first_of_each_department(team: Iterable[tuple[int, int]]) -> list[int]:
    first: dict[int, int] = {}
    for unit, person in team:
        first.setdefault(unit, person)
    return list(dict.fromkeys(first.values()))


def departments_of(unit: Unit, on: date) -> list[Unit]:
    """The departments below a unit that exist on a day; a unit without any stands for itself."""
    below = [each for each in tree.current().units.values() if _is_department(each, unit, on)]
    return sorted(below, key=lambda each: each.path) or [unit]


def _is_department(each: Unit, above: Unit, on: date) -> bool:
    is_open = (each.opened_on is None or each.opened_on <= on) and (
        each.closed_on is None or each.closed_on >= on
    )
    return each.kind == Unit.Kind.DEPARTMENT and is_open and each.path.startswith(above.path)


def open_before(meeting: Meeting) -> list[ActionItem]:
    """The items of earlier meetings that were open when this one began, the oldest first (R9.1.5)."""
    earlier = ActionItem.everything.filter(project=meeting.project_id, agreed_on__lte=meeting.held_on)
    still = Q(state=ActionItem.State.OPEN) | Q(closed_on__gte=meeting.held_on)
    found = earlier.filter(still).exclude(meeting=meeting)
    return list(found.select_related("owner", "department", "supporting", "meeting").order_by("due_on", "pk"))


def agreed_in(meeting: Meeting) -> list[ActionItem]:
    """The items that this meeting agreed on."""
    found = ActionItem.everything.filter(meeting=meeting)
    return list(found.select_related("owner", "department", "supporting").order_by("pk"))


def standing_of(item: ActionItem) -> Standing:
    """An item as the rules see it."""
    return Standing(item.state == ActionItem.State.OPEN, item.due_on, item.closed_on, bool(item.problem))


def people_of(meeting: Meeting) -> list[Attendee]:
    """Everybody invited, in the order of the invitation."""
    return list(
        Attendee.everything.filter(meeting=meeting).select_related("person", "briefed_by").order_by("pk")
    )


def reviewed(meeting: Meeting) -> dict[int, str]:
    """What was heard of each earlier item: item → words."""
    return dict(meeting.reviews.model.everything.filter(meeting=meeting).values_list("item_id", "words"))


def was_there(meeting: Meeting, person_id: int | None) -> bool:
    """Whether somebody is marked as present."""
    return Attendee.everything.filter(
        meeting=meeting, person_id=person_id, answer=Attendee.Answer.PRESENT
    ).exists()


def held_between(project: Project, kind: str, first: date, last: date) -> bool:
    """Whether a meeting of a kind took place between two days."""
    found = Meeting.everything.filter(project=project, kind=kind, held_on__range=(first, last))
    return found.exclude(state__in=(Meeting.State.PLANNED, Meeting.State.CANCELLED)).exists()
