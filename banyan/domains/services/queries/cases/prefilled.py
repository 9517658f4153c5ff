"""What a form of a file begins with, because the file knows it already."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseGoal, CasePresence
from banyan.domains.services.queries.cases.opinions import last_opinion, person_named
from banyan.domains.services.queries.cases.page import hours
from banyan.domains.services.rules.cases.goals import level_word
from banyan.domains.services.rules.cases.papers import Paper, asks_of


def prefilled(case: Case, kind: str) -> dict[str, Any]:
    """Answers that the records give; a person reads and mends them."""
    with door.opened("case form"):
        if kind == Paper.CLOSURE:
            return {"goal_results": _goals(case), "totals": _totals(case)}
        if kind == Paper.EVALUATION:
            return {"changes": _goals(case)}
        if kind == Paper.REVIEW:
            return _heard(case)
        if kind == Paper.TRANSFER:
            return {"papers": _papers(case)}
        return {}


def begun_with(paper: CaseDocument) -> dict[str, Any]:
    """What a form says so far, as its page begins with it: people as people."""
    named = {ask.name for ask in asks_of(paper.kind) if ask.is_person}
    return {name: person_named(text) if name in named else text for name, text in paper.answers.items()}


def _heard(case: Case) -> dict[str, Any]:
    """What the client was last asked by somebody else, and who that was; nothing once a review has taken it up."""
    asked = last_opinion(case)
    filed = CaseDocument.everything.filter(case=case, kind=Paper.REVIEW, state=CaseDocument.State.FILED)
    if asked is None or filed.filter(happened_on__gte=asked.happened_on).exists():
        return {}
    return {"feedback": asked.answers.get("client_words", ""), "asked_by": asked.author}


def _goals(case: Case) -> str:
    """Each goal with its baseline and the level reached."""
    standing = CaseGoal.everything.filter(case=case, state=CaseGoal.State.OPEN).order_by("position")
    said = _("%(number)s %(goal)s: baseline %(baseline)s, now %(now)s")
    return "\n".join(
        said
        % {
            "number": goal.position,
            "goal": goal.text,
            "baseline": _level(goal.baseline),
            "now": _level(goal.score),
        }
        for goal in standing
    )


def _level(level: int | None) -> str:
    return _("not scored") if level is None else level_word(level)


def _totals(case: Case) -> str:
    filed = CaseContact.everything.filter(case=case, state=CaseContact.State.FILED)
    minutes = CasePresence.everything.filter(contact__in=filed).aggregate(sum=Sum("minutes"))["sum"] or 0
    return _("%(count)s contacts, %(hours)s hours") % {"count": filed.count(), "hours": hours(minutes)}


def _papers(case: Case) -> str:
    """The catalogue of what lies in the file."""
    lying = (
        CaseDocument.everything.filter(case=case)
        .exclude(state=CaseDocument.State.REPLACED)
        .order_by("happened_on")
    )
    return "\n".join(f"{paper.number} {paper.get_kind_display()}" for paper in lying)
