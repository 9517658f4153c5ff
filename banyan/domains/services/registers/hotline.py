"""How hotline calls are shown; they shout on the desk, tell their minutes and count in the ledger."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import todo
from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import evidences
from banyan.domains.services.deeds import hotline as deeds
from banyan.domains.services.hotline_forms import CallForm
from banyan.domains.services.models import HotlineCall
from banyan.domains.services.queries import hours as told_hours
from banyan.domains.services.queries.hotline import call_minutes, calls_waiting

calls = register(
    Register(
        model=HotlineCall,
        words=Words(
            title=_("hotline calls"),
            empty=_("Calls that were counselled. A caller in danger is handed over to somebody by name."),
            first_step=_("Write the first call down."),
            clause="A4.2",
            icon="phone",
        ),
        area="services",
        columns=("number", "called_on", "began_at", "topic", "risk", "worker", "handed_to", "case", "state"),
        fields=(
            "called_on", "began_at", "ended_at", "topic", "matter", "answer", "risk", "first_aid", "caller", "user",
            "project", "desk_number",
        ),
        filters=("unit", "state", "topic", "risk", "called_on"),
        search=("number", "desk_number"),
        order="-number",
        create=deeds.answer,
        edit=deeds.edit,
        editable_in=tuple(HotlineCall.State),
        deeds=(deeds.hand_over, deeds.take, deeds.join_case),
        views=(
            View("handed", _("Not taken over yet"), "state=handed"),
            View("danger", pgettext_lazy("hotline", "Danger now"), "risk=now"),
        ),
        form=CallForm,
    )
)  # fmt: skip
todo.provider(calls_waiting)
told_hours.source("services.hotlinecall", call_minutes)
projects.hands_in(projects.Kind.CONSULTATION)
evidences.source(HotlineCall, deeds.evidences_of, "project", "unit", "user__household", "user__merged_into")
