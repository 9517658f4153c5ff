"""Cutting text into the tokens of the index, the same way for both databases.

Pairs of Chinese characters and whole words of other scripts, written in hexadecimal so that neither database's
own idea of a word, nor a character outside the basic plane, gets in the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from banyan.foundation.chinese import bigrams

_GAP = "gap"


@lru_cache(maxsize=8_192)
def token(piece: str) -> str:
    """A piece as a token: ASCII words stay readable, everything else becomes code points."""
    if piece.isascii() and piece.isalnum():
        return f"a{piece}"
    return "h" + "z".join(f"{ord(character):x}" for character in piece)


def tokens(texts: Iterable[str]) -> str:
    """All tokens of some texts, with a gap between texts so that no phrase runs across."""
    return f" {_GAP} ".join(" ".join(map(token, bigrams(text))) for text in texts if text)


def question(words: str) -> list[tuple[str, bool]]:
    """What a person typed as tokens in order; the last is (token, True) when it may be the start of a longer one."""
    pieces = bigrams(words, tail=False)[:12]
    return [
        (token(piece), index == len(pieces) - 1 and _may_go_on(piece)) for index, piece in enumerate(pieces)
    ]


def _may_go_on(piece: str) -> bool:
    return piece.isascii() or len(piece) == 1
