"""Every text on screen has its Chinese."""

import gettext

import pytest

from scripts import words
from scripts.messages import all_uses, glued_calls
from tests.isolation import ROOT


@pytest.fixture(scope="module")
def simplified():
    return words.compile_all()


def test_no_text_is_without_translation(simplified):
    uses = all_uses()
    assert len(uses) > 100
    gaps = words.untranslated(simplified, uses)
    assert {area: [f"{use.place} {use.message}" for use in found] for area, found in gaps.items()} == {}


def test_no_two_fragments_contradict_each_other(simplified):
    assert simplified.conflicts == []


def test_every_translation_stands_in_the_fragment_of_its_area(simplified):
    homes = words.homes(simplified, all_uses())
    strayed = {
        str(message): (simplified.origins[message], home)
        for message, home in homes.items()
        if simplified.origins[message] != home
    }
    assert strayed == {}, "./run words --sort puts them there"


def test_a_translation_fills_the_same_gaps(simplified):
    assert simplified.broken == []


def test_no_text_is_glued_together():
    assert glued_calls() == []


def test_a_missing_translation_is_found(simplified):
    uses = all_uses()
    message = uses[0].message
    without = words.Words({key: text for key, text in simplified.texts.items() if key != message})
    assert any(
        message == use.message for found in words.untranslated(without, uses).values() for use in found
    )


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_both_chinese_catalogues_are_compiled(simplified, language):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert len(catalogue._catalog) >= len(simplified.texts)
