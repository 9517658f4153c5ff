"""The rulebook that we bring: our own words, one article for each clause, ready to be adopted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from banyan.foundation.chinese import to_numeral

FILE = Path(__file__).resolve().parents[1] / "texts" / "default.txt"
_LINE = re.compile(r"(?P<clause>R[\d.]+)\|(?P<label>[^|]+)\|(?P<words>.+)")


@dataclass(frozen=True)
class Article:
    """One clause in our words: its id, a short name, the words, and the headings above."""

    clause: str
    label: str
    words: str
    chapter: str
    section: str


@lru_cache(maxsize=1)
def title() -> str:
    """What the rulebook is called."""
    return FILE.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


@lru_cache(maxsize=1)
def articles() -> tuple[Article, ...]:
    """All articles, in order."""
    chapter = section = ""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            section = line[4:]
        elif line.startswith("## "):
            chapter, section = line[3:], ""
        elif match := _LINE.fullmatch(line):
            found.append(Article(match["clause"], match["label"], match["words"], chapter, section))
    return tuple(found)


def text() -> str:
    """The rulebook as it is adopted: 第…章, 第…节, and articles counted through all chapters."""
    lines, chapters, sections = [title()], 0, 0
    above: tuple[str, str] = ("", "")
    for number, article in enumerate(articles(), 1):
        if article.chapter != above[0]:
            chapters, sections = chapters + 1, 0
            lines.append(f"第{to_numeral(chapters)}章　{article.chapter}")
        if (article.chapter, article.section) != above:
            sections += 1
            lines.append(f"第{to_numeral(sections)}节　{article.section}")
        above = (article.chapter, article.section)
        lines.append(f"第{to_numeral(number)}条　【{article.label}】{article.words}")
    return "\n".join(lines) + "\n"


def clause_of_article() -> dict[int, str]:
    """The number of an article → the clause it is."""
    return {number: article.clause for number, article in enumerate(articles(), 1)}


def short_names() -> dict[str, str]:
    """A clause → its short name, such as 每周例会."""
    return {article.clause: article.label for article in articles()}
