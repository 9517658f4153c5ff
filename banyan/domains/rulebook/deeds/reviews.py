"""Looking at the rulebook every year, and when the law changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.rulebook import settings
from banyan.domains.rulebook.models import Review, Rulebook
from banyan.domains.rulebook.rules import reviewing
from banyan.foundation.refusal import Refused, noop

State = Review.State


@deed(Review, "add", new=True, label=_("Plan a review"), icon="calendar-plus")
def plan_review(review: Review, by: Any, now: datetime) -> None:
    """Put a look at the rulebook on the list: the yearly one, or because the law changed (R10.2.4)."""
    if review.occasion == Review.Occasion.LAW and not review.reason.strip():
        raise Refused({"reason": noop("Name the law that changed.")}, clause="R10.2.4")
    review.number = numbering.take(Review.number_pattern, review.unit, now.year)


@deed(Review, "conclude", frm=State.DUE, to=State.DONE, label=_("Write down the review…"), icon="checks")
def conclude(review: Review, by: Any, now: datetime, findings: str, outcome: Review.Outcome) -> None:
    """Say what the review found and whether the rulebook stays; the next yearly one is planned with it."""
    reviewing.check_done(findings, outcome)
    review.findings, review.outcome, review.done_on = findings, outcome, now.date()
    review.state = State.DONE
    review.save()
    plan_yearly(review.rulebook, now.date(), by, now)


def plan_yearly(book: Rulebook, last_look: date, by: Any, now: datetime) -> Review | None:
    """Plan the next yearly review, unless one is on the list already."""
    waiting = Review.objects.filter(rulebook=book, occasion=Review.Occasion.YEARLY, state=State.DUE)
    if waiting.exists():
        return None
    months = settings.number_on("rulebook.review_months", last_look, book.unit)
    made = Review(rulebook=book, unit=book.unit, due_on=reviewing.next_due(last_look, months))
    return plan_review(made, by=by, now=now)
