"""The dated facts of case files, from which their stage follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Max, Min

from banyan.domains.services.models import Case, CaseContact, CaseDocument
from banyan.domains.services.rules.cases.stages import Facts, stage
from banyan.foundation.refusal import Sentence, noop, sentence

Kind, State = CaseDocument.Kind, CaseDocument.State
_IN_FORCE = (State.APPROVED, State.FILED)
_Paper = tuple[str, str, date, date | None]


def facts_of(case: Case) -> Facts:
    """The dated facts of one file. Two statements."""
    return facts_of_all([case])[case.pk]


def facts_of_all(cases: Iterable[Case]) -> dict[int, Facts]:
    """The dated facts of many files by case. Two statements, whatever their number."""
    known = {case.pk: case for case in cases}
    papers: dict[int, list[_Paper]] = defaultdict(list)
    kept = CaseDocument.everything.filter(case__in=known, state__in=_IN_FORCE)
    for case, *paper in kept.values_list("case_id", "kind", "outcome", "happened_on", "settled_on"):
        papers[case].append(tuple(paper))  # type: ignore[arg-type]
    met = CaseContact.everything.filter(case__in=known, state=CaseContact.State.FILED).values_list("case_id")
    contacts = {case: days for case, *days in met.annotate(Min("held_on"), Max("held_on"))}
    return {pk: facts_from(case, papers[pk], contacts.get(pk, (None, None))) for pk, case in known.items()}


def facts_from(case: Case, papers: list[_Paper], contacts: Any) -> Facts:
    """The facts of a file whose forms in force and span of contacts were read already."""

    def day(*kinds: str, outcome: str = "", signed: bool = False) -> date | None:
        fitting = [each for each in papers if each[0] in kinds and outcome in ("", each[1])]
        return max((each[3] if signed else each[2] for each in fitting if each[3]), default=None)

    return Facts(
        inquired_on=case.inquired_on,
        considered_on=case.considered_on,
        declined_on=day(Kind.INTAKE, outcome="decline", signed=True),
        referred_on=day(Kind.INTAKE, outcome="refer", signed=True),
        accepted_on=day(Kind.INTAKE, outcome="accept", signed=True),
        assessed_on=day(Kind.ASSESSMENT, signed=True),
        planned_on=day(Kind.PLAN, signed=True),
        agreed_on=day(Kind.AGREEMENT),
        first_contact_on=contacts[0],
        last_contact_on=contacts[1],
        reviewed_on=day(Kind.REVIEW),
        evaluated_on=day(Kind.EVALUATION),
        closed_on=day(Kind.CLOSURE),
        followed_up_on=day(Kind.FOLLOW_UP),
        heard_on=day(Kind.OPINION),
        consented_on=day(Kind.CONSENT),
        is_crisis=case.crisis_at is not None,
    )


def kept_by(facts: Facts) -> dict[str, Any]:
    """What a case keeps of its facts, so that lists can be filtered by it."""
    return {
        "state": str(stage(facts)),
        "opened_on": facts.accepted_on,
        "closed_on": facts.closed_on,
        "last_contact_on": facts.last_contact_on,
    }


def disagreements() -> Iterator[Sentence]:
    """Cases whose kept stage is not the one that their file proves: named by number, for `banyan recount`."""
    cases = list(Case.everything.order_by("pk"))
    facts = facts_of_all(cases)
    for case in cases:
        wanted = kept_by(facts[case.pk])
        if any(getattr(case, name) != value for name, value in wanted.items()):
            yield sentence(
                noop("%(number)s is kept as %(kept)s; its file proves %(proved)s."), number=case.number, kept=case.state,
                proved=wanted["state"],
            )  # fmt: skip
