"""A tree as plain values, for the shell, the import page and whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from banyan.domains.rulebook.rules.reading.defects import Defect
from banyan.domains.rulebook.rules.reading.marks import HEADLINE
from banyan.domains.rulebook.rules.reading.script import simplified
from banyan.domains.rulebook.rules.reading.source import Source
from banyan.domains.rulebook.rules.reading.tree import Node, Tree
from banyan.foundation.refusal import Sentence

Say = Callable[[Sentence], str]


def answer(source: Source, tree: Tree, say: Say = str) -> dict[str, Any]:
    """What `banyan rulebook import --json` prints: the tree, its defects, and how the file was read."""
    return {
        "title": tree.title,
        "title_simplified": simplified(tree.title),
        "encoding": source.encoding,
        "characters": len(tree.text),
        "cut_end": tree.cut_end,
        "lead": tree.own(tree.lead) if tree.lead else "",
        "chapters": [_chapter(tree, node) for node in tree.chapters],
        "defects": [_defect(each, say) for each in tree.defects],
        "remarks": [say(each) for each in tree.remarks],
        "numbers_made_by_word": len(source.generated),
        "left_out": list(source.left_out),
    }


def _chapter(tree: Tree, node: Node) -> dict[str, Any]:
    sections = [child for child in node.children if _stands_alone(child)]
    items = [child for child in node.children if not _stands_alone(child)]
    return _head(tree, node) | {
        "sections": [_section(tree, child) for child in sections],
        "items": [_item(tree, child) for child in items],
    }


def _stands_alone(node: Node) -> bool:
    return node.mark_end > node.start or node.kind == HEADLINE


def _section(tree: Tree, node: Node) -> dict[str, Any]:
    return _head(tree, node) | {"items": [_item(tree, child) for child in node.children]}


def _item(tree: Tree, node: Node) -> dict[str, Any]:
    made = _head(tree, node)
    if node.children:
        made["items"] = [_item(tree, child) for child in node.children]
    return made


def _head(tree: Tree, node: Node) -> dict[str, Any]:
    title = tree.heading(node).strip()
    return {
        "kind": node.kind,
        "mark": tree.mark(node),
        "number": node.number,
        "title": title,
        "title_simplified": simplified(title),
        "title_is_estimated": node.guessed,
        "text": tree.own(node),
        "start": node.start,
        "end": node.end,
        "incomplete": node.is_incomplete,
    }


def told_defects(tree: Tree) -> list[dict[str, Any]]:
    """The defects as they are kept with a version: the sentence stays to be translated."""
    return [
        _defect(each, str) | {"text": str(each.told.text), "params": dict(each.told.params)}
        for each in tree.defects
    ]


def _defect(defect: Defect, say: Say) -> dict[str, Any]:
    return {
        "kind": defect.kind,
        "where": defect.where,
        "line": defect.line,
        "position": defect.position,
        "expected": defect.expected,
        "found": defect.found,
        "message": say(defect.told),
    }
