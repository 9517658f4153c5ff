"""A version as its page shows it: the tree at the left, the text in the chosen script, what the records say beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.domains.rulebook.models import (
    Acknowledgement,
    Attestation,
    Interpretation,
    LocalRule,
    Review,
    Version,
)
from banyan.domains.rulebook.queries import matrix, reading, signing
from banyan.domains.rulebook.queries.reading import Line
from banyan.domains.rulebook.rules import default_text
from banyan.domains.rulebook.rules.reading.script import simplified, traditional
from banyan.domains.rulebook.views.matrix_page import ICONS, TONES, verdict_words
from banyan.foundation.periods import quarter_of

ORIGINAL, SIMPLIFIED, TRADITIONAL = "original", "hans", "hant"
SCRIPTS = {ORIGINAL: str, SIMPLIFIED: simplified, TRADITIONAL: traditional}
_WORST_FIRST = ("breached", "attention", "met", "not_applicable")


@dataclass
class Block:
    """An item on the page, in the chosen script."""

    line: Line
    mark: str
    title: str
    body: str
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Where a link finds it: its first clause, else its place."""
        return self.line.clauses[0] if self.line.clauses else f"p{self.line.item.path}"

    @property
    def is_run_in(self) -> bool:
        """A heading that stands at the head of its own words."""
        return bool(self.title and self.body)


class ReaderPage:
    """One version to be read."""

    def __init__(self, version: Version, by: Any, today: date, script: str = ORIGINAL) -> None:
        self.version, self.by, self.today = version, by, today
        self.script = script if script in SCRIPTS else ORIGINAL

    @cached_property
    def lines(self) -> list[Line]:
        return reading.lines_of(self.version, self.by)

    @cached_property
    def chapters(self) -> list[Block]:
        """The blocks of the first level, each with what stands below it."""
        blocks: dict[int, Block] = {}
        roots: list[Block] = []
        for line in self.lines:
            if line.item.kind == "lead":
                continue
            block = blocks[line.item.pk] = self._block(line)
            above = blocks.get(line.item.parent_id or 0)
            (above.children if above else roots).append(block)
        return roots

    @property
    def lead(self) -> list[str]:
        """What stands before the first chapter, line by line, the title left out."""
        first = self.lines[0].item if self.lines and self.lines[0].item.kind == "lead" else None
        words = [each.strip() for each in (first.own if first else "").splitlines()]
        return [self._read(each) for each in words if each and self.title not in (each, self._read(each))]

    @property
    def title(self) -> str:
        return self._read(self.version.rulebook.title)

    def _read(self, words: str) -> str:
        return str(SCRIPTS[self.script](words))

    def _block(self, line: Line) -> Block:
        item = line.item
        title = item.title if item.mark or item.title != item.body else ""
        verdicts = [told for clause in line.clauses if (told := self.verdicts.get(clause)) is not None]
        body = item.body if item.body != item.title else ""
        return Block(line, self._read(item.mark), self._read(title), self._read(body), verdicts)

    # -- what the records say

    @cached_property
    def period(self) -> str:
        return quarter_of(self.today)

    @cached_property
    def verdicts(self) -> dict[str, dict[str, Any]]:
        """Clause → the worst that the records of the projects in reach say of it in this quarter."""
        if not self.by.may("controls.result.view") or not self.is_standing:
            return {}
        judged = matrix.judged(self.by, self.period, self.today)
        worst: dict[str, str] = {}
        for (_project, clause), result in judged.results.items():
            worst[clause] = min(worst.get(clause, result.result), result.result, key=_WORST_FIRST.index)
        words = verdict_words()
        return {
            clause: {
                "tone": TONES[name],
                "icon": ICONS[name],
                "word": words[name],
                "url": self._matrix(clause),
            }
            for clause, name in worst.items()
        }

    def _matrix(self, clause: str) -> str:
        return f"{reverse('rulebook.matrix.list')}?period={self.period}&clause={clause}"

    @property
    def is_standing(self) -> bool:
        """Whether this version is in force today."""
        version = self.version
        begun = version.in_force_on is not None and version.in_force_on <= self.today
        return begun and (version.repealed_on is None or version.repealed_on > self.today)

    # -- what may be done

    @cached_property
    def others(self) -> list[Version]:
        """The other versions of the same rulebook, for reading and comparing."""
        return [
            each
            for each in reading.versions_panel(self.version.rulebook, self.by)["versions"]
            if each != self.version
        ]

    @cached_property
    def signature(self) -> Acknowledgement | None:
        return signing.signature_of(self.version, self.by.person_id)

    @cached_property
    def due_on(self) -> date | None:
        """Until when this reader has to sign; nothing for those who do not work here."""
        waiting = self.version.state == Version.State.ADOPTED and self.signature is None
        return signing.due_for_reader(self.version, self.by) if waiting else None

    @property
    def may_see_signatures(self) -> bool:
        return self.version.adopted_on is not None and self.by.may(Acknowledgement.permission("view"))

    @property
    def may_map(self) -> bool:
        return bool(self.by.can(Version.permission("map"), self.version))

    @property
    def links(self) -> list[tuple[Any, str]]:
        """What hangs on the rulebook and may be opened by this reader."""
        known = (
            (_("Ask about a rule"), "rulebook.interpretation.new", Interpretation.permission("ask")),
            (_("Interpretations"), "rulebook.interpretation.list", Interpretation.permission("view")),
            (_("Local rules"), "rulebook.localrule.list", LocalRule.permission("view")),
            (_("Attestations"), "rulebook.attestation.list", Attestation.permission("view")),
            (_("Reviews of the rulebook"), "rulebook.review.list", Review.permission("view")),
            (_("All versions"), "rulebook.version.list", Version.permission("view")),
            (_("Bring a text"), "rulebook.bring", Version.permission("import")),
        )
        return [(label, reverse(name)) for label, name, permission in known if self.by.may(permission)]

    @property
    def scripts(self) -> list[dict[str, Any]]:
        """The readings to choose from; the original is named for its script."""
        own = (
            _("Original (Traditional)")
            if self.version.script == "traditional"
            else _("Original (Simplified)")
        )
        other = (
            (SIMPLIFIED, _("Simplified reading"))
            if self.version.script == "traditional"
            else (TRADITIONAL, _("Traditional reading"))
        )
        return [
            {"code": code, "label": label, "on": code == self.script}
            for code, label in ((ORIGINAL, own), other)
        ]

    @property
    def short_names(self) -> dict[str, str]:
        return default_text.short_names()

    def leaves(self) -> Iterator[Line]:
        """The items that say something."""
        return (line for line in self.lines if line.item.is_leaf)

    @property
    def counts(self) -> dict[str, int]:
        """How many items are mapped, attested, and wait to be decided."""
        decisions = [line.item.decision for line in self.leaves()]
        return {name: decisions.count(name) for name in ("mapped", "attested", "open")}
