"""Keeping this room's records findable, in the transaction of the deed that changed them."""

from __future__ import annotations

from collections.abc import Iterator

from banyan.core.search.keeping import Entry, put, source
from banyan.domains.communication.models import Document, Stakeholder, Suggestion


def find_document(document: Document) -> None:
    """Make a paper findable by both numbers, its title and its correspondent."""
    put(_document(document))


def find_stakeholder(stakeholder: Stakeholder) -> None:
    """Make a stakeholder findable by number, name and initials."""
    put(_stakeholder(stakeholder))


def find_suggestion(suggestion: Suggestion) -> None:
    """Make a suggestion findable by number and title; its author is no key to it."""
    put(_suggestion(suggestion))


def _document(document: Document) -> Entry:
    return Entry(document, document.title, (document.document_number, document.correspondent))


def _stakeholder(stakeholder: Stakeholder) -> Entry:
    return Entry(stakeholder, stakeholder.name, (stakeholder.agreement,), (stakeholder.name,))


def _suggestion(suggestion: Suggestion) -> Entry:
    return Entry(suggestion, suggestion.title)


def _documents() -> Iterator[Entry]:
    return map(_document, Document.everything.select_related("unit", "project").iterator())


def _stakeholders() -> Iterator[Entry]:
    return map(_stakeholder, Stakeholder.everything.select_related("unit", "project").iterator())


def _suggestions() -> Iterator[Entry]:
    return map(_suggestion, Suggestion.everything.select_related("unit").iterator())


source(Document._meta.label_lower, _documents)
source(Stakeholder._meta.label_lower, _stakeholders)
source(Suggestion._meta.label_lower, _suggestions)
