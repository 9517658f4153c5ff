"""When something is said and where it may go: decisions on plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import parse_qs, urlsplit

from banyan.foundation.refusal import Refused, noop

MOST_NUMBERS = 20


@dataclass(frozen=True)
class Service:
    """A chat service: the one host its bots answer on, and where in the address the key stands."""

    host: str
    path: re.Pattern[str]
    asks: str = ""


SERVICES = {
    "wecom": Service("qyapi.weixin.qq.com", re.compile(r"^/cgi-bin/webhook/send$"), "key"),
    "dingtalk": Service("oapi.dingtalk.com", re.compile(r"^/robot/send$"), "access_token"),
    "feishu": Service("open.feishu.cn", re.compile(r"^/open-apis/bot/v2/hook/(?P<key>[A-Za-z0-9_-]+)/?$")),
}
_KEY = re.compile(r"^[A-Za-z0-9_-]{8,120}$")


def key_of(service: str, address: str) -> str:
    """The key in the address of a bot. Refused when the address is not one of the service's own host."""
    known = SERVICES[service]
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise _not_allowed() from error
    found = known.path.match(parts.path)
    plain = parts.scheme == "https" and port is None and not parts.username and not parts.fragment
    if not plain or parts.hostname != known.host or found is None:
        raise _not_allowed()
    key = parse_qs(parts.query).get(known.asks, [""])[0] if known.asks else found["key"]
    if not _KEY.match(key):
        raise _not_allowed()
    return key


def _not_allowed() -> Refused:
    return Refused(
        {
            "address": noop(
                "This is no address of a bot of this service; only the service's own host is called."
            )
        },
        way_out=noop("Copy the webhook address from the settings of the group's bot."),
        code="host",
    )


def is_quiet(at: time, begins: time | None, ends: time | None) -> bool:
    """Whether nothing is sent at this hour; quiet hours may reach over midnight."""
    if begins is None or ends is None or begins == ends:
        return False
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def digest_is_due(now: datetime, hour: int, last: date | None) -> bool:
    """Whether the daily digest goes out: from its hour on, once a day."""
    return now.hour >= hour and last != now.date()


def numbers_shown(numbers: Sequence[str]) -> tuple[list[str], int]:
    """The numbers that a message names, each once, and how many it leaves out."""
    each = list(dict.fromkeys(number for number in numbers if number))
    return each[:MOST_NUMBERS], max(0, len(each) - MOST_NUMBERS)
