"""Declared checks of the rulebook: what a room's records prove about a clause, for many projects at once.

A room declares in its `controls.py` (or in files of a folder `controls/`):

    @control("R3.2.7", kind="duty", title=noop("A project meeting every week"), judged=noop("…"))
    def weekly_meetings(scopes, period, today): yield Finding(…)
"""

from typing import TYPE_CHECKING

from banyan.core.controls.declaring import (
    ATTENTION,
    BREACH,
    GOOD,
    Control,
    Finding,
    Scope,
    control,
    not_asked,
)
from banyan.core.front import front

if TYPE_CHECKING:
    from banyan.core.controls.evaluating import evaluate as evaluate
    from banyan.core.controls.keeping import judge as judge

__all__ = [
    "ATTENTION",
    "BREACH",
    "GOOD",
    "Control",
    "Finding",
    "Scope",
    "control",
    "evaluate",
    "judge",
    "not_asked",
]

__getattr__ = front(__name__, {"evaluate": "evaluating", "judge": "keeping"})
