"""From pieces of work to the figures of each indicator: counted, and recorded but waiting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.recount.contract import Asked, read
from tests.recount.hours import months
from tests.recount.rows import Tables
from tests.recount.work import CENT, LEAST_SESSIONS, SERVED, Piece, Records

NOTHING, WHOLE = Decimal(0), Decimal(100)


@dataclass
class Figures:
    """What an indicator comes to; answers are what a rate of satisfied ones is out of."""

    counted: Decimal = NOTHING
    waiting: Decimal = NOTHING
    answers: int = 0


def recount(cursor: Any, number: str) -> dict[str, Figures]:
    """Every indicator of a project by its code, counted from the tables alone."""
    tables = Tables(cursor)
    project = tables.of("projects_project", number=number)[0]
    cut_offs = {
        row.ends_on: row.evidence_until for row in tables.of("projects_contract", project_id=project.id)
    }
    asked = [
        read(row, cut_offs.get(row.ends_on)) for row in tables.of("projects_indicator", project_id=project.id)
    ]
    records = Records(tables, project)
    pieces = [*records.pieces(), *months(records)]
    return {each.code: _figures(each, asked, pieces) for each in asked}


def _figures(asked: Asked, everything: list[Asked], pieces: Iterable[Piece]) -> Figures:
    found, claims = Figures(), defaultdict(list)
    for piece in pieces:
        share = _share(asked, everything, piece)
        if share is None or not _may_count(asked, piece):
            continue
        waits = bool(piece.waits) or (asked.evaluated and not piece.evaluated)
        if asked.once_a_year or asked.a_month:
            for key in _keys(asked, piece):
                span = f"{piece.on:%Y-%m}" if asked.a_month else "year"
                claims[key, span].append(waits)
            continue
        _add(found, _amount(asked, piece, share), waits)
        found.answers += (piece.answers or 0) if piece.work == "opinion" else 0
    for waiting in claims.values():
        places = asked.a_month or 1
        sure = min(waiting.count(False), places)
        found.counted += sure
        found.waiting += min(waiting.count(True), places - sure)
    return found


def _add(found: Figures, amount: Decimal, waits: bool) -> None:
    if waits:
        found.waiting += amount
    else:
        found.counted += amount


def _share(asked: Asked, everything: list[Asked], piece: Piece) -> Decimal | None:
    """The part of a piece that is this indicator's: as planned, or by department; people are never divided."""
    if asked.work == "people":
        return Decimal(1) if piece.work in SERVED else None
    if piece.shares is not None:
        percent = piece.shares.get(asked.code)
        return None if percent is None else percent / WHOLE
    if not _takes(asked, piece):
        return None
    rivals = [each for each in everything if _takes(each, piece) and _measure(each) == _measure(asked)]
    if len(rivals) == 1:
        return Decimal(1)
    own = [each for each in rivals if each.department == piece.department and piece.department]
    own = own or [each for each in rivals if each.helper == piece.department and piece.department]
    return Decimal(1) if own[:1] == [asked] else None


def _takes(asked: Asked, piece: Piece) -> bool:
    return asked.work == piece.work or (asked.work == "training" and piece.work == "activity")


def _measure(asked: Asked) -> str:
    kinds = {
        "人次": "times",
        "人": "people",
        "户": "homes",
        "户次": "home times",
        "小时": "hours",
        "%": "rate",
    }
    return kinds.get(
        asked.unit, "sessions" if asked.work == "group" and asked.unit in ("节", "节次") else "events"
    )


def _may_count(asked: Asked, piece: Piece) -> bool:
    """In the contract's time, papers not after the last day for late ones, and not below what is asked."""
    if asked.work != "people" and not _takes(asked, piece):
        return False
    if not asked.starts <= piece.on <= asked.ends:
        return False
    if asked.cut_off and piece.approved_on and piece.approved_on > asked.cut_off:
        return False
    if piece.left_out:
        return False
    if piece.unfinished:
        return bool(piece.times) or piece.waits not in ("no sheet", "no session")
    came = piece.times + (piece.volunteers if asked.work == "training" else 0)
    there = {"people": came, "sessions": piece.sessions, "minutes": piece.minutes}
    if piece.work == "survey":
        there["answers"] = piece.answers
    least = dict(asked.least)
    if piece.work == "group" and _measure(asked) != "sessions":
        least.setdefault("sessions", LEAST_SESSIONS)
    return all((there.get(name) or 0) >= number for name, number in least.items() if name in there)


def _keys(asked: Asked, piece: Piece) -> tuple[Any, ...]:
    """Whose places a piece takes: a case stands on its client or household, a visit on whoever it was for."""
    if asked.women:
        return piece.women
    if asked.by_household:
        return piece.homes
    if _measure(asked) == "events":
        return piece.people[:1]
    return piece.people


def _amount(asked: Asked, piece: Piece, share: Decimal) -> Decimal:
    came = piece.times + (piece.volunteers if asked.work == "training" else 0)
    whole = {
        "times": Decimal(came), "hours": piece.hours, "rate": Decimal(piece.satisfied),
        "sessions": Decimal(piece.sessions or 0),
    }.get(_measure(asked), Decimal(1))  # fmt: skip
    return whole if asked.work == "opinion" else (whole * share).quantize(CENT, ROUND_HALF_UP)
