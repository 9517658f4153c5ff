"""The vocabulary of counting rules (计数口径): comparisons, limits and words that stand without a figure.

A clause is understood only when nothing of it is left over. Whatever is left over is named to the person who
must decide; nothing is guessed.
"""

import re
import unicodedata
from dataclasses import dataclass

from banyan.domains.projects.rules.measures import Minimum, Within


def words(*lists: str) -> re.Pattern[str]:
    """Any of the words in the lists, the longest first."""
    known = sorted({word for line in lists for word in line.split()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))


DIGITS = "零一二三四五六七八九"
POWERS = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"(?P<number>\d+|半|[零〇一二两三四五六七八九十百千]+)"
BEFORE = r"≥|>=|=>|≧|⩾|不得?少于|不应少于|不得?低于|不小于|至少|最少|起码|大于或?等于|达到?|满"
MORE_THAN = r">|超过|大于|多于"
OR_MORE = r"及以上|或以上|以上|及更多|或更多|起"
THING = r"人次|人|名|位|节次|节|次|场|份|个小时|小时|分钟|分"
WHO = r"人|名|位|户|家庭|个|例|居民|长者|老人|儿童|自然人|服务对象|志愿者|案主|个案"
SPAN = r"自然月|月|季度|季|自然年|年度|年内|年|合同年度|全年"
AT_MOST = r"至多|最多|上限|不超过|不多于|≤|<=|限|仅|只|可"

COMPARISON = re.compile(
    rf"(?P<lead>.*?)(?:(?P<before>{BEFORE})|(?P<over>{MORE_THAN}))?{NUMBER}(?P<thing>{THING})?含?(?P<after>{OR_MORE})?(?P<rest>.*)"
)
LIMIT = re.compile(
    rf"(?:每|同)一?(?P<who>(?:{WHO})+)每?(?P<span>{SPAN})?(?:内|度)?"
    rf"(?:{AT_MOST})*(?:计算|计入|统计|计|记)?{NUMBER}(?:人次|户次|次|人|户|个|例)?(?:为限|计)?"
)
BETWEEN_CLAUSES = re.compile(r"[,;、。\n]|并且|而且|同时|且|并(?=通过|经)")
AMONG_WORDS = re.compile(r"[\s:()\[\]“”\"'的·]")
IN_THOUSANDS = re.compile(r"(\d),(?=\d{3})")

SPANS = {"自然月": Within.MONTH, "月": Within.MONTH, "季度": Within.QUARTER, "季": Within.QUARTER}
BESIDE_A_FIGURE = words(
    "每日 每天 每次 每场 每节 每期 每个 每组 每例 每份 单次 单场 单节 当日 现场 实际 有效",
    "签到 签退 参加 参与 出席 到场 到会 服务 受益 覆盖 开展 举办 完成 活动 小组 培训 课程 咨询",
    "面谈 探访 问卷 样本 回收 答卷 时长 时间 持续 人数 人次 份数 节数 次数 居民 对象 长者",
    "方可 才计 计入 一场 1场 一次 1次 一个 1个 一节 1节 一日 1日",
    "总 数 需 须 应 由 有 为 量 计 按 以 算 含 者",
)
THINGS = {
    "人次": Minimum.ATTENDANCE, "人": Minimum.ATTENDANCE, "名": Minimum.ATTENDANCE, "位": Minimum.ATTENDANCE,
    "节": Minimum.SESSIONS, "节次": Minimum.SESSIONS, "次": Minimum.SESSIONS, "分钟": Minimum.MINUTES,
    "分": Minimum.MINUTES, "小时": Minimum.MINUTES, "个小时": Minimum.MINUTES, "份": Minimum.ANSWERS,
}  # fmt: skip
NAMED_BEFORE = (
    (re.compile("问卷|答卷|样本|回收"), Minimum.ANSWERS),
    (re.compile("签到|参加|参与|出席|到场|人数|人次"), Minimum.ATTENDANCE),
    (re.compile("节数|次数"), Minimum.SESSIONS),
    (re.compile("时长|时间|持续"), Minimum.MINUTES),
)


@dataclass(frozen=True)
class Limit:
    """The same person, household or case counts at most so often within a time."""

    at_most: int
    within: Within
    by_household: bool


def clauses(text: str) -> list[str]:
    """The wording in its parts, full-width signs and blanks taken away."""
    plain = IN_THOUSANDS.sub(r"\1", unicodedata.normalize("NFKC", text))
    parts = (AMONG_WORDS.sub("", part) for part in BETWEEN_CLAUSES.split(plain))
    return [part for part in parts if part]


def read_limit(clause: str) -> Limit | None:
    """每人每月至多计1次, 同一案主只计一次: how often the same one counts; a year unless a time is said."""
    found = LIMIT.fullmatch(clause)
    if not found:
        return None
    within = SPANS.get(found["span"] or "", Within.YEAR)
    return Limit(number_in(found["number"]), within, bool(re.search("户|家庭", found["who"])))


def read_minimum(clause: str) -> tuple[Minimum, int] | None:
    """签到≥15人, 不少于4节, 30分钟以上: what must be reached; None when any word is left over."""
    found = COMPARISON.fullmatch(clause)
    if not found or not (found["before"] or found["over"] or found["after"]):
        return None
    minimum = _thing_meant(found["thing"], found["lead"])
    if minimum is None or BESIDE_A_FIGURE.sub("", found["lead"] + found["rest"]):
        return None
    return minimum, _least(found, minimum)


def _thing_meant(thing: str | None, lead: str) -> Minimum | None:
    """份 after 问卷 is an answer, 次 after 签到 an attendance; without a unit the words before decide."""
    for words, minimum in NAMED_BEFORE:
        if thing in (None, "次", "份") and words.search(lead):
            return minimum
    return THINGS.get(thing or "")


def _least(found: re.Match[str], minimum: Minimum) -> int:
    least = number_in(found["number"])
    if minimum is Minimum.MINUTES and found["thing"] in ("小时", "个小时"):
        least = 30 if found["number"] == "半" else 60 * least
    return least + 1 if found["over"] else least


def number_in(text: str) -> int:
    """15, 十五, 一百五十, 两: a whole number in digits or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    total = current = 0
    for sign in text.replace("〇", "零").replace("两", "二"):
        if sign in DIGITS:
            current = DIGITS.index(sign)
        else:
            total += (current or 1) * POWERS.get(sign, 0)
            current = 0
    return total + current
