"""Numbers that Word's list function writes before a paragraph: counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from banyan.foundation.chinese import to_numeral

_DEEPEST = 9
_GAP = re.compile(r"%([1-9])")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanDigital2",
}
#: A number without a sign behind it; Word sets a gap there, without which it would run into the words.
_BARE = re.compile("[0-9A-Za-z零〇一二三四五六七八九十百千]$")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Level:
    """How one level of a list counts: its kind of figures, its pattern such as 第%1章, where it begins."""

    figures: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    style: str = ""


class Numbering:
    """The lists of one document; `label` must be asked paragraph by paragraph, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._take_lists(numbering)
        if styles is not None:
            self._take_styles(styles)

    def _take_lists(self, root: Element) -> None:
        drawn = children(root, "abstractNum")
        by_style = {value_of(each, "styleLink"): _levels(each) for each in drawn}
        kept = {
            attribute(each, "abstractNumId"): _levels(each)
            or by_style.get(value_of(each, "numStyleLink"), {})
            for each in drawn
        }
        for number in children(root, "num"):
            name, abstract = attribute(number, "numId"), value_of(number, "abstractNumId")
            levels = dict(kept.get(abstract, {}))
            for override in children(number, "lvlOverride"):
                depth = _whole(attribute(override, "ilvl"))
                levels.update(_levels(override))
                begins = value_of(override, "startOverride")
                if begins:
                    known = levels.get(depth, Level())
                    levels[depth] = Level(known.figures, known.pattern, _whole(begins, 1), known.style)
                    abstract = f"{abstract}/{name}"
            self._lists[name], self._abstract[name] = levels, abstract

    def _take_styles(self, root: Element) -> None:
        styles = {attribute(each, "styleId"): each for each in children(root, "style")}
        for name in styles:
            place = self._place_by_style(styles, name)
            if place is not None:
                self._of_style[name] = place

    def _place_by_style(self, styles: dict[str, Element], name: str) -> tuple[str, int] | None:
        """The list of a style: its own, or that of the style it is based on; the list's levels may name their style."""
        seen, asked = set(), name
        while asked in styles and asked not in seen:
            seen.add(asked)
            place = _place(child_of(styles[asked], "pPr"))
            if place is not None:
                levels = self._lists.get(place[0], {})
                linked = next((depth for depth, level in levels.items() if level.style == asked), place[1])
                return None if place[0] == "0" else (place[0], linked)
            asked = value_of(styles[asked], "basedOn")
        return None

    def label(self, paragraph: Element) -> str:
        """What Word writes before this paragraph, or nothing; counts one further."""
        place = self._place_of(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        name, depth = place
        levels = self._lists[name]
        if depth not in levels or levels[depth].figures in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._abstract[name], {})
        counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return _drawn(levels, depth, counts)

    def _place_of(self, paragraph: Element) -> tuple[str, int] | None:
        properties = child_of(paragraph, "pPr")
        if properties is None:
            return None
        own = _place(properties)
        by_style = self._of_style.get(value_of(properties, "pStyle"))
        if own is None:
            return by_style
        return None if own[0] == "0" else (own[0] or (by_style or ("", 0))[0], own[1])


def _drawn(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    def figure(match: re.Match[str]) -> str:
        wanted = int(match[1]) - 1
        level = levels.get(wanted, Level())
        return _figure(counts.get(wanted, level.start), level.figures)

    label = _GAP.sub(figure, levels[depth].pattern)
    return f"{label} " if _BARE.search(label) else label


def _figure(number: int, figures: str) -> str:
    if figures in _CHINESE and 0 <= number < 10_000:
        return to_numeral(number)
    if figures == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    if figures == "decimalZero":
        return f"{number:02}"
    if figures in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if figures == "upperLetter" else letter
    if figures in ("lowerRoman", "upperRoman") and 1 <= number <= 39:
        roman = _roman(number)
        return roman.upper() if figures == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    words = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            words, number = words + letters, number - worth
    return words


def _levels(root: Element) -> dict[int, Level]:
    return {
        _whole(attribute(each, "ilvl")): Level(
            value_of(each, "numFmt") or "decimal",
            value_of(each, "lvlText"),
            _whole(value_of(each, "start"), 1),
            value_of(each, "pStyle"),
        )
        for each in children(root, "lvl")
    }


def _place(properties: Element | None) -> tuple[str, int] | None:
    chosen = None if properties is None else child_of(properties, "numPr")
    if chosen is None:
        return None
    return value_of(chosen, "numId"), min(_whole(value_of(chosen, "ilvl")), _DEEPEST)


def children(root: Element, name: str) -> list[Element]:
    """The elements of a name directly below another."""
    return [each for each in root if str(each.tag).rpartition("}")[2] == name]


def child_of(root: Element, name: str) -> Element | None:
    """The first element of a name directly below another, or None."""
    return next(iter(children(root, name)), None)


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, in whichever namespace."""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def value_of(root: Element, name: str) -> str:
    """The value that an element below another says; empty without one."""
    child = child_of(root, name)
    return "" if child is None else attribute(child, "val")


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
