"""From bytes to text: UTF-8 or GB18030, with or without a mark in front, and a clear answer for the rest."""

from __future__ import annotations

import codecs
from pathlib import Path

from banyan.foundation.refusal import noop
from banyan.foundation.tables.refusals import UnreadableTable, cut_off, not_a_table

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format", "SQLite"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")
_SAMPLE = 8_192
_GB_MARK = b"\x84\x31\x95\x33"
_ENOUGH_UTF8 = 12
_COMMON_SHARE = 0.85


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding ("utf-8" or "gb18030").

    Raises UnreadableTable: not_a_table for other kinds of files, encoding for other encodings and for damaged
    bytes, cut_off when the last character is incomplete.
    """
    _refuse_other_kinds(data)
    if data.startswith(codecs.BOM_UTF8):
        return _utf8(data[len(codecs.BOM_UTF8) :]), "utf-8"
    if data.startswith(_GB_MARK):
        return _gb18030(data[len(_GB_MARK) :]), "gb18030"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _non_ascii(data[: error.start]) >= _ENOUGH_UTF8:
            raise _broken(data, error, "UTF-8") from None
    return _gb18030(data), "gb18030"


def likely_encoding(path: Path) -> str | None:
    """The encoding that the beginning of a file speaks for; None where the whole of it has to be looked at."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    _refuse_other_kinds(sample)
    if sample.startswith(_GB_MARK):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        plausible = _non_ascii(sample[: error.start]) < _ENOUGH_UTF8
        return "gb18030" if plausible and _is_common_chinese(sample.decode("gb18030", "ignore")) else None
    return "utf-8"


def _refuse_other_kinds(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise not_a_table(name)
    start = data[:_SAMPLE].lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:20].lower()
    if start.startswith(_MARKUP):
        raise not_a_table("HTML/XML")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(data[:_SAMPLE]):
        raise _other_encoding("UTF-16")
    if b"\0" in data:
        raise UnreadableTable("not_a_table", noop("Found binary data; expected a table as CSV or XLSX."))


def _looks_like_utf16(sample: bytes) -> bool:
    """Whether the zero bytes stand, nearly all of them, in every second place."""
    fewer, more = sorted((sample[::2].count(0), sample[1::2].count(0)))
    return more >= 2 and more * 20 > len(sample) and more > 4 * fewer


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _broken(data, error, "UTF-8") from None


def _gb18030(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if _is_common_chinese(data[: error.start].decode("gb18030")):
            raise _broken(data, error, "GB18030") from None
        raise _unknown_encoding() from None
    if not _is_common_chinese(text[:_SAMPLE]):
        raise _unknown_encoding()
    return text


def _is_common_chinese(text: str) -> bool:
    """Whether a text decoded as GB18030 makes sense: other encodings end up among rare characters."""
    foreign = [sign for sign in text if not sign.isascii()]
    common = sum(1 for sign in foreign if _is_common(sign))
    return bool(foreign) and common >= _COMMON_SHARE * len(foreign)


def _is_common(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return ord(sign) > 0xFFFF
    return True


def _non_ascii(data: bytes) -> int:
    return len(data) - len(data.decode("ascii", "ignore"))


def _broken(data: bytes, error: UnicodeDecodeError, expected: str) -> UnreadableTable:
    line = data.count(b"\n", 0, error.start) + 1
    if error.start >= len(data) - 3 and "incomplete" in error.reason + _as_incomplete(error.reason):
        return cut_off(line)
    return UnreadableTable(
        "encoding",
        noop("Found damaged characters in line %(line)s; expected %(encoding)s throughout."),
        line=line,
        encoding=expected,
    )


def _as_incomplete(reason: str) -> str:
    return "incomplete" if reason == "unexpected end of data" else ""


def _unknown_encoding() -> UnreadableTable:
    return UnreadableTable(
        "encoding",
        noop(
            "Found an encoding that is neither UTF-8 nor GB18030; save the table as “CSV UTF-8” or as XLSX."
        ),
    )


def _other_encoding(found: str) -> UnreadableTable:
    return UnreadableTable(
        "encoding", noop("Found %(found)s; expected UTF-8 or GB18030, or the table as XLSX."), found=found
    )
