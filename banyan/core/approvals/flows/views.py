"""Who signs what: the list of matters, and the page where a flow is tried out and set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from banyan.core import clock
from banyan.core.approvals.flows import forms, queries, wording
from banyan.core.approvals.flows.choosing import as_kept
from banyan.core.approvals.flows.declaring import Matter, known
from banyan.core.approvals.flows.deeds import set_flow
from banyan.core.approvals.flows.preview import Preview, preview, someone_of
from banyan.core.approvals.flows.terms import Terms
from banyan.core.approvals.models import Flow
from banyan.core.approvals.planning import Place
from banyan.core.approvals.resolving import StepPlan
from banyan.core.gate import needs
from banyan.core.identity.models import Unit
from banyan.core.ui.refusals import refusal_of
from banyan.foundation.refusal import Refused


@needs("approvals.flow.view")
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """Everything that is signed in this house, with who signs it at a unit."""
    unit, units = _chosen_unit(request, request.GET.get("unit", ""))
    rows = queries.standing(unit, clock.today())
    return render(
        request,
        "approvals/flows.html",
        {"rows": rows, "unit": unit, "units": units, "title": _("Who signs what")},
    )


@dataclass
class Draft:
    """A flow as it stands on the page: typed rows, the trial's terms, and what is wrong."""

    told: Matter
    unit: Any
    rows: list[dict[str, Any]]
    terms: Terms
    forms: list[forms.StepForm] = field(default_factory=list)
    refused: Refused | None = None

    def steps(self) -> list[StepPlan] | None:
        """The steps, or None while a row is not whole."""
        roles = wording.roles()
        self.forms = [
            forms.StepForm(
                {f"{n}-{name}": value for name, value in row.items() if value}, prefix=str(n),
                told=self.told, unit=self.unit, roles=roles,
            )
            for n, row in enumerate(self.rows)
        ]  # fmt: skip
        whole = [form.is_valid() for form in self.forms]
        return [form.step() for form in self.forms if form.cleaned_data["how"]] if all(whole) else None


@needs("approvals.flow.view")
@require_http_methods(["GET", "POST"])
def flow(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One matter: its steps, who would sign today, and what was set before. A POST moves rows, tries, or sets."""
    told = known(kind)
    if told is None:
        raise Http404
    unit, _units = _chosen_unit(request, code)
    today = clock.today()
    draft = _draft(request, told, unit, today)
    steps = draft.steps()
    if request.POST.get("do") == "set" and steps is not None and not draft.terms.missing_for_setting():
        try:
            _set(draft, steps, request)
            messages.success(
                request, _("The flow is set; it holds from %(day)s.") % {"day": draft.terms.valid_from}
            )
            return redirect("approvals.flow", code=code, kind=kind)
        except Refused as refused:
            draft.refused = refused
    is_clear = steps and not {"asker", "amount"} & set(draft.terms.wrong)
    tried = _tried(draft, steps or [], today) if is_clear else None
    return _answer(request, draft, tried)


def _draft(request: HttpRequest, told: Matter, unit: Any, today: date) -> Draft:
    given = request.POST or request.GET
    if request.method == "GET":
        rows = forms.initial_rows(queries.steps_in_force(told, unit, today))
        return Draft(told, unit, rows, Terms(given, unit))
    rows = forms.moved(forms.given_rows(request.POST), request.POST.get("do", ""))
    return Draft(told, unit, forms.filled_up(rows), Terms(given, unit))


def _set(draft: Draft, steps: list[StepPlan], request: HttpRequest) -> None:
    made, terms, by = Flow(unit=draft.unit, kind=draft.told.kind), draft.terms, request.actor  # type: ignore[attr-defined]
    set_flow(made, by=by, steps=as_kept(steps), valid_from=terms.valid_from, basis=terms.basis)


def _tried(draft: Draft, steps: list[StepPlan], today: date) -> Preview:
    asker = draft.terms.asker or someone_of(draft.unit, today)
    return preview(draft.told, steps, Place(draft.unit, None, asker, today), draft.terms.amount)


def _answer(request: HttpRequest, draft: Draft, tried: Preview | None) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    on_top = draft.terms.note(draft.refused) if draft.refused else None
    given = draft.terms.given
    context = {
        "matter": draft.told, "unit": draft.unit, "rows": draft.forms, "given": given, "wrong": draft.terms.wrong,
        "tried": tried, "asker": given.get("asker") or (tried.asked_by if tried else ""),
        "history": queries.history(draft.told, draft.unit),
        "may_set": actor.can("approvals.flow.set", draft.unit),
        "refusal": refusal_of(on_top, _("Set who signs")) if on_top else None,
        "crumbs": [(_("Who signs what"), f"{reverse('approvals.flows')}?unit={draft.unit.code}"), (draft.told.label, "")],
    }  # fmt: skip
    wrong = draft.terms.wrong or (request.method == "POST" and any(form.errors for form in draft.forms))
    return render(
        request, "approvals/flow.html", context, status=409 if draft.refused else 422 if wrong else 200
    )


def _chosen_unit(request: HttpRequest, code: str) -> tuple[Any, Any]:
    actor: Any = request.actor  # type: ignore[attr-defined]
    units = Unit.objects.visible_to(actor).order_by("path")
    reach = actor.unit_ids("approvals.flow.view")
    found = [unit for unit in units if unit.pk in reach]
    chosen = next((unit for unit in found if unit.code == code), found[0] if found and not code else None)
    if chosen is None:
        raise Http404
    return chosen, found
