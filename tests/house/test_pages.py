"""Templates keep to the strict content policy and to the words of the catalogue."""

import re

from tests.house.sources import lines_matching, templates
from tests.isolation import ROOT

STYLE_ATTRIBUTE = re.compile(r"""<[^>]*\sstyle\s*=\s*["']""")
HANDLER = re.compile(r"""<[a-z][^>]*\son[a-z]+\s*=\s*["']""", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""")
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)
HAN = re.compile(r"[㐀-鿿]")


def findings(*patterns: re.Pattern[str]) -> list[str]:
    """Where templates do what they must not."""
    return [line for file in templates() for pattern in patterns for line in lines_matching(file, pattern)]


def test_there_are_templates_to_look_at():
    assert len(templates()) > 5


def test_no_template_styles_by_attribute():
    assert findings(STYLE_ATTRIBUTE, INLINE_STYLE) == []


def test_no_template_carries_script():
    assert findings(INLINE_SCRIPT, HANDLER) == []


def test_no_template_fetches_from_elsewhere():
    assert findings(ELSEWHERE) == []


def test_one_bar_of_deeds_sticks_to_the_lower_edge_of_a_page():
    """Two of them lie one upon the other, and the upper hides the deeds of the lower."""
    drawn = {file: COMMENT.sub("", file.read_text(encoding="utf-8")) for file in templates()}
    assert [file.name for file, text in drawn.items() if len(re.findall(r"\bfbar\b", text)) > 1] == []


def test_the_words_on_a_page_come_from_the_catalogue():
    found = []
    for file in templates():
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        found += [
            f"{file.relative_to(ROOT)}: {line.strip()[:100]}"
            for line in text.splitlines()
            if HAN.search(line)
        ]
    assert found == []
