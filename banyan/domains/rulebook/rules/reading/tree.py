"""The tree of a rulebook: every character of the text belongs to exactly one node, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from banyan.domains.rulebook.rules.reading import defects as wrong
from banyan.domains.rulebook.rules.reading.choosing import Chosen, choose
from banyan.domains.rulebook.rules.reading.contents import end_of_contents
from banyan.domains.rulebook.rules.reading.defects import Defect
from banyan.domains.rulebook.rules.reading.ends import is_cut, is_ended, sentences
from banyan.domains.rulebook.rules.reading.footnotes import footnotes_begin
from banyan.domains.rulebook.rules.reading.marks import ARTICLE, HEADLINE, Mark, shadow
from banyan.domains.rulebook.rules.reading.outline import Headline
from banyan.domains.rulebook.rules.reading.script import simplified
from banyan.domains.rulebook.rules.reading.titles import heading, headline
from banyan.domains.rulebook.rules.reading.unnumbered import headings_by_line
from banyan.foundation.refusal import Sentence, noop, sentence

_LONG_LINE = 300
_LONGEST_TITLE = 60
_LABEL = re.compile(r"\s*([^。；;！？!?，,:：\n]{2,16})[:：]")
_BOOKS = re.compile("制度|办法|规定|规程|手册|章程|细则|规则|守则|条例|规范|指引|公约")
_FEW_ITEMS = 3


@dataclass
class Node:
    """A piece of the rulebook: `text[start:own_end]` is its own, what follows up to `end` its children's.

    `kind` is the family of its mark, "paragraph" or "sentence" for pieces without one, "lead" for what stands before
    the first mark. `title` are the places of its heading.
    """

    kind: str
    start: int
    mark_end: int
    own_end: int
    end: int
    depth: int
    number: int | None = None
    title: tuple[int, int] = (0, 0)
    guessed: bool = False
    problem: str = ""
    expected: int | None = None
    counted: int | None = None
    wording: str = ""
    where: str = ""
    is_incomplete: bool = False
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Tree:
    """A rulebook as it was read. `lead` is what stands before the first mark; `remarks` need no mending."""

    text: str
    title: str
    lead: Node | None
    chapters: list[Node]
    defects: list[Defect]
    remarks: list[Sentence]
    cut_end: bool

    def nodes(self) -> Iterator[Node]:
        """All nodes, in the order of the text."""
        if self.lead is not None:
            yield self.lead
        for chapter in self.chapters:
            yield from chapter.walk()

    def own(self, node: Node) -> str:
        """What belongs to a node itself."""
        return self.text[node.start : node.own_end]

    def mark(self, node: Node) -> str:
        """The mark as it is written."""
        return self.text[node.start : node.mark_end].strip()

    def heading(self, node: Node) -> str:
        """The heading as it is written; empty when there is none."""
        return self.text[slice(*node.title)]

    def body(self, node: Node) -> str:
        """The words after mark and heading, up to the first child."""
        return self.text[max(node.mark_end, node.title[1]) : node.own_end].strip()


def plant(text: str, headlines: Sequence[Headline] = ()) -> Tree:
    """Read a text into a tree. Never refuses: what cannot be understood stands as paragraphs.

    `headlines` are the paragraphs of a document's outline (Source.headlines); they are chapters and articles too.
    """
    plain = shadow(simplified(text))
    begin = end_of_contents(plain)
    after = [_moved(line, begin) for line in headlines if line.start >= begin]
    notes = footnotes_begin(plain)
    chosen = choose(plain[begin:notes], after)
    grower = _Grower(text, plain, begin, chosen)
    chapters = grower.chapters() if chosen else headings_or_paragraphs(text, plain)
    first = chapters[0].start if chapters else len(text)
    lead = Node("lead", 0, 0, first, first, 0) if first else None
    _name_places(text, chapters)
    return _finished(text, plain, lead, chapters, (bool(begin), notes))


def _moved(line: Headline, begin: int) -> Headline:
    return Headline(line.start - begin, line.end - begin, line.level, line.label_end - begin)


def headings_or_paragraphs(text: str, plain: str) -> list[Node]:
    """A text without a single mark: headings by their lines, else its paragraphs."""
    found = headings_by_line(plain)
    if not found:
        whole = Node("paragraph", 0, 0, len(text), len(text), 0)
        _split(text, plain, whole, 0)
        return [whole]
    nodes = []
    ends = [start for start, _end in found[1:]] + [len(text)]
    for (start, title_end), end in zip(found, ends, strict=True):
        node = Node("heading", start, start, end, end, 0, title=(start, title_end))
        _split(text, plain, node, title_end)
        nodes.append(node)
    return nodes


class _Grower:
    """Makes nodes of the marks that stand."""

    def __init__(self, text: str, plain: str, begin: int, chosen: list[Chosen]) -> None:
        self.text, self.plain, self.chosen, self.begin = text, plain, chosen, begin
        self.is_run_on = text.strip().count("\n") * _LONG_LINE < len(text)

    def chapters(self) -> list[Node]:
        roots: list[Node] = []
        path: list[Node] = []
        for place, each in enumerate(self.chosen):
            node = self._node(place, each)
            while path and path[-1].depth >= node.depth:
                path.pop()
            (path[-1].children if path else roots).append(node)
            path.append(node)
        for root in roots:
            for node in root.walk():
                node.end = self._last(node)
        for root in roots:
            for node in list(root.walk()):
                self._head(node)
        return roots

    def _node(self, place: int, each: Chosen) -> Node:
        mark: Mark = each.mark
        start = self._line_start(mark.start + self.begin) if place else mark.start + self.begin
        following = (
            self.chosen[place + 1].mark.start + self.begin if place + 1 < len(self.chosen) else len(self.text)
        )
        end = self._line_start(following) if place + 1 < len(self.chosen) else len(self.text)
        node = Node(mark.family, start, mark.end + self.begin, end, end, each.depth, mark.number)
        node.problem, node.expected, node.wording = each.problem, each.expected, mark.wording
        node.counted = each.counted
        if mark.family == HEADLINE:
            node.wording = ""
        node.number = mark.number or None
        return node

    def _line_start(self, place: int) -> int:
        """Blanks before a mark on its line belong to the mark."""
        while place and self.text[place - 1] in " \u3000\t\u00a0":
            place -= 1
        return place

    def _last(self, node: Node) -> int:
        return max(each.own_end for each in node.walk())

    def _head(self, node: Node) -> None:
        own = self.plain[node.mark_end : node.own_end]
        if node.kind == HEADLINE:
            found = headline(own)
        else:
            found = heading(own, node.kind, bool(node.children), self.is_run_on, is_top=node.depth == 0)
        node.title = (node.mark_end + found.start, node.mark_end + found.end)
        node.guessed = found.guessed
        if not node.children and node.depth <= 1:
            _split(self.text, self.plain, node, node.title[1])


def _split(text: str, plain: str, node: Node, begin: int) -> None:
    """Divide a text without marks into its paragraphs, or a single paragraph into its sentences."""
    while node.title[1] > node.title[0] and begin < node.end and plain[begin] in ":。 \u3000\t\r\n":
        begin += 1
    pieces = _paragraphs(plain, begin, node.end)
    kind = "paragraph"
    if len(pieces) < 2 and node.kind != ARTICLE:
        pieces = [(begin + start, begin + end) for start, end in sentences(text[begin : node.end])]
        kind = "sentence"
    if len(pieces) < 2:
        return
    node.own_end = begin
    for start, end in pieces:
        child = Node(kind, start, start, end, end, node.depth + 1)
        label = _LABEL.match(plain, start, end)
        if label:
            child.title = (label.start(1), label.end(1))
        node.children.append(child)


def _paragraphs(plain: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The lines of a text, except that a line which ends within a sentence goes on in the next."""
    pieces: list[tuple[int, int]] = []
    start = begin
    for match in re.finditer(r"\n+", plain[begin:end]):
        place = begin + match.end()
        words = plain[start : begin + match.start()]
        if words.strip() and is_ended(words) and plain[place:end].strip():
            pieces.append((start, place))
            start = place
    if plain[start:end].strip() or not pieces:
        pieces.append((start, end))
    return pieces


