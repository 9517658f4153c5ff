"""What the rules of plans, risks, decisions, meetings, reports and teams refuse, one change at a time."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from banyan.domains.projects.rules import action_items, decisions, meetings, plans, reports, risks, teams
from tests.guards import each, refuses

EARLY, DAY, LATE = date(2025, 10, 1), date(2025, 10, 15), date(2025, 11, 1)
NOW = datetime(2025, 10, 15, 9, tzinfo=UTC)
COST = {
    "unit_price": Decimal(10),
    "quantity": Decimal(2),
    "lump_sum": None,
    "no_cost": False,
    "price_basis": "",
}
SAID = dict.fromkeys((*plans.SECTIONS, *plans.FEATURES), "已写明") | {"budget": Decimal(20)}
TASK = plans.Planned("RWX-1", "探访", 7, DAY, Decimal(20), False)
GOAL = {"indicator": "探访户数", "target": 40, "measured_in": "户", "deadline": LATE}
WHOLE = decisions.Prepared("centre", "人手不足", "月报", "成本", 2, (7,))
LEAD = teams.Term(7, EARLY, DAY, False)


def prepared(**changes):
    """The same decision with one part otherwise."""
    return {"prepared": decisions.Prepared(**{**WHOLE.__dict__, **changes})}


def said(**changes):
    """The same scheme with one section otherwise."""
    return {"said": SAID | changes}


GUARDS = (
    (
        action_items.check_agreed,
        {"what": "联系社区", "due_on": DAY, "agreed_on": DAY, "same_department": False},
        ({"what": " "}, {"due_on": EARLY}, {"same_department": True}),
    ),
    (
        decisions.check_final,
        {"prepared": WHOLE, "decider": 1},
        (prepared(situation=" "), prepared(facts=""), prepared(criteria=""), prepared(alternatives=1),
         prepared(heard=()), prepared(heard=(1,))),
    ),
    (
        decisions.check_choice,
        {"chosen": 2, "alternatives": 2, "reason": "省时"},
        ({"chosen": 3}, {"chosen": 0}, {"reason": " "}),
    ),
    (
        decisions.check_days,
        {"due_on": DAY, "review_on": DAY, "today": DAY},
        ({"due_on": EARLY}, {"review_on": EARLY}),
    ),
    (decisions.check_outcome, {"outcome": "按期完成"}, ({"outcome": " "},)),
    (
        meetings.check_held,
        {"held_on": DAY, "today": DAY, "present": 1},
        ({"held_on": LATE}, {"present": 0}),
    ),
    (
        meetings.check_chair,
        {"has_chair": True, "is_lead": False, "is_present": True, "reason": "负责人外出"},
        ({"has_chair": False}, {"is_present": False}, {"reason": " "}),
    ),
    (
        meetings.check_briefing,
        {"was_there": False, "is_self": False, "day": DAY, "held_on": EARLY, "today": LATE},
        ({"was_there": True}, {"is_self": True}, {"day": date(2025, 9, 30)}, {"day": date(2025, 11, 2)}),
    ),
    (
        meetings.check_confirmer,
        {"is_chair": True, "is_recorder": False},
        ({"is_recorder": True}, {"is_chair": False}),
    ),
    (meetings.check_back, {"reason": "漏了决议"}, ({"reason": " "},)),
    (meetings.check_exemption, {"reason": "台风", "held": False}, ({"reason": " "}, {"held": True})),
    (
        plans.check_goal,
        {"level": "specific", "said": GOAL},
        tuple({"said": GOAL | {name: None}} for name in GOAL),
    ),
    (plans.check_above, {"level": "specific", "above": "overall"}, ({"level": "overall", "above": "specific"},)),
    (
        plans.check_cost,
        {"said": COST},
        ({"said": COST | {"no_cost": True}}, {"said": COST | {"quantity": None}}, {"said": COST | {"unit_price": None}},
         {"said": COST | {"lump_sum": Decimal(5), "price_basis": "估"}},
         {"said": COST | {"unit_price": None, "quantity": None, "lump_sum": Decimal(5)}}),
    ),
    (
        plans.check_scheme,
        {"said": SAID, "levels": ("overall", "specific"), "tasks": (TASK,)},
        (
            *(said(**{name: " "}) for name in (*plans.SECTIONS, *plans.FEATURES)),
            {"levels": ("overall",)}, {"levels": ("specific",)}, {"tasks": ()},
            {"tasks": (plans.Planned("1", "探访", None, DAY, Decimal(20), False),)},
            {"tasks": (plans.Planned("1", "探访", 7, None, Decimal(20), False),)},
            {"tasks": (TASK, plans.Planned("2", "宣传", 7, DAY, Decimal(0), False))},
            said(budget=Decimal(21)),
        ),
    ),
    (plans.check_year_plan, {"goals": {"目标": 1}}, ({"goals": {}}, {"goals": {"目标": 1, "另一": 0}})),
    (
        plans.check_study_end,
        {"finished_on": DAY, "starts_on": DAY, "kinds": plans.FINDINGS, "methods": 1},
        ({"finished_on": EARLY}, {"methods": 0}, {"kinds": plans.FINDINGS[:2]}),
    ),
    (plans.check_measure, {"behind": 1, "measure": "加派人手"}, ({"measure": " "},)),
    (plans.check_answerer, {"by": 1, "asked_by": 2}, ({"asked_by": 1},)),
    (
        reports.check_begun,
        {"kind": "monthly", "has_month": True, "happened_at": None, "now": NOW},
        ({"has_month": False}, {"kind": "incident"},
         {"kind": "incident", "happened_at": datetime(2025, 10, 16, tzinfo=UTC)}),
    ),
    (
        reports.check_sent,
        {"words": "本月服务", "is_incident": True, "measures": "已送医"},
        ({"words": " "}, {"measures": " "}),
    ),
    (
        risks.check_rating,
        {"likelihood": 1, "impact": 5},
        ({"likelihood": 0}, {"likelihood": 6}, {"impact": 0}, {"impact": 6}),
    ),
    (risks.check_response, {"response": "备用场地"}, ({"response": " "},)),
    (risks.check_table, {"silent": ()}, ({"silent": ("policy",)},)),
    (risks.check_none, {"open_risks": 0, "reason": "今年无变动"}, ({"open_risks": 1}, {"reason": " "})),
    (
        teams.check_term,
        {"new": teams.Term(8, LATE, None, False), "others": (LEAD,)},
        ({"new": teams.Term(8, LATE, DAY, False)}, {"new": teams.Term(8, DAY, None, False)}),
    ),
    (teams.check_letter, {"duties": "探访", "role": "社工"}, ({"duties": " "}, {"role": " "})),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "good", "bad"), each(GUARDS))
def test_each_rule_refuses_what_breaks_it(rule, good, bad):
    refuses(rule, good, bad)


def test_what_is_not_asked_is_not_refused():
    plans.check_goal("overall", {})
    plans.check_above("specific", None)
    plans.check_measure(0, "")
    plans.check_answerer(None, None)
    meetings.check_chair(True, True, True, "")
    reports.check_sent("本月服务", False, "")
    teams.check_term(teams.Term(8, DAY, None, True), (LEAD,))
