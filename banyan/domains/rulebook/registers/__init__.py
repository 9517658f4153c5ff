"""How the rulebook room is shown."""

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers import panels
from banyan.core.registers.declaration import Panel
from banyan.domains.quality import public as quality
from banyan.domains.rulebook.queries import reading, signing
from banyan.domains.rulebook.queries.wording import standing_words
from banyan.domains.rulebook.registers import books, living

__all__ = ["books", "living"]

panels.where(
    reading.begins_under_rules,
    Panel(panels.RULES, _("Rules it began under"), "rulebook/panels/stamps.html", reading.stamps_of),
)
todo.provider(signing.to_read)
todo.provider(signing.reviews_due)
todo.provider(signing.questions_open)


def _for_quality(clause: str) -> quality.ClauseWords | None:
    """A clause's own words, for the pages on which faults are mended."""
    found = standing_words(clause)
    return quality.ClauseWords(clause, found.title, found.text) if found else None


quality.wording(_for_quality)
