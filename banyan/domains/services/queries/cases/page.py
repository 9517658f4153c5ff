"""What the page of a case shows: milestones, papers, goals, team, and the course of the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from banyan.core import dated
from banyan.core.calendar.workdays import calendar_around
from banyan.core.registers.addresses import page_of
from banyan.core.ui.wording import say, short_day
from banyan.domains.services.case_settings import limits
from banyan.domains.services.models import (
    Case,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseGoal,
    CasePresence,
    CaseWorker,
)  # fmt: skip
from banyan.domains.services.queries.cases.facts import facts_from
from banyan.domains.services.queries.cases.next_step import (
    call_first,
    hindrance,
    leads_out,
    next_form,
    next_step,
    not_before,
)
from banyan.domains.services.queries.cases.opinions import in_words
from banyan.domains.services.rules.cases import deadlines, goals
from banyan.domains.services.rules.cases.contacts import is_late
from banyan.domains.services.rules.cases.deadlines import Due
from banyan.domains.services.rules.cases.papers import ONCE, Paper, asks_of
from banyan.domains.services.rules.cases.stages import OVER, Facts, stage
from banyan.domains.services.rules.cases.words import Voice
from banyan.domains.services.settings import LATE_DAYS
from banyan.foundation.refusal import Refused, noop

SHOWN = 30
State = CaseDocument.State


@dataclass(frozen=True)
class Milestone:
    """One mark on the line of stages."""

    label: str
    note: str = ""
    state: str = "next"
    late: str = ""
    place: str = ""


@dataclass(frozen=True)
class Form:
    """One form of the file: have, waiting, missing or not due yet."""

    kind: str
    label: str
    note: str
    state: str
    paper: CaseDocument | None = None
    may: bool = True


@dataclass(frozen=True)
class Said:
    """One answer of a form, in the voice it was given in."""

    label: str
    text: str
    voice: str


@dataclass(frozen=True)
class Entry:
    """One thing that happened in the course of the case."""

    on: date
    entered_on: date
    contact: CaseContact | None = None
    paper: CaseDocument | None = None
    is_late: bool = False


@dataclass
class File:
    """A case with everything its page needs, read once."""

    case: Case
    papers: list[CaseDocument]
    contacts: list[CaseContact]
    facts: Facts
    contact_count: int
    minutes: dict[str, int] = field(default_factory=dict)

    def in_force(self, kind: str) -> CaseDocument | None:
        """The form of a kind that holds, else the one being written or signed."""
        found = [each for each in self.papers if each.kind == kind and each.state != State.REPLACED]
        return next((each for each in found if each.in_force), found[0] if found else None)


def file_of(case: Case, before: date | None = None) -> File:
    """Read the file of a case that was reached through its door; of a long course the latest part. Three statements."""
    papers = list(
        CaseDocument.everything.filter(case=case).select_related("author").order_by("-happened_on", "-pk")
    )
    contacts = CaseContact.everything.filter(case=case)
    shown = contacts.filter(held_on__lt=before) if before else contacts
    newest_first = shown.select_related("worker", "noted_by").order_by("-held_on", "-position", "-edition")
    latest = list(newest_first.annotate(**_span_of(contacts))[: SHOWN + 1])
    first, last, count = (
        (latest[0].first, latest[0].last, latest[0].filed or 0) if latest else (None, None, 0)  # type: ignore[attr-defined]
    )
    held = [(p.kind, p.outcome, p.happened_on, p.settled_on) for p in papers if p.in_force]
    kept = CasePresence.everything.filter(case=case, contact__state=CaseContact.State.FILED)
    minutes = dict(kept.values_list("role").annotate(Sum("minutes")))
    for paper in papers:
        paper.case = case
    return File(case, papers, latest, facts_from(case, held, (first, last)), count, minutes)


def _span_of(contacts: Any) -> dict[str, Subquery]:
    """First and last day of the filed contacts and their number, beside each contact: asked once with them."""
    filed = contacts.filter(state=CaseContact.State.FILED).order_by().values("case")
    asked = {"first": Min("held_on"), "last": Max("held_on"), "filed": Count("pk")}
    return {name: Subquery(filed.annotate(told=what).values("told")) for name, what in asked.items()}


def case_page(case: Case, now: datetime, before: date | None = None) -> dict[str, Any]:
    """Everything on the page of a case that was reached through its door. Five statements, two more in a crisis."""
    file, today = file_of(case, before), now.date()
    due = papers_due(file, today)
    contact_due = _contact_due(case, file.facts, today)
    crises = _crises(case)
    aims = list(CaseGoal.everything.filter(case=case).order_by("position"))
    team = list(CaseWorker.everything.filter(case=case).select_related("person").order_by("until", "since"))
    return {
        "case": case,
        "file": file,
        "stages": list(_milestones(file, due, today)),
        "forms": list(_forms(file, due, today)),
        "goals": [goal for goal in aims if goal.state == CaseGoal.State.OPEN],
        "former_goals": [goal for goal in aims if goal.state != CaseGoal.State.OPEN],
        **scored(aims),
        "team": [place for place in team if place.until is None],
        "left": [place for place in team if place.until is not None],
        "hours": [(CaseWorker.Role(role).label, hours(minutes)) for role, minutes in sorted(file.minutes.items())],
        "hours_in_all": hours(sum(file.minutes.values())),
        "months": list(_months(file, before, today)),
        "earlier": file.contacts[SHOWN].held_on + timedelta(days=1) if len(file.contacts) > SHOWN else None,
        "contact_due": contact_due,
        "is_over": stage(file.facts) in OVER,
        "next": call_first(crises, next_step(file, bool(aims), due, contact_due, today)),
        "crises": crises,
        "today": today,
        "now": now,
    }  # fmt: skip


def papers_due(file: File, today: date) -> list[Due]:
    """What the file waits for now, by when."""
    case, facts = file.case, file.facts
    said = limits(today, case.unit)
    found = deadlines.next_papers(facts, said, _later, case.crisis_at)
    if facts.closed_on:
        done = sum(each.kind == Paper.FOLLOW_UP and each.state == State.FILED for each in file.papers)
        days = deadlines.follow_ups_due(facts.closed_on, done, said.follow_up_months)
        found += [Due("follow_up", day, facts.closed_on) for day in days]
    return found


def in_the_way(case: Case, kind: str) -> tuple[Refused, str, str] | None:
    """Why a form of a case cannot be begun, what comes first, and where; None where it can. Four statements."""
    file = file_of(case)
    there = file.in_force(kind)
    if there is not None and (kind in ONCE or not there.in_force):
        refused = Refused({"": _LIES_THERE if there.in_force else _BEGUN[there.state]}, code="state")
        return refused, there.label(), page_of(there)
    refused_by_facts = hindrance(kind, file.facts)
    if refused_by_facts is None:
        return None
    has_goals = CaseGoal.everything.filter(case=case, state=CaseGoal.State.OPEN).exists()
    return refused_by_facts, *leads_out(case, next_form(file, has_goals))


_LIES_THERE = noop("This form lies in the file already: open it, and correct it with a reason.")
WAITS = noop("This form waits for signatures: it is written anew only when it comes back.")
_BEGUN = {State.DRAFT: noop("This form was begun: go on with the draft."), State.WAITING: WAITS}


def scored(aims: list[CaseGoal]) -> dict[str, Any]:
    """T at the baseline and now, and simple attainment, over the goals that stand."""
    standing = [goal for goal in aims if goal.state == CaseGoal.State.OPEN]
    now = [
        goals.Attained(goal.weight, goal.baseline if goal.score is None else goal.score) for goal in standing
    ]
    return {
        "t_now": goals.t_score(now),
        "t_before": goals.t_score([goals.Attained(goal.weight, goal.baseline) for goal in standing]),
        "attained": goals.attainment(
            [goals.Attained(g.weight, g.score) for g in standing if g.score is not None]
        ),
    }


def answers_of(paper: CaseDocument) -> list[Said]:
    """What a form says, question by question, each in its voice; open questions stay away."""
    given = paper.answers
    return [
        Said(
            _(ask.label),
            in_words(ask, given[ask.name]),
            _voice(ask.voice),
        )
        for ask in asks_of(paper.kind)
        if given.get(ask.name)
    ]


def hours(minutes: int) -> Decimal:
    """Minutes as hours with one decimal."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"))


