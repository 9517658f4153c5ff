"""The front door of the rulebook room: which rules hold on a day, what a clause says, and stamps of what begins."""

from __future__ import annotations

from banyan.domains.rulebook.deeds.books import adopt_default, bring
from banyan.domains.rulebook.deeds.signing import stamp
from banyan.domains.rulebook.queries.books import adopted_at, rulebook_of, version_on
from banyan.domains.rulebook.queries.wording import (
    ClauseWords,
    model_words,
    titles,
    words_of,
    words_of_clauses,
)
from banyan.domains.rulebook.rules.reading import Source, Tree, UnreadableRulebook, plant, read

__all__ = [
    "ClauseWords",
    "Source",
    "Tree",
    "UnreadableRulebook",
    "adopt_default",
    "adopted_at",
    "bring",
    "model_words",
    "plant",
    "read",
    "rulebook_of",
    "stamp",
    "titles",
    "version_on",
    "words_of",
    "words_of_clauses",
]
