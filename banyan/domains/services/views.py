"""Pages of the third rung: the renewals that wait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.domains.services.queries.consents import renewals as waiting


@needs("services.consent.view")
@require_GET
def renewals(request: HttpRequest) -> HttpResponse:
    """Whose consent has to be asked for again, because a birthday came after it."""
    due = waiting(request.actor, clock.today())
    return render(request, "services/renewals.html", {"due": due, "crumbs": [(_("Consents to renew"), "")]})
