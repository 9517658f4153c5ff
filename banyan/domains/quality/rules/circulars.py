"""How a circular is numbered, and who has read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from banyan.foundation.refusal import Refused, noop


@dataclass(frozen=True)
class Told:
    """One breach as a circular tells it: clause and its title, the words of what was found, the project."""

    clause: str
    title: str
    words: str
    project: str


@dataclass(frozen=True)
class Gathered:
    """The same breach of the same clause, with every project in which it was found."""

    clause: str
    title: str
    words: str
    projects: tuple[str, ...]


def gathered(told: Iterable[Told]) -> list[Gathered]:
    """A clause that several projects break in the same way is told once and names them all; the order stays."""
    projects: dict[tuple[str, str, str], list[str]] = {}
    for each in told:
        projects.setdefault((each.clause, each.title, each.words), []).append(each.project)
    return [Gathered(*said, tuple(dict.fromkeys(named))) for said, named in projects.items()]


def document_number(pattern: str, year: int, number: str) -> str:
    """The document number out of the agency's pattern with {年} and {序号} (or {year} and {count}); `number` is
    the printed one.
    """
    pattern = pattern.replace("{年}", "{year}").replace("{序号}", "{count}")
    if "{count}" not in pattern:
        raise Refused(
            {"": noop("The pattern of document numbers lacks {count}; two circulars would bear one number.")},
            way_out=noop("Mend the dated setting “Document number of circulars”."),
        )
    count = str(int(number.rpartition("-")[2]))
    return pattern.replace("{year}", str(year)).replace("{count}", count)


def share_read(read: int, sent: int) -> int | None:
    """How many of a hundred readers have read it; nothing when it was sent to nobody."""
    return round(100 * read / sent) if sent else None
