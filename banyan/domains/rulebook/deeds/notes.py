"""Questions about the rules with their answers, and local rules of a project."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated, numbering
from banyan.core.dated.deeds import set_value, understood
from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import Declared, declared
from banyan.core.deeds import deed
from banyan.domains.rulebook.models import Interpretation, LocalRule
from banyan.domains.rulebook.rules import local as rules
from banyan.foundation.refusal import Refused, noop

Asked, Rule = Interpretation.State, LocalRule.State


@deed(Interpretation, "ask", new=True, label=_("Ask about a rule"), icon="help")
def ask(note: Interpretation, by: Any, now: datetime) -> None:
    """Ask what a rule means; the body that interprets the rulebook answers (R10.2.2)."""
    if not note.question.strip():
        raise Refused({"question": noop("Write the question.")}, clause="R10.2.2")
    note.number = numbering.take(Interpretation.number_pattern, note.unit, now.year)
    note.asked_by, note.asked_on = by.person, now.date()


@deed(Interpretation, "answer", frm=Asked.ASKED, to=Asked.ANSWERED, label=_("Answer…"), icon="message")
def answer(note: Interpretation, by: Any, now: datetime, answer: str, body: str = "") -> None:
    """Answer in the name of the body that the rulebook names; the answer then stands at the clause."""
    name = body.strip() or note.rulebook.interpreter
    problems: dict[str, Any] = {}
    if not answer.strip():
        problems["answer"] = noop("Write the answer.")
    if not name:
        problems["body"] = noop("Name the body that answers.")
    if by.person_id is not None and by.person_id == note.asked_by_id:
        problems[""] = noop("Nobody answers their own question.")
    if problems:
        raise Refused(problems, clause="R10.2.2")
    note.answer, note.body, note.answered_on = answer, name, now.date()


@deed(LocalRule, "add", new=True, label=_("Add a local rule"), icon="plus")
def add(rule: LocalRule, by: Any, now: datetime) -> None:
    """Write down a detailed rule of one project: what it says, what it tightens (R10.2.3)."""
    rules.check_said(rule.words, rule.tightens)
    _check_number(rule, rule.in_force_on or now.date())
    rule.number = numbering.take(LocalRule.number_pattern, rule.unit, now.year)


@deed(LocalRule, "edit", frm=Rule.DRAFT, label=_("Edit"), icon="pencil")
def edit(rule: LocalRule, by: Any, now: datetime, **changes: Any) -> None:
    """Change a local rule before it is in force."""
    for name, value in changes.items():
        setattr(rule, name, value)
    rules.check_said(rule.words, rule.tightens)
    _check_number(rule, rule.in_force_on or now.date())


@deed(LocalRule, "begin", frm=Rule.DRAFT, to=Rule.IN_FORCE, label=_("Put in force"), icon="gavel")
def begin(rule: LocalRule, by: Any, now: datetime, in_force_on: date) -> None:
    """From this day on the station works, and is judged, by the stricter rule."""
    _check_number(rule, in_force_on)
    rule.in_force_on = in_force_on
    if rule.setting:
        _set(rule, rule.amount, in_force_on, by, now)


@deed(LocalRule, "end", frm=Rule.IN_FORCE, to=Rule.ENDED, label=_("End…"), danger=True, icon="calendar-off")
def end(rule: LocalRule, by: Any, now: datetime, ended_on: date, reason: str) -> None:
    """After this day the rulebook's own number holds again."""
    if rule.in_force_on and ended_on < rule.in_force_on:
        raise Refused({"ended_on": noop("It cannot end before it began.")}, clause=rules.CLAUSE)
    rule.ended_on = ended_on
    if rule.setting:
        standing = _standing(rule.setting, ended_on, rule.unit.parent)
        _set(rule, str(standing), ended_on + timedelta(days=1), by, now)


def _check_number(rule: LocalRule, on: date) -> None:
    """The number of a local rule belongs to its clause and is stricter than the one that stands above the station."""
    if not rule.setting:
        return
    known = _declared(rule.setting)
    if known is None or known.clause != rule.clause:
        raise Refused({"setting": noop("This number does not belong to the clause.")}, clause=rules.CLAUSE)
    wanted = understood(rule.setting, rule.amount)
    standing = _standing(rule.setting, on, rule.unit.parent)
    rules.check_not_weaker(standing, wanted, rules.stricter(rule.setting, str(known.unit_of_measure)))


def _declared(key: str) -> Declared | None:
    return next((each for each in declared() if each.key == key), None)


def _standing(key: str, on: date, unit: Any) -> Any:
    return dated.value(key, on=on, unit=unit)


def _set(rule: LocalRule, text: str, valid_from: date, by: Any, now: datetime) -> None:
    row = DatedSetting(unit=rule.unit, key=rule.setting)
    set_value(row, by=by, now=now, text=text, valid_from=valid_from, basis=rule.number)
