"""The addresses of the house."""

from django.urls import include, path

from banyan.site import scope, views
from banyan.site.branches import branched

ADDRESSES = [
    path("", views.desk, name="desk"),
    path("healthz", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sign-in/", include("banyan.core.identity.sign_in_urls")),
    path("", include("banyan.core.ui.urls")),
    path("", include("banyan.core.identity.urls")),
    path("", include("banyan.core.approvals.urls")),
    path("", include("banyan.core.attachments.urls")),
    path("", include("banyan.core.jobs.urls")),
    path("", include("banyan.core.offline.urls")),
    path("", include("banyan.core.notices.urls")),
    path("", include("banyan.core.dated.urls")),
    path("", include("banyan.core.calendar.urls")),
    path("", include("banyan.core.documents.urls")),
    path("", include("banyan.core.oversight.urls")),
    path("", include("banyan.core.registers.api.urls")),
    path("", include("banyan.domains.staff.urls")),
    path("", include("banyan.domains.projects.urls")),
    path("", include("banyan.domains.services.urls")),
    path("", include("banyan.domains.finance.urls")),
    path("", include("banyan.domains.quality.urls")),
    path("", include("banyan.domains.communication.urls")),
    path("", include("banyan.domains.rulebook.urls")),
    path("", include("banyan.core.registers.urls")),
]

urlpatterns = branched(ADDRESSES)

handler403 = "banyan.core.ui.views.forbidden"
handler404 = "banyan.core.ui.views.not_found"
handler500 = "banyan.core.ui.views.broken"

#: The frame asks this for what its figures are about.
frame_scope = scope.scope_of
