"""Rewards and sanctions with hearing and appeal; appraisals of teams; the quality work of a year; relief."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.attachments.queries import attachments_of
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.domains.quality.models import ConductDecision, QualityYear, Relief, TeamAppraisal
from banyan.domains.quality.queries.conduct import figures_of_year
from banyan.domains.quality.rules import conduct as rules
from banyan.domains.quality.settings import APPEAL_DAYS, REWARD_GRADES, SANCTION_GRADES, number, several
from banyan.foundation.refusal import Refused, noop

State, Kind, Outcome = ConductDecision.State, ConductDecision.Kind, ConductDecision.Outcome


@deed(ConductDecision, "add", new=True, label=_("Propose a reward or sanction"), icon="award")
def propose(decision: ConductDecision, by: Any, now: datetime) -> None:
    """Write down facts and the grade that is proposed; nothing is decided yet."""
    _check_grade(decision, now)
    decision.number = numbering.take(ConductDecision.number_pattern, decision.unit, now.year)


@deed(ConductDecision, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit_decision(decision: ConductDecision, by: Any, now: datetime, **changes: Any) -> None:
    """Change the proposal before it is decided."""
    for name, value in changes.items():
        setattr(decision, name, value)
    _check_grade(decision, now)


@deed(ConductDecision, "hear", frm=State.DRAFT, label=_("Note the hearing"), icon="ear")
def hear(decision: ConductDecision, by: Any, now: datetime, heard_on: date, hearing: str) -> None:
    """Note what the person said, or that they declined to be heard."""
    if heard_on > now.date():
        raise Refused({"heard_on": noop("This day has not come yet.")}, clause="R10.1.3")
    decision.heard_on, decision.hearing = heard_on, hearing.strip()


@deed(ConductDecision, "decide", frm=State.DRAFT, to=State.DECIDED, label=_("Decide"), icon="gavel")
def decide(decision: ConductDecision, by: Any, now: datetime, resolution: str) -> None:
    """Decide by a resolution; a sanction only with evidence, hearing and a look at the manager (R10.1.3)."""
    case = case_of(decision, attachments_of(decision).count())
    rules.check_decision(case, by.person.public_id if by.person else None, resolution)
    decision.resolution, decision.decided_on, decision.decided_by = resolution.strip(), now.date(), by.person
    days = number(APPEAL_DAYS, now.date(), decision.unit)
    decision.appeal_until = calendar_around(now.date()).add_workdays(now.date(), days)


@deed(
    ConductDecision, "appeal", frm=State.DECIDED, to=State.APPEALED, label=_("Appeal"), icon="message-report"
)
def appeal_against(decision: ConductDecision, by: Any, now: datetime, appeal: str) -> None:
    """Appeal against a decision about oneself, within the work days that are given."""
    person = by.person.public_id if by.person else None
    rules.check_appeal(person, decision.person.public_id, now.date(), decision.appeal_until)
    decision.appeal, decision.appealed_on = appeal.strip(), now.date()


@deed(
    ConductDecision, "answer_appeal", frm=State.APPEALED, to=State.FINAL, label=_("Answer the appeal"), icon="scale"
)  # fmt: skip
def answer_appeal(
    decision: ConductDecision, by: Any, now: datetime, outcome: ConductDecision.Outcome, outcome_words: str
) -> None:
    """Answer an appeal; never who decided."""
    decider = decision.decided_by.public_id if decision.decided_by else None
    rules.check_appeal_answer(by.person.public_id if by.person else None, decider, decision.person.public_id)
    decision.outcome, decision.outcome_words = outcome, outcome_words.strip()


@deed(ConductDecision, "finish", frm=State.DECIDED, to=State.FINAL, label=_("Make it final"), icon="lock")
def make_final(decision: ConductDecision, by: Any, now: datetime) -> None:
    """Nobody appealed in time; the decision stands."""
    rules.check_still_open_to_appeal(now.date(), decision.appeal_until)


def case_of(decision: ConductDecision, files: int) -> rules.Case:
    """A decision as the rules ask for it."""
    return rules.Case(
        decision.kind, decision.grade, decision.person.public_id,
        decision.manager.public_id if decision.manager else None, decision.manager_words,
        decision.heard_on is not None and bool(decision.hearing), files,
    )  # fmt: skip


def _check_grade(decision: ConductDecision, now: datetime) -> None:
    graded = SANCTION_GRADES if decision.kind == Kind.SANCTION else REWARD_GRADES
    rules.check_grade(decision.grade, several(graded, now.date(), decision.unit))


@deed(TeamAppraisal, "add", new=True, label=_("Appraise a team"), icon="users-group")
def appraise(appraisal: TeamAppraisal, by: Any, now: datetime) -> None:
    """Write the appraisal of a team; it stays a draft until the committee decides."""
    appraisal.unit = appraisal.project.unit
    appraisal.number = numbering.take(TeamAppraisal.number_pattern, appraisal.unit, now.year)


@deed(TeamAppraisal, "edit", frm=TeamAppraisal.State.DRAFT, label=_("Edit"), icon="pencil")
def edit_appraisal(appraisal: TeamAppraisal, by: Any, now: datetime, **changes: Any) -> None:
    """Change the draft."""
    for name, value in changes.items():
        setattr(appraisal, name, value)


@deed(
    TeamAppraisal, "decide", frm=TeamAppraisal.State.DRAFT, to=TeamAppraisal.State.DECIDED, label=_("Decide"),
    icon="gavel",
)  # fmt: skip
def decide_appraisal(appraisal: TeamAppraisal, by: Any, now: datetime, resolution: str) -> None:
    """Adopt the appraisal by a resolution (R2.2.4); the project's lead does not decide about their own team."""
    if not resolution.strip():
        raise Refused(
            {"resolution": noop("Name the resolution by which the committee decided.")}, clause="R2.2.4"
        )
    if by.person is not None and by.person == appraisal.project.lead:
        raise Refused({"": noop("Who leads the team does not decide its appraisal.")}, clause="R2.2.4")
    appraisal.resolution, appraisal.decided_on = resolution.strip(), now.date()


