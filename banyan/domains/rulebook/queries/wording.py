"""What a clause says in the agency's own words: in the version in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from banyan.core import clock, door
from banyan.core.identity import tree
from banyan.domains.rulebook.models import Attestation, ClauseLink, Interpretation, Version
from banyan.domains.rulebook.queries.books import version_on
from banyan.domains.rulebook.rules import default_text


@dataclass(frozen=True)
class Attested:
    """Who answers for a clause that no record proves, with what, until when."""

    number: str
    statement: str
    evidence: str
    by: str
    on: date
    until: date
    url: str


@dataclass(frozen=True)
class ClauseWords:
    """A clause in the words of a version: `text` is kept to the character, `heading` names the place above it.

    `notes` counts the answered questions about the clause. `own` is false where the version does not speak of the
    clause and our model text stands in.
    """

    clause: str
    title: str
    text: str
    heading: str
    source: str
    url: str
    script: str
    in_force_on: date | None
    notes: int = 0
    attested: Attested | None = None
    own: bool = True


def words_of(clause: str, unit: Any, on: date, by: Any) -> ClauseWords | None:
    """The clause in the version in force at a unit on a day, through the reader's door; None for an unknown clause."""
    return words_of_clauses([clause], unit, on, by).get(clause)


def words_of_clauses(clauses: Iterable[str], unit: Any, on: date, by: Any) -> dict[str, ClauseWords]:
    """Many clauses at once; a fixed number of statements whatever their number."""
    wanted = [clause for clause in clauses if clause in default_text.short_names()]
    version = version_on(unit, on)
    if version is None or not Version.objects.visible_to(by).filter(pk=version.pk).exists():
        return {clause: _model_words(clause) for clause in wanted}
    pieces = _pieces(version, wanted)
    notes = _notes(version, wanted)
    attested = _attested(version, wanted, unit, on)
    return {
        clause: _words(version, clause, pieces[clause], notes.count(clause), attested.get(clause))
        if clause in pieces
        else _model_words(clause)
        for clause in wanted
    }


def model_words() -> dict[str, str]:
    """All clauses in the words of our own model text."""
    return {article.clause: article.words for article in default_text.articles()}


def titles() -> dict[str, str]:
    """A short name for every clause, such as 每周例会."""
    return default_text.short_names()


def standing_words(clause: str) -> ClauseWords | None:
    """The clause as it stands today at the top of the house, for pages that know neither unit nor day."""
    top = tree.top()
    if clause not in default_text.short_names() or top is None:
        return None
    version = version_on(top, clock.today())
    found = _pieces(version, [clause]) if version else {}
    return _words(version, clause, found[clause], 0, None) if clause in found else _model_words(clause)


def _pieces(version: Version, clauses: list[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    with door.opened("rulebook"):
        links = ClauseLink.objects.filter(item__edition=version, clause__in=clauses)
        for link in links.select_related("item__parent__parent").order_by("item__position"):
            found.setdefault(link.clause, []).append(link.item)
    return found


def _words(version: Any, clause: str, items: list[Any], notes: int, attested: Attested | None) -> ClauseWords:
    first = items[0]
    above = [each for each in (getattr(first.parent, "parent", None), first.parent) if each is not None]
    return ClauseWords(
        clause=clause,
        title=default_text.short_names()[clause],
        text="".join(
            f"{item.title}：{item.body}" if item.title and not item.mark else item.body for item in items
        ),
        heading="　".join(f"{each.mark}{each.title}" for each in [*above, first] if each.mark),
        source=f"{version.rulebook.title} {version.name}",
        url=f"{reverse('rulebook.read', args=(version.public_id,))}#{clause}",
        script=version.script,
        in_force_on=version.in_force_on,
        notes=notes,
        attested=attested,
    )


def _model_words(clause: str) -> ClauseWords:
    article = next(each for each in default_text.articles() if each.clause == clause)
    return ClauseWords(
        clause, article.label, article.words, f"{article.chapter}　{article.section}", default_text.title(), "",
        "simplified", None, own=False,
    )  # fmt: skip


def _notes(version: Version, clauses: list[str]) -> list[str]:
    with door.opened("rulebook"):
        answered = Interpretation.objects.filter(
            rulebook=version.rulebook_id, clause__in=clauses, state=Interpretation.State.ANSWERED
        )
        return list(answered.values_list("clause", flat=True))


def _attested(version: Version, clauses: list[str], unit: Any, on: date) -> dict[str, Attested]:
    above = tree.current().above([unit.path])
    with door.opened("rulebook"):
        found = Attestation.objects.filter(
            unit_id__in=above,
            item__edition=version, item__links__clause__in=clauses, state=Attestation.State.STANDING,
            attested_on__lte=on, valid_until__gte=on,
        )  # fmt: skip
        rows = found.select_related("attested_by").values_list("item__links__clause", "pk", named=True)
        chosen = {row.item__links__clause: row.pk for row in rows}
        kept = {
            each.pk: each
            for each in Attestation.objects.filter(pk__in=chosen.values()).select_related("attested_by")
        }
    return {clause: _as_attested(kept[pk]) for clause, pk in chosen.items()}


def _as_attested(paper: Attestation) -> Attested:
    return Attested(
        paper.number, paper.statement, paper.evidence, str(paper.attested_by or ""), paper.attested_on,
        paper.valid_until, paper.get_absolute_url(),
    )  # fmt: skip
