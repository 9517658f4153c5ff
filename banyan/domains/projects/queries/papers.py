"""What a paper must know: the last plan, the next period, the weeks of its month, what is unfinished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from banyan.core import todo
from banyan.core.calendar.workdays import calendar_around
from banyan.core.ui.wording import say
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import ActionItem, Paper, PlanItem
from banyan.domains.projects.queries.workdays import is_asked
from banyan.domains.projects.rules import weeks

OWN_KINDS = frozenset({"paper", "paper_reading", "minutes", "minutes_reading", "action_item", "sign"})
MOST_LINES = 40


@dataclass(frozen=True)
class Line:
    """A line that a plan may begin with: what, until when, where it comes from."""

    what: str
    due_on: date | None = None
    source: str = ""
    carried_from: int | None = None


def whose(paper: Paper) -> Q:
    """Papers of the same department, or of the same person."""
    same = Q(project=paper.project_id, kind=paper.kind)
    if paper.person_id:
        return same & Q(person=paper.person_id)
    return same & Q(unit=paper.unit_id, person=None)


def same_paper(paper: Paper) -> Any:
    """Papers of the same department or person for the same week or month."""
    return Paper.everything.filter(whose(paper), starts_on=paper.starts_on)


def paper_before(paper: Paper) -> Paper | None:
    """The last paper of the same department or person that was written before this one."""
    written = Paper.everything.filter(whose(paper), starts_on__lt=paper.starts_on)
    return written.exclude(state=Paper.State.EXPLAINED).order_by("-starts_on").first()


def last_plan(paper: Paper) -> list[PlanItem]:
    """The lines of the last plan; this paper says what became of them."""
    before = paper_before(paper)
    return list(PlanItem.everything.filter(paper=before)) if before else []


def lines_of(paper: Paper) -> list[PlanItem]:
    """The lines of the next plan in this paper."""
    return list(PlanItem.everything.filter(paper=paper))


def unfinished(paper: Paper, by: Any, today: date, look_around: bool) -> list[Line]:
    """What the next plan begins with: open items of meetings, and what other rooms say falls due in the next period."""
    is_monthly = paper.kind == Paper.Kind.MONTHLY
    following = weeks.next_start(paper.starts_on, is_monthly)
    until = weeks.last_of(following, is_monthly)
    coming = _coming(by, today, until) if look_around else ()
    return [*_items(paper, until), *coming][:MOST_LINES]


def _items(paper: Paper, until: date) -> Iterator[Line]:
    mine = (
        Q(owner=paper.person_id)
        if paper.person_id
        else Q(department=paper.unit_id) | Q(supporting=paper.unit_id)
    )
    found = ActionItem.everything.filter(mine, project=paper.project_id, state=ActionItem.State.OPEN)
    for item in found.filter(due_on__lte=until).order_by("due_on", "pk"):
        yield Line(item.what, item.due_on, item.number)


def _coming(by: Any, today: date, until: date) -> Iterator[Line]:
    """What other rooms say is due by then for whoever writes the paper."""
    if not by.user:
        return
    for each in todo.waiting_for(by, today):
        if each.due is not None and each.due <= until and each.kind not in OWN_KINDS:
            yield Line(say(each.title)[:200], each.due, each.number[:60])


def due_on(paper: Paper) -> date | None:
    """The last day for a paper, by the setting of its own week or month."""
    calendar = calendar_around(paper.starts_on)
    if paper.kind == Paper.Kind.MONTHLY:
        workdays = rhythm.number(rhythm.MONTHLY_PAPER_WORKDAYS, paper.starts_on, paper.unit)
        return weeks.monthly_due(paper.starts_on, calendar, workdays)
    workdays = rhythm.number(rhythm.WEEKLY_PAPER_WORKDAYS, paper.starts_on, paper.unit)
    return weeks.weekly_due(paper.starts_on, calendar, workdays)


def month_for(paper: Paper) -> date:
    """The month a paper belongs to."""
    if paper.kind == Paper.Kind.MONTHLY:
        return paper.starts_on
    return weeks.month_of_week(paper.starts_on, rhythm.number(rhythm.WEEKDAY, paper.starts_on, paper.unit))


def weeks_missing(paper: Paper, since: date) -> list[date]:
    """The weeks of a month that have neither a paper nor an explanation, from the project's first day on."""
    weekday = rhythm.number(rhythm.WEEKDAY, paper.starts_on, paper.unit)
    wanted = [
        monday
        for monday in weeks.weeks_of(paper.starts_on, weekday)
        if is_asked(monday, False, since, paper.unit)
    ]
    same = Q(person=paper.person_id) if paper.person_id else Q(unit=paper.unit_id, person=None)
    there = Paper.everything.filter(
        same, project=paper.project_id, kind=Paper.Kind.WEEKLY, starts_on__in=wanted
    )
    known = set(there.exclude(state=Paper.State.DRAFT).values_list("starts_on", flat=True))
    return [monday for monday in wanted if monday not in known]
