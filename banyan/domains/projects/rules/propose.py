"""Which indicators a piece of work probably belongs to; a person confirms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banyan.domains.projects.rules.measures import CountingRule, Kind, Measure, Minimum
from banyan.foundation.chinese import bigrams

FIELD_WORDS: Mapping[str, tuple[str, ...]] = {
    "长者": ("长者", "老人", "老年", "敬老", "重阳", "养老", "银发", "独居", "高龄", "助老", "爱老"),
    "青少年": ("青少年", "儿童", "少年", "学生", "四点半", "课堂", "暑期", "寒假", "亲子阅读", "成长"),
    "家庭": ("家庭", "亲子", "婚姻", "夫妻", "家长", "母婴"),
    "妇女": ("妇女", "三八", "女性", "巾帼", "姐妹"),
    "残障": ("残障", "残疾", "助残", "康复", "融合", "自闭"),
    "志愿服务": ("志愿", "义工"),
    "社区": ("社区节", "千人", "大型", "邻里节", "百家宴"),
}
OWN_DEPARTMENT, HELPING_DEPARTMENT, FIELD_NAMED, SAME_WORDS, TOO_SMALL = 40, 15, 30, 2, -100


@dataclass(frozen=True)
class Candidate:
    """One indicator of the contract as far as a proposal looks at it."""

    code: str
    name: str
    field: str
    department: str
    helping_department: str
    rule: CountingRule | None
    counted_in: str = ""

    @property
    def least_people(self) -> int:
        """How many must attend before an event counts."""
        return self.rule.minimums.get(Minimum.ATTENDANCE, 0) if self.rule else 0


@dataclass(frozen=True)
class Work:
    """The piece of work that looks for its indicator; expected number of people if somebody has said it."""

    kind: Kind
    title: str
    department: str = ""
    expected: int | None = None


def propose(work: Work, candidates: Iterable[Candidate]) -> dict[str, int]:
    """Percent by indicator code: for each measure the best fitting indicator gets the whole.

    Indicators that gather all work with people need no share and are left out. Where several would do and
    neither department nor title speaks for one, nothing is proposed.
    """
    by_measure: dict[Measure, list[Candidate]] = {}
    for candidate in candidates:
        rule = candidate.rule
        if rule and not rule.is_cross_cutting and rule.accepts(work.kind):
            by_measure.setdefault(rule.measure, []).append(candidate)
    best = (_best(work, possible) for possible in by_measure.values())
    return {candidate.code: 100 for candidate in best if candidate}


def _best(work: Work, possible: list[Candidate]) -> Candidate | None:
    if len(possible) == 1:
        return possible[0]
    ranked = sorted(possible, key=lambda candidate: (-fit(work, candidate), candidate.code))
    return ranked[0] if fit(work, ranked[0]) > max(fit(work, ranked[1]), 0) else None


def fit(work: Work, candidate: Candidate) -> int:
    """How well an indicator fits: department, words of the field, common words, size."""
    points = OWN_DEPARTMENT if _same(work.department, candidate.department) else 0
    points += HELPING_DEPARTMENT if _same(work.department, candidate.helping_department) else 0
    points += (
        FIELD_NAMED
        if any(word in work.title for word in FIELD_WORDS.get(candidate.field, (candidate.field,)))
        else 0
    )
    points += SAME_WORDS * len(set(bigrams(work.title)) & set(bigrams(candidate.name)))
    return points + (TOO_SMALL if _too_small(work, candidate) else 0)


def _same(first: str, second: str) -> bool:
    return bool(first) and first == second


def _too_small(work: Work, candidate: Candidate) -> bool:
    return work.expected is not None and work.expected < candidate.least_people
