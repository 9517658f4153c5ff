"""From findings to a verdict: any breach is a breach, any doubt wants attention, nothing good hides a fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banyan.core.controls.declaring import (
    ATTENTION,
    BREACH,
    DUTY,
    GOOD,
    NOT_ASKED,
    Control,
    Finding,
    Scope,
    missing,
)

MET, ATTENTIVE, BREACHED, NOT_APPLICABLE = "met", "attention", "breached", "not_applicable"
#: From worst to best; the worst of a clause's controls speaks for the clause.
RESULTS = (BREACHED, ATTENTIVE, MET, NOT_APPLICABLE)
_ORDER = {BREACH: 0, ATTENTION: 1, GOOD: 2}


@dataclass(frozen=True)
class Outcome:
    """What the controls of one clause say of one project: the result and every finding, faults first."""

    clause: str
    result: str
    findings: tuple[Finding, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Finding, ...]:
        """The records that prove."""
        return tuple(found for found in self.findings if found.verdict == GOOD)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The records at fault, and what is missing."""
        return tuple(found for found in self.findings if found.verdict != GOOD)


def outcome(made: Control, scope: Scope, found: Iterable[Finding], silent_days: int = 1) -> Outcome:
    """The verdict of one control on one project.

    A duty of which nothing is found is breached, unless the control says that nothing was asked, or the project ran
    on fewer than `silent_days` days of the period: what a project did not yet have the time to do is not held
    against it.
    """
    told = tuple(found)
    findings = tuple(each for each in told if each.verdict != NOT_ASKED)
    if not told and made.kind == DUTY and scope.period.days >= silent_days:
        findings = (missing(made, scope),)
    return Outcome(made.clause, _result(findings), _sorted(findings))


def together(parts: Sequence[Outcome]) -> Outcome:
    """The verdict on a clause that several controls answer for: the worst of them."""
    findings = _sorted(found for part in parts for found in part.findings)
    broken = tuple(name for part in parts for name in part.broken)
    result = min((part.result for part in parts), key=RESULTS.index)
    return Outcome(parts[0].clause, result, findings, broken)


def _result(findings: Sequence[Finding]) -> str:
    verdicts = {found.verdict for found in findings}
    if BREACH in verdicts:
        return BREACHED
    if ATTENTION in verdicts:
        return ATTENTIVE
    return MET if verdicts else NOT_APPLICABLE


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Faults first, the newest first among equals."""
    return tuple(
        sorted(findings, key=lambda f: (_ORDER[f.verdict], -(f.on.toordinal() if f.on else 0), f.number))
    )
