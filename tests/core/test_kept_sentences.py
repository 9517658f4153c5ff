"""What a record keeps of words does not depend on who wrote it; who reads it has their own language."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils import translation

from banyan.core.fields import SentenceText
from banyan.core.records import lasting_label
from banyan.foundation.refusal import noop, sentence


def test_a_kept_sentence_is_the_same_whoever_writes_it_and_each_reads_it_in_their_language():
    field, said = SentenceText(), sentence(noop("signed in no. %(no)s"), no=7)
    with translation.override("zh-hans"):
        kept = SentenceText.keep(said)
        chinese = field.read(kept)
    with translation.override("en"):
        assert SentenceText.keep(said) == kept
        assert field.read(kept) == "signed in no. 7"
    assert "7" in chinese
    assert chinese != "signed in no. 7"


def test_words_of_earlier_days_stay_as_they_were_kept():
    assert SentenceText().read("签到第 7 号") == "签到第 7 号"


def test_another_record_keeps_no_words_for_a_number_that_does_not_exist_yet():
    draft = SimpleNamespace(number="", label=lambda: "not numbered yet")
    assert lasting_label(draft) == ""
    assert lasting_label(SimpleNamespace(number="PR-1", label=lambda: "PR-1")) == "PR-1"
    assert lasting_label(SimpleNamespace(label=lambda: "A/1")) == "A/1"
