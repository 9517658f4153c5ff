"""What the pages of a case file share: the way back, the labels of a form, the answer to a refused deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.core import clock
from banyan.core.registers import conflicts, drafts
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.ui.refusals import WayOut, refusal_of
from banyan.domains.services.models import Case, CaseDocument
from banyan.domains.services.queries.cases.reading import glass_of
from banyan.domains.services.rules.cases.secrecy import check_named
from banyan.foundation.refusal import Refused

CONTACT = "services.case.contact"
#: Why somebody corrects is theirs alone; there is nothing to choose.
OWN_REASON = "reason"
_KEPT = {
    CONTACT: gettext_lazy("Write a contact record"),
    "services.casecontact.correct": gettext_lazy("Correct a contact record"),
    "services.casecontact.note": gettext_lazy("Read and note"),
    "services.case.goal": gettext_lazy("Set a goal"),
    "services.casegoal.change": gettext_lazy("Change the goal"),
    "services.case.crisis": gettext_lazy("Raise a crisis"),
    "services.casedocument.write": gettext_lazy("Form of a case"),
    **{f"services.case.paper:{kind}": kind.label for kind in CaseDocument.Kind},
}
for _name, _label in _KEPT.items():
    drafts.keeps(_name, _label)


def crumbs(case: Case, here: Any) -> list[tuple[Any, str]]:
    """Cases / number / here."""
    return [(_("Cases"), address(register_for(Case), "list")), (case.number, page_of(case)), (here, "")]  # type: ignore[arg-type]


def labels(form: Any) -> dict[str, str]:
    """What the fields of a form are called."""
    return {name: str(field.label) for name, field in form.fields.items()}


@dataclass
class Both:
    """Two hands on one record: what differs, what is equal, and the version that stands (`registers/parts/conflict.html`)."""

    record: Any
    differences: list[conflicts.Difference]
    equal: list[Any]


def two_hands(request: HttpRequest, form: Any, opened: Any, standing: Any) -> Both | None:
    """Both versions of a record that somebody else changed since `opened` was read; None where nobody did."""
    if standing is None or request.method != "POST":
        return None
    if opened.pk == standing.pk and request.POST.get("version", "") in ("", str(standing.version)):
        return None
    form.is_valid()
    differences, equal = conflicts.differences(form, standing)
    return Both(standing, [each for each in differences if each.name != OWN_REASON], equal)


def settled(request: HttpRequest, begun: Any) -> QueryDict | None:
    """What was written, with the other hand's words wherever they were chosen; None where nothing was."""
    return conflicts.settled(request.POST, begun) if request.method == "POST" else None


def page_kept(request: HttpRequest) -> drafts.Page | None:
    """The page whose words are kept as they are written; None where so little is asked that nothing is."""
    match: Any = request.resolver_match
    parts = [value for name, value in match.kwargs.items() if name != "public_id"]
    return drafts.PAGES.get(":".join([match.url_name, *parts]))


def _key(request: HttpRequest) -> Any:
    return request.resolver_match.kwargs["public_id"]  # type: ignore[union-attr]


def _draft_alone(request: Any, place: drafts.Page) -> HttpResponse | None:
    """The page asks to keep what is being written, or to forget it; None where it asks for the deed itself."""
    if request.method != "POST":
        return None
    if "keep" in request.GET:
        now = clock.now()
        given = {name: request.POST.getlist(name) for name in request.POST}
        kept = drafts.keep(request.actor, place, _key(request), given, now)
        return JsonResponse({"at": f"{now:%H:%M:%S}", "kept": kept is not None})
    if "drop-draft" in request.POST:
        drafts.drop(request.actor, place, _key(request))
        return redirect(request.path)
    return None


def take_up(request: Any, place: drafts.Page | None, form: Any, key: Any = None) -> Any:
    """Put the words of one's draft into the form; returns the draft, if there is one. One statement."""
    draft = drafts.open_draft(request.actor, place, key or _key(request)) if place is not None else None
    if draft is not None:
        form.data, form.is_bound = drafts.written(draft), True
        form.errors.clear()
    return draft


def ask(
    request: HttpRequest,
    case: Case,
    form: Any,
    do: Callable[[Any], str],
    *,
    deed: Any,
    template: str = "services/cases/form.html",
    opened: Any = None,
    standing: Any = None,
    urgent: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show a form; when it was filled in do the deed, which answers what to say, and lead back to the case.

    `opened` is the record whose page it is, `standing` the version that holds now: whoever began on an older one sees both
    beside one another. Whoever reads through broken glass alone does only what is `urgent`.
    """
    if not urgent and (refused := _through_glass(request, case)) is not None:
        return not_yet(request, case, deed, refused, "", "")
    place = page_kept(request)
    if place is not None and (answer := _draft_alone(request, place)) is not None:
        return answer
    draft = take_up(request, place, form) if request.method == "GET" else None
    refused, both = None, two_hands(request, form, opened or standing, standing)
    if request.method == "POST" and both is None and form.is_valid():
        try:
            messages.success(request, do(form))
            if place is not None:
                drafts.drop(request.actor, place, _key(request))  # type: ignore[attr-defined]
            return redirect(page_of(case))
        except Refused as problem:
            refused = refusal_of(problem, more.get("called") or str(deed), labels(form))
    context = {
        "case": case, "form": form, "refusal": refused, "deed": deed, "title": deed, "leave": page_of(case),
        "crumbs": crumbs(case, deed), "sheet": both, "standing": standing, "draft": draft, "keeps": place is not None,
        "version": drafts.version_of(draft, standing),
    }  # fmt: skip
    status = 409 if refused or both else 422 if form.errors else 200
    return render(request, template, context | more, status=status)


def _through_glass(request: Any, case: Case) -> Refused | None:
    try:
        check_named(glass_of(case, request.actor, clock.now()) is not None)
    except Refused as refused:
        return refused
    return None


def not_yet(
    request: HttpRequest, case: Case, label: Any, refused: Refused, first: str, address: str
) -> HttpResponse:
    """Instead of a form that could only be refused at its end: why it cannot be written now, and what comes first."""
    way_out = WayOut(_("First: %(form)s") % {"form": first}, address) if first else None
    context = {
        "case": case, "deed": label, "leave": page_of(case), "crumbs": crumbs(case, label),
        "refusal": refusal_of(refused, way_out=way_out),
    }  # fmt: skip
    return render(request, "services/cases/not_yet.html", context)
