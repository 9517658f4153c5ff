"""The pieces of work that a project's records tell, each with its people and how far its papers are."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.recount import rounds
from tests.recount.rounds import between
from tests.recount.rows import Tables
from tests.recount.sheets import counted, stands

CENT = Decimal("0.01")
SERVED = frozenset({"opened", "closed", "met", "group", "activity", "visit", "class", "talk"})
LEAST_MEMBERS, LEAST_SESSIONS = 3, 4


@dataclass
class Piece:
    """One record's work of one kind. `waits` names the first paper that is missing; `shares` None: by department."""

    work: str
    on: dt.date
    department: str = ""
    shares: dict[str, Decimal] | None = None
    waits: str = ""
    approved_on: dt.date | None = None
    times: int = 0
    volunteers: int = 0
    people: tuple[Any, ...] = ()
    women: tuple[Any, ...] = ()
    homes: tuple[Any, ...] = ()
    sessions: int | None = None
    minutes: int | None = None
    hours: Decimal = Decimal(0)
    answers: int | None = None
    satisfied: int = 0
    evaluated: bool = False
    unfinished: bool = False
    left_out: str = field(default="")


class Records:
    """The records of one project, told piece by piece."""

    def __init__(self, tables: Tables, project: Any) -> None:
        self.tables, self.project = tables, project
        self.units = tables.one("identity_unit")
        self.users = tables.one("services_serviceuser")

    def pieces(self) -> Iterator[Piece]:
        """Everything that may count."""
        for activity in self._mine("services_activity"):
            if activity.state != "cancelled" and activity.held_on:
                yield from self._activity(activity)
        for group in self._mine("services_group"):
            if group.state != "cancelled":
                yield from self._group(group)
        for case in self._mine("services_case"):
            yield from self._case(case)
        yield from self._newcomers()
        yield from self._surveys()
        yield from rounds.pieces(self, Piece)

    def _newcomers(self) -> Iterator[Piece]:
        """Whoever registered as a volunteer for this project: one person, by the nationwide number where there is one."""
        for row in self._mine("services_volunteer"):
            if row.registered_on:
                who = ("nationwide", row.national_number) if row.national_number else ("volunteer", row.id)
                yield Piece(
                    "volunteer", row.registered_on, waits="" if row.agreed_on else "agreement", volunteers=1, people=(who,),
                    women=(who,) if row.sex == "female" else (), approved_on=row.agreed_on or row.registered_on,
                )  # fmt: skip

    def _surveys(self) -> Iterator[Piece]:
        """A survey is one report with so many valid forms, once somebody else attested it."""
        for row in self._mine("services_surveyreport"):
            attested = row.state == "attested"
            yield Piece(
                "survey", row.finished_on, self.department(row.unit_id), waits="" if attested else "attestation",
                answers=row.valid, approved_on=row.attested_at.date() if attested else None,
            )  # fmt: skip

    def _mine(self, table: str) -> list[Any]:
        return self.tables.of(table, project_id=self.project.id)

    def department(self, unit: int) -> str:
        """The department that a record belongs to; nothing where it belongs to the whole station."""
        found = self.units[unit]
        return found.name if found.kind == "department" else ""

    def staff_on(self, unit: int, day: dt.date) -> set[str]:
        """The names of everybody in office at the station on a day."""
        centre = self.centre(unit)
        posts, people = self.tables.one("identity_post"), self.tables.one("identity_person")
        return {
            people[row.person_id].name
            for row in self.tables.of("identity_appointment")
            if self.units[posts[row.post_id].unit_id].path.startswith(centre)
            and row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
        }  # fmt: skip

    def centre(self, unit: int) -> str:
        """The path of the station that a unit belongs to."""
        found = self.units[unit]
        while found.kind == "department" and found.parent_id:
            found = self.units[found.parent_id]
        return str(found.path)

    def _home(self, user: int) -> Any:
        return self.users[user].household_id

    # -- activities

    def _activity(self, activity: Any) -> Iterator[Piece]:
        sheets = self.tables.of("services_signinsheet", activity_id=activity.id)
        lines = [
            (line, person)
            for sheet in sheets
            for line, person in counted(self.tables, sheet, self.staff_on(activity.unit_id, sheet.held_on))
        ]
        summary = next(iter(self.tables.of("services_summary", activity_id=activity.id)), None)
        waits = self._activity_waits(activity, sheets, summary)
        papers: dict[str, Any] = {
            "on": activity.held_on, "department": self.department(activity.unit_id), "waits": waits,
            "approved_on": summary.accepted_at.date() if summary and summary.accepted_at else None,
            "unfinished": waits in ("no sheet", "sheet open"),
        }  # fmt: skip
        everybody = [
            line for sheet in sheets for line in self.tables.of("services_attendance", sheet_id=sheet.id)
        ]
        helpers = [line for line in everybody if line.role == "volunteer"]
        women = {
            person for line, person in lines
            if person is not None and (self.users[line.user_id].sex if line.user_id else line.sex) == "female"
        }  # fmt: skip
        homes = {self._home(line.user_id) for line, _person in lines if line.user_id} - {None}
        shares = _percents(self.tables.of("services_activityshare", activity_id=activity.id))
        yield Piece(
            "activity", shares=shares, times=len(lines), volunteers=len(helpers),
            people=tuple({person for _line, person in lines} - {None}), women=tuple(women), homes=tuple(homes),
            sessions=len(sheets), **papers,
        )  # fmt: skip
        if activity.state in ("held", "summary_waiting", "accepted"):
            yield from self._beside(activity, helpers, papers)

    def _activity_waits(self, activity: Any, sheets: list[Any], summary: Any) -> str:
        steps = (
            ("plan", activity.plan_approved_at), ("no sheet", any(sheet.lines for sheet in sheets)),
            ("sheet open", sheets and all(sheet.closed_at for sheet in sheets)),
            ("summary", summary and summary.submitted_at), ("acceptance", summary and summary.accepted_at),
        )  # fmt: skip
        return next((name for name, there in steps if not there), "")

    def _beside(self, activity: Any, helpers: list[Any], papers: dict[str, Any]) -> Iterator[Piece]:
        if helpers:
            minutes = sum(between(line.arrived_at, line.left_at) for line in helpers)
            yield Piece("volunteer_hours", hours=hours_of(minutes), volunteers=len(helpers), **papers)
        opinions = self.tables.of("services_feedback", activity_id=activity.id)
        if opinions:
            good = sum(row.score >= 4 for row in opinions)
            yield Piece("opinion", answers=len(opinions), satisfied=good, **papers)

    # -- groups

    def _group(self, group: Any) -> Iterator[Piece]:
        sessions = self.tables.of("services_groupsession", group_id=group.id)
        days = [each.held_on or each.planned_on for each in sessions if not each.called_off_on]
        if not days:
            return
        members = self.tables.one("services_groupmember")
        came = {
            each.id: [
                stands(self.tables, members[mark.member_id].user_id)
                for mark in self.tables.of("services_sessionattendance", session_id=each.id)
                if mark.mark != "absent"
            ]
            for each in sessions if each.held_on
        }  # fmt: skip
        full = [people for people in came.values() if len(people) >= LEAST_MEMBERS]
        people = {person for each in full for person in each}
        evaluation = next(iter(self.tables.of("services_groupevaluation", group_id=group.id)), None)
        accepted = evaluation is not None and evaluation.accepted_at is not None
        shares = _percents(self.tables.of("services_groupshare", group_id=group.id))
        waits = self._group_waits(group, sessions, came, evaluation)
        papers: dict[str, Any] = {
            "on": max(days), "department": self.department(group.unit_id), "unfinished": waits in ("no session", "sessions open"),
            "approved_on": evaluation.accepted_at.date() if accepted else None,
        }  # fmt: skip
        yield Piece(
            "group", shares=shares, waits=waits, times=sum(map(len, full)), people=tuple(people), sessions=len(full),
            women=tuple(each for each in people if self.users[each].sex == "female"), evaluated=accepted,
            homes=tuple({self._home(each) for each in people} - {None}), **papers,
        )  # fmt: skip
        forms = [
            row for row in self.tables.of("services_groupanswer", group_id=group.id) if row.moment == "end"
        ]
        if forms:
            wait = "" if group.state == "accepted" else "evaluation"
            yield Piece(
                "opinion", waits=wait, answers=len(forms), satisfied=sum(map(_pleased, forms)), **papers
            )

    def _group_waits(self, group: Any, sessions: list[Any], came: dict[int, Any], evaluation: Any) -> str:
        over = came and not any(not each.held_on and not each.called_off_on for each in sessions)
        steps = (
            ("plan", group.plan_approved_at), ("no session", came), ("sessions open", over),
            ("record", all(each.recorded_at for each in sessions if each.held_on)),
            ("evaluation", evaluation and evaluation.submitted_at), ("acceptance", evaluation and evaluation.accepted_at),
        )  # fmt: skip
        return next((name for name, there in steps if not there), "")

    # -- cases

    def _case(self, case: Any) -> Iterator[Piece]:
        papers = [
            row
            for row in self.tables.of("services_casedocument", case_id=case.id)
            if row.state in ("approved", "filed")
        ]
        signed = {kind: _last(papers, kind) for kind in ("intake", "assessment", "plan")}
        accepted = max(
            (row.settled_on for row in papers if row.kind == "intake" and row.outcome == "accept"),
            default=None,
        )
        contacts = self.tables.of("services_casecontact", case_id=case.id, state="filed")
        whose: dict[str, Any] = {"department": self.department(case.unit_id), "times": 1} | self._client(case)
        kinds = {row.kind for row in papers}
        if accepted:
            ready = {"consent", "assessment", "plan", "agreement"} <= kinds
            day = max(each for each in (accepted, signed["assessment"], signed["plan"]) if each)
            yield Piece("opened", accepted, waits="" if ready else "papers", approved_on=day, **whose)
        closure = next((row for row in papers if row.kind == "closure" and row.state == "approved"), None)
        if closure is not None:
            ready = {"assessment", "plan", "evaluation"} <= kinds and contacts
            yield Piece(
                "closed", closure.happened_on, waits="" if ready else "papers", sessions=len(contacts),
                approved_on=closure.settled_on, evaluated="evaluation" in kinds, **whose,
            )  # fmt: skip
        for contact in contacts:
            minutes = between(contact.began_at, contact.ended_at)
            waits = "" if accepted else "intake"
            yield Piece(
                "met", contact.held_on, waits=waits, minutes=minutes, hours=hours_of(minutes), **whose
            )

    def _client(self, case: Any) -> dict[str, Any]:
        if case.client_id is None:
            return {}
        person, client = case.client_id, self.users[case.client_id]
        return {
            "people": (person,), "women": (person,) if client.sex == "female" else (),
            "homes": (client.household_id,) if client.household_id else (),
        }  # fmt: skip


def _percents(shares: list[Any]) -> dict[str, Decimal]:
    return {row.indicator: Decimal(str(row.percent)) for row in shares}


def _last(papers: list[Any], kind: str) -> dt.date | None:
    return max((row.settled_on for row in papers if row.kind == kind and row.settled_on), default=None)


def _pleased(form: Any) -> bool:
    marks = [getattr(form, name) for name in ("attitude", "ability", "content", "venue", "effect", "again")]
    given = [mark for mark in marks if mark is not None]
    return bool(given) and sum(given) / len(given) >= 4


def hours_of(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(CENT, ROUND_HALF_UP)
