"""What a Word template may hold: known placeholders, no code, no macros, nothing from elsewhere, no bomb."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateError

from banyan.core.documents.words import Placeholder, Rows, Sheet, environment
from banyan.foundation.refusal import Refused, noop, sentence

_MOST_MEMBERS = 500
_LARGEST_UNPACKED = 30 * 1024 * 1024
_MOST_TIMES = 100
_SMALL = 1024 * 1024
_NOT_TAKEN = ("word/embeddings/", "word/activex", "customui/", "word/vba")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ELSEWHERE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_MARK = re.compile(r"\{[{%#]")
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData)


def check_template(content: bytes, sheet: Sheet) -> None:
    """Refuse a template that is no .docx, holds more than text, or names what its kind does not know."""
    _check_parts(content)
    document = _opened(content)
    for text in _texts(document):
        _check_text(text, sheet.placeholders)


def _check_parts(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_size(members)
            _check_names([member.filename.lower() for member in members])
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_part(archive.read(member))
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise _refused(noop("The file is damaged."), "damaged") from error


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    whole = sum(member.file_size for member in members)
    swollen = any(
        m.file_size > _SMALL and m.file_size > _MOST_TIMES * max(m.compress_size, 1) for m in members
    )
    if len(members) > _MOST_MEMBERS or whole > _LARGEST_UNPACKED or swollen:
        raise _refused(noop("The file unpacks to more than is allowed."), "too_large")


def _check_names(names: list[str]) -> None:
    if any(name.endswith("vbaproject.bin") or name.startswith(_NOT_TAKEN) for name in names):
        raise _refused(noop("Templates with macros or embedded objects are not taken."), "macros")
    if "word/document.xml" not in names:
        raise _refused(noop("A template is a Word file (.docx)."), "kind")


def _check_part(part: bytes) -> None:
    if _DECLARED.search(part) or b"macroEnabled" in part:
        raise _refused(noop("Templates with macros or embedded objects are not taken."), "macros")
    if _ELSEWHERE.search(part):
        raise _refused(
            noop(
                "The template points to something outside the file, such as a linked picture or a web page."
            ),
            "external",
        )


def _opened(content: bytes) -> DocxTemplate:
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.init_docx()
    except Exception as error:  # a forged document raises many kinds of errors
        raise _refused(noop("The file is damaged."), "damaged") from error
    return document


def _texts(document: DocxTemplate) -> Iterator[str]:
    """What is filled: the body, headers and footers. Placeholders elsewhere are refused."""
    yield document.patch_xml(document.get_xml())
    for place in (document.HEADER_URI, document.FOOTER_URI):
        for _key, part in document.get_headers_footers(place):
            yield document.patch_xml(document.get_part_xml(part))
    for part in document.docx.part.package.iter_parts():
        name = str(part.partname)
        if name.startswith(("/docProps/", "/word/footnotes", "/word/endnotes", "/word/comments")):
            _check_silent(part.blob)


def _check_silent(blob: bytes) -> None:
    if _MARK.search(blob.decode("utf-8", "ignore")):
        raise _refused(
            noop("Placeholders stand in the text, its headers and footers; notes and properties hold none."),
            "place",
        )


def _check_text(text: str, known: Mapping[str, Placeholder | Rows]) -> None:
    try:
        tree = environment().parse(text)
    except TemplateError as error:
        raise _refused(
            sentence(noop("A placeholder is not written rightly: %(what)s."), what=str(error.message)[:80]),
            "syntax",
        ) from error
    _check_nodes(tree, known, {})


def _check_nodes(node: nodes.Node, known: Mapping[str, Any], loops: dict[str, Rows]) -> None:
    """Every part of the template is text, a known name, a column of a row, or a loop over known rows."""
    if isinstance(node, nodes.Name):
        _check_name(node.name, known, loops)
    elif isinstance(node, nodes.Getattr):
        _check_column(node, loops)
    elif isinstance(node, nodes.For):
        inner = loops | {_loop_name(node): _looped(node, known)}
        for each in (*node.body, *node.else_):
            _check_nodes(each, known, inner)
    elif isinstance(node, _PLAIN):
        for each in node.iter_child_nodes():
            _check_nodes(each, known, loops)
    else:
        raise _code()


def _check_name(name: str, known: Mapping[str, Any], loops: Mapping[str, Rows]) -> None:
    if name in loops or not isinstance(known.get(name), Placeholder):
        raise _unknown(name, known)


def _check_column(node: nodes.Getattr, loops: Mapping[str, Rows]) -> None:
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    if owner not in loops:
        raise _code()
    if node.attr not in loops[owner].columns:
        raise _unknown(f"{owner}.{node.attr}", {f"{owner}.{name}": "" for name in loops[owner].columns})


def _loop_name(node: nodes.For) -> str:
    if not isinstance(node.target, nodes.Name) or node.test is not None or node.recursive:
        raise _code()
    return node.target.name


def _looped(node: nodes.For, known: Mapping[str, Any]) -> Rows:
    name = node.iter.name if isinstance(node.iter, nodes.Name) else ""
    rows = known.get(name)
    if not isinstance(rows, Rows):
        raise _unknown(name or "for …", {key: gap for key, gap in known.items() if isinstance(gap, Rows)})
    return rows


def _unknown(name: str, known: Mapping[str, Any]) -> Refused:
    words = noop("“%(name)s” is no placeholder of this document. Allowed are: %(allowed)s.")
    return _refused(
        sentence(words, name=name, allowed=", ".join(sorted(known)) or "—"), "unknown_placeholder"
    )


def _code() -> Refused:
    return _refused(
        noop("A template holds placeholders and loops over rows only; it computes and calls nothing."), "code"
    )


def _refused(problem: Any, code: str) -> Refused:
    return Refused(
        {"file": problem}, way_out=noop("Mend the file in Word and upload it again."), code=f"template_{code}"
    )
