"""Writing the items of a version: all of them together are its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banyan.core.records import new_public_ids
from banyan.domains.rulebook.models import Item, Version
from banyan.domains.rulebook.rules import default_text, proposing
from banyan.domains.rulebook.rules.reading import Node, Tree

LONGEST_MARK, LONGEST_HEADING = 40, 200
LEAD = "lead"


@dataclass(frozen=True)
class _Placed:
    """A node with its place: number in the row, path, and the place of the node above."""

    node: Node
    position: int
    path: str
    above: int | None


def write_items(version: Version, tree: Tree) -> list[Item]:
    """Keep every node of a tree as an item, level by level, with the clauses its words may mean."""
    placed = list(_placed(tree))
    proposed = proposing.for_tree(tree)
    made: dict[int, Item] = {}
    depth = 0
    while len(made) < len(placed):
        level = [each for each in placed if _depth(each) == depth]
        rows = [_item(version, tree, each, made, proposed.get(each.node.start, [])) for each in level]
        identifiers = new_public_ids(len(rows))
        for row, identifier in zip(rows, identifiers, strict=True):
            row.public_id = identifier
        for each, row in zip(level, Item.objects.bulk_create(rows, batch_size=500), strict=True):
            made[each.position] = row
        depth += 1
    return [made[each.position] for each in placed]


def _depth(placed: _Placed) -> int:
    return placed.path.count(".")


def _placed(tree: Tree) -> Iterator[_Placed]:
    counter = iter(range(1_000_000))
    if tree.lead is not None:
        yield _Placed(tree.lead, next(counter), "0", None)
    yield from _below(tree.chapters, counter, "", None)


def _below(nodes: Iterable[Node], counter: Iterator[int], path: str, above: int | None) -> Iterator[_Placed]:
    for number, node in enumerate(nodes, 1):
        here = _Placed(node, next(counter), f"{path}{number}", above)
        yield here
        yield from _below(node.children, counter, f"{here.path}.", here.position)


def _item(version: Version, tree: Tree, placed: _Placed, made: dict[int, Item], proposed: list) -> Item:
    node = placed.node
    title, body = tree.heading(node).strip(), tree.body(node)
    leaf = not node.children and node.kind != LEAD
    says = proposing.says_something(tree, node)
    return Item(
        edition=version,
        parent=None if placed.above is None else made[placed.above],
        position=placed.position,
        depth=_depth(placed),
        kind=node.kind,
        path=placed.path,
        mark=tree.mark(node)[:LONGEST_MARK],
        title=title[:LONGEST_HEADING],
        own=tree.own(node),
        body=body.lstrip(":：、。 \u3000\n") if leaf else body,
        is_leaf=leaf,
        is_incomplete=node.is_incomplete,
        proposed=proposed,
        decision=Item.Decision.OPEN if says else Item.Decision.NO_RULE,
    )


def known_clauses() -> frozenset[str]:
    """The clauses that an item may be mapped to."""
    return frozenset(default_text.short_names())
