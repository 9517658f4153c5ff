"""`banyan findings`, `reconcile`, `trial-balance` and `report`: the books, for scripts."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core import clock
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.finance import public
from banyan.foundation.periods import Period, parse_period
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.site.cli import DONE
from banyan.site.commands.finding import day, project_numbered, unit_numbered


def findings(options: Any) -> tuple[int, dict[str, Any]]:
    """What the books of a project say against the rules."""
    project = project_numbered(options.project)
    by = system_actor("command")
    return DONE, public.findings(project, by, _until_books_end(options, project, by))


def reconcile(options: Any) -> tuple[int, dict[str, Any]]:
    """Bank and books side by side."""
    return DONE, public.reconcile(system_actor("command"), _until(options), **_where(options))


def trial_balance(options: Any) -> tuple[int, dict[str, Any]]:
    """Every account with opening, turnover and closing."""
    until = _until(options)
    period = parse_period(options.period) if options.period else Period(date(until.year, 1, 1), until)
    return DONE, public.balance(system_actor("command"), period, **_where(options))


def report(options: Any) -> tuple[int, dict[str, Any]]:
    """One of the reports by name."""
    made = public.REPORTS.get(options.kind)
    if made is None:
        words = noop("There is no report %(kind)s; there are %(known)s.")
        known = "、".join(public.REPORTS)
        raise Refused({"kind": sentence(words, kind=options.kind, known=known)}, code="unknown_report")
    project, by = project_numbered(options.project), system_actor("command")
    return DONE, made(project, by, _until_books_end(options, project, by))


def _until(options: Any) -> date:
    return day(options.until) if options.until else clock.today()


def _until_books_end(options: Any, project: Any, by: Actor) -> date:
    """The day asked for; else where the books end, as a year that is over is not judged by the quiet after it."""
    return day(options.until) if options.until else public.last_entry(project, by, clock.today())


def _where(options: Any) -> dict[str, Any]:
    return {
        "project": project_numbered(options.project) if options.project else None,
        "unit": unit_numbered(options.unit) if options.unit else None,
    }
