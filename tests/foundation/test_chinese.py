"""Names sort as people read them, texts are found by any piece, numerals are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.foundation.chinese import bigrams, normalise, pinyin_initials, pinyin_key, short_name, to_numeral


@pytest.mark.parametrize(
    ("name", "key"),
    [("单例", "shan li"), ("曾例", "zeng li"), ("解例", "xie li"), ("区例", "ou li"), ("仇例", "qiu li"),
     ("查例", "zha li"), ("翟例", "zhai li"),
     ("朴例", "piao li"), ("盖例", "ge li"), ("欧阳例", "ou yang li"), ("尉迟例", "yu chi li"),
     ("单于例", "chan yu li"), ("万俟例", "mo qi li"),
     ("李单", "li dan"), ("Sample Anna", "sample anna"), ("阿凡·例", "a fan li"), (" 单　例 ", "shan li"), ("", "")],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name, key):
    assert pinyin_key(name) == key


def test_names_sort_by_their_reading():
    assert sorted(["曾例", "单例", "区例", "陈例"], key=pinyin_key) == ["陈例", "区例", "单例", "曾例"]


def test_initials_are_one_letter_for_each_syllable():
    assert pinyin_initials("欧阳示远") == "oysy"
    assert pinyin_initials("Sample Anna") == "sa"


@given(st.text(max_size=20))
def test_no_name_breaks_the_reading(name):
    assert len(pinyin_initials(name)) == len(pinyin_key(name).split())


def test_a_character_beyond_the_basic_plane_is_one_character():
    assert bigrams("𠮷野例") == ["𠮷野", "野例", "例"]
    assert pinyin_key("𠮷例").split()[-1] == "li"


def test_pieces_are_pairs_and_words():
    assert bigrams("社工站ACT-2025，ＡＢ") == ["社工", "工站", "站", "act", "2025", "ab"]
    assert bigrams("社工站", tail=False) == ["社工", "工站"]
    assert bigrams("社", tail=False) == ["社"]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=30), st.data())
def test_any_piece_of_a_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    pieces, wanted = bigrams(text), bigrams(text[start:end], tail=False)
    assert any(pieces[place : place + len(wanted)] == wanted for place in range(len(pieces)))


def test_normalising_says_what_was_changed():
    assert normalise("示例") == ("示例", frozenset())
    assert normalise("\u00a0示例　") == ("示例", {"whitespace"})
    assert normalise("示例ｘ１") == ("示例x1", {"full_width"})
    assert normalise("示\u200b例") == ("示例", {"whitespace"})
    assert normalise("示例（一）：") == ("示例（一）：", frozenset())


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing_more(text):
    once, _ = normalise(text)
    assert normalise(once) == (once, frozenset())


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(0, "零"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
     (1005, "一千零五"), (10005, "一万零五"),
     (100010, "十万零一十"), (100000001, "一亿零一")],
)  # fmt: skip
def test_numerals_are_spelt(number, numeral):
    assert to_numeral(number) == numeral


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numerals_have_limits(number):
    with pytest.raises(ValueError):
        to_numeral(number)


def test_a_name_in_two_signs_reads_as_a_name():
    assert [short_name(each) for each in ("王示芳", "欧阳样", "admin", "Ana Li", "")] == [
        "示芳",
        "阳样",
        "Ad",
        "AL",
        "",
    ]
