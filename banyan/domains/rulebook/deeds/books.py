"""A rulebook from the document that somebody brings to the version that is in force, and its repeal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import door, numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import system_actor
from banyan.core.ui.wording import say
from banyan.domains.rulebook import settings
from banyan.domains.rulebook.deeds.items import write_items
from banyan.domains.rulebook.deeds.mapping import decide
from banyan.domains.rulebook.deeds.reviews import plan_yearly
from banyan.domains.rulebook.deeds.signing import stamp_what_began
from banyan.domains.rulebook.deeds.telling import tell_members
from banyan.domains.rulebook.models import Rulebook, Version
from banyan.domains.rulebook.queries.books import main_rulebook_at, terms_of
from banyan.domains.rulebook.rules import default_text
from banyan.domains.rulebook.rules import versions as rules
from banyan.domains.rulebook.rules.reading import Source, Tree, plant, read
from banyan.domains.rulebook.rules.reading.answer import told_defects
from banyan.domains.rulebook.rules.reading.script import script_of
from banyan.domains.rulebook.rules.signing import due_on
from banyan.foundation.refusal import Refused, noop, sentence

State = Version.State
LONGEST_TITLE = 120


@deed(Rulebook, "add", new=True, label=_("Begin a rulebook"), icon="book")
def found(book: Rulebook, by: Any, now: datetime) -> None:
    """Begin a set of rules: its title, its purpose, and who interprets it (R1.1.1)."""
    if not book.title.strip():
        raise Refused({"title": noop("Give the rulebook its title.")}, clause="R1.1.1")
    book.number = numbering.take(Rulebook.number_pattern, book.unit, now.year)


@deed(Rulebook, "edit", label=_("Edit"), icon="pencil")
def edit(book: Rulebook, by: Any, now: datetime, **changes: Any) -> None:
    """Correct the purpose, or name another body that interprets the rulebook."""
    for name, value in changes.items():
        setattr(book, name, value)


@deed(Version, "import", new=True, label=_("Bring a version"), icon="file-import")
def take_in(version: Version, by: Any, now: datetime, source: Source, tree: Tree) -> None:
    """Keep a text as a draft, to the character, with its tree, its defects and what its items may mean."""
    version.number = numbering.take(Version.number_pattern, version.unit, now.year)
    version.text, version.encoding, version.source_name = (
        source.text,
        source.encoding,
        source.name[:LONGEST_TITLE],
    )
    version.script = script_of(source.text)
    version.defects, version.cut_end = told_defects(tree), tree.cut_end
    version.created_at = version.changed_at = now
    version.save()
    write_items(version, tree)


@deed(Version, "adopt", frm=State.DRAFT, to=State.ADOPTED, label=_("Adopt…"), icon="gavel")
def adopt(
    version: Version,
    by: Any,
    now: datetime,
    *,
    resolution: str,
    adopted_on: date,
    in_force_on: date,
    transition: str = "",
    defects_seen: bool = False,
) -> None:
    """The council adopts the version; from its day on the one before it is repealed, and everybody signs (R10.2.1)."""
    rules.check_whole(version.items.count(), version.cut_end, len(version.defects), defects_seen)
    others = terms_of(version.rulebook)
    rules.check_adoption(resolution, adopted_on, in_force_on, now.date(), others)
    for earlier in Version.objects.filter(rulebook=version.rulebook, state=State.ADOPTED):
        give_way(earlier, by=system_actor("adoption"), now=now, repealed_on=in_force_on)
    version.resolution, version.adopted_on, version.in_force_on = resolution, adopted_on, in_force_on
    version.transition = transition
    stamp_what_began(version)
    plan_yearly(version.rulebook, adopted_on, by, now)
    days = settings.number_on("rulebook.sign_days", adopted_on, version.unit)
    tell_members(version, due_on(adopted_on, adopted_on, days), now)


@deed(
    Version,
    "give_way",
    frm=State.ADOPTED,
    to=State.REPEALED,
    system=True,
    label=_("Gives way to the newer version"),
)
def give_way(version: Version, by: Any, now: datetime, repealed_on: date) -> None:
    """Another version follows: this one is in force up to the day before."""
    version.repealed_on = repealed_on


@deed(
    Version, "repeal", frm=State.ADOPTED, to=State.REPEALED, label=_("Repeal…"), danger=True, icon="file-off"
)
def repeal(version: Version, by: Any, now: datetime, repealed_on: date, reason: str) -> None:
    """End a version without another one to follow; from then on no rules are in force."""
    if version.in_force_on is None:
        raise Refused(noop("This version was never in force."))
    rules.check_repeal(rules.Term(version.name, version.in_force_on), repealed_on, reason)
    version.repealed_on = repealed_on


@deed(
    Version,
    "discard",
    frm=State.DRAFT,
    to=State.VOID,
    label=_("Discard the draft…"),
    danger=True,
    icon="trash",
)
def discard(version: Version, by: Any, now: datetime, reason: str) -> None:
    """Put a draft aside; it stays on the list and is never adopted."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the draft is discarded.")})


def bring(unit: Any, source: Source, tree: Tree, name: str, by: Any, now: datetime) -> Version:
    """Take a document in as a new draft of the unit's rulebook, which begins with the first one."""
    with transaction.atomic():
        book = main_rulebook_at(unit)
        if book is None:
            title = (tree.title or source.name or say(sentence(noop("Rulebook"))))[:LONGEST_TITLE]
            book = found(Rulebook(unit=unit, title=title), by=by, now=now)
        draft = Version(rulebook=book, unit=unit, name=name or str(now.date()))
        return take_in(draft, by=by, now=now, source=source, tree=tree)


def adopt_default(
    unit: Any, resolution: str, adopted_on: date, in_force_on: date, by: Any, now: datetime
) -> Version:
    """Adopt the rulebook that comes with the house, mapped to its clauses, in one go."""
    text = default_text.text()
    source = read(text.encode("utf-8"))
    with transaction.atomic():
        name = sentence(noop("Model text of %(year)s"), year=adopted_on.year)
        draft = bring(unit, source, plant(text), say(name), by, now)
        decide(draft, by=by, now=now, decisions=_known_by_number(draft))
        if not draft.rulebook.purpose:
            edit(draft.rulebook, by=by, now=now, purpose=default_text.articles()[0].words)
        return adopt(
            draft, by=by, now=now, resolution=resolution, adopted_on=adopted_on, in_force_on=in_force_on
        )


def _known_by_number(draft: Version) -> dict[str, Any]:
    """Our own articles need no guessing: the number of an article says which clause it is."""
    clauses = default_text.clause_of_article()
    with door.opened("rulebook"):
        articles = list(draft.items.filter(kind="article").order_by("position"))
    return {str(item.public_id): [clauses[number]] for number, item in enumerate(articles, 1)}
