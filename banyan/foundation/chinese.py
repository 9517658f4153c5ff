"""Chinese texts: tidying, readings of names, pieces for searching, numerals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ODD_BLANKS = "\u00a0\u3000\u2000-\u200a\u202f\u205f\t\r\n\x0b\x0c\u2028\u2029\u0085"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_UNTIDY = re.compile(f"^ | $|[{_WIDE}{_ZERO_WIDTH}{_ODD_BLANKS}]")
_OUTER_BLANKS = re.compile(f"^[ {_ODD_BLANKS}{_ZERO_WIDTH}]+|[ {_ODD_BLANKS}{_ZERO_WIDTH}]+$")
_INNER_BLANKS = re.compile(f"[{_ODD_BLANKS}]+")
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}]")
_FULL_WIDTH = re.compile(f"[{_WIDE}]")
NOTHING: frozenset[str] = frozenset()
HAN = r"\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_IS_HAN = re.compile(f"[{HAN}]")
# Characters that stand for nothing else and are one run whatever is around them.
_ALL_HAN = re.compile("[\u4e00-\u9fff]+")

# Surnames read otherwise than the same character elsewhere.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "区": "ou", "仇": "qiu", "朴": "piao", "查": "zha", "盖": "ge",
    "乐": "yue", "种": "chong", "洗": "xian", "覃": "qin", "员": "yun", "贠": "yun", "翟": "zhai",
    "召": "shao", "么": "yao", "秘": "bi", "繁": "po", "折": "she", "牟": "mu", "缪": "miao", "隗": "wei",
    "阚": "kan", "句": "gou", "祭": "zhai", "黑": "he", "角": "jue", "重": "chong", "都": "du", "卜": "bu",
    "能": "nai", "适": "kuo", "佴": "nai", "便": "pian", "藏": "zang", "长": "chang", "澹台": "tan tai",
    "尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "乐正": "yue zheng", "长孙": "zhang sun",
}  # fmt: skip
_FIGURES = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MYRIADS = ("", "万", "亿")


def normalise(text: str) -> tuple[str, frozenset[str]]:
    """The text as it was meant, and what had to be changed for it: "whitespace", "full_width" or nothing.

    Blanks of every width go from both ends, invisible characters go everywhere, odd blanks inside become one
    space. Full-width letters and digits become plain ones; Chinese punctuation stays.
    """
    if not _UNTIDY.search(text):
        return text, NOTHING
    trimmed = _OUTER_BLANKS.sub("", text)
    trimmed = _INVISIBLE.sub("", _INNER_BLANKS.sub(" ", trimmed))
    changes = {"whitespace"} if trimmed != text else set()
    if not _FULL_WIDTH.search(trimmed):
        return trimmed, frozenset(changes)
    return _FULL_WIDTH.sub(_plain, trimmed), frozenset(changes | {"full_width"})


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def short_name(name: str) -> str:
    """A name in two signs, for a round mark: the last two characters of a Chinese one, else the first letters."""
    han = _IS_HAN.findall(name)
    if han:
        return "".join(han[-2:])
    words = name.split()
    return "".join(word[0] for word in words[:2]).upper() if len(words) > 1 else name[:2].capitalize()


def normalise_lines(text: str) -> str:
    """A longer text with its own line breaks: only invisible characters and blanks at both ends go."""
    return _OUTER_BLANKS.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


@lru_cache(maxsize=2_048)
def pinyin_key(name: str) -> str:
    """The reading of a name for sorting and searching, its surname read as a surname: 单样 is "shan yang".

    Syllables without tones, divided by blanks; words in other letters in small letters; a character without a
    known reading stands for itself.
    """
    surname, rest = _surname(name)
    return " ".join([*surname.split(), *_syllables(rest)])


def pinyin_initials(name: str) -> str:
    """The first letter of every syllable and every other word: 欧阳甲乙 is "oyjy"."""
    return "".join(syllable[0] for syllable in pinyin_key(name).split())


def _surname(name: str) -> tuple[str, str]:
    tidy = normalise(name)[0]
    for length in (2, 1):
        reading = _SURNAMES.get(tidy[:length])
        if reading is not None:
            return reading, tidy[length:]
    return "", tidy


def _syllables(text: str) -> list[str]:
    syllables: list[str] = []
    for run in _RUNS.findall(text):
        syllables.extend(map(_reading, run) if _IS_HAN.match(run) else [run.casefold()])
    return syllables


@lru_cache(maxsize=20_000)
def _reading(character: str) -> str:
    from pypinyin import lazy_pinyin  # takes half a second to load; many commands never need it

    readings: list[str] = lazy_pinyin(character)
    return readings[0] if readings else character


def bigrams(text: str, tail: bool = True) -> list[str]:
    """The pieces under which a text is found: pairs of Chinese characters, whole words of other scripts.

    With `tail` the last character of every run stands alone too, so that a search for one character finds it;
    a search of two or more characters asks for the pairs only (`tail=False`), one after the other. A character
    outside the basic plane is one character.
    """
    if text.isascii() and text.isalnum():
        return [text.lower()]
    if _ALL_HAN.fullmatch(text):
        return _pairs(text, tail)
    plain = unicodedata.normalize("NFKC", text).casefold()
    pieces: list[str] = []
    for run in _RUNS.findall(plain):
        pieces.extend(_pairs(run, tail) if _IS_HAN.match(run) else [run])
    return pieces


def _pairs(run: str, tail: bool) -> list[str]:
    pairs = [run[place : place + 2] for place in range(len(run) - 1)]
    return [*pairs, run[-1]] if tail or not pairs else pairs


def to_numeral(number: int) -> str:
    """A whole number in Chinese numerals as in headings: 12 is 十二, 105 is 一百零五. From 0 to below 10^12."""
    numeral = spelt(number, _FIGURES, _PLACES)
    return numeral.removeprefix("一") if numeral.startswith("一十") else numeral


def spelt(number: int, figures: str, places: tuple[str, ...]) -> str:
    """A whole number from 0 to below 10^12 in the given figures and places; ValueError outside."""
    if not 0 <= number < 10**12:
        raise ValueError("Numerals go from 0 to below 10^12.")
    words, gap = "", False
    for myriad in reversed(range(len(_MYRIADS))):
        group = number // 10_000**myriad % 10_000
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1_000):
            words += figures[0]
        words += _group(group, figures, places) + _MYRIADS[myriad]
        gap = False
    return words or figures[0]


def _group(group: int, figures: str, places: tuple[str, ...]) -> str:
    words, gap = "", False
    for place in reversed(range(len(places))):
        figure = group // 10**place % 10
        if not figure:
            gap = bool(words)
            continue
        words += (figures[0] if gap else "") + figures[figure] + places[place]
        gap = False
    return words
