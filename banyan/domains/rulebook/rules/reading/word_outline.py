"""How deep a paragraph stands in the outline of a Word document: by itself, by its style, or by what that is based on."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from banyan.domains.rulebook.rules.reading.word_numbers import attribute, child_of, children, value_of

_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_DEEPEST = 9
_LONGEST_LINE_OF_STYLES = 20


class Outline:
    """The outline levels of a document's styles, and of its paragraphs."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {
            attribute(style, "styleId"): style
            for style in (children(styles, "style") if styles is not None else [])
        }

    def level(self, paragraph: Element) -> int:
        """The level of a paragraph, counted from 1; 0 for text."""
        properties = child_of(paragraph, "pPr")
        if properties is None:
            return 0
        own = _level_in(properties)
        return self._of_style(value_of(properties, "pStyle")) if own is None else own

    def _of_style(self, name: str) -> int:
        for _step in range(_LONGEST_LINE_OF_STYLES):
            style = self._styles.get(name)
            if style is None:
                return _named(name)
            properties = child_of(style, "pPr")
            own = None if properties is None else _level_in(properties)
            if own is not None:
                return own
            named = _named(value_of(style, "name"))
            if named:
                return named
            name = value_of(style, "basedOn")
        return 0


def _level_in(properties: Element) -> int | None:
    """The level that properties say; Word counts from 0, and 9 is text."""
    figure = value_of(properties, "outlineLvl")
    if not figure.isdecimal():
        return None
    return int(figure) + 1 if int(figure) < _DEEPEST else 0


def _named(words: str) -> int:
    match = _NAME.fullmatch(words.strip())
    return int(match[1]) if match else 0
