"""What the work on a case asks for next, in a sentence; and why what comes later cannot be written yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.approvals.stops import rail
from banyan.core.ui.wording import say, short_day, stamp
from banyan.domains.services.models import Case, CaseDocument
from banyan.domains.services.rules.cases.deadlines import Due
from banyan.domains.services.rules.cases.papers import Paper
from banyan.domains.services.rules.cases.stages import OVER, TURNED_AWAY, Facts, Stage, check_may_write, stage
from banyan.foundation.refusal import Refused, noop

State = CaseDocument.State
GOAL, CONTACT, NOTHING = "goal", "contact", ""


@dataclass(frozen=True)
class Also:
    """Something that is to be done beside the next step: a sentence, and where."""

    said: str
    url: str


@dataclass(frozen=True)
class NextStep:
    """What comes next: what it is, the words about it, and what is to be done beside it."""

    wanted: str
    said: str
    also: tuple[Also, ...] = ()


def next_form(file: Any, has_goals: bool) -> str:
    """The form that the work asks for next; `CONTACT` where it is a contact, `GOAL` where it is a goal."""
    facts = file.facts
    if facts.closed_on:
        return Paper.FOLLOW_UP
    if stage(facts) in OVER:
        return NOTHING
    wanted = (
        (Paper.INTAKE, facts.accepted_on), (Paper.ASSESSMENT, facts.assessed_on), (GOAL, facts.planned_on or has_goals),
        (Paper.PLAN, facts.planned_on), (Paper.CONSENT, file.in_force(Paper.CONSENT)), (Paper.AGREEMENT, facts.agreed_on),
    )  # fmt: skip
    lacking = next((str(kind) for kind, there in wanted if not there), "")
    return lacking or (Paper.CLOSURE if stage(facts) == Stage.EVALUATION else CONTACT)


def next_step(file: Any, has_goals: bool, due: list[Due], contact_due: date | None, today: date) -> NextStep:
    """The next step of a case that was reached through its door. No statement, a few more where a form waits."""
    wanted = next_form(file, has_goals)
    also = tuple(_also(file))
    waiting = _waiting(file, wanted)
    if waiting is not None:
        return NextStep(wanted, _waits(waiting, today), also)
    draft = file.in_force(wanted) if wanted in set(Paper) else None
    if draft is not None and draft.state == State.DRAFT:
        said = _("The %(form)s is begun and not finished: open it, go on, and hand it in.")
        return NextStep(wanted, said % {"form": _form(wanted)}, also)
    return NextStep(wanted, _said(file.facts, wanted, due, contact_due), also)


def call_first(crises: Iterable[Any], step: NextStep) -> NextStep:
    """In a crisis the calls come first: whoever was not told yet, in the order of the tree."""
    standing = (crisis for crisis in crises if crisis.lifted_at is None)
    untold = (call for crisis in standing for call in crisis.call_tree if call.told_at is None)
    call = min(untold, key=lambda each: each.due_at, default=None)
    if call is None:
        return step
    said = _("A crisis stands and %(who)s was not told yet: call by %(at)s and write down who was told.")
    return replace(step, said=said % {"who": call.role_word, "at": stamp(call.due_at)})


def hindrance(kind: str, facts: Facts) -> Refused | None:
    """Why a form cannot be written now; None where it can."""
    try:
        check_may_write(kind, facts)
    except Refused as refused:
        return refused
    if kind == Paper.CLOSURE and facts.began and not facts.evaluated_on:
        return Refused({"": _UNEVALUATED}, clause="R2.2.12", code="order")
    return None


_UNEVALUATED = noop("What was begun is evaluated before it is closed: write the evaluation first.")
_AFTER = {
    "assessment": noop("once the intake is signed"), "plan": noop("once the assessment is signed"),
    "agreement": noop("once the plan is signed"), "review": noop("once work has begun"),
    "evaluation": noop("once work has begun"), "opinion": noop("once work has begun"), "closure": noop("once it is evaluated"),
    "follow_up": noop("once the case is closed"),
}  # fmt: skip


def not_before(kind: str, facts: Facts) -> str:
    """In few words after what a form can be written; empty where it can be written now."""
    if kind not in _AFTER or stage(facts) in TURNED_AWAY or hindrance(kind, facts) is None:
        return ""
    return say(_AFTER[kind]) if not facts.closed_on else ""


def _waiting(file: Any, wanted: str) -> CaseDocument | None:
    """The form that waits for signatures: the next one, or one that ends or hands over the work."""
    waits = [each for each in file.papers if each.state == State.WAITING]
    first = [each for each in waits if each.kind in (wanted, Paper.CLOSURE, Paper.TRANSFER)]
    return first[0] if first else None


def _waits(paper: CaseDocument, today: date) -> str:
    turns = [stop.who for stop in rail(paper, f"case_{paper.kind}", today) if stop.state == "now"]
    given = {"form": _form(paper.kind), "who": "".join(turns[:1]), "after": _after_signing(paper.kind)}
    if not given["who"]:
        return _("The %(form)s waits for signatures. %(after)s") % given
    return _("The %(form)s waits for the signature of %(who)s. %(after)s") % given


def _after_signing(kind: str) -> str:
    said = {
        "intake": _("Once it is signed, the assessment is written."),
        "assessment": _("Once it is signed, goals are set and the plan is written."),
        "plan": _("Once it is signed, consent and agreement follow, then the work begins."),
        "closure": _("Once it is signed, the case is closed and follow-ups are due."),
        "transfer": _("Once all have signed, the new key worker leads the case."),
    }
    return said.get(kind, "")


def _said(facts: Facts, wanted: str, due: list[Due], contact_due: date | None) -> str:
    by = next((each.on for each in due if each.kind == wanted), None)
    if wanted == CONTACT:
        return _at_work(contact_due)
    if wanted == Paper.FOLLOW_UP:
        return _followed(by)
    if wanted == NOTHING:
        return _(
            "Nothing more is written here. Whoever comes back is reopened: a new number, linked to this one."
        )
    words = _WORDS[wanted]
    told = _(words)
    return f"{told} {_('Due %(day)s.') % {'day': short_day(by)}}" if by else told


_WORDS = {
    Paper.INTAKE: noop(
        "Write the intake form and submit it; the superior signs whether the case is accepted. Everything else follows it."
    ),
    Paper.ASSESSMENT: noop(
        "The case is accepted. Write the assessment and submit it; the superior signs it before the plan."
    ),
    GOAL: noop("The assessment is signed. Set the goals with their five levels, then write the plan."),
    Paper.PLAN: noop("The goals are set. Write the plan and submit it; the superior signs plan and goals together."),
    Paper.CONSENT: noop("The plan is signed. File the informed consent that the client signed on paper."),
    Paper.AGREEMENT: noop("Write down the agreement with the client; with it the work begins."),
    Paper.CLOSURE: noop(
        "The work is evaluated. Write the closure form and submit it; a further contact record leads back into the work."
    ),
}  # fmt: skip


def _at_work(contact_due: date | None) -> str:
    told = _(
        "Write each contact down. When the goals are reached, write the evaluation, then ask for closure."
    )
    return (
        f"{told} {_('Next contact by %(day)s.') % {'day': short_day(contact_due)}}" if contact_due else told
    )


def _followed(by: date | None) -> str:
    if by is None:
        return _("The case is closed and was followed up. Reopen it if the client needs help again.")
    return _("The case is closed. A follow-up is due %(day)s; write down whether the change holds.") % {
        "day": short_day(by)
    }


def _also(file: Any) -> Iterator[Also]:
    """What the file lacks beside its forms."""
    case: Case = file.case
    if file.facts.evaluated_on and file.in_force(Paper.OPINION) is None:
        said = _(
            "Nobody has asked the client yet how satisfied they are; somebody who did not work on the case does."
        )
        yield Also(said, reverse("services.case.paper", args=[case.public_id, Paper.OPINION]))
    if stage(file.facts) in OVER:
        return
    if case.client_id is None:
        said = _("The client is not named yet: say who it is before the case is accepted.")
        yield Also(said, reverse("services.case.client", args=[case.public_id]))
    screened = file.in_force(Paper.INTAKE)
    seen = screened.answers.get("crisis_screen", "none") if screened else "none"
    if seen in ("red", "orange", "yellow") and case.crisis == Case.Crisis.NONE and case.crisis_at is None:
        said = _(
            "The crisis screen saw signs, and no crisis is raised: raise it, or say in the form that it is over."
        )
        yield Also(said, reverse("services.case.crisis", args=[case.public_id]))


def _form(kind: str) -> str:
    return str(CaseDocument.Kind(kind).label)


def leads_out(case: Case, wanted: str) -> tuple[str, str]:
    """The deed that comes first, and its address."""
    if wanted == GOAL:
        return _("Set a goal"), reverse("services.case.goal", args=[case.public_id])
    if wanted == CONTACT:
        return _("Write a contact record"), reverse("services.case.contact", args=[case.public_id])
    if wanted == NOTHING:
        return _("Open the file"), reverse("services.case.detail", args=[case.public_id])
    return _form(wanted), reverse("services.case.paper", args=[case.public_id, wanted])
