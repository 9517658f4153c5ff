"""How many people something was paid for, as it is written: 42人×30元."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_HEADS = re.compile(r"(?P<heads>\d+)\s*(?:人次|人|名|位)\s*[×xX*]\s*(?P<price>\d+(?:\.\d+)?)\s*元")
_INSURANCE, _VOLUNTEERS = re.compile("保险|[外身]险"), re.compile("志愿者|义工")


@dataclass(frozen=True)
class Heads:
    """So many people at so many yuan each; `of_register` where volunteers are insured, else it is about an activity."""

    count: int
    price: Decimal
    of_register: bool


def heads_in(text: str) -> Heads | None:
    """What a summary or a reason says; None where it counts nobody."""
    plain = unicodedata.normalize("NFKC", text)
    found = _HEADS.search(plain)
    if found is None:
        return None
    insured = bool(_INSURANCE.search(plain) and _VOLUNTEERS.search(plain))
    return Heads(int(found["heads"]), Decimal(found["price"]), insured)


@dataclass(frozen=True)
class Register:
    """The volunteers' register on a day: how many were ever entered, and how many of them had not left."""

    on: date
    entered: int
    still: int
