"""What a rectification rests on, and what hangs together with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core import door
from banyan.core.controls import GOOD
from banyan.core.controls.models import Result
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail
from banyan.core.registers.forms import DeedForm
from banyan.core.ui.wording import say
from banyan.domains.projects import public as projects
from banyan.domains.quality.models import Extension, FollowUp, Rectification, SourceKind
from banyan.domains.quality.queries.clauses import words_of
from banyan.domains.quality.rules import rectifications as rules

State = Rectification.State
FAULTS_TOLD = 8
#: Rooms whose records set up the house: bots and templates, not work.
HOUSE_ROOMS = ("notices", "documents")
#: The step that each state waits for, as a form on the page.
STEPS: Mapping[str, tuple[str, ...]] = {
    State.OPEN: ("analyse",),
    State.ANALYSED: ("plan",),
    State.PLANNED: ("report_done",),
    State.DONE: ("confirm", "reject"),
}


def earlier_ones(rectification: Rectification) -> int:
    """How often the same kind of source found the same clause wanting in the same project before."""
    if not rectification.clause:
        return 0
    return _same_fault(rectification).count()


def same_fault(rectification: Rectification, by: Any) -> list[Rectification]:
    """The other first rounds of the same fault that the actor may see, newest first."""
    if not rectification.clause:
        return []
    with door.opened("quality.same_fault"):
        keys = list(_same_fault(rectification).values_list("pk", flat=True))
    found = Rectification.objects.visible_to(by).filter(pk__in=keys)
    return list(found.order_by("-found_on", "-pk"))


def _same_fault(rectification: Rectification) -> Any:
    found = Rectification.everything.filter(
        source_kind=rectification.source_kind, clause=rectification.clause, project=rectification.project,
        unit=rectification.unit, round=1,
    )  # fmt: skip
    return found.exclude(state=State.VOID).exclude(pk=rectification.pk)


def rounds_of(rectification: Rectification, by: Any) -> list[Rectification]:
    """All rounds of one fault, in order; a single round tells nothing and is left out."""
    before: list[int] = []
    with door.opened("quality.rounds"):
        each: Rectification | None = rectification
        while each is not None:
            before.append(each.pk)
            each = each.follows
        after = list(Rectification.everything.filter(follows=rectification).values_list("pk", flat=True))
    keys = {*before, *after}
    found = Rectification.objects.visible_to(by).filter(pk__in=keys).order_by("round")
    return list(found) if len(keys) > 1 else []


def page(rectification: Rectification, by: Any, today: date) -> dict[str, Any]:
    """Everything that the page of a rectification shows beside the frame."""
    late = rules.days_late(rectification.waits_until, rectification.state, today)
    return {
        "late": late,
        "wanted": rules.next_wanted(rectification.state),
        "stages": stages(rectification, late),
        "clause": words_of(rectification.clause),
        "source_url": source_url(rectification, by),
        "same": same_fault(rectification, by),
        "rounds": rounds_of(rectification, by),
        "follow_ups": FollowUp.objects.visible_to(by).filter(rectification=rectification).select_related("by").order_by("-on", "-pk"),
        "extensions": Extension.objects.visible_to(by).filter(rectification=rectification).select_related("agreed_by").order_by("on", "pk"),
        "steps": steps(rectification, by),
    }  # fmt: skip


def steps(rectification: Rectification, by: Any) -> list[dict[str, Any]]:
    """The forms of the next step, those that the actor may take; empty when it is somebody else's turn."""
    register = register_for(Rectification)
    if register is None:
        return []
    wanted = STEPS.get(rectification.state, ())
    buttons = {each.verb: each for each in Detail(register, rectification, by).buttons}
    deeds = [deed for deed in register.deeds if deed.verb in wanted and deed.verb in buttons]
    return [{"button": buttons[deed.verb], "form": DeedForm(deed, by)} for deed in deeds]


