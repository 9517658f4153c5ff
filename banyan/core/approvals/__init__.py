"""Asking for signatures and giving them: in order, by different people, under one exact version."""

from typing import TYPE_CHECKING

from banyan.core.front import front

if TYPE_CHECKING:
    from banyan.core.approvals.deeds import ask as ask
    from banyan.core.approvals.deeds import decide as decide
    from banyan.core.approvals.deeds import void as void
    from banyan.core.approvals.deeds import withdraw as withdraw
    from banyan.core.approvals.outcomes import outcome as outcome
    from banyan.core.approvals.queries import approved_among as approved_among
    from banyan.core.approvals.queries import check_unlocked as check_unlocked
    from banyan.core.approvals.queries import inbox as inbox
    from banyan.core.approvals.queries import is_approved as is_approved
    from banyan.core.approvals.queries import locked as locked
    from banyan.core.approvals.queries import locked_fields as locked_fields
    from banyan.core.approvals.queries import waiting as waiting
    from banyan.core.approvals.resolving import Signers as Signers
    from banyan.core.approvals.resolving import StepPlan as StepPlan
    from banyan.core.approvals.resolving import superiors as superiors
    from banyan.core.approvals.stops import rail as rail

_DEEDS = ("ask", "decide", "void", "withdraw")
_QUERIES = ("approved_among", "check_unlocked", "inbox", "is_approved", "locked", "locked_fields", "waiting")
_RESOLVING = ("Signers", "StepPlan", "superiors")

__getattr__ = front(
    __name__,
    dict.fromkeys(_DEEDS, "deeds")
    | dict.fromkeys(_QUERIES, "queries")
    | dict.fromkeys(_RESOLVING, "resolving")
    | {"outcome": "outcomes", "rail": "stops"},
)
