"""What the rules of versions, local rules, attestations and reports of breaches refuse, one change at a time."""

from datetime import date

import pytest

from banyan.domains.quality.rules import conduct
from banyan.domains.rulebook.rules import attesting, local, versions
from tests.guards import each, refuses

EARLY, DAY, LATE = date(2025, 10, 1), date(2025, 10, 15), date(2025, 11, 1)
TERM = versions.Term("初稿", EARLY, None)
GUARDS = (
    (
        versions.check_whole,
        {"items": 3, "cut_end": True, "defects": 2, "seen": True},
        ({"items": 0}, {"seen": False}, {"seen": False, "defects": 0}, {"seen": False, "cut_end": False}),
    ),
    (
        versions.check_repeal,
        {"term": TERM, "repealed_on": DAY, "reason": "合并"},
        ({"reason": " "}, {"repealed_on": EARLY}),
    ),
    (
        local.check_not_weaker,
        {"standing": 5, "wanted": 3, "direction": "less"},
        ({"direction": "", "wanted": 7}, {"wanted": 5}, {"wanted": 6}, {"direction": "more"}),
    ),
    (
        attesting.check,
        {"statement": "已落实", "evidence": "登记本", "today": DAY, "valid_until": LATE, "months": 1},
        ({"statement": " "}, {"evidence": " "}, {"valid_until": DAY}, {"valid_until": date(2025, 11, 16)}),
    ),
    (conduct.check_matter, {"matter": "十月二十日下午在活动室发生"}, ({"matter": "出事了"},)),
)


@pytest.mark.parametrize(("rule", "good", "bad"), each(GUARDS))
def test_each_rule_refuses_what_breaks_it(rule, good, bad):
    refuses(rule, good, bad)
