"""Completeness of files: each method says which papers there are, and which of them lie in a file (文书齐套).

dossiers.requires(
    Activity, "activity",
    papers={"plan": _("Plan"), …}, milestones={"held": _("held"), …},
    usual=(Requirement("plan", "planned"), …),
    documents=documents_of_activities,     # (records) -> {record.pk: [Document or (kind, event_on, entered_on, finished)]}
    reached=milestones_of_activities,      # (records) -> {record.pk: {milestone: day or None}}
    brief=first_documents,                 # (optional) the same with one of a kind, for who asks only what is missing
    printed="services.activity.print",     # name of the page that prints the whole file
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from banyan.core import clock, dated, door
from banyan.core.calendar.workdays import add_workdays
from banyan.core.identity import tree
from banyan.domains.services.models import DocumentRequirement
from banyan.domains.services.rules import dossiers as rules
from banyan.domains.services.settings import LATE_DAYS

Records = Sequence[Any]


@dataclass(frozen=True)
class Method:
    """How files of one kind are judged."""

    code: str
    model: Any
    label: Any
    papers: Mapping[str, Any]
    milestones: Mapping[str, Any]
    usual: tuple[rules.Requirement, ...]
    documents: Callable[[Records], Mapping[int, Iterable[Any]]]
    reached: Callable[[Records], Mapping[int, Mapping[str, date | None]]]
    printed: str = ""
    brief: Callable[[Records], Mapping[int, Iterable[Any]]] | None = None


_methods: dict[Any, Method] = {}


def requires(model: Any, code: str, **declared: Any) -> None:
    """Let files of a kind be judged for completeness; see the head of this file."""
    _methods[model] = Method(code, model, declared.pop("label", model._meta.verbose_name), **declared)


def methods() -> tuple[Method, ...]:
    """All methods, by code."""
    return tuple(sorted(_methods.values(), key=lambda each: each.code))


def paper_choices() -> list[tuple[str, Any]]:
    """Every paper of every method, as the table of requirements names it."""
    return [
        (f"{each.code}.{code}", f"{each.label} · {label}")
        for each in methods()
        for code, label in each.papers.items()
    ]


def milestone_choices() -> list[tuple[str, Any]]:
    """Every milestone of every method."""
    return [
        (f"{each.code}.{code}", f"{each.label} · {label}")
        for each in methods()
        for code, label in each.milestones.items()
    ]


def lines_of_all(
    model: Any, records: Records, today: date, lacking_only: bool = False
) -> dict[int, list[rules.Line]]:
    """The papers of many files of one kind as they stand, by record. A fixed number of statements.

    `lacking_only`: who asks only what is missing need not read each of thousands of records of a long file.
    """
    method = _methods[model]
    read = method.brief if lacking_only and method.brief else method.documents
    with door.opened("dossiers"):
        there, reached = read(records), method.reached(records)
        rows = _rows(method)
    return {
        record.pk: _lines(method, record, rows, there.get(record.pk, ()), reached.get(record.pk, {}), today)
        for record in records
    }


def lines_of(record: Any, today: date) -> list[rules.Line]:
    """The papers of one file as they stand."""
    return lines_of_all(type(record), [record], today)[record.pk]


def panel(record: Any, by: Any) -> dict[str, Any]:
    """Every required paper with its days, for the page of the file."""
    method = _methods[type(record)]
    found = lines_of(record, clock.today())
    return {
        "lines": [
            (method.papers.get(each.requirement.document, each.requirement.document), each) for each in found
        ],
        "there": sum(each.is_there for each in found),
        "needed": len(found),
        "complete": rules.is_complete(found),
        "late_days": int(dated.value(LATE_DAYS.key, clock.today(), record.home())),
        "may_change": by.can("services.documentrequirement.add", record),
        "print_url": reverse(method.printed, args=[record.public_id]) if method.printed else "",
    }  # fmt: skip


def counts_by_papers(model: Any) -> bool:
    """Whether any line of the table keeps services of this kind from counting. One statement."""
    asked = DocumentRequirement.everything.filter(
        document__startswith=f"{_methods[model].code}.", counts=True
    )
    return asked.exists()


def lacking(record: Any, today: date) -> list[str]:
    """The ledger's words for papers without which the contract does not count the service; nothing when all are there."""
    if not counts_by_papers(type(record)):
        return []
    return ["dossier_incomplete"] if rules.keeps_from_counting(lines_of(record, today)) else []


def paper_label(model: Any, code: str) -> Any:
    """What a paper is called."""
    return _methods[model].papers.get(code, code)


def _lines(method: Method, record: Any, rows: Any, there: Any, reached: Any, today: date) -> list[rules.Line]:
    unit = tree.current().units[record.unit_id]
    first = min((day for day in reached.values() if day), default=today)
    mine = [row for path, row in rows if unit.path.startswith(path)]
    needed = rules.requirements_on(method.usual, mine, first, getattr(record, "project_id", None))
    late_days = int(dated.value(LATE_DAYS.key, first, unit))
    judging = rules.Judging(today, late_days, add_workdays)
    return rules.lines(needed, [_document(each) for each in there], reached, judging)


def _document(told: Any) -> rules.Document:
    return told if isinstance(told, rules.Document) else rules.Document(*told)


def _rows(method: Method) -> list[tuple[str, rules.Row]]:
    """The lines of the table that speak of this method, each with the path of its unit. One statement."""
    found = DocumentRequirement.everything.filter(document__startswith=f"{method.code}.")
    paths = tree.current().paths
    return [(paths[row.unit_id], _row(row, paths[row.unit_id])) for row in found]


def _row(row: DocumentRequirement, path: str) -> rules.Row:
    needed = rules.Requirement(
        row.document.partition(".")[2], row.since.partition(".")[2], row.amount, rules.Measure(row.measure),
        row.needed, row.counts,
    )  # fmt: skip
    return rules.Row(needed, row.valid_from, row.valid_to, row.project_id, len(path))
