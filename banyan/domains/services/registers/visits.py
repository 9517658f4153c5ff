"""How the visit roster and its visits are shown in lists; the round and the record have pages of their own."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.services.deeds import visits as deeds
from banyan.domains.services.models import RosterEntry, Visit
from banyan.domains.services.queries.visits import visits_panel
from banyan.domains.services.visit_forms import RosterForm

roster = register(
    Register(
        model=RosterEntry,
        words=Words(
            title=_("visit roster"),
            empty=_("People who are visited regularly stand here with the day by which the next visit is due."),
            first_step=_("Put the first person on the roster."),
            clause="W5.3",
            icon="home-heart",
        ),
        area="services",
        columns=(
            "number", "user", "level", "due_on", "last_visit_on", "tries", "worker", "because", "indicator", "state",
        ),
        fields=("unit", "user", "project", "worker", "level", "because", "needs_two", "since", "indicator"),
        filters=("unit", "state", "level", "worker", "due_on"),
        search=("number", "user__name"),
        order="-number",
        create=deeds.put_on,
        edit=deeds.edit,
        editable_in=(RosterEntry.State.ON,),
        deeds=(deeds.plan_round, deeds.end),
        views=(
            View("high", _("Great need"), "state=on&level=high"),
            View("ended", _("No longer visited"), "state=ended"),
        ),
        form=RosterForm,
        panels=(Panel("visits", _("Visits"), "services/panels/visits.html", visits_panel),),
    )
)  # fmt: skip
visits = register(
    Register(
        model=Visit,
        words=Words(
            title=_("visits"),
            empty=_("Every going there stands here: visits, and tries that were none."),
            icon="home-check",
        ),
        area="services",
        columns=("number", "entry", "held_on", "outcome", "worker", "companion", "entered_on", "edition", "state"),
        fields=(
            "began_at", "ended_at", "travel_minutes", "happened", "said", "judgement", "volunteers", "relief",
            "relief_value", "relief_signed", "relief_because",
        ),
        filters=("outcome", "held_on", "state"),
        search=("number",),
        order="-public_id",
    )
)  # fmt: skip
