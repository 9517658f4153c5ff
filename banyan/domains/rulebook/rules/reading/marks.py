"""Marks of a rulebook: 第一章, 一、, （一）, 1., (1), ① and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PART, CHAPTER, SECTION, ARTICLE = "part", "chapter", "section", "article"
HAN, HAN_IN_BRACKETS, FIGURE, FIGURE_IN_BRACKETS, CIRCLE = (
    "han",
    "han_in_brackets",
    "figure",
    "bracket",
    "circle",
)
HALF_BRACKET, LETTER, ROMAN, SMALL_ROMAN = "half_bracket", "letter", "roman", "small_roman"
#: 附件一, 附录: what hangs on the text, at its end and on a line of its own.
APPENDIX = "appendix"
#: A paragraph in a heading style of Word that has no number of these families.
HEADLINE = "heading"
#: Families from the outermost to the innermost, as offices use them.
RANKS = {
    HEADLINE: -1,
    APPENDIX: 0,
    PART: 0,
    CHAPTER: 1,
    SECTION: 2,
    ARTICLE: 3,
    ROMAN: 4,
    HAN: 5,
    HAN_IN_BRACKETS: 6,
    FIGURE: 7,
    "figure_2": 8,
    "figure_3": 9,
    "figure_4": 10,
    FIGURE_IN_BRACKETS: 11,
    HALF_BRACKET: 12,
    CIRCLE: 13,
    LETTER: 14,
    SMALL_ROMAN: 15,
}
NAMED = (PART, CHAPTER, SECTION, ARTICLE)
LINE, SENTENCE, INSIDE = "line", "sentence", "inside"

_ONES = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WIDE = str.maketrans("０１２３４５６７８９（）．：［］", "0123456789().:[]")
_NUMERAL = "零〇一二两三四五六七八九十百千"
_SMALL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_BLANK = r"[ \u3000\t\u00a0]"
_UNITS = "年月日天周个名人次小时分秒元万亿千百%％倍岁级号版户场节页份套台平米公斤条件项℃"
_KINDS = {"编": PART, "部": PART, "章": CHAPTER, "节": SECTION, "条": ARTICLE}
_REFERS = "规定所第至、和及与或的中之款项，,内里但外以时则等】』」”》)）"
#: Words that begin an article of its own although their first sign could go on a reference: 第三条中心…, 第五条及时….
_OPENS = (
    "中心", "中层", "中期", "中国", "及时", "内部", "内容", "内审", "外部", "外出", "外聘", "所有", "所在", "所需", "时间",
    "时限", "至少", "与会", "与社", "与街", "和谐", "等级", "里程", "款项", "项目", "或有", "但凡", "第一", "第二", "第三",
    "以人", "以社", "以服", "以项", "以确", "以保", "以促", "以提", "以书", "以会", "以月", "以季", "以年", "以实", "以机",
)  # fmt: skip
#: What stands before a reference that words run into: 按第五条执行.
_POINTS_AT = (
    "按", "按照", "依照", "依据", "根据", "参照", "遵照", "违反", "符合", "适用", "见", "与", "和", "及", "至", "到", "或",
    "除", "、",
)  # fmt: skip
_AFTER_A_NOTE = "，,。；;:、)》」”"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "named",
        re.compile(
            rf"第{_BLANK}?(?P<n>[{_NUMERAL}]{{1,7}}|\d{{1,3}}){_BLANK}?(?:之(?P<between>{_SMALL}))?(?P<kind>编|部分|章|节|条)(?:之(?P<sub>{_SMALL}))?"
        ),
    ),
    (HAN_IN_BRACKETS, re.compile(rf"\((?P<n>{_SMALL})\)[、.]?|(?P<sign>[㈠-㈩])[、.]?")),
    (
        HAN,
        re.compile(
            rf"(?<![{_NUMERAL}第初之每其])(?P<n>{_SMALL})[、.](?![{_NUMERAL}]+(?:[、级等类线期层次]))"
        ),
    ),
    (FIGURE_IN_BRACKETS, re.compile(r"\((?P<n>\d{1,3})\)[、.]?|(?P<sign>[⑴-⒇])[、.]?")),
    (CIRCLE, re.compile(r"(?P<sign>[①-⑳])[、.]?")),
    ("decimals", re.compile(r"(?<![\d.A-Za-z])(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})(?:[、.](?!\d))?")),
    (FIGURE, re.compile(r"(?<![\d.A-Za-z第、,，~～—–-])(?P<n>\d{1,3})[、.](?!\d)|(?P<sign>[⒈-⒛])")),
    (HALF_BRACKET, re.compile(r"(?<![\d.A-Za-z(第])(?P<n>\d{1,3})\)[、.]?")),
    (ROMAN, re.compile(rf"(?P<sign>[Ⅰ-Ⅻ])(?:[、.]|(?={_BLANK}))")),
    (
        ROMAN,
        re.compile(rf"(?<![A-Za-z(])(?P<roman>[IVX]{{1,5}})(?:[、.](?!\d)|(?={_BLANK}+[\u4e00-\u9fff]))"),
    ),
    (SMALL_ROMAN, re.compile(r"(?P<sign>[ⅰ-ⅻ])[、.)]")),
    (SMALL_ROMAN, re.compile(r"\(?(?<![A-Za-z])(?P<roman>[ivx]{1,5})(?:\)[、.]?|[、.](?![A-Za-z\d]))")),
    (
        APPENDIX,
        re.compile(
            rf"附(?:件|录|表|图){_BLANK}?(?:(?P<n>{_SMALL}|\d{{1,2}})|(?P<letter>[A-Za-z]))?(?=[ \u3000\t\u00a0:、.\r\n]|$)"
        ),
    ),
    (LETTER, re.compile(r"(?<![A-Za-z(])(?P<letter>[A-Za-z])[、.)](?![A-Za-z])")),
)
_SPACED_HAN = re.compile(rf"(?P<n>{_SMALL}){_BLANK}+(?=\S)")
_SPACED_FIGURE = re.compile(rf"(?P<n>\d{{1,2}}){_BLANK}+(?=[\u4e00-\u9fff])(?![{_UNITS}])")
_SIGNS = {"㈠": 0x3220, "⑴": 0x2474, "①": 0x2460, "⒈": 0x2488, "Ⅰ": 0x2160, "ⅰ": 0x2170}
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SENTENCE_ENDS = '。；;!?！？:」』”’"》'
_LIST_ENDS = "，,、"
_LISTED = (HAN_IN_BRACKETS, FIGURE_IN_BRACKETS, CIRCLE, HALF_BRACKET)
_POINTED_AT = "第见图表附件式条款项、及和至"
_DASHES = "-—–~～至"


@dataclass(frozen=True)
class Mark:
    """A mark in the text: where it stands, its family, its number, and how it stands there.

    `context` is line (it begins a line), sentence (a sentence ended before it) or inside (words run into it).
    `numbers` holds all figures of 1.2.3, and 10 and 1 of 第十条之一. `wording` says how the number is written: han, figure or sign.
    `outline` is the level of the Word heading that it begins, 0 elsewhere.
    """

    start: int
    end: int
    family: str
    number: int
    context: str
    numbers: tuple[int, ...] = ()
    wording: str = "figure"
    outline: int = 0


def shadow(simplified: str) -> str:
    """The text as marks are sought in it: Simplified, with plain figures and brackets, of the same length."""
    return simplified.translate(_WIDE)


def numeral_value(words: str) -> int | None:
    """What a Chinese or plain numeral is worth: 十二 is 12, 一百零五 is 105; None for what is none."""
    if words.isdecimal():
        return int(words)
    if not any(sign in _PLACES for sign in words):
        figures = [_ONES.get(sign) for sign in words]
        return None if None in figures else int("".join(map(str, figures)))
    total, ones = 0, 0
    for sign in words:
        if sign in _PLACES:
            total, ones = total + (ones or 1) * _PLACES[sign], 0
        elif sign in _ONES:
            ones = _ONES[sign]
        else:
            return None
    return total + ones


def roman_value(words: str) -> int | None:
    """What Roman figures up to 39 are worth; None for a row of letters that is none."""
    worth = [_ROMAN[each] for each in words.lower()]
    total = sum(-one if one < after else one for one, after in zip(worth, [*worth[1:], 0], strict=True))
    return total if words.lower() == "x" * (total // 10) + _BELOW_TEN[total % 10] else None


_BELOW_TEN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _without_letters_read_twice(found: list[Mark]) -> list[Mark]:
    """I. is the first of a Roman row, or the letter after H.: one of the two readings goes."""
    letters = {mark.start: mark for mark in found if mark.family == LETTER}
    known: set[int] = set()
    dropped = set()
    for mark in sorted(found, key=lambda mark: mark.start):
        other = letters.get(mark.start)
        if mark.family in (ROMAN, SMALL_ROMAN) and other is not None:
            goes_on = other.number - 1 in known
            dropped.add(id(mark if goes_on else other))
            known |= {other.number} if goes_on else set()
        elif mark.family == LETTER and mark.number not in _READ_TWICE:
            known.add(mark.number)
    return [mark for mark in found if id(mark) not in dropped]


_READ_TWICE = (9, 22, 24)


def candidates(text: str) -> list[Mark]:
    """Everything in a shadow text that may be a mark, in order; a longer one hides those inside it."""
    found = sorted(_without_letters_read_twice(list(_all(text))), key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _all(text: str) -> Iterator[Mark]:
    for family, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            mark = _mark(text, family, match)
            if mark is not None and _may_be(text, mark):
                yield mark
    yield from _spaced(text)


def _spaced(text: str) -> Iterator[Mark]:
    """Marks divided from their words by a blank alone; only a line may begin so."""
    for line in re.finditer(rf"(?:^|\n){_BLANK}*", text):
        for family, pattern in ((HAN, _SPACED_HAN), (FIGURE, _SPACED_FIGURE)):
            match = pattern.match(text, line.end())
            if match is not None:
                value = numeral_value(match["n"])
                if value:
                    yield Mark(match.start(), match.end(), family, value, LINE, wording=_wording(match["n"]))


def _mark(text: str, family: str, match: re.Match[str]) -> Mark | None:
    context = _context(text, match.start(), family)
    given = match.groupdict()
    if given.get("sign"):
        return Mark(match.start(), match.end(), family, _sign_value(given["sign"]), context, wording="sign")
    if family == APPENDIX:
        return _appendix(match, context)
    if given.get("roman"):
        worth = roman_value(given["roman"])
        return Mark(match.start(), match.end(), family, worth, context, wording="sign") if worth else None
    if given.get("letter"):
        number = ord(given["letter"].lower()) - ord("a") + 1
        return Mark(match.start(), match.end(), family, number, context, wording="letter")
    if family == "decimals":
        numbers = tuple(int(each) for each in given["n"].split("."))
        return Mark(match.start(), match.end(), f"figure_{len(numbers)}", numbers[-1], context, numbers)
    value = numeral_value(given["n"])
    if not value:
        return None
    kind = _KINDS[given["kind"][0]] if family == "named" else family
    inserted = given.get("sub") or given.get("between") or ""
    numbers = (value, numeral_value(inserted) or 0) if inserted else ()
    return Mark(match.start(), match.end(), kind, value, context, numbers, _wording(given["n"]))


def _appendix(match: re.Match[str], context: str) -> Mark:
    letter, words = match["letter"], match["n"]
    number = ord(letter.lower()) - ord("a") + 1 if letter else numeral_value(words) if words else 0
    return Mark(match.start(), match.end(), APPENDIX, number or 0, context, wording="sign")


def _wording(words: str) -> str:
    return "figure" if words.isdecimal() else "han"


def _sign_value(sign: str) -> int:
    first = max(code for code in _SIGNS.values() if code <= ord(sign))
    return ord(sign) - first + 1


def _context(text: str, start: int, family: str) -> str:
    before = start - 1
    while before >= 0 and text[before] in " \u3000\t\u00a0\ufeff\u200b":
        before -= 1
    if before < 0 or text[before] in "\r\n":
        return LINE
    ends = _SENTENCE_ENDS + (_LIST_ENDS if family in _LISTED else "")
    return SENTENCE if text[before] in ends else INSIDE


def _may_be(text: str, mark: Mark) -> bool:
    """Whether a mark is more than a number, a date, an amount or a reference in the text."""
    following = text[mark.end : mark.end + 1]
    before = text[mark.start - 1 : mark.start] if mark.context == INSIDE else ""
    if mark.family in NAMED:
        return _heads(text, mark, following)
    if mark.family.startswith("figure_"):
        return mark.context == LINE and 0 not in mark.numbers and not _is_amount(text, mark)
    if mark.family == CIRCLE and mark.context == INSIDE and following and following in _AFTER_A_NOTE:
        return False
    if mark.family in (LETTER, ROMAN, SMALL_ROMAN, APPENDIX):
        return mark.context == LINE
    if mark.family in (FIGURE, HALF_BRACKET) and following and (following in _DASHES or following.isdigit()):
        return False
    return not (before and before in _POINTED_AT and mark.family in _LISTED)


def _heads(text: str, mark: Mark, following: str) -> bool:
    """第三条 at the head of its own words, and not 依照第三条规定."""
    if mark.family == PART and mark.context != LINE:
        return False
    if mark.context == INSIDE and text[max(mark.start - 2, 0) : mark.start].endswith(_POINTS_AT):
        return False
    return not following or following not in _REFERS or text.startswith(_OPENS, mark.end)


def _is_amount(text: str, mark: Mark) -> bool:
    rest = text[mark.end :].lstrip(" \u3000\t")
    plain = len(mark.numbers) == 2 and not text[mark.start : mark.end].endswith((".", "、"))
    return bool(rest) and (rest[0] in _DASHES or (plain and rest[0] in _UNITS and not _is_spaced(text, mark)))


def _is_spaced(text: str, mark: Mark) -> bool:
    return text[mark.end : mark.end + 1] in (" ", "\u3000", "\t")
