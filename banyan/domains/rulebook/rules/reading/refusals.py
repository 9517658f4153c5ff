"""Files that are no rulebook: one sentence that says what was found and what to do."""

from __future__ import annotations

from typing import Any

from banyan.foundation.refusal import Refused, noop, sentence


class UnreadableRulebook(Refused):
    """The file cannot be read as a rulebook; `code` is empty, kind, encoding, damaged, locked, pictures or too_large."""

    def __init__(self, code: str, text: str, **params: Any) -> None:
        super().__init__({"file": sentence(text, **params)}, code=code)


def another_kind(found: str) -> UnreadableRulebook:
    """A file of a kind that carries no text for us, whatever it is called."""
    return UnreadableRulebook(
        "kind",
        noop("The file is %(found)s; open it and save it as .docx, or as .txt in UTF-8 or GB18030."),
        found=found,
    )


def old_word() -> UnreadableRulebook:
    """A .doc or .wps of the old kind."""
    return UnreadableRulebook(
        "kind", noop("The file is an old Word or WPS document (.doc); open it and save it as .docx.")
    )


def locked() -> UnreadableRulebook:
    """A document behind a password."""
    return UnreadableRulebook(
        "locked", noop("The document is protected by a password; open it, take the password off and save it.")
    )


def a_pdf() -> UnreadableRulebook:
    """A PDF carries places of letters, not a text."""
    return UnreadableRulebook(
        "kind",
        noop(
            "The file is a PDF, which keeps no order of the text; bring the document it was made from (.docx)."
        ),
    )


def only_pictures() -> UnreadableRulebook:
    """A scan inside a document."""
    return UnreadableRulebook(
        "pictures", noop("The document holds pictures and no text; have the scan turned into text first.")
    )


def empty() -> UnreadableRulebook:
    """Nothing stands in it."""
    return UnreadableRulebook("empty", noop("The file is empty; choose the file with the rulebook's text."))


def damaged() -> UnreadableRulebook:
    """A document that cannot be opened."""
    return UnreadableRulebook(
        "damaged",
        noop("The document is damaged or incomplete; open it in the office and save it anew as .docx."),
    )


def too_large(limit: int) -> UnreadableRulebook:
    """More than any rulebook needs; `limit` in MB."""
    return UnreadableRulebook(
        "too_large",
        noop("The file is larger than %(limit)s MB when unpacked; bring the text without pictures."),
        limit=limit,
    )


def another_encoding(found: str) -> UnreadableRulebook:
    """A text in letters that we do not take."""
    return UnreadableRulebook(
        "encoding",
        noop("The text is written in %(found)s; save it as UTF-8 and bring it again."),
        found=found,
    )


def unknown_encoding() -> UnreadableRulebook:
    """Bytes that make no Chinese text."""
    return UnreadableRulebook(
        "encoding", noop("The text is neither UTF-8 nor GB18030; save it as UTF-8 and bring it again.")
    )


def broken_characters(line: int, expected: str) -> UnreadableRulebook:
    """A text that breaks off in the middle of its letters."""
    return UnreadableRulebook(
        "encoding",
        noop(
            "Line %(line)s holds damaged characters, the rest is %(expected)s; save the text anew as UTF-8."
        ),
        line=line,
        expected=expected,
    )


def no_text() -> UnreadableRulebook:
    """A program, a database, a picture of unknown kind."""
    return UnreadableRulebook(
        "kind", noop("The file holds no text; bring the rulebook as .docx, or as .txt in UTF-8 or GB18030.")
    )