def _voice(voice: Voice) -> str:
    return str(voice)


def _later(day: date, days: int) -> date:
    return calendar_around(day).add_workdays(day, days)


_LINE = (
    ("intake", "accepted_on"), ("assessment", "assessed_on"), ("plan", "planned_on"), ("agreement", "agreed_on"),
    ("intervention", "first_contact_on"), ("evaluation", "evaluated_on"), ("closure", "closed_on"),
    ("follow_up", "followed_up_on"),
)  # fmt: skip


def _milestones(file: File, due: list[Due], today: date) -> Iterator[Milestone]:
    """The line of stages: done with its day, the one at work, and what is to come with its day."""
    facts, by_kind = file.facts, {each.kind: each.on for each in reversed(due)}
    at_work = False
    for kind, name in _LINE:
        reached = getattr(facts, name) if kind != "intervention" or facts.began else None
        going_on = kind == "intervention" and reached and not facts.closed_on and not facts.evaluated_on
        if reached and not going_on:
            yield Milestone(_stage_word(kind), short_day(reached), "done")
            continue
        now, at_work = not at_work and not facts.declined_on and not facts.referred_on, True
        note = _going_on(file) if going_on else ""
        yield _to_come(kind, by_kind.get(kind), now, note, today)


def _to_come(kind: str, due: date | None, now: bool, note: str, today: date) -> Milestone:
    late = ""
    if due is not None and due < today:
        days = (today - due).days
        late = ngettext("overdue %(days)s day", "overdue %(days)s days", days) % {"days": days}
    elif due is not None and not note:
        note = _("due %(day)s") % {"day": short_day(due)}
    return Milestone(_stage_word(kind), note, "now" if now else "next", late, "p50" if now else "")


