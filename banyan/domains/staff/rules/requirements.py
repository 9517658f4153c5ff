"""What a post asks for, read from the words of the establishment, and whether the person in it has it (P1.6).

The words are free text in the trade's shorthand: parts divided by semicolons, each a level, a degree, years of
front-line or management work, or fields of study. What cannot be decided from the records is said to be open,
never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from banyan.domains.staff.rules.qualifications import ASSISTANT, SENIOR, SOCIAL_WORKER, at_least

MET = "met"
SHORT = "short"
ABOVE = "above"
OPEN = "open"

LEVEL_WORDS = {
    "高级社会工作师": SENIOR,
    "助理社会工作师": ASSISTANT,
    "中级社会工作师": SOCIAL_WORKER,
    "社会工作师": SOCIAL_WORKER,
}
DEGREES = ("高中", "中专", "大专", "本科", "硕士", "博士")
FIELD_SHORT_NAMES = {"社工": "社会工作", "康复": "康复", "法律": "法学"}
SOCIAL_WORK = "社会工作"

_YEARS = re.compile(
    r"(?P<kind>一线|机构管理|管理)(?:社会工作|社工)?(?:服务|工作|经验|经历|年限)*\s*(?:≥|>=|＞=|不少于|至少|满)?\s*"
    r"(?P<least>[\d一二两三四五六七八九十]+)\s*(?:[-–—~～至到]\s*(?P<most>[\d一二两三四五六七八九十]+))?\s*年"
)
_DEGREE = re.compile(r"^(?:全日制)?(?P<degree>" + "|".join(DEGREES) + r")(?:及)?(?:以上)?(?:学历)?$")
_OPEN_FIELD = re.compile(r"相关|类似|等")
_DIVIDERS = re.compile(r"[;；\n]+")
_FIELD_DIVIDERS = re.compile(r"[、,，/或]")
_FIELD_TAIL = re.compile(r"(专业|背景|学科)$")
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_NOT_A_STUDY = re.compile(r"经验|能力|经历|资深|教师|外聘|从业|中级|高级|初级")


@dataclass(frozen=True)
class Candidate:
    """What the records say of the person in the post."""

    level: str | None
    social_worker: bool
    major: str
    degree: str
    frontline_years: int | None
    management_years: int | None


@dataclass(frozen=True)
class Condition:
    """One part of what a post asks for, in its own words.

    `kind` is level, degree, frontline, management, study or other; `values` are what would satisfy it.
    """

    text: str
    kind: str
    values: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Verdict:
    """A condition and what came of it: met, short, above the range asked for, or open (a person must judge)."""

    condition: Condition
    outcome: str


def read_requirement(text: str) -> tuple[Condition, ...]:
    """Take a requirement apart into its conditions; unknown words become conditions of kind other."""
    parts = (part.strip() for part in _DIVIDERS.split(text))
    return tuple(_read_part(part) for part in parts if part)


def judge(conditions: Iterable[Condition], candidate: Candidate) -> tuple[Verdict, ...]:
    """Hold each condition against the person."""
    return tuple(Verdict(condition, _outcome(condition, candidate)) for condition in conditions)


def mismatches(text: str, candidate: Candidate) -> tuple[Verdict, ...]:
    """The conditions of a post that its holder does not meet, for the mismatch list."""
    return tuple(
        verdict for verdict in judge(read_requirement(text), candidate) if verdict.outcome in (SHORT, ABOVE)
    )


def _read_part(part: str) -> Condition:
    years = _YEARS.search(part)
    if years:
        kind = "frontline" if years["kind"] == "一线" else "management"
        most = years["most"]
        return Condition(part, kind, (), _number(years["least"]), _number(most) if most else None)
    for word, level in LEVEL_WORDS.items():
        if word in part:
            return Condition(part, "level", (level,))
    degree = _DEGREE.match(part)
    if degree:
        return Condition(part, "degree", (degree["degree"],))
    return _read_study(part)


def _read_study(part: str) -> Condition:
    """Fields of study, any of which will do; experience and skills are left to a person's judgement."""
    if _NOT_A_STUDY.search(part):
        return Condition(part, "other")
    fields = [_FIELD_TAIL.sub("", field.strip()) for field in _FIELD_DIVIDERS.split(part)]
    return Condition(part, "study", tuple(FIELD_SHORT_NAMES.get(field, field) for field in fields if field))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if len(text) == 2 and text[0] == "十":
        return 10 + _NUMERALS[text[1]]
    return _NUMERALS[text[0]] if len(text) == 1 else 0


def _outcome(condition: Condition, candidate: Candidate) -> str:
    match condition.kind:
        case "level":
            return MET if at_least(candidate.level, condition.values[0]) else SHORT
        case "degree":
            return _degree_outcome(condition.values[0], candidate.degree)
        case "frontline":
            return _years_outcome(condition, candidate.frontline_years)
        case "management":
            return _years_outcome(condition, candidate.management_years)
        case "study":
            return _study_outcome(condition, candidate)
    return OPEN


def _years_outcome(condition: Condition, years: int | None) -> str:
    if years is None:
        return OPEN
    if years < condition.least:
        return SHORT
    return ABOVE if condition.most is not None and years > condition.most else MET


def _degree_outcome(wanted: str, degree: str) -> str:
    if degree not in DEGREES:
        return OPEN
    return MET if DEGREES.index(degree) >= DEGREES.index(wanted) else SHORT


def _study_outcome(condition: Condition, candidate: Candidate) -> str:
    """Studied, or - where social work is among the fields - a social worker by profession; related is open."""
    if any(field in candidate.major for field in condition.values if not _OPEN_FIELD.search(field)):
        return MET
    if _asks_for_a_social_worker(condition) and candidate.social_worker:
        return MET
    if not candidate.major or _OPEN_FIELD.search(condition.text):
        return OPEN
    return SHORT


def _asks_for_a_social_worker(condition: Condition) -> bool:
    """ "社工" is the profession as well as the study; "社会工作专业" is the study alone."""
    return SOCIAL_WORK in condition.values and "社工" in condition.text
