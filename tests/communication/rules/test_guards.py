"""What the rules of papers, duty, feedback, releases, evaluations and suggestions refuse, one change at a time."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from banyan.domains.communication.rules import (
    crises,
    documents,
    duty,
    feedback,
    partners,
    releases,
    reviews,
    suggestions,
)
from tests.guards import each, refuses

EARLY, DAY, LATE = date(2025, 10, 1), date(2025, 10, 15), date(2025, 11, 1)
NOW, LATER = datetime(2025, 10, 15, 9, tzinfo=UTC), datetime(2025, 10, 15, 10, tzinfo=UTC)

GUARDS = (
    (crises.check_noticed, {"noticed": NOW, "now": NOW}, ({"noticed": LATER},)),
    (crises.check_closing, {"open_calls": 0, "lessons": "名单要更新"}, ({"open_calls": 1}, {"lessons": " "})),
    (
        documents.check_registered,
        {"passed_on": DAY, "today": DAY, "due_on": DAY},
        ({"passed_on": LATE, "due_on": None}, {"due_on": EARLY}),
    ),
    (documents.check_proposal, {"proposal": "长者部承办"}, ({"proposal": " "},)),
    (
        documents.check_instruction,
        {"instruction": "照办", "due_on": DAY, "today": DAY, "proposed_by": 1, "by": 2},
        ({"instruction": " "}, {"due_on": EARLY}, {"by": 1}),
    ),
    (
        documents.check_closing,
        {"result": "已复函", "unread": 0, "handler": 1},
        ({"result": " "}, {"handler": None}, {"unread": 1}),
    ),
    (duty.check_matter, {"words": "咨询低保", "asked": NOW, "now": NOW}, ({"words": " "}, {"asked": LATER})),
    (
        duty.check_offer,
        {"owner": 1, "offered_to": 2, "by": 1, "bounces": 1, "most": 2},
        ({"by": 3}, {"offered_to": 1}, {"bounces": 2}),
    ),
    (duty.check_taking, {"offered_to": 2, "by": 2}, ({"by": 1}, {"offered_to": None})),
    (duty.check_finishing, {"owner": 1, "by": 1, "answer": "已转介"}, ({"by": 2}, {"answer": " "})),
    (
        duty.check_handover,
        {"on_duty": 1, "by": 1, "to": 2, "urgent": "", "nothing_urgent": True, "open_urgent": 0},
        ({"by": 2}, {"to": 1}, {"open_urgent": 1}, {"nothing_urgent": False}),
    ),
    (
        feedback.check_given,
        {"given_on": DAY, "today": DAY, "source": "partner", "has_stakeholder": True},
        ({"given_on": LATE}, {"has_stakeholder": False}),
    ),
    (
        feedback.check_outcome,
        {"outcome": feedback.CHANGED, "words": "加场次", "changed_paper": "FA-2025-001"},
        ({"words": " "}, {"changed_paper": " "}, {"outcome": feedback.UNCHANGED, "words": " "}),
    ),
    (
        partners.check_contact,
        {"held_on": DAY, "today": DAY, "next_step": "送材料", "next_due": DAY},
        ({"held_on": LATE, "next_due": LATE}, {"next_due": None}, {"next_step": " "}, {"next_due": EARLY}),
    ),
    (
        releases.check_ready,
        {"words": "重阳活动", "shows_a_client": True, "consent_number": "TY-1"},
        ({"words": " "}, {"consent_number": " "}),
    ),
    (releases.check_speaks, {"has_spokesperson": True, "planned_on": DAY}, ({"has_spokesperson": False},)),
    (
        releases.check_publication,
        {"published_on": DAY, "approved_on": DAY, "today": DAY, "where": "公众号"},
        ({"approved_on": None}, {"approved_on": LATE}, {"published_on": LATE}, {"where": " "}),
    ),
    (
        reviews.check_result,
        {"answers": 1, "mean": Decimal(5)},
        ({"answers": 0}, {"mean": Decimal("5.01")}, {"mean": Decimal("0.99")}),
    ),
    (
        reviews.check_finished,
        {"groups": ("staff", "partners"), "findings": "偏慢", "measures": "每周通报"},
        ({"groups": ("staff",)}, {"groups": ("partners",)}, {"findings": " "}, {"measures": " "}),
    ),
    (suggestions.check_words, {"title": "茶水间", "words": "加饮水机"}, ({"title": " "}, {"words": " "})),
    (
        suggestions.check_answer,
        {"answer": "已采购", "answered_by": 1, "author": 2},
        ({"answer": " "}, {"author": 1}),
    ),
    (
        suggestions.check_ballot,
        {"opens_on": DAY, "closes_on": DAY, "today": DAY, "eligible": 1},
        ({"opens_on": EARLY}, {"opens_on": LATE}, {"eligible": 0}),
    ),
    (
        suggestions.check_may_vote,
        {"today": DAY, "opens_on": DAY, "closes_on": DAY, "is_eligible": True, "has_voted": False},
        ({"today": LATE}, {"today": EARLY}, {"is_eligible": False}, {"has_voted": True}),
    ),
)


@pytest.mark.parametrize(("rule", "good", "bad"), each(GUARDS))
def test_each_rule_refuses_what_breaks_it(rule, good, bad):
    refuses(rule, good, bad)


def test_what_is_not_asked_is_not_refused():
    duty.check_handover(1, 1, 2, "夜间回访", False, 1)
    releases.check_ready("重阳活动", False, "")
    suggestions.check_answer("已采购", 1, None)
    documents.check_registered(EARLY, DAY, None)
