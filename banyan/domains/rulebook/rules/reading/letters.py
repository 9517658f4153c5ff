"""From bytes to text: UTF-8 or GB18030, with or without a mark in front; anything else is named and refused."""

from __future__ import annotations

import codecs

from banyan.domains.rulebook.rules.reading import refusals
from banyan.domains.rulebook.rules.reading.script import simplified

_GB_MARK = b"\x84\x31\x95\x33"
_SAMPLE = 6_000
_COMMON_SHARE = 0.8
_ENOUGH = 12
_FIRST_COMMON, _LAST_COMMON = 0xB0, 0xD7


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding, "utf-8" or "gb18030"; the mark in front is no part of the text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(data[:_SAMPLE]):
        raise refusals.another_encoding("UTF-16")
    if b"\0" in data:
        raise refusals.no_text()
    if data.startswith(codecs.BOM_UTF8):
        return _strictly(data[len(codecs.BOM_UTF8) :], "utf-8"), "utf-8"
    if data.startswith(_GB_MARK):
        return _strictly(data[len(_GB_MARK) :], "gb18030"), "gb18030"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _foreign(data[: error.start].decode("utf-8")) >= _ENOUGH:
            raise refusals.broken_characters(_line(data, error), "UTF-8") from None
    return _as_gb18030(data), "gb18030"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusals.broken_characters(_line(data, error), encoding.upper()) from None


def _as_gb18030(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if is_chinese(data[: error.start].decode("gb18030")):
            raise refusals.broken_characters(_line(data, error), "GB18030") from None
        raise _named(data) from None
    if not is_chinese(text):
        raise _named(data)
    return text


def _named(data: bytes) -> refusals.UnreadableRulebook:
    if is_chinese(data.decode("big5", "ignore")):
        return refusals.another_encoding("Big5")
    return refusals.unknown_encoding()


def is_chinese(text: str) -> bool:
    """Whether a text makes sense: letters read wrongly end up among rare characters."""
    foreign = [sign for sign in simplified(text[:_SAMPLE]) if not sign.isascii()]
    common = sum(1 for sign in foreign if _is_common(sign))
    return bool(foreign) and common >= _COMMON_SHARE * len(foreign)


def _is_common(sign: str) -> bool:
    try:
        first = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return _FIRST_COMMON <= first <= _LAST_COMMON or first < 0xAA


def _foreign(text: str) -> int:
    return sum(1 for sign in text if not sign.isascii())


def _looks_like_utf16(sample: bytes) -> bool:
    fewer, more = sorted((sample[::2].count(0), sample[1::2].count(0)))
    return more >= 2 and more * 20 > len(sample) and more > 4 * fewer


def _line(data: bytes, error: UnicodeDecodeError) -> int:
    return data.count(b"\n", 0, error.start) + 1