def _name_places(text: str, chapters: list[Node], above: str = "") -> None:
    for node in chapters:
        mark = text[node.start : node.mark_end].strip()
        words = mark + text[slice(*node.title)].strip()
        node.where = " › ".join(filter(None, (above, words))) if words else above
        _name_places(text, node.children, node.where)


def _finished(
    text: str, plain: str, lead: Node | None, chapters: list[Node], edges: tuple[bool, int]
) -> Tree:
    """`edges`: whether a table of contents stands before the text, and where its footnotes begin."""
    has_contents, notes = edges
    nodes = [node for chapter in chapters for node in chapter.walk()]
    marked = [node for node in nodes if node.mark_end > node.start]
    last = nodes[-1] if nodes else None
    cut = is_cut(plain[:notes], marked[-1].mark_end if marked else 0, _unpunctuated(text, marked, chapters))
    if cut:
        _mark_incomplete(chapters)
    title = _title(text, plain, lead)
    found = [
        *wrong.wrong_numbers(text, nodes),
        *wrong.empty_nodes(text, nodes),
        *wrong.mixed_numerals(text, marked),
        *wrong.lost_ranges(text, plain),
        *wrong.unreadable_signs(text),
        *wrong.page_edges(text, title),
        *([wrong.cut_end(text, last)] if cut else []),
    ]
    remarks = list(_remarks(nodes, marked, has_contents))
    if notes < len(text):
        remarks.append(
            sentence(noop("The footnotes at the end are kept with the last item and not read as items."))
        )
    return Tree(text, title, lead, chapters, sorted(found, key=lambda each: each.position), remarks, cut)


