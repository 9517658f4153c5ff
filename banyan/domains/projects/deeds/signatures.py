"""The way of a paper that is signed: submitted, approved or sent back, and taken back to be changed (R2.2.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Request
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.queries import latest
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import Deed, deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.models.parts import SignedPaper

State = SignedPaper.State
#: The superior of whoever submits signs; where there is none, the programme director.
SUPERIOR = StepPlan("superior", otherwise="programme-director")


@dataclass(frozen=True)
class Way:
    """The deeds of a signed paper."""

    submit: Deed
    approved: Deed
    returned: Deed
    reopen: Deed


def way_of_signature(
    model: type[SignedPaper],
    kind: str,
    *,
    label: Any,
    check: Callable[[Any, datetime], None],
    extra: Callable[[Any], Any] | None = None,
) -> Way:
    """Give a paper its way; `check` refuses what is not whole, `extra` says what else the signatures stand for."""

    @deed(model, "submit", frm=State.DRAFT, to=State.WAITING, label=_("Submit for signature"), icon="send")
    def submit(paper: Any, by: Actor, now: datetime) -> None:
        """Send the paper as it stands to the superior; the number is taken now."""
        check(paper, now)
        if not paper.number:
            paper.number = numbering.take(model.number_pattern, paper.unit, now.year)
        approvals.ask(paper, kind, [SUPERIOR], by, now)

    @deed(model, "approve", frm=State.WAITING, to=State.APPROVED, system=True, label=_("Approved"))
    def approved(paper: Any, by: Actor, now: datetime) -> None:
        """The last signature is given: this version holds."""
        paper.approved_at = now

    @deed(
        model,
        "return",
        frm=(State.WAITING, State.APPROVED),
        to=State.DRAFT,
        system=True,
        label=_("Sent back"),
    )
    def returned(paper: Any, by: Actor, now: datetime, reason: str = "") -> None:
        """The paper comes back with the reason and is a draft again."""
        paper.approved_at = None

    outcome(model, kind, approved=approved, returned=returned, label=label, extra=extra)
    return Way(submit, approved, returned, _reopening(model, kind))


def _reopening(model: type[SignedPaper], kind: str) -> Deed:
    @deed(
        model, "reopen", frm=State.APPROVED, to=State.DRAFT, label=_("Change what was approved"), icon="edit"
    )
    def reopen(paper: Any, by: Actor, now: datetime, reason: str) -> None:
        """Take an approved paper back to change it; the approval is void, the changed version is signed anew."""
        request = latest(paper, kind)
        if request is not None and request.state == Request.State.APPROVED:
            approvals.void(request, by=by, now=now, reason=reason)
        paper.approved_at = None

    return reopen
