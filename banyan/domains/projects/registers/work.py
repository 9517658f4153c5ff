"""The lists of resource requests and progress checks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.projects.deeds import work as deeds
from banyan.domains.projects.forms import part_form
from banyan.domains.projects.models import ProgressCheck, ResourceRequest
from banyan.domains.projects.queries import checks

REQUEST = ("project", "kind", "wanted", "purpose", "asked_of")
CHECK = ("project", "checked_on", "summary", "measure")

requests = register(
    Register(
        model=ResourceRequest,
        words=Words(
            _("Resource requests"),
            _("People, material and money that the work needs: asked for, and answered in time."),
            _("Ask for resources"),
            "R2.2.7",
            "hand-stop",
        ),
        area="projects",
        columns=(
            "number",
            "wanted",
            "kind",
            "asked_of",
            "asked_on",
            "answer_by",
            "answered_on",
            "project",
            "state",
        ),
        fields=REQUEST,
        filters=("state", "kind", "project", "answer_by"),
        search=("number", "wanted"),
        create=deeds.ask,
        deeds=(deeds.grant, deeds.decline),
        panels=(Panel("answer", _("Answer"), "projects/panels/request.html", checks.request_of),),
        views=(View("open", _("Not answered"), "state=open"),),
        form=part_form(ResourceRequest, *REQUEST),
    )
)

progress = register(
    Register(
        model=ProgressCheck,
        words=Words(
            _("Progress checks"),
            _("Every week plan and reality are compared; what is behind is listed by itself."),
            _("Check the progress"),
            "R2.2.8",
            "list-check",
        ),
        area="projects",
        columns=("number", "checked_on", "project", "checked_by", "summary"),
        fields=CHECK,
        filters=("project", "checked_on"),
        search=("number",),
        order="-checked_on",
        create=deeds.check_progress,
        edit=deeds.edit_check,
        panels=(Panel("behind", _("What was behind"), "projects/panels/behind.html", checks.behind_of),),
        form=part_form(ProgressCheck, *CHECK),
    )
)

todo.provider(checks.requests_to_answer)
