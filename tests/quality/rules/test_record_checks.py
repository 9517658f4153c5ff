"""Drawing, comparing and judging records of service, in plain values."""

import hashlib
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from banyan.domains.quality.rules import record_checks as rules
from banyan.domains.quality.rules.rectifications import Hands, check_verifier
from banyan.foundation.refusal import Refused

FRAME = [rules.Drawable(worker, f"GA-{worker}-{place:02}") for worker in (1, 2) for place in range(1, 41)]
WORDS = "今天到家里看望，母女二人均在家，谈到孩子上学迟到，约定每天早上由母亲叫醒，下周再看出勤情况如何"


@pytest.mark.clause("R4.2.2")
def test_the_same_seed_draws_the_same_list_whatever_the_order_of_the_frame():
    first = rules.drawn(FRAME, "a1b2", 5, 3)
    assert rules.drawn(reversed(FRAME), "a1b2", 5, 3) == first
    assert rules.drawn(FRAME, "a1b3", 5, 3) != first
    assert [number[:4] for number in first] == ["GA-1"] * 3 + ["GA-2"] * 3


@pytest.mark.clause("R4.2.2")
def test_anybody_draws_it_again_with_sha_256_alone():
    mine = [each.number for each in FRAME if each.worker == 1]
    by_hand = sorted(mine, key=lambda number: hashlib.sha256(f"a1b2/{number}".encode()).hexdigest())[:3]
    assert rules.drawn(FRAME, "a1b2", 5, 3)[:3] == by_hand


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (3, 3), (40, 3), (60, 3), (61, 4), (100, 5)])
def test_a_worker_gives_five_in_a_hundred_at_least_three_at_most_all(count, drawn):
    assert rules.share_of(count, 5, 3) == drawn


def test_the_seed_is_not_chosen_but_comes_from_the_moment():
    project, moment = UUID(int=7), datetime(2025, 10, 9, 9, 0, 0, 123)
    assert rules.seed_of(project, 2025, 3, moment) != rules.seed_of(
        project, 2025, 3, moment.replace(microsecond=124)
    )


def test_likeness_is_one_word_for_word_and_the_share_of_pieces_in_common_else():
    assert rules.likeness(rules.pieces(WORDS), rules.pieces(WORDS.replace("，", " 。 "))) == 1
    # 甲乙丙丁 has the pieces 甲乙丙 and 乙丙丁; 甲乙丙戊 shares one of its two: 2·1 / (2+2)
    assert rules.likeness(rules.pieces("甲乙丙丁"), rules.pieces("甲乙丙戊")) == Decimal("0.5")
    assert rules.likeness(rules.pieces("甲"), rules.pieces("")) == 0


@pytest.mark.clause("R4.2.2")
def test_records_of_one_worker_that_differ_by_a_word_are_alike_those_of_two_workers_never():
    changed = WORDS.replace("下周", "下月")
    told = [rules.Told(1, "a", WORDS), rules.Told(1, "b", changed), rules.Told(1, "c", WORDS[::-1]),
            rules.Told(2, "d", WORDS), rules.Told(1, "e", "短"), rules.Told(1, "f", "短")]  # fmt: skip
    (found,) = rules.alike(told, 90, 30)
    assert (found.first, found.second) == ("a", "b")
    assert Decimal("0.9") < found.likeness < 1
    assert rules.alike(told, 95, 30) == []


def test_a_record_copied_twice_is_read_twice_not_with_every_other():
    told = [rules.Told(1, name, WORDS) for name in "abcd"]
    assert [(each.first, each.second) for each in rules.alike(told, 90, 30)] == [
        ("a", "b"),
        ("a", "c"),
        ("a", "d"),
    ]


@pytest.mark.clause("R4.2.2")
def test_who_took_part_does_not_judge():
    rules.check_apart(3, (1, 2))
    for person in (1, 2, None):
        with pytest.raises(Refused):
            rules.check_apart(person, (1, 2))


@pytest.mark.clause("R4.2.2")
def test_an_answer_counts_only_with_consent_and_a_denial_in_words():
    rules.check_call("confirmed", True, "")
    rules.check_call("declined", False, "")
    for answer, consented, words in (
        ("confirmed", False, ""),
        ("denied", False, "没来过"),
        ("denied", True, " "),
    ):
        with pytest.raises(Refused):
            rules.check_call(answer, consented, words)
    assert [rules.is_true(answer) for answer in ("confirmed", "denied", "not_reached")] == ["yes", "no", ""]


@pytest.mark.parametrize(
    ("lines", "compared", "unread", "opinion"),
    [
        ([rules.Line("a", "", "yes", "yes")], True, 0, "抽查记录总体真实完整准确"),
        ([rules.Line("a", "declined", "yes", "")], True, 0, "抽查记录总体真实完整准确"),
        ([rules.Line("a", "declined", "yes", "yes")], False, 0, "抽查记录总体真实完整准确"),
        ([rules.Line("a", "declined", "yes", "yes")], True, 1, "抽查记录总体真实完整准确"),
        ([rules.Line("a", "declined", "yes", "yes")], True, 0, "好"),
    ],
)  # fmt: skip
def test_nothing_is_signed_before_all_is_judged_compared_and_read(lines, compared, unread, opinion):
    with pytest.raises(Refused):
        rules.check_signing(lines, compared, unread, opinion)
    rules.check_signing([rules.Line("a", "declined", "yes", "no")], True, 0, "抽查记录总体真实完整准确")


@pytest.mark.clause("R4.2.2")
def test_the_worker_whose_record_was_at_fault_does_not_verify_the_mending():
    owner, worker, other = UUID(int=1), UUID(int=2), UUID(int=3)
    check_verifier(other, Hands(owner, owner, worker))
    with pytest.raises(Refused, match="Whose record"):
        check_verifier(worker, Hands(owner, owner, worker))


def test_a_quarter_is_due_so_many_days_after_its_end():
    assert rules.due_quarter(date(2025, 11, 13), 45) == (2025, 2)
    assert rules.due_quarter(date(2025, 11, 14), 45) == (2025, 3)
    assert rules.due_quarter(date(2026, 2, 13), 45) == (2025, 3)
    assert rules.due_quarter(date(2026, 2, 14), 45) == (2025, 4)
