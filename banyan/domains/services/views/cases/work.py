"""Goals, team and crisis of a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.gate import needs
from banyan.core.registers.addresses import page_of
from banyan.domains.services.case_forms import CrisisForm, GoalForm, LiftForm, ScoreForm, TeamForm, ToldForm
from banyan.domains.services.deeds.cases import crises, goals, team
from banyan.domains.services.models import CaseCall, CaseCrisis, CaseGoal, CaseScore, CaseWorker
from banyan.domains.services.queries.cases.reading import (
    call_told,
    crisis_told,
    levels_are_open,
    people_within,
    read_case,
    read_part,
)
from banyan.domains.services.views.cases.parts import ask, settled


@needs("services.casegoal.add")
def goal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set a goal with its five levels."""
    by = request.actor  # type: ignore[attr-defined]
    case = read_case(public_id, by, clock.now())

    def do(filled: GoalForm) -> str:
        made = goals.set_goal(CaseGoal(case=case, **filled.goal()), by=by, levels=filled.levels())
        return _("Goal %(number)s was set.") % {"number": made.position}

    return ask(request, case, GoalForm(request.POST or None), do, deed=_("Set a goal"))


@needs("services.casegoal.edit")
def regoal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Describe a goal otherwise; once intervention has begun that makes a new goal in its place."""
    by = request.actor  # type: ignore[attr-defined]
    old = read_part(CaseGoal, public_id, by, clock.now())
    is_open = levels_are_open(old.case)
    levels = {f"level_{number}": text for number, text in enumerate(old.levels, start=1)}
    fields = {name: getattr(old, name) for name in ("text", "measure", "weight", "baseline", "target_on")}

    def do(filled: GoalForm) -> str:
        if is_open:
            goals.edit_goal(old, by=by, version=old.version, levels=filled.levels(), **filled.goal())
            return _("Goal %(number)s was changed.") % {"number": old.position}
        made = goals.replace_goal(old, CaseGoal(**filled.goal()), filled.levels(), by=by)
        return _("Goal %(number)s stands in its place.") % {"number": made.position}

    deed = _("Change the goal") if is_open else _("Set a goal in its place")
    told = "" if is_open else _("Intervention has begun: the former goal and its scores stay to be read.")
    form = GoalForm(settled(request, GoalForm(initial=levels | fields)), initial=levels | fields)
    return ask(request, old.case, form, do, deed=deed, note=told, standing=old)


@needs("services.casescore.add")
def score(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say which level of a goal stands now."""
    by = request.actor  # type: ignore[attr-defined]
    aim = read_part(CaseGoal, public_id, by, clock.now())
    form = ScoreForm(request.POST or None, initial={"scored_on": clock.today(), "score": aim.score})

    def do(filled: ScoreForm) -> str:
        goals.score(CaseScore(case=aim.case, goal=aim, **filled.cleaned_data), by=by)
        return _("Goal %(number)s was scored.") % {"number": aim.position}

    return ask(request, aim.case, form, do, deed=_("Score a goal"), goal=aim)


@needs("services.caseworker.join")
def join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take somebody into the team, or name who reads and signs."""
    by = request.actor  # type: ignore[attr-defined]
    case = read_case(public_id, by, clock.now())
    form = TeamForm(request.POST or None, people=people_within(by), today=clock.today())

    def do(filled: TeamForm) -> str:
        team.join(CaseWorker(case=case, **filled.cleaned_data), by=by)
        return _("Named for %(number)s.") % {"number": case.number}

    return ask(request, case, form, do, deed=_("Name somebody for the case"))


@needs("services.caseworker.leave")
@require_POST
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody leaves the team."""
    by = request.actor  # type: ignore[attr-defined]
    place = read_part(CaseWorker, public_id, by, clock.now())
    team.leave(place, by=by, why=request.POST.get("why", ""))
    return redirect(page_of(place.case))


@needs("services.casecrisis.raise")
def crisis(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Raise a crisis: one page, and the clock runs."""
    by = request.actor  # type: ignore[attr-defined]
    case = read_case(public_id, by, clock.now())

    def do(filled: CrisisForm) -> str:
        crises.raise_crisis(CaseCrisis(case=case, **filled.cleaned_data), by=by)
        return _("The crisis is raised; those who must hear of it were told.")

    steps = _(
        "Red: stay there, call 110 or 120. Orange: a safety plan today. Yellow: a plan within three days."
    )
    form = CrisisForm(request.POST or None, initial={"level": "yellow"})
    return ask(request, case, form, do, deed=_("Raise a crisis"), danger=steps, urgent=True)


@needs("services.casecrisis.lift")
def lift(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lift a crisis, saying by what one sees that it is over."""
    by = request.actor  # type: ignore[attr-defined]
    raised = read_part(CaseCrisis, public_id, by, clock.now())

    def do(filled: Any) -> str:
        crises.lift(raised, by=by, because=filled.cleaned_data["because"])
        return _("The crisis is lifted.")

    return ask(request, raised.case, LiftForm(request.POST or None), do, deed=_("Lift the crisis"))


@needs("services.casecall.tell")
def told(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A call of the tree was made."""
    by = request.actor  # type: ignore[attr-defined]
    call = read_part(CaseCall, public_id, by, clock.now())

    def do(filled: Any) -> str:
        crises.told(call, by=by, whom=filled.cleaned_data["whom"])
        return _("The call is written down.")

    form = ToldForm(request.POST or None)
    return ask(request, call.case, form, do, deed=_("Was told"), urgent=True, note=call_told(call))


@needs("services.case.view")
@require_GET
def called(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the notice of a crisis leads: to the file, or for whoever is not named in it to its glass."""
    by = request.actor  # type: ignore[attr-defined]
    seen = CaseCrisis.objects.visible_to(by).filter(public_id=public_id).select_related("case").first()
    if seen is not None:
        return redirect(page_of(seen.case))
    heard = crisis_told(public_id, by)
    if heard is None:
        raise Http404
    return redirect(f"{reverse('services.case.glass')}?{urlencode({'number': heard.case.number})}")
