"""Declaring controls: what cannot be judged honestly is not accepted."""

import pytest

from banyan.core.controls import declaring
from banyan.core.controls.declaring import control, declared
from banyan.foundation.refusal import noop


@pytest.fixture(autouse=True)
def own_controls(monkeypatch):
    """Controls that a test declares are gone after it."""
    monkeypatch.setattr(declaring, "_controls", {})


def declare(clause="R3.2.7", **fields):
    said = {"kind": "duty", "title": "T", "judged": "J"} | fields

    @control(clause, **said)
    def find(scopes, period, today):
        return []

    return declared(clause)[0]


def test_a_control_of_an_unknown_kind_is_not_accepted():
    with pytest.raises(ValueError, match="habit"):
        declare(kind="habit")


def test_a_gap_of_the_explanation_needs_a_setting():
    with pytest.raises(ValueError, match="gap"):
        declare(judged=noop("Within %(days)s days."))


def test_gaps_are_filled_by_the_last_word_of_the_key_and_else_in_order():
    made = declare(
        judged=noop("Within %(days)s days, at least %(people)s."), settings=("a.people", "a.minutes")
    )
    assert dict(made.gaps) == {"people": "a.people", "days": "a.minutes"}


def test_clauses_stand_in_the_order_of_the_rulebook():
    for clause in ("P1.2", "R3.2.10", "R10.1.1", "R3.2.9"):
        declare(clause)
    assert declaring.clauses() == ("R3.2.9", "R3.2.10", "R10.1.1", "P1.2")
