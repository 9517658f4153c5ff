"""What a meeting of each kind must hold, who chairs, and who confirms its minutes (R3.2.1, R3.2.7, R9.1.3–R9.1.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from banyan.foundation.refusal import Refused, Sentence, noop, sentence
from banyan.foundation.workdays import Calendar

KICKOFF, WEEKLY, MONTHLY, CROSS = "kickoff", "weekly", "monthly", "cross"
REGULAR = (WEEKLY, MONTHLY, CROSS)
_THREE = ("progress", "problems", "plan")
_FIVE = ("background", "goals", "tasks", "requirements", "division")
_CLAUSES = {KICKOFF: "R3.2.1", WEEKLY: "R3.2.7", MONTHLY: "P3.5", CROSS: "R9.1.7"}
_MISSING = {
    "progress": noop("Write how far the work has come."),
    "problems": noop("Write which problems came up and why; when there were none, say so."),
    "plan": noop("Write what is planned next."),
    "background": noop("Write the background of the project."),
    "goals": noop("Write the goals of the project."),
    "tasks": noop("Write the main tasks."),
    "requirements": noop("Write what is required of everybody."),
    "division": noop("Write who does what."),
    "decisions": noop("Write what was discussed and decided."),
}


def sections_of(kind: str) -> tuple[str, ...]:
    """What the minutes of a kind of meeting must say, in order."""
    if kind == KICKOFF:
        return _FIVE
    return _THREE if kind in REGULAR else ("decisions",)


def optional_sections(kind: str) -> tuple[str, ...]:
    """What the minutes may say beside that."""
    return () if sections_of(kind) == ("decisions",) else ("decisions",)


def clause_of(kind: str) -> str:
    """The clause that asks for this kind of meeting."""
    return _CLAUSES.get(kind, "R9.1.3")


def missing_sections(kind: str, texts: Mapping[str, str]) -> dict[str, str]:
    """What the minutes lack: section → what to write there."""
    return {name: _MISSING[name] for name in sections_of(kind) if not texts.get(name, "").strip()}


def check_called(kind: str, agenda: str, other_kind: str, has_lead: bool) -> None:
    """A meeting is called with its agenda; one between departments names the department that leads (R9.1.7)."""
    problems: dict[str, str] = {}
    if not agenda.strip():
        problems["agenda"] = noop("Write the agenda, so that everybody can prepare.")
    if kind == "other" and not other_kind.strip():
        problems["other_kind"] = noop("Say which kind of meeting it is.")
    if kind == CROSS and not has_lead:
        problems["lead_department"] = noop("Joint work has one lead department; name it.")
    if problems:
        raise Refused(problems, clause="R9.1.7" if "lead_department" in problems else "R9.1.4")


def check_held(held_on: date, today: date, present: int) -> None:
    """Attendance is taken of a meeting that has taken place, with somebody there."""
    if held_on > today:
        raise Refused(
            {"held_on": sentence(noop("The meeting is on %(day)s; attendance is taken then."), day=held_on)}
        )
    if present == 0:
        raise Refused(
            {"": noop("Nobody is marked as present. A meeting without anybody was not held.")},
            clause="R9.1.3",
            way_out=noop("If it was not held, call it off and register why."),
        )


def check_apologies(answers: Iterable[tuple[str, str]]) -> None:
    """Who is excused has said why; (answer, apology) of each person (R9.1.3)."""
    if any(answer == "excused" and not apology.strip() for answer, apology in answers):
        raise Refused(
            {"apology": noop("An apology has a reason; write it beside the name.")}, clause="R9.1.3"
        )


def check_chair(has_chair: bool, is_lead: bool, is_present: bool, reason: str) -> None:
    """The project lead chairs; a deputy does with a written reason, and was there (R9.1.3)."""
    if not has_chair:
        raise Refused({"chair": noop("Say who chaired the meeting.")}, clause="R9.1.3")
    if not is_present:
        raise Refused({"chair": noop("Whoever chairs is present.")}, clause="R9.1.3")
    if not is_lead and not reason.strip():
        raise Refused(
            {"chair_reason": noop("The project lead chairs. When somebody else does, write why.")},
            clause="R9.1.3",
        )


def check_minutes(kind: str, texts: Mapping[str, str], recorder_is_chair: bool, unreviewed: int) -> None:
    """Minutes say all their kind asks for, look back at what was open, and are not written by who confirms them."""
    problems: dict[str, str | Sentence] = dict(missing_sections(kind, texts))
    if unreviewed:
        problems["items"] = sentence(
            noop("%(count)s open items of earlier meetings were not looked at; write how far each is."),
            count=unreviewed,
        )
    if recorder_is_chair:
        problems[""] = noop("The chair confirms the minutes, so somebody else writes them.")
    if problems:
        raise Refused(problems, clause="R9.1.5" if set(problems) == {"items"} else clause_of(kind))


def check_confirmer(is_chair: bool, is_recorder: bool) -> None:
    """The chair confirms the minutes, and nobody their own (R9.1.6)."""
    if is_recorder:
        raise Refused({"": noop("Nobody confirms minutes they wrote.")}, clause="R9.1.6", code="own_request")
    if not is_chair:
        raise Refused(
            {"": noop("The minutes are confirmed by whoever chaired the meeting.")},
            clause="R9.1.6",
            way_out=noop("Ask the chair to read and confirm them."),
        )


def check_back(reason: str) -> None:
    """Whoever sends minutes back says what is to be mended."""
    if not reason.strip():
        raise Refused({"reason": noop("Say what is to be mended in the minutes.")}, clause="R9.1.6")


def check_briefing(was_there: bool, is_self: bool, day: date, held_on: date, today: date) -> None:
    """Whoever missed the meeting is briefed by somebody who was there, afterwards (R3.2.1)."""
    if was_there:
        raise Refused(
            {"": noop("This person was at the meeting; there is nothing to make up for.")}, clause="R3.2.1"
        )
    if is_self:
        raise Refused(
            {"": noop("Nobody briefs themselves; somebody who was there does it.")}, clause="R3.2.1"
        )
    if not held_on <= day <= today:
        raise Refused(
            {"briefed_on": noop("The briefing lies between the meeting and today.")}, clause="R3.2.1"
        )


def check_exemption(reason: str, held: bool) -> None:
    """A week without a meeting is registered with its reason, and only when none was held (R3.2.7)."""
    if not reason.strip():
        raise Refused({"reason": noop("Write why the meeting is not held.")}, clause="R3.2.7")
    if held:
        raise Refused(
            {"starts_on": noop("In this week or month a meeting was held; there is nothing to excuse.")},
            clause="R3.2.7",
        )


def minutes_due(held_on: date, calendar: Calendar, workdays: int) -> date:
    """The last day for the minutes; weekends that are worked count, holidays do not (R9.1.6)."""
    return calendar.add_workdays(held_on, workdays)


def attendance_share(present: int, invited: int) -> float:
    """How many of those invited were there, 0 to 1; nobody invited is everybody there."""
    return present / invited if invited else 1.0
