"""Who a supplier is, however the paper writes the name (R5.3.4)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from banyan.domains.finance.rules.entries import written_plainly

_FORM = re.compile(r"(股份有限公司|有限责任公司|有限公司|\(?(个体工商户|个体户|普通合伙)\)?)$")
_TRADE = re.compile(
    "(专卖店|便利店|商店|商行|经营部|批发部|门市部|营业部|服务部|批发店|零售店|连锁店|分店|超市|工作室|公司|商贸|贸易|门店|店|行|厂|部)$"
)
_PLACE = re.compile("^[^省市区县镇]{2,8}?(省|市|区|县|镇)(?=..)")
_LEAST = 2


def supplier_key(name: str) -> str:
    """By what a supplier is known, with or without the form of the company behind its name."""
    plain = written_plainly(name)
    return _FORM.sub("", plain) or plain


def core_of(name: str) -> str:
    """What is left of a name without place, trade and form: names that share it are probably one supplier, never surely."""
    key = supplier_key(name)
    plain = _shortened(key, _PLACE)
    return _shortened(plain, _TRADE)


def are_probably_one(one: str, other: str) -> bool:
    """Two ways of writing that may be one supplier; the same name in both is certain, not probable."""
    return supplier_key(one) != supplier_key(other) and core_of(one) == core_of(other)


def within_window(happened_on: date, days: int) -> tuple[date, date]:
    """First and last day within which purchases from one supplier are looked at together."""
    return happened_on - timedelta(days), happened_on + timedelta(days)


def _shortened(name: str, part: re.Pattern[str]) -> str:
    """Without the part as often as it stands there, as long as something tells the supplier apart."""
    while len(rest := part.sub("", name)) >= _LEAST and rest != name:
        name = rest
    return name
