"""Facts for the controls: versions, questions, reviews, local rules, signatures and stamps of many projects at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.approvals.models import Request
from banyan.core.identity import tree
from banyan.domains.rulebook.models import (
    Acknowledgement,
    Interpretation,
    LocalRule,
    Review,
    Rulebook,
    Stamp,
    Version,
)
from banyan.domains.rulebook.rules.versions import Term
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period


@dataclass(frozen=True)
class Book:
    """A rulebook with its versions, as controls see it."""

    record: Rulebook
    path: str
    versions: tuple[Version, ...]

    @property
    def terms(self) -> list[Term]:
        """When each version is in force."""
        return [
            Term(each.name, each.in_force_on, each.repealed_on) for each in self.versions if each.in_force_on
        ]

    def within(self, period: Period) -> list[Version]:
        """The versions in force on some day of a period."""
        return [
            each
            for each in self.versions
            if each.in_force_on <= period.end
            and (each.repealed_on is None or each.repealed_on > period.start)
        ]


def books_for(paths: Iterable[str]) -> dict[str, Book]:
    """Path of a unit → the rulebook that rules it. Two statements."""
    adopted = (Version.State.ADOPTED, Version.State.REPEALED)
    versions: dict[int, list[Version]] = {}
    kept = Version.objects.filter(state__in=adopted, in_force_on__isnull=False).select_related(
        "unit", "rulebook"
    )
    for version in kept.order_by("in_force_on"):
        versions.setdefault(version.rulebook_id, []).append(version)
    books = [
        Book(book, book.unit.path, tuple(versions.get(book.pk, ())))
        for book in Rulebook.objects.filter(is_main=True).select_related("unit")
    ]
    found = {path: _nearest(books, path) for path in set(paths)}
    return {path: book for path, book in found.items() if book is not None}


def _nearest(books: Sequence[Book], path: str) -> Book | None:
    return max(
        (book for book in books if path.startswith(book.path)), key=lambda book: len(book.path), default=None
    )


def questions_of(books: Iterable[Book]) -> dict[int, list[Interpretation]]:
    """Rulebook → its questions. One statement."""
    found: dict[int, list[Interpretation]] = {}
    for note in Interpretation.objects.filter(rulebook__in=[book.record.pk for book in books]):
        found.setdefault(note.rulebook_id, []).append(note)
    return found


def reviews_of(books: Iterable[Book]) -> dict[int, list[Review]]:
    """Rulebook → its reviews. One statement."""
    found: dict[int, list[Review]] = {}
    for review in Review.objects.filter(rulebook__in=[book.record.pk for book in books]).order_by("due_on"):
        found.setdefault(review.rulebook_id, []).append(review)
    return found


def local_rules_of(scopes: Sequence[UUID], period: Period) -> list[LocalRule]:
    """Local rules of these projects in force on some day of the period. One statement."""
    found = LocalRule.objects.filter(project__public_id__in=scopes, in_force_on__lte=period.end)
    found = found.exclude(state=LocalRule.State.DRAFT).exclude(ended_on__lt=period.start)
    return list(found.select_related("project", "unit__parent"))


@dataclass(frozen=True)
class Staff:
    """The people of a project's unit, and what each of them signed."""

    members: Mapping[int, Sequence[Any]]
    signed: Mapping[tuple[int, int], Acknowledgement]

    def of(self, path: str) -> list[Any]:
        """Everybody in the units below a path."""
        return [each for unit in tree.current().below([path]) for each in self.members.get(unit, ())]


def staff_of(paths: Iterable[str], versions: Iterable[int]) -> Staff:
    """Everybody below these paths with their signatures under these versions. Two statements."""
    members: dict[int, list[Any]] = {}
    for each in staff.employed_at(tree.current().below(set(paths))):
        members.setdefault(each.unit_id, []).append(each)
    papers = Acknowledgement.objects.filter(edition__in=list(versions))
    return Staff(members, {(paper.edition_id, paper.person_id): paper for paper in papers})


@dataclass(frozen=True)
class Begun:
    """Something that began on a day: its record, and the version it was stamped with, if any."""

    scope: UUID
    model: str
    public_id: UUID
    number: str
    on: date
    edition: Version | None


def begun(scopes: Sequence[UUID], period: Period) -> list[Begun]:
    """Requests for signatures asked in the period, with their stamps. Two statements."""
    asked = Request.objects.filter(
        scope_id__in=scopes, asked_at__date__gte=period.start, asked_at__date__lte=period.end
    )
    requests = list(asked.values_list("public_id", "scope_id", "number", "asked_at", named=True))
    stamps = Stamp.objects.filter(scope_id__in=scopes, begun_on__gte=period.start, begun_on__lte=period.end)
    kept = {stamp.record_id: stamp for stamp in stamps.select_related("edition")}
    told = [
        Begun(row.scope_id, Request._meta.label_lower, row.public_id, row.number, _day(row.asked_at), None)
        for row in requests
        if row.public_id not in kept
    ]
    return told + [
        Begun(each.scope_id, each.model, each.record_id, each.number, each.begun_on, each.edition)
        for each in kept.values()
    ]


def _day(moment: Any) -> date:
    from django.utils import timezone

    return timezone.localtime(moment).date()
