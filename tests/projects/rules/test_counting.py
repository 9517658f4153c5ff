"""The contract's own words become a counting rule, or are named as not understood."""

import csv

import pytest

from banyan.domains.projects.rules.counting import read_rule
from banyan.domains.projects.rules.measures import Kind, Measure, Minimum, Within, as_plain, from_plain
from banyan.domains.projects.rules.wording import number_in


def rule_of(counting, unit="场", service_type="活动", name="社区活动"):
    return read_rule(service_type, name, unit, counting).rule


@pytest.mark.parametrize(
    "wording",
    [
        "签到≥15人", "签到>=15人", "签到≧15人", "签到人数不少于15人", "每场至少15人参加", "参加人数15人以上", "15人及以上",
        "15人起", "大于等于15人次", "不低于十五人", "签到≥１５人", "超过14人", ">14人", "每场签到达到15人方可计1场",
        "15名或以上居民参加", "不少于15人（含）", "签到 ≥ 15 人", "最少15位", "出席不少于15人", "满15人", "不得少于15人",
    ],
)  # fmt: skip
def test_a_minimum_of_fifteen_is_read_however_it_is_written(wording):
    assert rule_of(wording).minimums == {Minimum.ATTENDANCE: 15}


@pytest.mark.parametrize(
    ("wording", "minutes"),
    [
        ("每次≥15分钟", 15),
        ("半小时以上", 30),
        ("每次不少于1小时", 60),
        ("时长30分钟及以上", 30),
        ("至少四十五分钟", 45),
    ],
)
def test_a_length_is_read_in_minutes(wording, minutes):
    assert rule_of(wording, "人次", "咨询").minimums == {Minimum.MINUTES: minutes}


@pytest.mark.parametrize(
    ("wording", "unit", "at_most", "within"),
    [
        ("每人每月至多计1次", "人次", 1, Within.MONTH),
        ("每名长者每月最多计2次", "人次", 2, Within.MONTH),
        ("同一人每月只计一次", "人次", 1, Within.MONTH),
        ("每人每季度至多计1次", "人次", 1, Within.QUARTER),
        ("每户每月限计一次", "户次", 1, Within.MONTH),
        ("每户每自然月不超过1次", "户次", 1, Within.MONTH),
    ],
)
def test_a_limit_for_each_person_or_household_is_read(wording, unit, at_most, within):
    rule = rule_of(wording, unit, "探访", "定期探访")
    assert (rule.at_most, rule.within) == (at_most, within)


def test_visits_counted_by_times_become_person_times_when_a_limit_asks_whose_they_are():
    assert rule_of("每人每月至多计1次", "次", "探访").measure is Measure.PERSON_TIMES
    assert rule_of("每户每月至多计1次", "次", "探访").measure is Measure.HOUSEHOLD_TIMES


def test_a_group_needs_its_sessions_its_members_and_its_evaluation():
    rule = rule_of("不少于4节，每节不少于6人，评估通过", "个", "小组")
    assert rule.minimums == {Minimum.SESSIONS: 4, Minimum.ATTENDANCE: 6}
    assert rule.evaluated


@pytest.mark.parametrize("wording", ["去重", "全年去重自然人", "全年不重复计算", "按去重人数计"])
def test_distinct_persons_count_once_a_year(wording):
    rule = rule_of(wording, "人", "去重", "服务覆盖人数")
    assert (rule.kind, rule.measure, rule.at_most, rule.within) == (
        Kind.ANYBODY,
        Measure.PERSONS,
        1,
        Within.YEAR,
    )


@pytest.mark.parametrize(
    ("wording", "unit", "unread"),
    [
        ("看情况", "场", "看情况"),
        ("签到≥15人,其中男性≥5人", "场", "其中男性≥5人"),
        ("去重", "人次", "去重"),
        ("≥20户", "场", "≥20户"),
        ("每人每月至多计1次", "场", "每人每月至多计1次"),
        ("签到≥15人", "吨", "吨"),
        ("4-5分占比", "场", "4-5分占比"),
    ],
)
def test_what_is_not_understood_is_named_and_gives_no_rule(wording, unit, unread):
    read = read_rule("活动", "社区活动", unit, wording)
    assert read.rule is None
    assert unread in read.unread


def test_an_empty_wording_gives_no_rule():
    assert rule_of("") is None


