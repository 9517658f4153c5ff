"""Genogram and ecomap as the trade draws them: where everybody stands, and which line joins them (SVG).

Square a man, circle a woman, diamond where it is not known, double outline the client, a cross through who has died.
Lines: two strokes a close tie, dashes a distant one, zigzag conflict, a line that is cut a broken tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from xml.sax.saxutils import escape

STEP_X, STEP_Y, HALF, MARGIN = 116, 124, 24, 60
#: So far below a sign the line of a pair runs.
_BELOW = 12
_RADIUS, _FONT = 150, "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
CLIENT, FORMER, GRANDPARENTS, PARENTS = "client", "former_spouse", "grandparent", ("father", "mother")
#: Which row somebody stands in, seen from the client.
GENERATION = {
    "grandparent": -2, "father": -1, "mother": -1, "parent_in_law": -1, "uncle_aunt": -1, "client": 0, "sibling": 0,
    "spouse": 0, "former_spouse": 0, "other_kin": 0, "child": 1, "grandchild": 2,
}  # fmt: skip
_IN_THE_ROW = (
    "grandparent", "uncle_aunt", "father", "mother", "parent_in_law", "sibling", "client", "spouse", "former_spouse",
    "other_kin", "child", "grandchild",
)  # fmt: skip


@dataclass(frozen=True)
class Kin:
    """Somebody in the genogram: how they are called, what they are to the client, and how the tie is."""

    label: str
    relation: str
    sex: str = ""
    born: int | None = None
    deceased: bool = False
    quality: str = "ordinary"


@dataclass(frozen=True)
class Tie:
    """Something around the client in the ecomap: how it is called, how the tie is, who supports whom."""

    label: str
    quality: str = "ordinary"
    support: str = "none"


@dataclass(frozen=True)
class Place:
    """Where somebody stands: the middle of their sign."""

    kin: Kin
    x: float
    y: float


def places(people: Sequence[Kin]) -> list[Place]:
    """Everybody in the row of their generation, elder first, each row in the middle. Rows nobody stands in are left out."""
    rows: dict[int, list[Kin]] = {}
    for each in sorted(people, key=_order):
        rows.setdefault(GENERATION.get(each.relation, 0), []).append(each)
    widest = max((len(row) for row in rows.values()), default=1)
    found = []
    for place, generation in enumerate(sorted(rows)):
        row = rows[generation]
        left = MARGIN + (widest - len(row)) * STEP_X / 2
        found += [Place(kin, left + at * STEP_X, MARGIN + place * STEP_Y) for at, kin in enumerate(row)]
    return found


def _order(kin: Kin) -> tuple[int, int]:
    at = _IN_THE_ROW.index(kin.relation) if kin.relation in _IN_THE_ROW else len(_IN_THE_ROW)
    return at, kin.born or 9999


def genogram(people: Sequence[Kin], title: str, told: str) -> str:
    """The family of the client as SVG text; `told` says in words what it shows."""
    stand = places(people)
    width = max((each.x for each in stand), default=MARGIN) + MARGIN
    height = max((each.y for each in stand), default=MARGIN) + MARGIN + 20
    drawn = [
        *_couples(stand),
        *_descents(stand),
        *_ties(stand),
        *(sign for each in stand for sign in _sign(each)),
    ]
    return _svg(width, height, drawn, title, told)


def ecomap(client: str, ties: Sequence[Tie], title: str, told: str) -> str:
    """What stands around the client as SVG text: a circle each, lines by quality, arrows by support."""
    middle = _RADIUS + 2 * MARGIN
    drawn = []
    for place, tie in enumerate(ties):
        angle = 2 * pi * place / len(ties) - pi / 2
        x, y = middle + 1.25 * _RADIUS * cos(angle), middle + _RADIUS * sin(angle)
        drawn += [*_line(middle, middle, x, y, tie.quality, 34), *_arrows(middle, middle, x, y, tie.support)]
        drawn += [_circle(x, y, 34), *_words(x, y + 4, tie.label)]
    drawn += [_circle(middle, middle, 34), _circle(middle, middle, 30), *_words(middle, middle + 4, client)]
    return _svg(2.1 * middle, 2 * middle, drawn, title, told)


def _couples(stand: Sequence[Place]) -> Iterable[str]:
    """Who is or was a pair: a line below both; two strokes through it where they parted."""
    father, mother, client = (_first(stand, name) for name in (*PARENTS, CLIENT))
    if father and mother:
        yield from _bracket(father, mother, parted=False)
    for each in stand:
        if client and each.kin.relation in ("spouse", FORMER):
            yield from _bracket(client, each, parted=each.kin.relation == FORMER)


def _bracket(one: Place, other: Place, parted: bool) -> Iterable[str]:
    low = one.y + HALF + (6 if parted else _BELOW)
    yield f'<path d="M{one.x:g} {one.y + HALF:g}V{low:g}H{other.x:g}V{other.y + HALF:g}"/>'
    if parted:
        middle = other.x + (STEP_X / 2 if one.x > other.x else -STEP_X / 2)
        for shift in (-4, 4):
            yield f'<path d="M{middle + shift - 5:g} {low + 7:g}L{middle + shift + 5:g} {low - 7:g}"/>'


def _descents(stand: Sequence[Place]) -> Iterable[str]:
    """From parents to the client and the siblings, from the client to the children."""
    client = _first(stand, CLIENT)
    parents = [each for each in stand if each.kin.relation in PARENTS]
    own = [each for each in stand if each.kin.relation in (CLIENT, "sibling")]
    children = [each for each in stand if each.kin.relation == "child"]
    partners = [each for each in stand if each.kin.relation in ("spouse", FORMER)][:1]
    if parents:
        yield from _below(parents, own)
    if client and children:
        yield from _below([client, *partners], children)


def _below(above: Sequence[Place], ends: Sequence[Place]) -> Iterable[str]:
    """From a pair, or from beside the name of one who stands alone, to those who descend from them."""
    y = above[0].y
    if len(above) > 1:
        yield from _comb(sum(each.x for each in above) / len(above), y, ends)
        return
    beside = above[0].x + 2 * HALF
    yield f'<path d="M{above[0].x:g} {y + HALF:g}V{y + HALF + _BELOW:g}H{beside:g}"/>'
    yield from _comb(beside, y, ends)


def _comb(x: float, y: float, below: Sequence[Place]) -> Iterable[str]:
    start, level = y + HALF + _BELOW, y + STEP_Y - HALF - 16
    ends = [each.x for each in below]
    yield f'<path d="M{x:g} {start:g}V{level:g}M{min([*ends, x]):g} {level:g}H{max([*ends, x]):g}"/>'
    for each in below:
        yield f'<path d="M{each.x:g} {level:g}V{each.y - HALF:g}"/>'


def _ties(stand: Sequence[Place]) -> Iterable[str]:
    """How the client's ties are, where they are more than ordinary."""
    client = _first(stand, CLIENT)
    for each in stand:
        if client and each is not client and each.kin.quality != "ordinary":
            yield from _line(*_course(client, each), each.kin.quality, HALF + 4)


