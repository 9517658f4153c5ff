"""The organisation chart as a page shows it: boxes with words, rows with figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.core.identity.models import Appointment, Post
from banyan.core.registers.addresses import page_of
from banyan.domains.staff.queries import Chart
from banyan.domains.staff.rules.chart import Branch
from banyan.domains.staff.rules.drawing import Box, Drawing, lay_out
from banyan.domains.staff.rules.establishment import Staffing

TITLE_SHOWN = 10
LINE_SHOWN = 11


@dataclass(frozen=True)
class Words:
    """A line of text in a box; vacant places speak louder."""

    text: str
    vacant: bool = False


@dataclass(frozen=True)
class Card:
    """A post as it is drawn: its title, the lines below it, and where it leads."""

    title: str
    spoken: str
    words: tuple[Words, ...]
    url: str
    kind: str


@dataclass(frozen=True)
class Placed:
    """A card in its box, each line with its place."""

    box: Box
    card: Card

    @property
    def lines(self) -> list[tuple[int, Words]]:
        return list(zip(self.box.line_places, self.card.words, strict=True))


@dataclass(frozen=True)
class Twig:
    """A post in the list form of the chart, with its advisers and the posts below."""

    card: Card
    advisers: tuple[Card, ...]
    below: tuple[Twig, ...]


@dataclass(frozen=True)
class EstablishmentRow:
    """A line of the establishment report (P1.2)."""

    post: Post
    url: str
    holders: tuple[Appointment, ...]
    staffing: Staffing
    names_shown: bool


@dataclass(frozen=True)
class ChartPage:
    """Everything the page of a chart draws."""

    chart: Chart
    drawing: Drawing
    placed: tuple[Placed, ...]
    twigs: tuple[Twig, ...]
    rows: tuple[EstablishmentRow, ...]

    @property
    def places(self) -> int:
        return sum(row.staffing.places for row in self.rows)

    @property
    def filled(self) -> int:
        return self.places - self.vacant

    @property
    def vacant(self) -> int:
        return sum(row.staffing.vacant for row in self.rows)

    @property
    def levels(self) -> int:
        """Levels of command, the line above the unit included."""
        return max((branch.depth for branch in self.chart.branches), default=0)


def chart_page(chart: Chart) -> ChartPage:
    """Put words to a chart and place its boxes."""
    cards = {pk: _card(post, chart) for pk, post in chart.establishment.posts.items()}
    drawing = lay_out(chart.branches, {pk: len(card.words) for pk, card in cards.items()})
    placed = tuple(Placed(box, cards[box.post]) for box in drawing.boxes)
    twigs = tuple(_twig(branch, cards) for branch in chart.branches)
    rows = tuple(_row(post, chart) for post in chart.own if post.relation == Post.Relation.COMMANDS)
    return ChartPage(chart, drawing, placed, twigs, rows)


def _card(post: Post, chart: Chart) -> Card:
    names_shown = post.unit_id in chart.visible
    staffing = chart.establishment.staffing(post)
    words = (*_holders(post, chart, names_shown), *_vacancies(staffing)) if names_shown else ()
    kind = "advises" if post.relation == Post.Relation.ADVISES else "vacant" if staffing.vacant else "filled"
    spoken = "，".join([post.title, *(each.text for each in words)])
    return Card(_cut(post.title, TITLE_SHOWN), spoken, words, page_of(post) if names_shown else "", kind)


def _holders(post: Post, chart: Chart, names_shown: bool) -> Iterable[Words]:
    for each in chart.establishment.holders(post):
        name = each.person.name
        yield Words(_cut(_("%(name)s (acting)") % {"name": name} if each.acting else name, LINE_SHOWN))


def _vacancies(staffing: Staffing) -> Iterable[Words]:
    if not staffing.vacant:
        return
    longest = staffing.vacancies[0]
    text = ngettext("%(count)s vacant", "%(count)s vacant", staffing.vacant) % {"count": staffing.vacant}
    if longest.since_is_known:
        text = _("%(vacant)s, %(days)s days") % {"vacant": text, "days": longest.days}
    yield Words(text, vacant=True)


def _twig(branch: Branch, cards: Any) -> Twig:
    advisers = tuple(cards[post] for post in branch.advisers)
    return Twig(cards[branch.post], advisers, tuple(_twig(lower, cards) for lower in branch.below))


def _row(post: Post, chart: Chart) -> EstablishmentRow:
    names_shown = post.unit_id in chart.visible
    holders = chart.establishment.holders(post)
    return EstablishmentRow(post, page_of(post), holders, chart.establishment.staffing(post), names_shown)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
