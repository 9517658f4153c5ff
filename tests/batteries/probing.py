"""Four probes for every address: nobody, somebody without the right, somebody of another station, somebody who may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.batteries.addresses import Address, Opening, openings, walk
from tests.batteries.world import World, browser, program_of

METHODS = ("get", "post")
GOOD = (200, 201, 204, 302)
NOT_OFFERED = 405


@dataclass(frozen=True)
class Outcome:
    """One request: who asked, what was answered, and what is wrong with it ("" = nothing)."""

    opening: Opening
    who: str
    method: str
    status: int
    wrong: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.method.upper()} {self.opening.path} → {self.status}: {self.wrong}"


@dataclass(frozen=True)
class Visitor:
    """Somebody who knocks: by session, and by token where the address is the API's."""

    who: str
    session: Client
    program: Client

    def client(self, address: Address) -> Client:
        return self.program if address.is_api else self.session


def visitors(world: World) -> list[Visitor]:
    """The four, in the order from nothing to everything."""
    nobody = Client(raise_request_exception=False)
    return [
        Visitor("anonymous", nobody, nobody),
        Visitor("powerless", browser(world.powerless), program_of(world.powerless)),
        Visitor("foreign", world.south.client(), world.south.program()),
        Visitor("allowed", world.north.client(), world.north.program()),
    ]


def outcomes(world: World, only: Any = None) -> Iterator[Outcome]:
    """Every address of the north, knocked at by each visitor with each method."""
    callers = visitors(world)
    for address in walk():
        if only is not None and not only(address):
            continue
        for opening in openings(address, world.north):
            for visitor in callers:
                for method in METHODS:
                    yield knock(visitor, opening, method)


def knock(visitor: Visitor, opening: Opening, method: str) -> Outcome:
    """One request whose effects are taken back."""
    client = visitor.client(opening.address)
    with transaction.atomic():
        extra = {"content_type": "application/json"} if opening.address.is_api and method == "post" else {}
        answer = getattr(client, method)(opening.path, {} if method == "post" else None, **extra)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    wrong = _judge(visitor.who, opening, answer) or _headers(opening, answer)
    return Outcome(opening, visitor.who, method, answer.status_code, wrong if wrong else _empty(answer, body))


def _judge(who: str, opening: Opening, answer: Any) -> str:
    status, access = answer.status_code, opening.address.access
    if status >= 500:
        return "broke"
    if access is None:
        return "is not in the permission table"
    if access.kind == "public":
        return ""
    return _JUDGES[who](opening, answer)


def _anonymous(opening: Opening, answer: Any) -> str:
    if opening.address.access.kind == "token":
        return "" if answer.status_code in (401, NOT_OFFERED) else "should be 401"
    sent_away = answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL)
    return "" if sent_away else "should be sent to sign in"


def _powerless(opening: Opening, answer: Any) -> str:
    if opening.address.access.kind == "signed_in":
        harmless = not opening.names_a_record or answer.status_code in (302, 403, 404, 409, NOT_OFFERED)
        return (
            "" if harmless or opening.address.name == "ui.help.page" else "opens a record without any right"
        )
    return "" if answer.status_code in (403, NOT_OFFERED) else "should be 403"


def _foreign(opening: Opening, answer: Any) -> str:
    if not opening.names_a_record or opening.address.name == "ui.help.page":
        return "" if answer.status_code != 403 else "forbidden to who holds the right elsewhere"
    mistyped = opening.address.is_api and answer.status_code == 422
    return "" if answer.status_code in (404, NOT_OFFERED) or mistyped else "should not exist"


def _allowed(opening: Opening, answer: Any) -> str:
    return "forbidden to who may" if answer.status_code == 403 else ""


_JUDGES = {"anonymous": _anonymous, "powerless": _powerless, "foreign": _foreign, "allowed": _allowed}


def _headers(opening: Opening, answer: Any) -> str:
    cached = answer.get("Cache-Control", "")
    if opening.address.access.kind != "public" and "no-store" not in cached and "private" not in cached:
        return "may be kept in a cache"
    if answer.get("X-Content-Type-Options") != "nosniff":
        return "lets the browser guess its kind"
    if answer.get("Content-Type", "").startswith("text/html") and "script-src 'self'" not in answer.get(
        "Content-Security-Policy", ""
    ):
        return "has no content policy"
    return ""


def _empty(answer: Any, body: bytes) -> str:
    return "answers 200 with nothing" if answer.status_code == 200 and not body else ""


def reached(found: list[Outcome]) -> tuple[int, int]:
    """How many openings somebody really opened, of how many."""
    opened = {o.opening.path for o in found if o.who == "allowed" and o.status in (*GOOD, 409, 422)}
    return len(opened), len({o.opening.path for o in found})
