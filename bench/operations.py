"""What is asked of both sides, question by question, and the bound that the product has to keep.

A bound is a ratio to the floor in the same run: `p50` of the product at one client at most so many times the
floor's, or at least so many times its requests a second at eight clients.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

from bench.load import Ask
from bench.people import PASSWORD
from bench.places import Side

NOISE = 1.25
WORDS = ("王", "王示", "李样", "张文建", "陈安", "R0012", "wsa", "刘芳敏丽")
SMALL, LARGE = 10_000, 100_000
PAGE = 50
_new = count(1)

Maker = Callable[[Side, int], Ask]


@dataclass(frozen=True)
class Bound:
    """`kind` is "p50" (milliseconds at one client, at most) or "rate" (requests a second at eight, at least)."""

    kind: str
    ratio: float

    def holds(self, measured: float) -> bool:
        """Whether the ratio keeps the bound, noise allowed for."""
        return measured <= self.ratio * NOISE if self.kind == "p50" else measured >= self.ratio / NOISE


@dataclass(frozen=True)
class Operation:
    """A question of the catalogue: `code` as in the goals, the level of data, both ways of asking, the bounds."""

    code: str
    name: str
    rows: int
    floor: Maker
    product: Maker
    bounds: tuple[Bound, ...] = ()
    writes: bool = False

    def ask(self, side: Side, number: int) -> Ask:
        """The nth request to a side."""
        return (self.floor if side.name == "floor" else self.product)(side, number)


def _floor_list(side: Side, number: int) -> Ask:
    return Ask("GET", "/list/", holds='class="row"', times=PAGE)


def _list(side: Side, number: int) -> Ask:
    return Ask("GET", "/services/serviceuser/", holds="data-row ", times=PAGE)


def _floor_detail(side: Side, number: int) -> Ask:
    return Ask("GET", f"/detail/{_pick(side, number)}/", holds="<h1>")


def _detail(side: Side, number: int) -> Ask:
    return Ask("GET", f"/services/serviceuser/{_pick(side, number)}/", holds="<h1")


def _floor_create(side: Side, number: int) -> Ask:
    made = next(_new)
    given = {
        "number": f"B{made:07}",
        "name": "王示安",
        "sex": "male",
        "born_on": "1960-05-01",
        "community": "东社区",
    }
    return Ask("POST", "/create/", urlencode(given | {"phone": f"000{made:08}"}), 302)


def _create(side: Side, number: int) -> Ask:
    made = next(_new)
    given = {
        "unit": side.told["station"], "name": "王示安", "sex": "male", "community": "东社区",
        "born_on": date.fromordinal(date(1900, 1, 1).toordinal() + made % 12_000).isoformat(),
        "phone": f"000{10_000_000 + made:08}", "lives_alone": "unknown",
    }  # fmt: skip
    return Ask("POST", "/services/serviceuser/new/", urlencode(given), 302)


def _floor_search(side: Side, number: int) -> Ask:
    return Ask("GET", f"/search/?q={_word(number)}")


def _search(side: Side, number: int) -> Ask:
    return Ask("GET", f"/find/?q={_word(number)}", holds="</html>")


def _list_search(side: Side, number: int) -> Ask:
    return Ask("GET", f"/services/serviceuser/?q={_word(number)}", holds="</html>")


_SIGN_IN = urlencode({"login": "worker", "password": PASSWORD})


def _floor_sign_in(side: Side, number: int) -> Ask:
    return Ask("POST", "/sign-in/", _SIGN_IN, 302, stranger=True)


def _sign_in(side: Side, number: int) -> Ask:
    return Ask("POST", "/sign-in/login/", _SIGN_IN, 302, stranger=True)


def _pick(side: Side, number: int) -> Any:
    return side.told["ids"][number % len(side.told["ids"])]


def _word(number: int) -> str:
    return quote(WORDS[number % len(WORDS)])


OPERATIONS = (
    Operation("Q1", "list, 50 of 100k", LARGE, _floor_list, _list, (Bound("p50", 1.0), Bound("rate", 1.0))),
    Operation("Q3", "detail", LARGE, _floor_detail, _detail, (Bound("rate", 0.6),)),
    Operation("Q4", "create with trail", LARGE, _floor_create, _create, (Bound("rate", 0.4),), writes=True),
    Operation("Q5", "find, 1–4 signs, 10k", SMALL, _floor_search, _search, (Bound("rate", 0.8),)),
    Operation("Q5", "find, 1–4 signs, 100k", LARGE, _floor_search, _search, (Bound("rate", 0.8),)),
    Operation("Q5", "search in the list, 100k", LARGE, _floor_search, _list_search),
    Operation("Q12", "sign in", SMALL, _floor_sign_in, _sign_in, (Bound("rate", 4.0),), writes=True),
)