def _going_on(file: File) -> str:
    said = _("contact %(count)s · %(hours)s hours")
    return said % {"count": file.contact_count, "hours": hours(sum(file.minutes.values()))}


def _stage_word(kind: str) -> str:
    words = {
        "intake": pgettext("milestone", "Intake"), "assessment": pgettext("milestone", "Assessment"),
        "plan": pgettext("milestone", "Plan"), "agreement": pgettext("milestone", "Agreement"),
        "intervention": pgettext("milestone", "Intervention"), "evaluation": pgettext("milestone", "Evaluation"),
        "closure": pgettext("milestone", "Closure"), "follow_up": pgettext("milestone", "Follow-up"),
    }  # fmt: skip
    return words[kind]


_MAIN_FORMS = (
    Paper.INQUIRY, Paper.INTAKE, Paper.CONSENT, Paper.ASSESSMENT, Paper.PLAN, Paper.AGREEMENT, Paper.REVIEW,
    Paper.EVALUATION, Paper.OPINION, Paper.CLOSURE, Paper.FOLLOW_UP,
)  # fmt: skip


def _forms(file: File, due: list[Due], today: date) -> Iterator[Form]:
    by_kind = {each.kind: each.on for each in reversed(due)}
    lacking = _("not in the file") if stage(file.facts) in OVER else _("not due yet")
    for kind in _MAIN_FORMS:
        paper, day = file.in_force(kind), by_kind.get(kind)
        label = str(CaseDocument.Kind(kind).label)
        if day is not None and day < today and (paper is None or paper.in_force):
            yield Form(kind, label, _("was due %(day)s") % {"day": short_day(day)}, "miss", None)
        elif paper is None:
            later = not_before(kind, file.facts)
            note = _("due %(day)s") % {"day": short_day(day)} if day else later or lacking
            yield Form(kind, label, note, "nyet", may=not later)
        else:
            yield Form(kind, label, _form_note(paper), "have" if paper.in_force else "part", paper)


def _form_note(paper: CaseDocument) -> str:
    day, word = short_day(paper.happened_on), say(str(paper.get_state_display()))
    if paper.edition == 1:
        return f"{day} · {word}"
    said = _("%(day)s · version %(edition)s · %(state)s")
    if paper.kind not in ONCE:
        said = _("%(day)s · no. %(edition)s · %(state)s")
    return said % {"day": day, "edition": paper.edition, "state": word}


def _months(file: File, before: date | None, today: date) -> Iterator[tuple[date, list[Entry]]]:
    """The course of the work, newest first, by month; of a long one as far as contacts were read."""
    contacts = file.contacts[:SHOWN]
    last = contacts[-1].held_on if len(file.contacts) > SHOWN else date.min
    days = int(dated.value(LATE_DAYS.key, on=today, unit=file.case.unit))
    entries = [
        Entry(
            each.held_on, each.entered_on, contact=each, is_late=is_late(each.held_on, each.entered_on, days)
        )
        for each in contacts
    ]
    entries += [
        Entry(
            paper.happened_on,
            paper.entered_on,
            paper=paper,
            is_late=is_late(paper.happened_on, paper.entered_on, days),
        )
        for paper in file.papers
        if paper.happened_on >= last and (before is None or paper.happened_on < before)
    ]
    grouped: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: each.on, reverse=True):
        grouped.setdefault(entry.on.replace(day=1), []).append(entry)
    yield from grouped.items()


def _contact_due(case: Case, facts: Facts, today: date) -> date | None:
    since = facts.last_contact_on or facts.accepted_on
    if since is None or stage(facts) in OVER:
        return None
    return deadlines.contact_due(since, case.grade, limits(today, case.unit))


def _crises(case: Case) -> list[CaseCrisis]:
    if case.crisis == Case.Crisis.NONE and case.crisis_at is None:
        return []
    found = CaseCrisis.everything.filter(case=case).select_related("raised_by")
    found = found.prefetch_related(Prefetch("calls", to_attr="call_tree"))
    return list(found.order_by("-raised_at"))
