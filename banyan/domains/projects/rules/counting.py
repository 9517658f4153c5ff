"""Reads how the contract counts (服务类型, 指标名称, 单位, 计数口径) into a counting rule."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from banyan.domains.projects.rules.measures import CountingRule, Kind, Measure, Minimum, Within
from banyan.domains.projects.rules.wording import Limit, clauses, read_limit, read_minimum, words
from banyan.foundation.refusal import Refused, noop, sentence

UNITS_OF_MEASURES = {
    Measure.EVENTS: "场 场次 个 例 节 节次 日 天 份 次 期 组 篇 项 件",
    Measure.PERSON_TIMES: "人次",
    Measure.PERSONS: "人 名 位",
    Measure.HOUSEHOLDS: "户",
    Measure.HOUSEHOLD_TIMES: "户次 家次",
    Measure.HOURS: "小时 时 工时",
    Measure.RATE: "% 百分比",
}
UNITS = {unit: measure for measure, units in UNITS_OF_MEASURES.items() for unit in units.split()}
WORDS_OF_KINDS = (
    (Kind.SATISFACTION, "满意"),
    (Kind.ANYBODY, "参与率 覆盖 去重"),
    (Kind.WORK_HOURS, "工时"),
    (Kind.SURVEY, "调研 调查 问卷"),
    (Kind.TRAINING, "培训"),
    (Kind.VOLUNTEER, "志愿 义工"),
    (Kind.CASE_OPENED, "个案"),
    (Kind.GROUP, "小组"),
    (Kind.VISIT, "探访 家访 走访"),
    (Kind.DAY_CARE, "日托 托管 四点半 课后"),
    (Kind.CONSULTATION, "咨询 热线"),
    (Kind.ACTIVITY, "活动 讲座 宣传"),
)
CASES = (Kind.CASE_OPENED, Kind.CASE_CLOSED)
CONTACTS = (Kind.VISIT, Kind.CONSULTATION, Kind.CONTACT)
CLOSING = re.compile("结案")
MEETING = re.compile("面谈|会谈|辅导|跟进服务|服务节|服务次|服务人次")
SESSIONS = frozenset({"节", "节次"})
WOMEN = re.compile("妇女|女性")


@dataclass(frozen=True)
class ReadRule:
    """What came out of the wording: the rule, or the words that were not understood."""

    rule: CountingRule | None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """What the contract says of one indicator, column by column."""

    service_type: str
    name: str
    unit: str
    counting: str

    @classmethod
    def plain(cls, *texts: str) -> "Columns":
        return cls(*(unicodedata.normalize("NFKC", text or "").strip() for text in texts))


def read_rule(service_type: str, name: str, unit: str, counting: str) -> ReadRule:
    """The counting rule that four columns of the contract describe; no rule when any word is not understood."""
    columns = Columns.plain(service_type, name, unit, counting)
    kind, measure = _kind(columns), UNITS.get(columns.unit)
    if kind is None:
        return ReadRule(None, (columns.service_type,))
    if measure is None:
        return ReadRule(None, (columns.unit,))
    return _with_clauses(_by_unit(CountingRule(kind, measure), columns), clauses(columns.counting))


def rule_in_words(service_type: str, name: str, unit: str, counting: str) -> CountingRule:
    """The rule that a person has put into words; refused with the words that are not understood."""
    read = read_rule(service_type, name, unit, counting)
    if read.rule is None:
        words_left = "；".join(read.unread) or counting
        raise Refused({"wording": sentence(noop("“%(words)s” is not understood."), words=words_left)})
    return read.rule


def _kind(columns: Columns) -> Kind | None:
    """By the service type; where that is a word of its own, by the indicator's name."""
    for text in (columns.service_type, columns.name):
        for kind, known in WORDS_OF_KINDS:
            if any(word in text for word in known.split()):
                return _narrower(kind, columns)
    return None


def _narrower(kind: Kind, columns: Columns) -> Kind:
    """A case is opened or closed, or its contacts are counted; a volunteer is registered or gives hours."""
    if kind is Kind.CASE_OPENED and CLOSING.search(columns.name + columns.counting):
        return Kind.CASE_CLOSED
    if kind is Kind.CASE_OPENED and _counts_contacts(columns):
        return Kind.CONTACT
    if kind is Kind.VOLUNTEER and UNITS.get(columns.unit) is Measure.HOURS:
        return Kind.VOLUNTEER_HOURS
    return kind


def _counts_contacts(columns: Columns) -> bool:
    """A case is one 个 or 例; what is counted in 次, 节, 人次 or hours are the meetings with the client."""
    return bool(MEETING.search(columns.name)) or columns.unit in {"次", "人次", "小时", "时", *SESSIONS}


def _by_unit(rule: CountingRule, columns: Columns) -> CountingRule:
    """What the unit itself says: persons and households, and rates of them, are distinct in the year."""
    if rule.kind is Kind.GROUP and columns.unit in SESSIONS:
        return replace(rule, measure=Measure.SESSIONS)
    if rule.measure is Measure.RATE and rule.kind is not Kind.SATISFACTION:
        women = bool(WOMEN.search(columns.name + columns.counting))
        return _once_a_year(replace(rule, measure=Measure.COVERAGE, women_only=women))
    if rule.measure in (Measure.PERSONS, Measure.HOUSEHOLDS):
        return _once_a_year(rule)
    return rule