def _course(client: Place, each: Place) -> tuple[float, float, float, float]:
    """From sign to sign; over the heads of those who stand between the two in one row."""
    is_over = client.y == each.y and abs(client.x - each.x) > STEP_X
    up = HALF + 7 if is_over else 0
    return client.x, client.y - up, each.x, each.y - up


def _sign(each: Place) -> Iterable[str]:
    x, y, kin = each.x, each.y, each.kin
    for half in (HALF, HALF - 4) if kin.relation == CLIENT else (HALF,):
        yield _outline(x, y, half, kin.sex)
    if kin.deceased:
        yield f'<path d="M{x - HALF:g} {y - HALF:g}L{x + HALF:g} {y + HALF:g}M{x + HALF:g} {y - HALF:g}L{x - HALF:g} {y + HALF:g}"/>'
    if kin.born:
        yield f'<text x="{x:g}" y="{y + 4:g}">{kin.born}</text>'
    yield f'<text x="{x:g}" y="{y + HALF + 30:g}">{escape(kin.label[:8])}</text>'


def _outline(x: float, y: float, half: float, sex: str) -> str:
    if sex == "male":
        return f'<rect x="{x - half:g}" y="{y - half:g}" width="{2 * half:g}" height="{2 * half:g}"/>'
    if sex == "female":
        return _circle(x, y, half)
    return f'<path d="M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}Z"/>'


