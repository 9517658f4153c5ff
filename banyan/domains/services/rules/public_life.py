"""Public life: what a result must prove, what a visitor's record must say, how mediation and lectures are judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

FIELDS = ("family", "law", "health")


def check_reception(texts: Mapping[str, str], came_on: date, today: date) -> None:
    """What was asked and what was advised both stand there."""
    problems: dict[str, str | Sentence] = {}
    if came_on > today:
        problems["came_on"] = noop("This day has not come yet.")
    if not texts.get("asked", "").strip():
        problems["asked"] = noop("Write what the visitor asks.")
    if not texts.get("advice", "").strip():
        problems["advice"] = noop("Write what was advised.")
    if problems:
        raise Refused(problems, clause="W5.4")


def check_mediation(
    texts: Mapping[str, str], outcome: str, held_on: date, came_on: date, today: date
) -> None:
    """Parties, what was said, and with an agreement its words; after the visit, not tomorrow."""
    problems: dict[str, str | Sentence] = {}
    if not came_on <= held_on <= today:
        problems["held_on"] = noop("The mediation lies between the visit and today.")
    if not texts.get("parties", "").strip():
        problems["parties"] = noop("Say who sat at the table.")
    if not texts.get("course", "").strip():
        problems["course"] = noop("Write what was said.")
    if outcome in ("agreed", "partly") and not texts.get("agreed", "").strip():
        problems["agreed"] = noop("Write what was agreed, in words both sides know.")
    if problems:
        raise Refused(problems, clause="W5.4")


def check_may_mediate(matter: str) -> None:
    """Violence is reported and protected from, not mediated."""
    if matter == "violence":
        raise Refused(
            {"reception": noop("Violence in the family is not mediated.")}, clause="W5.4",
            way_out=noop("Report it, see to safety, and lead it on into a case."),
        )  # fmt: skip


def followed(matter: str, has_case: bool, is_settled: bool, days_open: int, days: int) -> Judged:
    """A visitor's matter ends, or goes on as a case; violence always leads into a case (W5.4)."""
    if matter == "violence" and not has_case:
        return BREACH, sentence(noop("violence in the family, and no case was opened"))
    if is_settled or has_case:
        return GOOD, sentence(noop("settled, or goes on as a case"))
    if days_open > days:
        return ATTENTION, sentence(noop("open for %(days)s days longer than set"), days=days_open - days)
    return GOOD, sentence(noop("goes on, in time"))


def lectured(given: Collection[str]) -> Judged:
    """Within a year experts spoke on family education, on law and on health (W5.2)."""
    lacking = len(set(FIELDS) - set(given))
    if not lacking:
        return GOOD, sentence(noop("experts spoke on family education, law and health within a year"))
    return ATTENTION, sentence(
        noop("within a year no expert spoke on %(lacking)s of the three fields (family education, law, health)"),
        lacking=lacking,
    )  # fmt: skip


def check_showing(shown_on: date, today: date) -> None:
    """What has not happened is no result."""
    if shown_on > today:
        raise Refused({"shown_on": noop("This day has not come yet.")})


def proven(link: str, has_activity: bool, has_file: bool) -> Judged:
    """A result that anybody can look up: its activity, an address, or a file (W4.3)."""
    if link or has_activity or has_file:
        return GOOD, sentence(noop("shown, with its proof"))
    return ATTENTION, sentence(noop("nothing proves it: no activity, no address, no file"))
