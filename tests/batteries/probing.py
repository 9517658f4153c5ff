"""Four probes for every address: nobody, somebody without the right, somebody of another station, somebody who may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.batteries.addresses import Address, Opening, openings, walk
from tests.batteries.world import World, browser, marks, program_of

GOOD = (200, 201, 204, 301, 302, 409, 422)
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
    forbidden: tuple[str, ...] = ()

    def client(self, address: Address) -> Client:
        return self.program if address.is_api else self.session


def visitors(world: World) -> list[Visitor]:
    """The four, in the order from nothing to everything."""
    nobody = Client(raise_request_exception=False)
    north, south = marks(world.north), marks(world.south)
    powerless = browser(world.powerless), program_of(world.powerless)
    return [
        Visitor("anonymous", nobody, nobody, (*north, *south)),
        Visitor("powerless", *powerless, south),
        Visitor("foreign", world.south.client(), world.south.program(), north),
        Visitor("allowed", world.north.client(), world.north.program(), south),
    ]


def outcomes(world: World, only: Any = None) -> Iterator[Outcome]:
    """Every address of the north, knocked at by each visitor; who may not write tries to where a record is named."""
    callers = visitors(world)
    for address in sorted(walk(), key=_costs_the_rest):
        if only is not None and not only(address):
            continue
        for opening in openings(address, world.north):
            yield from _at(opening, callers)


def _costs_the_rest(address: Address) -> bool:
    """Checking a file lays tables aside for a moment; when that is taken back, SQLite reads its whole schema anew
    at every request that follows in the same transaction, so these come last.
    """
    return "/import/" in address.route


def _at(opening: Opening, callers: list[Visitor]) -> Iterator[Outcome]:
    *others, allowed = callers
    first = [knock(allowed, opening, method) for method in ("get", "post")]
    yield from first
    reading = "get" if first[0].status != NOT_OFFERED else "post"
    for visitor in others:
        yield knock(visitor, opening, reading)
        if visitor.who == "foreign" and opening.names_a_record and reading == "get":
            yield knock(visitor, opening, "post")


def knock(visitor: Visitor, opening: Opening, method: str) -> Outcome:
    """One request whose effects are taken back, signing out included."""
    client = visitor.client(opening.address)
    cookies = client.cookies.output()
    with transaction.atomic():
        extra = {"content_type": "application/json"} if opening.address.is_api and method == "post" else {}
        answer = getattr(client, method)(opening.path, {} if method == "post" else None, **extra)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies = SimpleCookie(_plain(cookies))
    wrong = _judge(visitor.who, opening, answer) or _headers(opening, answer) or _leak(visitor, opening, body)
    return Outcome(opening, visitor.who, method, answer.status_code, wrong or _empty(answer, body))


def _leak(visitor: Visitor, opening: Opening, body: bytes) -> str:
    if opening.address.access is None or opening.address.access.kind == "public":
        return ""
    text = body.decode(errors="ignore")
    return "shows what belongs to another station" if any(mark in text for mark in visitor.forbidden) else ""


def _plain(header: str) -> str:
    return "; ".join(line.split(": ", 1)[1].split(";")[0] for line in header.splitlines())


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
    register = opening.address.register
    for_all = opening.address.name == "ui.help.page" or (
        register is not None and not register.model.unit_lookup
    )
    if not opening.names_a_record or for_all:
        return "" if answer.status_code != 403 else "forbidden to who holds the right elsewhere"
    mistyped = opening.address.is_api and answer.status_code == 422
    return "" if answer.status_code in (404, NOT_OFFERED) or mistyped else "should not exist"


def _allowed(opening: Opening, answer: Any) -> str:
    if answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL):
        return "sent to sign in although signed in"
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


def offered(opening: Opening) -> bool:
    """Whether the register has this face at all; a bulk deed needs lines and is tried elsewhere."""
    register, face = opening.address.register, opening.address.name.rpartition(".")[2]
    if register is None or opening.address.is_api:
        return True
    wanted = {
        "new": register.create,
        "autosave_new": register.create,
        "edit": register.edit,
        "autosave": register.edit,
    }
    return bool(wanted.get(face, face != "bulk"))


def reached(found: list[Outcome]) -> tuple[int, int]:
    """How many openings somebody really opened, of how many that are offered."""
    every = {o.opening.path for o in found if offered(o.opening)}
    opened = {o.opening.path for o in found if o.who == "allowed" and o.status in GOOD}
    return len(opened & every), len(every)