@deed(QualityYear, "add", new=True, label=_("Sum the year up"), icon="report-analytics")
def sum_up(summary: QualityYear, by: Any, now: datetime) -> None:
    """Sum the quality work of a year up; the figures come from the rectifications."""
    if summary.year > now.year:
        raise Refused({"year": noop("This year has not begun.")}, clause="R4.4.4")
    summary.number = numbering.take(QualityYear.number_pattern, summary.unit, now.year)
    _count(summary)


@deed(QualityYear, "edit", frm=QualityYear.State.DRAFT, label=_("Edit"), icon="pencil")
def edit_summary(summary: QualityYear, by: Any, now: datetime, **changes: Any) -> None:
    """Change the words; the figures are counted anew."""
    for name, value in changes.items():
        setattr(summary, name, value)
    _count(summary)


@deed(
    QualityYear, "decide", frm=QualityYear.State.DRAFT, to=QualityYear.State.DECIDED, label=_("Adopt the summary"),
    icon="gavel",
)  # fmt: skip
def adopt_summary(summary: QualityYear, by: Any, now: datetime) -> None:
    """Adopt the summary; its figures stand as of today."""
    _count(summary)
    summary.decided_on = now.date()


def _count(summary: QualityYear) -> None:
    for name, count in figures_of_year(summary.unit, summary.year).items():
        setattr(summary, name, count)


@deed(Relief, "add", new=True, label=_("Begin a measure of relief"), icon="lifebuoy")
def begin_relief(relief: Relief, by: Any, now: datetime) -> None:
    """Begin a measure with the figure before it; without one nobody can say what it brought (P2.5)."""
    if relief.before_on > now.date():
        raise Refused({"before_on": noop("This day has not come yet.")}, clause="P2.5")
    relief.unit = relief.project.unit
    relief.number = numbering.take(Relief.number_pattern, relief.unit, now.year)


@deed(
    Relief,
    "assess",
    frm=Relief.State.RUNNING,
    to=Relief.State.ASSESSED,
    label=_("Measure the effect"),
    icon="ruler",
)
def assess_relief(relief: Relief, by: Any, now: datetime, after_value: Decimal, conclusion: str) -> None:
    """Measure again and say what came of it (P2.5)."""
    relief.after_value, relief.after_on, relief.conclusion = after_value, now.date(), conclusion.strip()