def _once_a_year(rule: CountingRule) -> CountingRule:
    return replace(rule, at_most=1, within=Within.YEAR)


def _with_clauses(rule: CountingRule, parts: list[str]) -> ReadRule:
    unread = []
    for part in parts:
        understood = _with_clause(rule, part)
        if understood is None:
            unread.append(part)
        rule = understood or rule
    return ReadRule(None, tuple(unread)) if unread or not parts else ReadRule(rule)


def _with_clause(rule: CountingRule, part: str) -> CountingRule | None:
    """The rule with one more clause, or None when the clause is not understood or contradicts the unit."""
    limit = read_limit(part)
    if limit:
        return _limited(rule, limit)
    for key, beside, change in PHRASES:
        if key.search(part) and not beside.sub("", key.sub("", part)):
            return change(rule)
    minimum = read_minimum(part)
    return _with_minimum(rule, *minimum) if minimum else None


def _limited(rule: CountingRule, limit: Limit) -> CountingRule | None:
    """Visits counted 次 become person-times or household-times, because the limit asks whose."""
    measure = rule.measure
    if measure is Measure.EVENTS and rule.kind in CONTACTS:
        measure = Measure.HOUSEHOLD_TIMES if limit.by_household else Measure.PERSON_TIMES
    if not _may_be_limited(measure, rule.kind, limit.by_household):
        return None
    by_household = limit.by_household and measure is Measure.EVENTS
    return replace(
        rule, measure=measure, at_most=limit.at_most, within=limit.within, by_household=by_household
    )


def _may_be_limited(measure: Measure, kind: Kind, by_household: bool) -> bool:
    if measure is Measure.EVENTS:
        return kind in CASES
    households = measure in (Measure.HOUSEHOLDS, Measure.HOUSEHOLD_TIMES)
    return households == by_household and measure not in (Measure.HOURS, Measure.RATE)


def _with_minimum(rule: CountingRule, minimum: Minimum, least: int) -> CountingRule:
    if rule.kind is Kind.SATISFACTION and minimum is Minimum.ATTENDANCE:
        minimum = Minimum.ANSWERS
    return replace(rule, minimums={**rule.minimums, minimum: least})


def _distinct(rule: CountingRule) -> CountingRule | None:
    """Nobody twice in a year; 人次 cannot be that, so such a contract must be asked."""
    if rule.measure in (Measure.PERSON_TIMES, Measure.HOUSEHOLD_TIMES, Measure.HOURS):
        return None
    return _once_a_year(rule)


def _by_household(rule: CountingRule) -> CountingRule:
    return _once_a_year(replace(rule, by_household=True)) if rule.measure is Measure.EVENTS else rule


def _evaluated(rule: CountingRule) -> CountingRule:
    return replace(rule, evaluated=True)


def _only(**expected: Iterable[str]) -> Callable[[CountingRule], CountingRule | None]:
    """The clause adds nothing, but fits only certain kinds or measures."""

    def unchanged(rule: CountingRule) -> CountingRule | None:
        fits = all(getattr(rule, name) in allowed for name, allowed in expected.items())
        return rule if fits else None

    return unchanged


Change = Callable[[CountingRule], CountingRule | None]
PHRASES: tuple[tuple[re.Pattern[str], re.Pattern[str], Change], ...] = (
    (
        re.compile("(?:以|按)(?:家庭|户)(?!次)"),
        words("为单位 为准 一个 1个 一例 统计 计算 计 数"),
        _by_household,
    ),
    (
        re.compile("÷|/|除以|占"),
        words("去重 不重复 参与 服务 覆盖 妇女 女性 居民 人口 老人 长者 儿童 自然人 人数",
              "辖区 区域 街道 本 内 总 常住 户籍 比例 数 人"),
        _only(measure=(Measure.COVERAGE,)),
    ),
    (
        re.compile("去重|不重复"),
        words("全年 年度 年内 当年 合同 人次 人数 个案 案主 服务对象 自然人 统计 计算 按 以 计 人 个"),
        _distinct,
    ),
    (
        re.compile("工时|时数|小时数|服务时长"),
        words("审核 核准 审批 审定 确认 通过 可计 有效 实际 专业 志愿 服务 按 经 后 以 计"),
        _only(measure=(Measure.HOURS,)),
    ),
    (
        re.compile("满意(?:率|及以上|和很满意|与非常满意)?|4(?:-|~|—|至|到|和)5分"),
        words("占比 比例 比率 以上 评分 得分 打分 率 者"),
        _only(measure=(Measure.RATE,)),
    ),
    (
        re.compile("评估|评价"),
        words("通过 合格 完成 终期 总结 效果 报告 审核 已 获 经"),
        _evaluated,
    ),
    (
        re.compile("结案|审批|批准"),
        words("当期 本期 当年 年内 正式 结案 通过 审批 批准 审核 已 经 获 后"),
        _only(kind=(Kind.CASE_CLOSED,)),
    ),
    (
        re.compile("人次|人数|场次|次数|节次|节数|个数|户次|户数|份数|天数|日数|个案|小组|活动"),
        words("签到 参加 参与 服务 实际 受益 到场 接待 探访 咨询 统计 计算 为准 按 以 计 数"),
        lambda rule: rule,
    ),
)  # fmt: skip
