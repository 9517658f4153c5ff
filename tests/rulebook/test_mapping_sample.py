"""How often the proposal is right, measured on the sample rulebook against what a person decided."""

import pytest

from banyan.domains.rulebook.rules import proposing
from banyan.domains.rulebook.rules.reading import plant

#: Decided by reading, one clause for each of the sample's items in order.
GOLD = """
R1.1.1 R1.2.1 R1.3.1-5 R2.1.1 R2.1.3-4 R2.2.1-14 R3.1.1 R3.1.4 R3.1.4-8 R3.2.1-10 R4.1.1-4 R4.2.1-3 R4.2.3 R4.3.1-4
R4.4.1-4 R5.1.1-4 R5.2.1-4 R5.3.1-2 R5.3.4-5 R5.4.1-4 R6.1.1-4 R6.2.1 R6.2.1-3 R6.3.1-3 R6.3.5 R6.4.1-3 R7.1.1-4
R7.2.1-4 R7.3.1-4 R7.4.1-4 R8.1.1-4 R8.2.1-4 R8.3.1-2 R8.3.4 R8.3.4 R8.3.4 R8.4.1 R8.4.1-5 R9.1.1-4
"""


def spelt_out(words: str) -> list[str]:
    """R2.2.1-14 is R2.2.1, R2.2.2 and so on."""
    found = []
    for word in words.split():
        stem, _dot, span = word.rpartition(".")
        first, _dash, last = span.partition("-")
        found += [f"{stem}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


@pytest.fixture(scope="module")
def proposed(samples) -> list[list[str]]:
    tree = plant((samples / "rulebook_source.txt").read_text(encoding="utf-8"))
    return [[clause for clause, _worth in each] for each in proposing.for_tree(tree).values()]


def test_nine_in_ten_first_proposals_are_right(proposed):
    gold = spelt_out(GOLD)
    assert len(gold) == len(proposed) == 127
    right = sum(1 for clause, offered in zip(gold, proposed, strict=True) if offered[:1] == [clause])
    assert right >= 120


def test_nearly_always_the_right_clause_is_among_three(proposed):
    gold = spelt_out(GOLD)
    among = sum(1 for clause, offered in zip(gold, proposed, strict=True) if clause in offered)
    assert among >= 125


def test_words_about_something_else_get_no_proposal():
    tree = plant("一、菜谱\n1.番茄切块，鸡蛋打散，下锅翻炒。\n2.出锅撒葱花。\n")
    assert all(each == [] or each[0][1] < proposing.SURE for each in proposing.for_tree(tree).values())
