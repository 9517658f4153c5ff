"""What a form of a file begins with, because the file knows it already."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _

from banyan.core import door
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseGoal, CasePresence
from banyan.domains.services.queries.cases.page import hours
from banyan.domains.services.rules.cases.goals import level_word
from banyan.domains.services.rules.cases.papers import Paper


def prefilled(case: Case, kind: str) -> dict[str, str]:
    """Answers that the records give; a person reads and mends them."""
    with door.opened("case form"):
        if kind == Paper.CLOSURE:
            return {"goal_results": _goals(case), "totals": _totals(case)}
        if kind == Paper.EVALUATION:
            return {"changes": _goals(case)}
        if kind == Paper.TRANSFER:
            return {"papers": _papers(case)}
        return {}


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
