"""The duty desk, its matters, and the calls of a crisis."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.communication.deeds import crises, duty
from banyan.domains.communication.models import CallTree, Crisis, Matter, Shift
from banyan.domains.communication.queries import panels

shifts = register(
    Register(
        model=Shift,
        words=Words(
            title=_("duty log"),
            empty=_("Who sat at the desk, what came, and what was handed over in writing."),
            clause="R9.1.9",
            icon="clock-hour-4",
        ),
        area="communication",
        columns=("number", "held_on", "person", "starts_at", "ends_at", "handed_to", "taken_at", "state"),
        fields=("person", "held_on", "starts_at", "ends_at", "place"),
        filters=("unit", "state", "held_on", "person"),
        search=("number", "place"),
        create=duty.begin_shift,
        edit=duty.edit_shift,
        editable_in=(Shift.State.OPEN,),
        deeds=(duty.take_over, duty.hand_over, duty.close_shift),
        panels=(
            Panel("handover", _("Handover"), "communication/panels/handover.html", panels.matters),
            Panel("matters", _("Matters of the shift"), "communication/panels/matters.html", panels.matters),
        ),
        views=(View("handed", _("To be taken over"), "state=handed"),),
    )
)
desk_matters = register(
    Register(
        model=Matter,
        words=Words(
            title=_("matters at the desk"),
            empty=_("What people came with. Whoever is asked first owns it until somebody else accepts it."),
            clause="A4.2",
            icon="door-enter",
        ),
        area="communication",
        columns=("number", "asked_on", "channel", "urgent", "first_asked", "owner", "bounces", "state"),
        fields=("shift", "asked_on", "asked_time", "channel", "words", "caller", "urgent"),
        filters=("unit", "state", "urgent", "asked_on", "owner"),
        search=("number",),
        create=duty.take_in,
        edit=duty.edit_matter,
        editable_in=(Matter.State.OPEN,),
        deeds=(duty.finish, duty.accept, duty.decline, duty.offer, duty.assign),
        panels=(Panel("owners", _("Owners"), "communication/panels/owners.html", panels.owners),),
        views=(View("open", _("Not dealt with"), "state=open&state=offered"),),
    )
)
call_trees = register(
    Register(
        model=CallTree,
        words=Words(
            title=_("call trees"),
            empty=_("Who informs whom at once, soon after, and within a day."),
            clause="R9.3.2",
            icon="sitemap",
        ),
        area="communication",
        columns=("number", "title", "project", "valid_from", "valid_until", "state"),
        fields=("title", "project"),
        filters=("unit", "state"),
        search=("number", "title"),
        create=crises.draw_up,
        edit=crises.edit,
        editable_in=(CallTree.State.DRAFT,),
        deeds=(crises.add_call, crises.adopt),
        panels=(Panel("steps", _("Calls"), "communication/panels/steps.html", panels.steps),),
    )
)
crisis_log = register(
    Register(
        model=Crisis,
        words=Words(
            title=_("crisis log"),
            empty=_("Every alarm and every drill: who knew when, and how late."),
            clause="R9.3.2",
            icon="urgent",
        ),
        area="communication",
        columns=("number", "title", "level", "drill", "noticed_on", "noticed_time", "closed_at", "state"),
        fields=("title", "project", "level", "drill", "noticed_on", "noticed_time", "words"),
        filters=("unit", "state", "level", "drill", "noticed_on"),
        search=("number", "title"),
        create=crises.raise_alarm,
        deeds=(crises.report, crises.close),
    )
)
