"""Proposals for a whole tree: each piece that says something, held against our own wording of the clauses."""

from __future__ import annotations

from functools import lru_cache

from banyan.domains.rulebook.rules import default_text
from banyan.domains.rulebook.rules.mapping import Matcher, Piece
from banyan.domains.rulebook.rules.reading.script import simplified
from banyan.domains.rulebook.rules.reading.tree import Node, Tree

_FEWEST_SIGNS = 4
#: Above this, and well before the next one, a proposal is chosen beforehand on the page.
SURE = 0.45
_AHEAD = 0.08


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """Our clauses, made ready once."""
    articles = default_text.articles()
    pieces = [Piece(n, each.words, each.label, each.chapter, each.section) for n, each in enumerate(articles)]
    return Matcher(pieces, {number: each.clause for number, each in enumerate(articles)})


def says_something(tree: Tree, node: Node) -> bool:
    """Whether a piece may hold a rule: a heading over others and what stands before the first mark do not."""
    if node.kind == "lead" or (node.children and len(tree.body(node)) < 2 * _FEWEST_SIGNS):
        return False
    return len(f"{tree.heading(node)}{tree.body(node)}".strip()) >= _FEWEST_SIGNS


def pieces_of(tree: Tree) -> list[Piece]:
    """The pieces of a tree that may hold a rule, keyed by their place in the text."""
    found: list[Piece] = []
    for chapter in tree.chapters:
        _gather(tree, chapter, [], found)
    return found


def _gather(tree: Tree, node: Node, above: list[str], found: list[Piece]) -> None:
    heading = simplified(tree.heading(node).strip())
    if says_something(tree, node):
        chapter, section = [*above, "", ""][:2]
        own = heading if len(above) != 1 or node.children else ""
        found.append(Piece(node.start, simplified(tree.body(node)), own, chapter, section or heading))
    for child in node.children:
        _gather(tree, child, [*above, heading], found)


def for_tree(tree: Tree) -> dict[int, list[tuple[str, float]]]:
    """Place in the text → the best clauses with their worth."""
    found = matcher().proposals(pieces_of(tree))
    return {place: [(each.clause, each.worth) for each in proposals] for place, proposals in found.items()}


def is_sure(proposed: list) -> bool:
    """Whether the first proposal may stand chosen until somebody confirms it."""
    if not proposed:
        return False
    second = proposed[1][1] if len(proposed) > 1 else 0.0
    return proposed[0][1] >= SURE and proposed[0][1] - second >= _AHEAD
