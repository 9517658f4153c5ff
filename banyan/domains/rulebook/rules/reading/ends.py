"""Whether a text stops in the middle of a sentence, and where sentences end."""

from __future__ import annotations

import re

TERMINAL = "。！？!?；;…"
_CLOSING = "」』”’）)》】\"'"
_SENTENCE = re.compile(rf"[^。！？!?]*[。！？!?]+[{_CLOSING}]*\s*|[^。！？!?]+$")
_LONGEST_SIGN_OFF = 30
_WHOLE = ("施行", "执行", "实施", "生效", "解释", "为准", "废止")
_ATTACHED = re.compile(r"\n[ \u3000\t]*附[ \u3000]*(?:件|表|录)")
_DAY = re.compile(r"[\d〇零一二三四五六七八九十]{1,4}\s*年[\d〇零一二三四五六七八九十\s]{1,4}月")


def sentences(text: str) -> list[tuple[int, int]]:
    """The places of the sentences of a text; together they are the text."""
    return [(match.start(), match.end()) for match in _SENTENCE.finditer(text) if match.end() > match.start()]


def is_ended(words: str) -> bool:
    """Whether words end as a sentence does."""
    bare = words.rstrip().rstrip(_CLOSING)
    return bool(bare) and bare[-1] in TERMINAL + ":："


def is_cut(text: str, last_mark_end: int, unpunctuated: bool) -> bool:
    """Whether a text breaks off: its last words are no sentence, no heading, no row of a table, no signature, no day.

    `last_mark_end` is where the last mark ends; `unpunctuated` when the text's items end without full stops anyway.
    """
    bare = text.rstrip()
    if not bare or is_ended(bare) or unpunctuated or bare.endswith(_WHOLE) or _lists_attachments(bare):
        return False
    line_start = bare.rfind("\n") + 1
    line = bare[line_start:].strip()
    if "\t" in line or (_DAY.search(line) and len(line) <= _LONGEST_SIGN_OFF):
        return False
    before = bare[:line_start].rstrip()
    signs_off = line_start > last_mark_end and len(line) <= _LONGEST_SIGN_OFF and is_ended(before)
    return not signs_off


def _lists_attachments(text: str) -> bool:
    """Whether a text ends with the names of its attachments, which carry no full stop."""
    heads = list(_ATTACHED.finditer(text))
    return bool(heads) and all(
        len(line) <= _LONGEST_SIGN_OFF for line in text[heads[-1].start() :].split("\n")
    )
