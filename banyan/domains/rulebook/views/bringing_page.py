"""A text that somebody brought, before anything is written: the tree, and each defect beside the words it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from banyan.domains.rulebook.rules.reading import Node, Source, Tree
from banyan.domains.rulebook.rules.reading.script import script_of, simplified


@dataclass
class Row:
    """One node of the tree with the defects that begin in its own words."""

    depth: int
    mark: str
    title: str
    other: str
    body: str
    is_guessed: bool
    is_incomplete: bool
    anchor: str
    defects: list[Any] = field(default_factory=list)


class Preview:
    """What the page shows of a text."""

    def __init__(self, source: Source, tree: Tree) -> None:
        self.source, self.tree = source, tree

    @property
    def characters(self) -> int:
        return len(self.tree.text)

    @property
    def is_traditional(self) -> bool:
        return script_of(self.tree.text) == "traditional"

    @cached_property
    def rows(self) -> list[Row]:
        """All nodes in order; what stands before the first mark is the first row."""
        return [self._row(node) for node in self.tree.nodes()]

    def _row(self, node: Node) -> Row:
        title = self.tree.heading(node).strip()
        body = self.tree.own(node) if node.kind == "lead" else self.tree.body(node)
        words = f"{title}{body}"
        plain = simplified(words)
        found = [
            each
            for each in self.tree.defects
            if node.start <= each.position < max(node.own_end, node.start + 1)
        ]
        found += [each for each in self.tree.defects if each.position == len(self.tree.text) == node.own_end]
        return Row(
            node.depth, self.tree.mark(node), title, plain if plain != words else "", body.strip(), node.guessed,
            node.is_incomplete, f"p{node.start}", found,
        )  # fmt: skip

    @property
    def chapters(self) -> list[dict[str, Any]]:
        """The first level, for the list at the left."""
        return [
            {
                "mark": self.tree.mark(node),
                "title": self.tree.heading(node),
                "anchor": f"p{node.start}",
                "sections": sum(1 for child in node.children if child.mark_end > child.start),
                "is_incomplete": node.is_incomplete,
            }
            for node in self.tree.chapters
        ]

    @property
    def placed_defects(self) -> list[dict[str, Any]]:
        """Each defect with the place on the page where it is shown."""
        shown = {id(defect): row.anchor for row in self.rows for defect in row.defects}
        return [{"defect": each, "anchor": shown.get(id(each), "")} for each in self.tree.defects]
