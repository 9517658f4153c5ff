"""The match list: who a line without a number may be. People decide; this only puts the likely ones first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banyan.domains.services.rules.attendance import Count, Ruling, SignIn
from banyan.foundation.refusal import noop

NAMELESS = frozenset(
    (
        "未留姓名",
        "未留名",
        "未署名",
        "未签名",
        "未填",
        "未填写",
        "无名",
        "无",
        "不详",
        "不明",
        "匿名",
        "未知",
        "空",
        "某",
        "某某",
    )
)
AROUND = " 　()（）[]【】<>《》-—－_/\\?？*.。、"

AGREEMENTS = (
    ("phone_tail", noop("phone end")),
    ("area", noop("community")),
    ("sex", noop("sex")),
    ("age_band", noop("age band")),
)
WEIGHTS = {"phone_tail": 4, "area": 2, "sex": 1, "age_band": 1}


@dataclass(frozen=True)
class Known:
    """A registered person as far as a sheet can show them."""

    number: str
    name: str
    sex: str = ""
    age_band: str = ""
    area: str = ""
    phone_tail: str = ""


@dataclass(frozen=True)
class Likeness:
    """A registered person whom a line may be: what agrees, and what differs."""

    known: Known
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[name] for name in self.agreeing) - sum(WEIGHTS[name] for name in self.differing)


def name_or_nothing(name: str) -> str:
    """The name on a line, or nothing where the paper only says that there is none."""
    bare = name.strip(AROUND)
    return "" if not bare or bare in NAMELESS else name


def likenesses(sign_in: SignIn, register: Iterable[Known]) -> list[Likeness]:
    """Registered persons of this name, the likeliest first; another sex rules somebody out."""
    found = [_compare(sign_in, known) for known in register if known.name == sign_in.name]
    return sorted((like for like in found if "sex" not in like.differing), key=lambda like: -like.weight)


def _compare(sign_in: SignIn, known: Known) -> Likeness:
    pairs = [(name, getattr(sign_in, name), getattr(known, name)) for name, _ in AGREEMENTS]
    return Likeness(
        known,
        tuple(name for name, mine, theirs in pairs if mine and mine == theirs),
        tuple(name for name, mine, theirs in pairs if mine and theirs and mine != theirs),
    )


def to_match(count: Count) -> list[Ruling]:
    """Counted lines with a name and no number: each stands for one person until somebody says who it is."""
    return [
        ruling for ruling in count.rulings if ruling.counts and ruling.sign_in.name and _unnumbered(ruling)
    ]


def _unnumbered(ruling: Ruling) -> bool:
    return not ruling.sign_in.user_number


def same_name_in_sheet(ruling: Ruling, rulings: Sequence[Ruling]) -> list[Ruling]:
    """Other counted lines of the session with the same name: perhaps one person who signed twice."""
    mine = ruling.sign_in
    return [
        other
        for other in rulings
        if other is not ruling
        and other.counts
        and other.sign_in.name == mine.name
        and (other.sign_in.activity, other.sign_in.held_on) == (mine.activity, mine.held_on)
        and _may_agree(other.sign_in.phone_tail, mine.phone_tail)
    ]


def _may_agree(one: str, other: str) -> bool:
    return not one or not other or one == other
