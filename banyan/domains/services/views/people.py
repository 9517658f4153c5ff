"""The page of a service user: numbers masked until somebody asks for them, and consents asked kind by kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from banyan.core import clock
from banyan.core.audit.trail import note_reading
from banyan.core.fields import EncryptedText
from banyan.core.gate import needs
from banyan.core.registers.addresses import address, page_of
from banyan.core.registers.columns import field_of
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail, Fact, find
from banyan.core.ui.refusals import refusal_of
from banyan.domains.services.deeds.people import give_consents
from banyan.domains.services.forms import ConsentForm
from banyan.domains.services.models import ServiceUser
from banyan.domains.services.rules.people import masked
from banyan.foundation.refusal import Refused


class MaskedPage(Detail):
    """A person's page on which sealed numbers show their last four figures only."""

    def _fact(self, column: Any) -> Fact:
        fact = super()._fact(column)
        sealed = isinstance(field_of(type(self.record), column.name), EncryptedText)
        return Fact(fact.label, masked(getattr(self.record, column.name)) or fact.value) if sealed else fact


@needs("services.serviceuser.view")
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who somebody is, what they agreed to, and where they took part."""
    return _page(request, MaskedPage, _find(request, public_id))


@needs("services.serviceuser.read")
@require_POST
def numbers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The numbers in full, for somebody who has to call or to compare; the reading is written down."""
    user = _find(request, public_id, "read")
    note_reading(request.actor, clock.now(), user)
    return _page(request, Detail, user, in_full=True)


@needs("services.consent.give")
def consent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what somebody agreed to; each kind is a question of its own."""
    user = _find(request, public_id)
    form = ConsentForm(request.POST or None, initial={"given_on": clock.today()})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            give_consents(user, by=request.actor, **form.cleaned_data)
            messages.success(
                request, _("The consents of %(number)s were written down.") % {"number": user.number}
            )
            return redirect(page_of(user))
        except Refused as problem:
            labels = {name: str(field.label) for name, field in form.fields.items()}
            refused = refusal_of(problem, _("Record a consent"), labels)
    register = register_for(ServiceUser)
    crumbs = [(_("Residents"), address(register, "list")), (user.number, page_of(user)), (_("Consents"), "")]
    context = {"user": user, "form": form, "refusal": refused, "crumbs": crumbs}
    return render(
        request, "services/consent.html", context, status=409 if refused else 422 if form.errors else 200
    )


def _page(request: HttpRequest, kind: type[Detail], user: Any, in_full: bool = False) -> HttpResponse:
    page = kind(register_for(ServiceUser), user, request.actor)
    may_read = request.actor.can("services.serviceuser.read", user)
    context = {
        "page": page,
        "register": page.register,
        "crumbs": page.crumbs,
        "in_full": in_full,
        "may_read": may_read,
    }
    return render(request, "services/person.html", context)


def _find(request: HttpRequest, public_id: UUID, verb: str = "view") -> Any:
    return find(register_for(ServiceUser), request.actor, public_id, verb)
