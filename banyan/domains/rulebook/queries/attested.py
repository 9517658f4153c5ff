"""Rules that no control proves: who answers for them in which project, with what evidence, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from banyan.core.controls.declaring import clauses as proven
from banyan.core.controls.scopes import Running
from banyan.core.identity import tree
from banyan.domains.rulebook.models import Attestation, ClauseLink, Item
from banyan.domains.rulebook.queries.books import version_on, versions_seen
from banyan.domains.rulebook.rules.attesting import BY_ATTESTATION, STANDING, standing


@dataclass(frozen=True)
class Answered:
    """One project's answer for a rule: stands, has run out, or nobody gave it."""

    project: Running
    state: str
    paper: Attestation | None


@dataclass(frozen=True)
class AttestedRow:
    """A rule that stands by attestation, project by project."""

    item: Item
    clauses: tuple[str, ...]
    cells: tuple[Answered, ...]
    papers: tuple[Attestation, ...]

    @property
    def is_complete(self) -> bool:
        """Whether somebody answers for it in every project."""
        return all(cell.state == STANDING for cell in self.cells)


@dataclass(frozen=True)
class Attested:
    """What stands by attestation, and the rules that have neither control nor attestation yet."""

    rows: tuple[AttestedRow, ...]
    unanswered: tuple[AttestedRow, ...]
    version: UUID | None

    @property
    def bare(self) -> int:
        """How many rules nothing and nobody answers for."""
        return len(self.unanswered)


def attested(by: Any, projects: Sequence[Running], on: date) -> Attested:
    """The rules of the version in force that no control proves, with who answers for them. A few statements."""
    unit = tree.current().units[projects[0].unit_id] if projects else None
    version = version_on(unit, on) if unit is not None else None
    if version is None or not versions_seen(by).filter(pk=version.pk).exists():
        return Attested((), (), None)
    items = _unproven(by, version)
    papers = _papers(by, [item.pk for item, _clauses in items])
    rows = [_row(item, named, papers.get(item.pk, []), projects, on) for item, named in items]
    wanted = tuple(row for row in rows if _is_meant(row))
    unanswered = tuple(row for row in rows if not _is_meant(row))
    return Attested(wanted, unanswered, version.public_id)


def _unproven(by: Any, version: Any) -> list[tuple[Item, tuple[str, ...]]]:
    """Items that stand by attestation, and those whose clauses have no control."""
    kept = (Item.Decision.ATTESTED, Item.Decision.MAPPED)
    found = (
        Item.objects.visible_to(by)
        .filter(edition=version, decision__in=kept)
        .prefetch_related(Prefetch("links", ClauseLink.objects.visible_to(by)))
    )
    controlled = set(proven())
    rows = [
        (item, tuple(link.clause for link in item.links.all())) for item in found.select_related("edition")
    ]
    return [(item, named) for item, named in rows if not controlled.intersection(named)]


def _papers(by: Any, items: Sequence[int]) -> dict[int, list[Attestation]]:
    found = Attestation.objects.visible_to(by).filter(item__in=items, state=Attestation.State.STANDING)
    papers: dict[int, list[Attestation]] = {}
    for paper in found.select_related("attested_by", "unit").order_by("attested_on", "pk"):
        papers.setdefault(paper.item_id, []).append(paper)
    return papers


def _row(
    item: Item, named: tuple[str, ...], papers: list[Attestation], projects: Iterable[Running], on: date
) -> AttestedRow:
    cells = tuple(_answered(project, papers, on) for project in projects)
    return AttestedRow(item, named, cells, tuple(papers))


def _answered(project: Running, papers: list[Attestation], on: date) -> Answered:
    own = [each for each in papers if project.unit_path.startswith(each.unit.path)]
    paper = max(own, key=lambda each: each.valid_until, default=None)
    return Answered(
        project,
        standing(paper.attested_on if paper else None, paper.valid_until if paper else None, on),
        paper,
    )


def _is_meant(row: AttestedRow) -> bool:
    """Somebody decided so, somebody answered for it, or the product says that no record can prove it."""
    decided = row.item.decision == Item.Decision.ATTESTED
    return decided or bool(row.papers) or any(clause in BY_ATTESTATION for clause in row.clauses)