def stages(rectification: Rectification, late: int) -> list[dict[str, Any]]:
    """The stage line as the page draws it: label, day, how late the present stage is."""
    reached = {
        State.OPEN: rectification.found_on,
        State.ANALYSED: rectification.analysed_on,
        State.PLANNED: rectification.planned_on,
        State.DONE: rectification.done_on,
        State.EFFECTIVE: rectification.verified_on,
        State.INEFFECTIVE: rectification.verified_on,
    }
    line = rules.stage_line(rectification.state, {str(key): on for key, on in reached.items()})
    return [
        {"code": step.code, "on": step.reached_on, "state": step.state, "late": late if step.state == "now" else 0}
        for step in line
    ]  # fmt: skip


def source_url(rectification: Rectification, by: Any) -> str:
    """The page of what found the fault, if there is one and the actor may see it."""
    register = register_for(rectification.source_model) if rectification.source_model else None
    if register is None or not by.may(register.model.permission("view")):  # type: ignore[attr-defined]
        return ""
    found = register.model.objects.visible_to(by).filter(public_id=rectification.source_id).first()  # type: ignore[attr-defined]
    return page_of(found) if found is not None else ""


def may_be_at_fault(model: Any) -> bool:
    """Whether a record of this kind is part of the work; what only sets up the house is changed, not mended."""
    return model._meta.app_label not in HOUSE_ROOMS


def on_record(record: Any, by: Any) -> dict[str, Any]:
    """The panel on every record: the rectifications that it led to."""
    place = record.home() if getattr(record, "unit_lookup", "unit") else None
    found = Rectification.objects.visible_to(by).filter(
        source_model=record._meta.label_lower, source_id=record.public_id
    )
    return {
        "rectifications": list(found.select_related("owner").order_by("-found_on", "-pk")[:20]),
        "may_open": place is not None and by.can(Rectification.permission("add"), place),
        "model": record._meta.label_lower,
    }


def of_sources(sources: Iterable[tuple[str, UUID]], by: Any) -> dict[tuple[str, UUID], list[Rectification]]:
    """The rectifications of many sources at once. One statement."""
    wanted = set(sources)
    found = Rectification.objects.visible_to(by).filter(
        source_id__in={public_id for _model, public_id in wanted}
    )
    answer: dict[tuple[str, UUID], list[Rectification]] = {key: [] for key in wanted}
    for each in found.select_related("owner", "verifier").order_by("found_on", "pk"):
        answer.get((each.source_model, each.source_id), []).append(each)  # type: ignore[arg-type]
    return answer


def of_clause(project: UUID | None, clause: str, by: Any) -> list[Rectification]:
    """The rectifications of one clause in one project, those under way first."""
    found = Rectification.objects.visible_to(by).filter(clause=clause, project__public_id=project)
    rows = list(found.select_related("owner", "verifier").order_by("-found_on", "-pk"))
    return sorted(rows, key=lambda each: each.state not in Rectification.UNDER_WAY)


def of_projects(scopes: Iterable[UUID], by: Any) -> list[Rectification]:
    """All rectifications of these projects that name a clause, those under way first. One statement."""
    found = (
        Rectification.objects.visible_to(by).filter(project__public_id__in=list(scopes)).exclude(clause="")
    )
    rows = found.select_related("owner", "verifier", "project").order_by("-found_on", "-pk")
    return sorted(rows, key=lambda each: each.state not in Rectification.UNDER_WAY)


def begun_from(record: Any, by: Any) -> dict[str, Any]:
    """What a rectification opened from this record would say: the clause and the faults that it names."""
    kind = SourceKind.CONTROL if isinstance(record, Result) else SourceKind.MONITORING
    return {"clause": getattr(record, "clause", ""), "finding": _faults(record), "source_kind": kind}


def _faults(record: Any) -> str:
    if not isinstance(record, Result):
        return ""
    with door.opened("quality.faults"):
        faults = record.found.exclude(verdict=GOOD).order_by("position")[:FAULTS_TOLD]
        told = (" ".join(filter(None, (each.number, say(each.said)))) for each in faults)
        return "\n".join(dict.fromkeys(told))


def project_of(scope: UUID | None) -> Any:
    """The project of a scope, or nothing."""
    if scope is None:
        return None
    with door.opened("quality.project"):
        return projects.Project.objects.filter(public_id=scope).select_related("unit").first()
