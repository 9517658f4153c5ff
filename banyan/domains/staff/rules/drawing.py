"""Where the boxes of an organisation chart stand: levels downwards, departments side by side, advisers beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from banyan.domains.staff.rules.chart import Branch
from banyan.domains.staff.rules.superiors import PostKey

WIDTH = 136
GAP = 14
LEVEL_GAP = 30
HEAD = 28
LINE = 18
FOOT = 8
MARGIN = 2


@dataclass(frozen=True)
class Box:
    """A post on the drawing: left, top, width and height in pixels; `height` grows with the lines it holds."""

    post: PostKey
    x: int
    y: int
    height: int
    advises: bool = False
    outside: bool = False
    width: int = WIDTH

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def title_place(self) -> int:
        """Where the title stands."""
        return self.y + HEAD - 9

    @property
    def line_places(self) -> tuple[int, ...]:
        """Where the lines below the title stand."""
        return tuple(range(self.y + HEAD + LINE - 5, self.bottom, LINE))


@dataclass(frozen=True)
class Edge:
    """A line between two boxes, as the path of an SVG; advice is drawn dashed."""

    path: str
    advises: bool = False


@dataclass
class Drawing:
    """All boxes and lines, and how large the drawing is."""

    boxes: list[Box] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((box.x + box.width for box in self.boxes), default=0) + MARGIN

    @property
    def height(self) -> int:
        return max((box.bottom for box in self.boxes), default=0) + MARGIN


def lay_out(branches: Sequence[Branch], lines: Mapping[PostKey, int]) -> Drawing:
    """Place every post; `lines` says how many lines of text each box holds below its title."""
    drawing = Drawing()
    tops = _tops_of_levels(branches, lines)
    left = MARGIN
    for branch in branches:
        _place(branch, left, 0, tops, lines, drawing)
        left += _breadth(branch) + 2 * GAP
    return drawing


def _height(lines: int) -> int:
    return HEAD + LINE * lines + FOOT


def _advisers_height(branch: Branch, lines: Mapping[PostKey, int]) -> int:
    return sum(_height(lines[post]) + GAP for post in branch.advisers)


def _breadth(branch: Branch) -> int:
    """How much room a branch needs: its own box with advisers to the right, or everything below it."""
    below = sum(_breadth(lower) + GAP for lower in branch.below) - GAP if branch.below else 0
    own = WIDTH + 2 * (WIDTH + 2 * GAP) if branch.advisers else WIDTH
    return max(own, below)


def _tops_of_levels(branches: Sequence[Branch], lines: Mapping[PostKey, int]) -> list[int]:
    """The top of each level, low enough for the tallest box of the level above."""
    tops = [MARGIN]
    level = list(branches)
    while level:
        tallest = max(max(_height(lines[each.post]), _advisers_height(each, lines)) for each in level)
        tops.append(tops[-1] + tallest + LEVEL_GAP)
        level = [lower for each in level for lower in each.below]
    return tops


def _place(
    branch: Branch, left: int, level: int, tops: Sequence[int], lines: Mapping[PostKey, int], drawing: Drawing
) -> Box:
    room = _breadth(branch)
    box = Box(
        branch.post,
        left + (room - WIDTH) // 2,
        tops[level],
        _height(lines[branch.post]),
        outside=branch.outside,
    )
    drawing.boxes.append(box)
    _place_advisers(branch, box, lines, drawing)
    below = sum(_breadth(lower) + GAP for lower in branch.below) - GAP
    start = left + (room - below) // 2
    for lower in branch.below:
        placed = _place(lower, start, level + 1, tops, lines, drawing)
        drawing.edges.append(_command(box, placed, tops[level + 1]))
        start += _breadth(lower) + GAP
    return box


def _place_advisers(branch: Branch, box: Box, lines: Mapping[PostKey, int], drawing: Drawing) -> None:
    top = box.y
    for post in branch.advisers:
        beside = Box(post, box.x + WIDTH + 2 * GAP, top, _height(lines[post]), advises=True)
        drawing.boxes.append(beside)
        height = min(beside.y + HEAD // 2, box.bottom - FOOT)
        drawing.edges.append(Edge(f"M{box.x + WIDTH} {height}H{beside.x}", advises=True))
        top = beside.bottom + GAP


def _command(above: Box, below: Box, top: int) -> Edge:
    bend = top - LEVEL_GAP // 2
    return Edge(f"M{above.middle} {above.bottom}V{bend}H{below.middle}V{below.y}")
