"""A version as it is read: its items with their clauses, notes and attestations; and two versions beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from banyan.core import clock, door
from banyan.core.approvals import outcomes
from banyan.core.approvals.models import Request
from banyan.domains.projects import public as projects
from banyan.domains.rulebook.models import Attestation, ClauseLink, Interpretation, Item, Stamp, Version
from banyan.domains.rulebook.queries.books import version_on
from banyan.domains.rulebook.rules import comparing

PROJECT, RECTIFICATION = "projects.project", "quality.rectification"


@dataclass
class Line:
    """One item as it is read: what hangs on it, and what stands below it."""

    item: Item
    clauses: list[str] = field(default_factory=list)
    notes: list[Interpretation] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """A chapter, a section or an article over others."""
        return not self.item.is_leaf


def lines_of(version: Version, by: Any) -> list[Line]:
    """All items of a version in order, with what hangs on them. Four statements."""
    items = list(Item.objects.visible_to(by).filter(edition=version).order_by("position"))
    lines = {item.pk: Line(item) for item in items}
    for link in ClauseLink.objects.visible_to(by).filter(item__edition=version):
        lines[link.item_id].clauses.append(link.clause)
    _hang_notes(lines.values(), version, by)
    standing = Attestation.objects.visible_to(by).filter(
        item__edition=version, state=Attestation.State.STANDING
    )
    for paper in standing.select_related("attested_by"):
        lines[paper.item_id].attestations.append(paper)
    return list(lines.values())


def _hang_notes(lines: Iterable[Line], version: Version, by: Any) -> None:
    """Answered questions stand once, at the first item that speaks of their clause."""
    answered = Interpretation.objects.visible_to(by).filter(
        rulebook=version.rulebook_id, state=Interpretation.State.ANSWERED
    )
    waiting: dict[str, list[Interpretation]] = {}
    for note in answered.order_by("answered_on", "pk"):
        waiting.setdefault(note.clause, []).append(note)
    for line in lines:
        for clause in line.clauses:
            line.notes += waiting.pop(clause, [])


def items_to_map(version: Version, by: Any) -> list[Line]:
    """The items that may hold a rule, with the clauses decided so far."""
    said = Item.objects.visible_to(by).filter(edition=version).exclude(kind="lead").order_by("position")
    lines = {item.pk: Line(item) for item in said.select_related("parent__parent", "decided_by")}
    for link in ClauseLink.objects.visible_to(by).filter(item__edition=version):
        lines[link.item_id].clauses.append(link.clause)
    return [line for line in lines.values() if line.item.body or line.item.is_leaf]


def pieces_of(version: Version, by: Any) -> list[comparing.Piece]:
    """The items of a version as they are compared."""
    items = Item.objects.visible_to(by).filter(edition=version).exclude(kind="lead").order_by("position")
    told = [comparing.Piece(item.path, _heading(item), item.body) for item in items]
    return [piece for piece in told if piece.whole.strip()]


def _heading(item: Item) -> str:
    if not item.title:
        return ""
    return f"{item.title}：" if item.body else item.title


def decided(version: Version, by: Any) -> dict[str, int]:
    """How many items were mapped, attested, left as no rule, or wait."""
    counted: dict[str, int] = {}
    for decision in Item.objects.visible_to(by).filter(edition=version).values_list("decision", flat=True):
        counted[decision] = counted.get(decision, 0) + 1
    return counted


def versions_panel(book: Any, by: Any) -> dict[str, Any]:
    """The versions of a rulebook, the newest first."""
    kept = Version.objects.visible_to(by).filter(rulebook=book).exclude(state=Version.State.VOID)
    return {"versions": list(kept.select_related("rulebook").order_by("-in_force_on", "-pk"))}


def what_it_holds(version: Any, by: Any) -> dict[str, Any]:
    """How a version's text was read and how far it is mapped."""
    earlier = Version.objects.visible_to(by).filter(rulebook=version.rulebook_id).exclude(pk=version.pk)
    return {
        "edition": version,
        "characters": len(version.text),
        "counted": decided(version, by),
        "others": list(
            earlier.exclude(state=Version.State.VOID).select_related("rulebook").order_by("-pk")[:5]
        ),
        "may_map": by.can(Version.permission("map"), version),
    }


def stamps_of(record: Any, by: Any) -> dict[str, Any]:
    """Under which version a record, or what was asked for it, began: that one it is finished under (R10.2.6)."""
    asked = Request.objects.visible_to(by).filter(model=record._meta.label_lower, record_id=record.public_id)
    ids = [record.public_id, *asked.values_list("public_id", flat=True)]
    kept = Stamp.objects.visible_to(by).filter(record_id__in=ids).select_related("edition__rulebook")
    begun = [Begun(each.begun_on, each.edition) for each in kept.order_by("-begun_on")]
    if not begun and record._meta.label_lower == PROJECT:
        begun = [each for each in (project_begun(record),) if each]
    later = version_on(record.home(), clock.today()) if begun else None
    return {
        "begun": begun,
        "later": later if later and later not in [each.edition for each in begun] else None,
    }


@dataclass(frozen=True)
class Begun:
    """The day on which a matter began and the version that was in force then."""

    on: date
    edition: Version


def project_begun(project: Any) -> Begun | None:
    """The first day of a project's first contract and the version in force then; None where none was."""
    with door.opened("rulebook"):
        first = projects.contract_years([project.public_id], date.min).get(project.public_id)
    edition = version_on(project.unit, first.start) if first else None
    return Begun(first.start, edition) if first and edition else None


def begins_under_rules(model: Any) -> bool:
    """Whether records of a kind carry the version under which they began."""
    return outcomes.are_asked_of(model) or model._meta.label_lower in (PROJECT, RECTIFICATION)


def newest(by: Any, day: date) -> Version | None:
    """The version that somebody wants to read: the one in force, else the newest draft."""
    seen = Version.objects.visible_to(by).exclude(state=Version.State.VOID).select_related("rulebook", "unit")
    standing = (
        seen.filter(Version.on(day), rulebook__is_main=True).order_by("-unit__path", "-in_force_on").first()
    )
    return standing or seen.order_by("-pk").first()
