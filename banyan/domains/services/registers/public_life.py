"""How lectures, public results, visitors and mediations are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.services.deeds import public_life as deeds
from banyan.domains.services.models import Lecture, Mediation, Reception, Showing
from banyan.domains.services.public_life_forms import LectureForm, MediationForm, ReceptionForm, ShowingForm
from banyan.domains.services.queries import public_life as asked

lectures = register(
    Register(
        model=Lecture,
        words=Words(
            title=_("lectures by experts"),
            empty=_("Who spoke at activities, from where, on which field."),
            clause="W5.2",
            icon="presentation",
        ),
        area="services",
        columns=("activity", "field", "topic", "lecturer", "comes_from"),
        fields=("activity", "field", "lecturer", "comes_from", "topic"),
        filters=("activity", "field"),
        search=("topic", "lecturer"),
        order="-public_id",
        create=deeds.lecture,
        form=LectureForm,
    )
)
showings = register(
    Register(
        model=Showing,
        words=Words(
            title=_("brands and publicity"),
            empty=_("What was performed, won and reported under which brand, each with its proof."),
            first_step=_("Write down the first public result."),
            clause="W4.3",
            icon="trophy",
        ),
        area="services",
        columns=("number", "shown_on", "brand", "kind", "title", "where", "team"),
        fields=("project", "brand", "kind", "title", "shown_on", "where", "activity", "team", "link"),
        filters=("unit", "kind", "brand", "project", "shown_on"),
        search=("number", "brand", "title"),
        order="-number",
        create=deeds.show,
        edit=deeds.edit_showing,
        form=ShowingForm,
    )
)
receptions = register(
    Register(
        model=Reception,
        words=Words(
            title=_("visitors and mediation"),
            empty=_("Who came to be heard about their rights, what was advised, and how it went on."),
            first_step=_("Receive the first visitor."),
            clause="W5.4",
            icon="door-enter",
        ),
        area="services",
        columns=("number", "came_on", "matter", "law", "receiver", "case", "settled_on", "state"),
        fields=(
            "came_on", "matter", "asked", "law", "advice", "visitor", "user", "project", "receiver", "case", "outcome",
            "settled_on",
        ),
        filters=("unit", "state", "matter", "came_on"),
        search=("number",),
        order="-number",
        create=deeds.receive,
        edit=deeds.edit_reception,
        editable_in=(Reception.State.OPEN,),
        deeds=(deeds.join_case, deeds.settle),
        views=(View("open", pgettext_lazy("reception", "Goes on"), "state=open"),),
        form=ReceptionForm,
        panels=(Panel("mediated", _("Mediation"), "services/panels/mediated.html", asked.mediations_of),),
    )
)  # fmt: skip
mediations = register(
    Register(
        model=Mediation,
        words=Words(
            title=_("mediations"),
            empty=_("Parties brought to one table: what was said, what was agreed."),
            clause="W5.4",
            icon="heart-handshake",
        ),
        area="services",
        columns=("reception", "held_on", "mediators", "outcome"),
        fields=("reception", "held_on", "mediators", "parties", "course", "outcome", "agreed"),
        filters=("outcome", "held_on"),
        search=("mediators",),
        order="-public_id",
        create=deeds.mediate,
        form=MediationForm,
    )
)
