"""The other script of a text, character by character, so that every place stays where it was."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=2)
def _converter(name: str):  # type: ignore[no-untyped-def]
    import opencc  # takes a moment to load; many commands never need it

    return opencc.OpenCC(name)


def simplified(text: str) -> str:
    """The Simplified reading, of the same length as the text."""
    return _converted(text, "t2s")


def traditional(text: str) -> str:
    """The Traditional reading; a phrase may become longer or shorter."""
    return str(_converter("s2t").convert(text))


def _converted(text: str, name: str) -> str:
    whole = str(_converter(name).convert(text))
    if len(whole) == len(text):
        return whole
    return "".join(_one(sign, name) for sign in text)


@lru_cache(maxsize=10_000)
def _one(sign: str, name: str) -> str:
    turned = str(_converter(name).convert(sign))
    return turned if len(turned) == 1 else sign


def script_of(text: str) -> str:
    """ "traditional" or "simplified": of which reading the text differs more."""
    towards_simplified = sum(1 for one, other in zip(text, simplified(text), strict=True) if one != other)
    turned = traditional(text)
    towards_traditional = sum(1 for one, other in zip(text, turned, strict=False) if one != other)
    return "traditional" if towards_simplified > towards_traditional else "simplified"
