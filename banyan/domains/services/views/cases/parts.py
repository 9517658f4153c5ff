"""What the pages of a case file share: the way back, the labels of a form, the answer to a refused deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from banyan.core.registers import conflicts
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.declaration import register_for
from banyan.core.ui.refusals import WayOut, refusal_of
from banyan.domains.services.models import Case
from banyan.foundation.refusal import Refused


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
    return Both(standing, *conflicts.differences(form, standing))


def settled(request: HttpRequest, begun: Any) -> QueryDict | None:
    """What was written, with the other hand's words wherever they were chosen; None where nothing was."""
    return conflicts.settled(request.POST, begun) if request.method == "POST" else None


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
    **more: Any,
) -> HttpResponse:
    """Show a form; when it was filled in do the deed, which answers what to say, and lead back to the case.

    `opened` is the record whose page it is, `standing` the version that holds now: whoever began on an older one sees both
    beside one another.
    """
    refused, both = None, two_hands(request, form, opened or standing, standing)
    if request.method == "POST" and both is None and form.is_valid():
        try:
            messages.success(request, do(form))
            return redirect(page_of(case))
        except Refused as problem:
            refused = refusal_of(problem, more.get("called") or str(deed), labels(form))
    context = {
        "case": case, "form": form, "refusal": refused, "deed": deed, "title": deed, "leave": page_of(case),
        "crumbs": crumbs(case, deed), "sheet": both, "standing": standing,
    }  # fmt: skip
    status = 409 if refused or both else 422 if form.errors else 200
    return render(request, template, context | more, status=status)


def not_yet(
    request: HttpRequest, case: Case, label: Any, refused: Refused, first: str, address: str
) -> HttpResponse:
    """Instead of a form that could only be refused at its end: why it cannot be written now, and what comes first."""
    context = {
        "case": case, "deed": label, "leave": page_of(case), "crumbs": crumbs(case, label),
        "refusal": refusal_of(refused, way_out=WayOut(_("First: %(form)s") % {"form": first}, address)),
    }  # fmt: skip
    return render(request, "services/cases/not_yet.html", context)
