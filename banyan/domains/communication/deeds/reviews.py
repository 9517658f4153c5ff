"""The yearly evaluation of communication."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.domains.communication.deeds.beginning import begin, change, today_of
from banyan.domains.communication.models import CommunicationReview, ReviewAnswer
from banyan.domains.communication.rules import reviews as rules

State = CommunicationReview.State
Group = ReviewAnswer.Group


@deed(CommunicationReview, "add", new=True, label=_("Begin an evaluation"), icon="chart-dots")
def begin_review(review: CommunicationReview, by: Any, now: datetime) -> None:
    """Once a year staff and partners are asked how well we talk (R9.3.3)."""
    begin(review, now, review.year)


@deed(CommunicationReview, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(review: CommunicationReview, by: Any, now: datetime, **changes: Any) -> None:
    """Write findings and measures while the answers come in."""
    change(review, changes)


@deed(ReviewAnswer, "add", new=True, system=True, label=_("Answers entered"))
def write_answer(answer: ReviewAnswer, by: Any, now: datetime) -> None:
    """The answers of one group to one question."""


@deed(CommunicationReview, "enter_answers", frm=State.DRAFT, label=_("Enter the answers to a question"),
      icon="list-numbers")  # fmt: skip
def enter_answers(
    review: CommunicationReview,
    by: Any,
    now: datetime,
    *,
    group: Group,
    question: str,
    people: int,
    mean: Decimal,
) -> None:
    """How many answered a question, and the mean of 1 to 5; results of few are not shown."""
    rules.check_result(people, mean)
    answer = ReviewAnswer(review=review, group=group, question=question, answers=people, mean=mean)
    answer.number = f"{review.number}/{ReviewAnswer.everything.filter(review=review).count() + 1}"
    write_answer(answer, by=by, now=now)


@deed(
    CommunicationReview,
    "finish",
    frm=State.DRAFT,
    to=State.DONE,
    label=_("Finish the evaluation"),
    icon="check",
)
def finish(review: CommunicationReview, by: Any, now: datetime) -> None:
    """Both groups were heard, findings and measures are written."""
    groups = ReviewAnswer.everything.filter(review=review).values_list("group", flat=True)
    rules.check_finished(groups, review.findings, review.measures)
    review.done_on = today_of(now)
