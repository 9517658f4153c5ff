"""The text of a .docx: paragraphs in order, with the numbers that Word itself would have written.

Read by hand and not by a library: numbers made by the list function are no text of the file, and a library that
reads paragraphs loses them; and every part is unpacked under a limit and parsed without entities.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from banyan.domains.rulebook.rules.reading import refusals
from banyan.domains.rulebook.rules.reading.outline import Headline
from banyan.domains.rulebook.rules.reading.word_numbers import Numbering
from banyan.domains.rulebook.rules.reading.word_outline import Outline

MAIN_PART = "word/document.xml"
_MOST_MEMBERS = 5_000
_LARGEST_PART = 60 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PASSED_OVER = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr"}
_LEFT_OUT = {
    "word/footnotes.xml": "footnotes",
    "word/comments.xml": "comments",
    "word/header1.xml": "headers",
    "word/footer1.xml": "footers",
}


@dataclass
class Found:
    """The text, the numbers that Word made, the paragraphs of its outline, and what stands beside the text."""

    text: str = ""
    generated: tuple[tuple[int, int], ...] = ()
    left_out: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()


def text_of(archive: zipfile.ZipFile) -> Found:
    """The text of an opened document. Raises UnreadableRulebook for bombs, foreign entities and scans."""
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or any(member.flag_bits & 1 for member in members):
        raise refusals.damaged()
    body = _part(archive, MAIN_PART)
    if body is None:
        raise refusals.damaged()
    styles = _part(archive, "word/styles.xml")
    found = _written(body, Numbering(_part(archive, "word/numbering.xml"), styles), Outline(styles))
    if not found.text.strip() and any(member.filename.startswith("word/media/") for member in members):
        raise refusals.only_pictures()
    names = {member.filename for member in members}
    beside = tuple(word for part, word in _LEFT_OUT.items() if part in names and _says(archive, part))
    return replace(found, left_out=beside)


def _says(archive: zipfile.ZipFile, part: str) -> bool:
    root = _part(archive, part)
    return root is not None and any((each.text or "").strip() for each in root.iter() if local(each) == "t")


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """A part of the document, unpacked up to a limit and parsed without any entity."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as stream:
        content = stream.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise refusals.too_large(_LARGEST_PART >> 20)
    return ElementTree.fromstring(content, forbid_dtd=True)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _written(body: Element, numbering: Numbering, outline: Outline) -> Found:
    pieces: list[str] = []
    generated: list[tuple[int, int]] = []
    headlines: list[Headline] = []
    length = 0
    for paragraph in _paragraphs(body):
        is_row = local(paragraph) == "tr"
        label = "" if is_row else numbering.label(paragraph)
        words = _row(paragraph) if is_row else "".join(_words(paragraph))
        label = label if words.strip() else ""
        if label:
            generated.append((length, length + len(label)))
            words = label + words
        level = 0 if is_row else outline.level(paragraph)
        if level and words.strip():
            headlines.append(Headline(length, length + len(words), level, length + len(label)))
        pieces.append(words)
        length += len(words) + 1
    return Found("\n".join(pieces), tuple(generated), headlines=tuple(headlines))


def _paragraphs(element: Element) -> Iterator[Element]:
    """Paragraphs in the order of reading, those in tables and content controls too; a row of short cells is one."""
    for child in element:
        name = local(child)
        if name in _PASSED_OVER:
            continue
        if name == "p":
            yield child
            yield from _boxes(child)
        elif name == "tr" and _is_one_line(child):
            yield child
        else:
            yield from _paragraphs(child)


def _cells(row: Element) -> list[Element]:
    return [each for each in row if local(each) == "tc"]


def _is_one_line(row: Element) -> bool:
    """Whether a row of a table reads as one line: several cells of a paragraph each, none numbered by Word."""
    cells = _cells(row)
    if len(cells) < 2 or any(local(each) == "numPr" for each in row.iter()):
        return False
    return all(sum(1 for _paragraph in _paragraphs(cell)) <= 1 for cell in cells)


def _row(row: Element) -> str:
    return "\t".join("".join(_words(cell)) for cell in _cells(row))


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Paragraphs of text boxes that hang on a paragraph."""
    for child in paragraph:
        if local(child) in _PASSED_OVER:
            continue
        if local(child) == "txbxContent":
            yield from _paragraphs(child)
        else:
            yield from _boxes(child)


def _words(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _PASSED_OVER or name == "txbxContent" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _LETTERS:
            yield _LETTERS[name]
        else:
            yield from _words(child)


def _is_hidden(run: Element) -> bool:
    properties = next((each for each in run if local(each) == "rPr"), None)
    if properties is None:
        return False
    hidden = next((each for each in properties if local(each) == "vanish"), None)
    return hidden is not None and value(hidden, "val", "1") not in ("0", "false", "off")


def value(element: Element, name: str, default: str = "") -> str:
    """An attribute of an element, in either namespace of the format."""
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or element.get(name) or default
