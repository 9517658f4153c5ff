"""What a file is, judged by its content and never by its name, and the text that stands in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from banyan.domains.rulebook.rules.reading import letters, refusals, word
from banyan.domains.rulebook.rules.reading.outline import Headline

LARGEST_FILE = 20 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format", "SQLite"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<table")
_ARCHIVES = (
    ("xl/workbook.xml", "XLSX"),
    ("ppt/presentation.xml", "PPTX"),
    ("content.xml", "ODT"),
    ("OFD.xml", "OFD"),
    ("META-INF/container.xml", "EPUB"),
)


@dataclass(frozen=True)
class Source:
    """The text of a file: `encoding` is utf-8, gb18030 or docx; `generated` the places of numbers that Word made.

    `headlines` are the paragraphs that stand in the outline of a document.
    """

    text: str
    encoding: str
    name: str = ""
    generated: tuple[tuple[int, int], ...] = ()
    left_out: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()


def read(data: bytes, name: str = "") -> Source:
    """The text of a rulebook's file. Raises UnreadableRulebook, in one sentence, for everything else."""
    if len(data) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE >> 20)
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise refusals.empty()
    source = _document(data, name) if data.startswith(b"PK") else _plain(data, name)
    if len(source.text) > MOST_CHARACTERS:
        raise refusals.too_large(LARGEST_FILE >> 20)
    if not source.text.strip("\ufeff \t\r\n\u3000\u200b"):
        raise refusals.empty()
    return source


def _plain(data: bytes, name: str) -> Source:
    _refuse_other_kinds(data)
    text, encoding = letters.decoded(data)
    return Source(text, encoding, name)


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_OLE):
        raise refusals.locked() if _LOCKED in data else refusals.old_word()
    if b"%PDF-" in data[:1024]:
        raise refusals.a_pdf()
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        raise refusals.another_kind("HTML/XML")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or b"\0" in data[:64]):
            raise refusals.another_kind(kind)


def _document(data: bytes, name: str) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            if word.MAIN_PART not in members:
                raise refusals.another_kind(_archive(members))
            found = word.text_of(archive)
    except refusals.UnreadableRulebook:
        raise
    except Exception as error:  # a forged archive raises whatever its reader happens to raise
        raise refusals.damaged() from error
    return Source(found.text, "docx", name, found.generated, found.left_out, found.headlines)


def _archive(members: set[str]) -> str:
    return next((kind for part, kind in _ARCHIVES if part in members), "ZIP")