def _mark_incomplete(chapters: list[Node]) -> None:
    level = chapters
    while level:
        level[-1].is_incomplete = True
        level = level[-1].children


def _unpunctuated(text: str, marked: list[Node], chapters: list[Node]) -> bool:
    """Whether most items end without a full stop, or the one before the last in its own row does."""
    leaves = [text[node.start : node.end] for node in marked if not node.children]
    ended = sum(1 for words in leaves[:-1] if is_ended(words))
    return (len(leaves) > _FEW_ITEMS and ended * 2 < len(leaves) - 1) or _row_without_stops(text, chapters)


def _row_without_stops(text: str, chapters: list[Node]) -> bool:
    row = chapters
    while row and row[-1].children:
        row = row[-1].children
    if len(row) < 2 or row[-1].kind != row[-2].kind or row[-2].children or row[-2].mark_end == row[-2].start:
        return False
    return not is_ended(text[row[-2].start : row[-2].end]) and text[row[-2].start : row[-2].end].endswith(
        "\n"
    )


def _title(text: str, plain: str, lead: Node | None) -> str:
    if lead is None:
        return ""
    lines = [line.strip("\ufeff \u3000\t\r") for line in text[: lead.end].split("\n")]
    short = [line for line in lines if line and len(line) <= _LONGEST_TITLE and not is_ended(line)]
    named = [line for line in short if _BOOKS.search(simplified(line))]
    return next(iter(named or short), "")


def _remarks(nodes: list[Node], marked: list[Node], has_contents: bool) -> Iterator[Sentence]:
    guessed = sum(1 for node in nodes if node.guessed)
    if guessed:
        yield sentence(
            noop("%(count)s headings run into their text without a sign; where they end is an estimate."),
            count=guessed,
        )
    if has_contents:
        yield sentence(
            noop("The table of contents at the beginning is kept as text and not read as chapters.")
        )
    if not marked:
        yield sentence(noop("The text has no numbers; its parts are its headings and paragraphs."))
