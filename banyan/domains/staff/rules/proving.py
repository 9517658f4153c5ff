"""What the records of posts and people prove of the rulebook, each as a verdict and the sentence that says why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.staff.rules.establishment import Staffing
from banyan.domains.staff.rules.ratios import Ratio
from banyan.domains.staff.rules.responsibility import OVERLAP, VOID
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
PERCENT = 100
Judged = tuple[str, Sentence]


@dataclass(frozen=True)
class Certified:
    """What is known of a social worker's certificate: until when it is registered (None: no end known)."""

    has_one: bool
    valid_until: date | None = None
    supervisor: str = ""


def qualified(worker: Certified, on: date) -> Judged:
    """A social worker is certified, or works under a certified superior (R1.3.2)."""
    if worker.has_one and (worker.valid_until is None or worker.valid_until >= on):
        return GOOD, sentence(noop("certified"))
    if worker.supervisor:
        return GOOD, sentence(noop("works under the certified %(number)s"), number=worker.supervisor)
    if worker.has_one:
        return ATTENTION, sentence(noop("the registration ended on %(day)s"), day=worker.valid_until)
    return ATTENTION, sentence(noop("has no certificate and no certified superior"))


def in_line(levels: int, advises: bool, is_top: bool) -> Judged:
    """A post stands in the line of command up to the head of the agency, or advises and signs nothing (P1.1)."""
    if advises:
        return GOOD, sentence(noop("adviser, outside the line of command"))
    if levels or is_top:
        return GOOD, sentence(noop("%(levels)s levels up to the head of the agency"), levels=levels)
    return BREACH, sentence(noop("has no superior post: requests from here reach nobody"))


def signed_by_adviser(advises: bool) -> Judged | None:
    """An approval never runs through an adviser (P1.1)."""
    if not advises:
        return None
    return BREACH, sentence(noop("a signature was asked of an adviser"))


def staffed(found: Staffing, most_days: int) -> Judged:
    """A post may exist unfilled, and how long is shown; for too long wants attention (P1.2)."""
    if not found.vacant:
        return GOOD, sentence(
            noop("%(filled)s of %(places)s filled"), filled=found.filled, places=found.places
        )
    days = max(each.days for each in found.vacancies)
    verdict = ATTENTION if days > most_days else GOOD
    words = noop("%(vacant)s of %(places)s vacant, for %(days)s days")
    return verdict, sentence(words, vacant=found.vacant, places=found.places, days=days)


def answered_for(verdict: str, leads: int) -> Judged:
    """A field that somebody needs has exactly one department in the lead (P1.4)."""
    if verdict == VOID:
        return BREACH, sentence(noop("is needed, and no department leads it"))
    if verdict == OVERLAP:
        return ATTENTION, sentence(noop("%(leads)s departments lead it"), leads=leads)
    return GOOD, sentence(noop("has one department in the lead")) if leads else sentence(
        noop("is not needed")
    )


def local_need(has_lead: bool) -> Judged:
    """A need of the neighbourhood is somebody's task (P1.3)."""
    if has_lead:
        return GOOD, sentence(noop("a department answers for this local need"))
    return ATTENTION, sentence(noop("no department answers for this local need"))


def likeness(own: Collection[str], others: Collection[Collection[str]]) -> Decimal | None:
    """How alike the fields of a centre and of its sisters are, 0 to 1 (mean Jaccard); None without sisters."""
    shares = [
        Decimal(len(set(own) & set(other))) / Decimal(len(set(own) | set(other)))
        for other in others
        if set(own) | set(other)
    ]
    return sum(shares, Decimal(0)) / len(shares) if shares else None


def own_shape(alike: Decimal, most: Decimal) -> Judged:
    """Departments that are the same everywhere follow the contract, not the neighbourhood (P1.3)."""
    percent = round(PERCENT * alike)
    if alike > most:
        return ATTENTION, sentence(
            noop("departments are %(percent)s %% alike those of the sister centres"), percent=percent
        )
    return GOOD, sentence(
        noop("departments are %(percent)s %% alike those of the sister centres"), percent=percent
    )


def reassigned(reason: str) -> Judged:
    """A change in who answers for what carries its day and its reason (P1.5)."""
    if reason.strip():
        return GOOD, sentence(noop("reassigned, with a reason"))
    return ATTENTION, sentence(noop("reassigned without a reason"))


def fits_post(missed: Collection[str]) -> Judged:
    """Whoever holds a post has what it asks (P1.6)."""
    if missed:
        return ATTENTION, sentence(noop("the post asks for more: %(missed)s"), missed="；".join(missed))
    return GOOD, sentence(noop("has what the post asks, as far as records say"))


def ratio_known(ratio: Ratio, counted_on: date | None, on: date, most_days: int) -> Judged:
    """The ratio names both its sides, and its residents were counted not too long ago (P2.1)."""
    if ratio.residents is None or counted_on is None:
        return BREACH, sentence(noop("nobody has counted the residents of this area"))
    if ratio.residents_per_worker is None:
        return BREACH, sentence(noop("there are residents and no worker to set against them"))
    parts = {"residents": f"{ratio.residents_per_worker:,}", "day": counted_on}
    if (on - counted_on).days > most_days:
        words = noop("1 : %(residents)s, but the residents were last counted on %(day)s")
        return ATTENTION, sentence(words, **parts)
    return GOOD, sentence(noop("1 : %(residents)s, residents as of %(day)s"), **parts)


def turnover(left: int, staff: int, most_percent: int) -> Judged:
    """How many of the staff left within a year (P2.4): leavers over leavers and those who stayed."""
    percent = round(PERCENT * left / (left + staff)) if left + staff else 0
    words = noop("%(left)s of %(all)s left within twelve months, %(percent)s %%")
    verdict = ATTENTION if percent > most_percent else GOOD
    return verdict, sentence(words, left=left, all=left + staff, percent=percent)


def left_with_reason(reason: str) -> Judged:
    """Every leaver's reason is written down (P2.4)."""
    if reason.strip():
        return GOOD, sentence(noop("left, with a reason"))
    return ATTENTION, sentence(noop("left, and nobody wrote down why"))
