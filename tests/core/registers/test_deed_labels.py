"""What a deed asks is asked in the words of the screen: also what no field of the record has a label for."""

import re

from django.urls import get_resolver
from django.utils import translation

from banyan.core.deeds import every_deed
from banyan.core.registers.forms import label_of
from banyan.core.registers.panels import told_deed

HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3}")


def test_every_question_of_every_deed_is_asked_in_chinese():
    assert get_resolver().url_patterns, "deeds are known when the pages that offer them are"
    with translation.override("zh-hans"):
        asked = {
            (deed.model, deed.verb, ask.name): label_of(deed, ask.name)
            for deed in every_deed().values()
            for ask in deed.asks
        }
    assert len(asked) > 100
    assert {question: label for question, label in asked.items() if LATIN.search(label)} == {}


def test_every_deed_has_a_name_in_chinese_for_the_history_of_its_record():
    assert get_resolver().url_patterns
    ours = [name for name, deed in every_deed().items() if deed.run.__module__.startswith("banyan.")]
    with translation.override("zh-hans"):
        named = {name: str(told_deed(name)) for name in ours}
    assert len(named) > 400
    assert {name: label for name, label in named.items() if not HAN.search(label)} == {}
