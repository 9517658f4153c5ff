"""What a deed asks is asked in the words of the screen: also what no field of the record has a label for."""

import re

from django.urls import get_resolver
from django.utils import translation

from banyan.core.deeds import every_deed
from banyan.core.registers.forms import label_of

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