def _circle(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def _words(x: float, y: float, label: str) -> list[str]:
    """At most two lines of four characters in a circle."""
    parts = [label[:4], label[4:8]] if len(label) > 4 else [label]
    up = -7 if len(parts) > 1 else 0
    return [
        f'<text x="{x:g}" y="{y + up + 15 * at:g}">{escape(part)}</text>' for at, part in enumerate(parts)
    ]


def _line(x: float, y: float, to_x: float, to_y: float, quality: str, gap: float) -> list[str]:
    """The line of a tie, from sign to sign."""
    length = hypot(to_x - x, to_y - y)
    along, across = ((to_x - x) / length, (to_y - y) / length), ((y - to_y) / length, (to_x - x) / length)
    start, end = gap, length - gap

    def at(far: float, side: float = 0) -> str:
        return f"{x + along[0] * far + across[0] * side:.1f} {y + along[1] * far + across[1] * side:.1f}"

    if quality == "close":
        return [f'<path d="M{at(start, 3)}L{at(end, 3)}M{at(start, -3)}L{at(end, -3)}"/>']
    if quality == "distant":
        return [f'<path stroke-dasharray="5 5" d="M{at(start)}L{at(end)}"/>']
    if quality == "conflict":
        steps = max(int((end - start) // 10), 2)
        turns = [at(start + (end - start) * n / steps, (-5, 5)[n % 2]) for n in range(1, steps)]
        return [f'<path d="M{at(start)}L{"L".join(turns)}L{at(end)}"/>']
    if quality == "cut":
        half = (start + end) / 2
        gaps = f"M{at(half - 6, -7)}L{at(half - 6, 7)}M{at(half + 6, -7)}L{at(half + 6, 7)}"
        return [f'<path d="M{at(start)}L{at(half - 6)}M{at(half + 6)}L{at(end)}{gaps}"/>']
    return [f'<path d="M{at(start)}L{at(end)}"/>']


def _arrows(x: float, y: float, to_x: float, to_y: float, support: str) -> list[str]:
    """Points at the end that is supported: towards the client, away from the client, or both."""
    angle = atan2(to_y - y, to_x - x)
    found = []
    if support in ("gives", "mutual"):
        found.append(_point(x + 36 * cos(angle), y + 36 * sin(angle), angle + pi))
    if support in ("takes", "mutual"):
        found.append(_point(to_x - 36 * cos(angle), to_y - 36 * sin(angle), angle))
    return found


def _point(x: float, y: float, angle: float) -> str:
    corners = [(x - 11 * cos(angle + turn), y - 11 * sin(angle + turn)) for turn in (0.4, -0.4)]
    told = " ".join(f"{a:.1f},{b:.1f}" for a, b in ((x, y), *corners))
    return f'<polygon fill="currentColor" points="{told}"/>'


def _first(stand: Iterable[Place], relation: str) -> Place | None:
    return next((each for each in stand if each.kin.relation == relation), None)


def _svg(width: float, height: float, drawn: Iterable[str], title: str, told: str) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" fill="none" stroke="currentColor" stroke-width="1.5">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
    )
    texts = [each for each in drawn if each.startswith("<text")]
    signs = [each for each in drawn if not each.startswith("<text")]
    words = f'<g fill="currentColor" stroke="none" font-size="13" text-anchor="middle" font-family="{_FONT}">'
    return f"{head}{''.join(signs)}{words}{''.join(texts)}</g></svg>"