def test_a_service_type_of_ones_own_is_understood_by_the_name():
    assert rule_of("签到≥15人", service_type="党建", name="党建活动").kind is Kind.ACTIVITY
    assert read_rule("党建", "党建共建", "场", "签到≥15人").unread == ("党建",)


def test_a_case_closed_is_not_a_case_opened():
    assert rule_of("个案", "个", "个案", "长者个案开案").kind is Kind.CASE_OPENED
    assert rule_of("个案", "个", "个案", "长者个案结案").kind is Kind.CASE_CLOSED
    assert rule_of("以户计一个", "个", "个案", "家庭个案").by_household


def test_satisfaction_is_a_rate_of_answers_and_participation_one_of_people():
    satisfied = rule_of("满意率，样本不少于300份", "%", "满意度", "满意度")
    women = rule_of("去重参与妇女÷辖区妇女", "%", "参与率", "妇女参与率")
    assert (satisfied.measure, satisfied.minimums) == (Measure.RATE, {Minimum.ANSWERS: 300})
    assert (women.measure, women.women_only) == (Measure.COVERAGE, True)
    assert women.grows_with_time
    assert not satisfied.grows_with_time


@pytest.mark.parametrize(
    ("text", "number"),
    [("15", 15), ("十", 10), ("十五", 15), ("二十", 20), ("一百五十", 150), ("两", 2), ("一百零五", 105)],
)
def test_numbers_are_read_in_digits_and_numerals(text, number):
    assert number_in(text) == number


def test_a_rule_survives_being_kept():
    rule = rule_of("不少于4节，评估通过", "个", "小组")
    assert from_plain(as_plain(rule)) == rule


EXPECTED = {
    "K01": (Kind.CASE_OPENED, Measure.EVENTS, {}, (1, Within.YEAR)),
    "K02": (Kind.CASE_CLOSED, Measure.EVENTS, {}, (None, None)),
    "K03": (Kind.GROUP, Measure.EVENTS, {"sessions": 4}, (None, None)),
    "K04": (Kind.ACTIVITY, Measure.EVENTS, {"attendance": 15}, (None, None)),
    "K05": (Kind.VISIT, Measure.PERSON_TIMES, {}, (1, Within.MONTH)),
    "K09": (Kind.DAY_CARE, Measure.EVENTS, {"attendance": 8}, (None, None)),
    "K10": (Kind.DAY_CARE, Measure.PERSON_TIMES, {}, (None, None)),
    "K12": (Kind.CASE_OPENED, Measure.EVENTS, {}, (1, Within.YEAR)),
    "K16": (Kind.CONSULTATION, Measure.PERSON_TIMES, {"minutes": 15}, (None, None)),
    "K17": (Kind.ACTIVITY, Measure.EVENTS, {"attendance": 20}, (None, None)),
    "K18": (Kind.ANYBODY, Measure.COVERAGE, {}, (1, Within.YEAR)),
    "K22": (Kind.VISIT, Measure.HOUSEHOLD_TIMES, {}, (1, Within.MONTH)),
    "K23": (Kind.VOLUNTEER, Measure.PERSONS, {}, (1, Within.YEAR)),
    "K24": (Kind.VOLUNTEER_HOURS, Measure.HOURS, {}, (None, None)),
    "K25": (Kind.TRAINING, Measure.EVENTS, {"attendance": 10}, (None, None)),
    "K26": (Kind.ACTIVITY, Measure.EVENTS, {"attendance": 150}, (None, None)),
    "K27": (Kind.SURVEY, Measure.EVENTS, {"answers": 383}, (None, None)),
    "K28": (Kind.WORK_HOURS, Measure.HOURS, {}, (None, None)),
    "K29": (Kind.SATISFACTION, Measure.RATE, {"answers": 300}, (None, None)),
    "K30": (Kind.ANYBODY, Measure.PERSONS, {}, (1, Within.YEAR)),
}


@pytest.fixture
def sample_rules(samples):
    with (samples / "contract_indicators.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["指标编号"]: read_rule(row["服务类型"], row["指标名称"], row["单位"], row["计数口径"]).rule
        for row in rows
    }


def test_every_row_of_the_sample_contract_is_understood(sample_rules):
    assert len(sample_rules) == 30
    assert None not in sample_rules.values()


def test_the_sample_contract_is_understood_as_it_was_meant(sample_rules):
    read = {code: sample_rules[code] for code in EXPECTED}
    found = {
        code: (rule.kind, rule.measure, rule.minimums, (rule.at_most, rule.within))
        for code, rule in read.items()
    }
    assert found == EXPECTED
