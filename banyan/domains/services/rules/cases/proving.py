"""What case files prove of the rulebook: four linked records, one key worker with hours, functions of case management."""

from collections.abc import Mapping, Sequence
from datetime import date

from banyan.domains.services.rules.cases.stages import Facts, four_records
from banyan.domains.services.rules.cases.team import Place, days_without_key_worker
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Judged = tuple[str, Sentence]

_LACKING = {
    "assessment": noop("a closed case without a signed assessment"),
    "plan": noop("a closed case without a signed plan"),
    "delivery": noop("a closed case without a contact"),
    "evaluation": noop("a closed case without an evaluation"),
}


def whole_service(facts: Facts) -> Judged:
    """A closed case has assessment, plan, delivery and evaluation (R2.2.12)."""
    lacking = four_records(facts)
    if lacking:
        return BREACH, sentence(_LACKING[lacking[0]])
    return GOOD, sentence(noop("assessment, plan, delivery and evaluation are linked"))


def one_key_worker(team: Sequence[Place], first: date, last: date, hours: Mapping[str, int]) -> Judged:
    """One key worker on every date, and the hours split by the parts of the team (P1.7)."""
    empty = days_without_key_worker(team, first, last)
    if empty:
        return BREACH, sentence(noop("%(days)s days without exactly one key worker"), days=empty)
    if len({place.person for place in team}) > 1 and len(hours) < 2:
        return ATTENTION, sentence(noop("several people in the team, hours of one part only"))
    return GOOD, sentence(noop("one key worker on every date"))


def led_by_the_qualified(is_fit: bool | None) -> Judged:
    """Whoever leads a case is certified or works under somebody who is; None: on no roster (R1.3.2)."""
    if is_fit is None:
        return ATTENTION, sentence(noop("the key worker is on no roster, so no certificate is known"))
    if is_fit:
        return GOOD, sentence(noop("led by a certified worker, or under a certified superior"))
    return BREACH, sentence(noop("the key worker has neither a certificate nor a certified superior"))


def functions_named(contacts: int, managing: int) -> Judged:
    """Contacts carry the function they served; a project that names none but direct work wants attention (P1.8)."""
    if managing:
        return GOOD, sentence(
            noop("%(managing)s of %(contacts)s contacts served case management"),
            managing=managing,
            contacts=contacts,
        )
    return ATTENTION, sentence(
        noop(
            "%(contacts)s contacts, all direct work: no placement, coordination, monitoring, evaluation or advocacy"
        ),
        contacts=contacts,
    )


def asked_midway(last: date | None, accepted_on: date, until: date, days: int) -> Judged | None:
    """The client of a longer case is asked midway, in a review (R3.2.3); nothing is said of one that is shorter."""
    if (until - (last or accepted_on)).days > days:
        return BREACH, sentence(noop("no review with the client for more than %(days)s days"), days=days)
    if last is None:
        return None
    return GOOD, sentence(noop("reviewed with the client on %(day)s"), day=last.isoformat())
