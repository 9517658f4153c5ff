"""How classes, their children, those who may fetch them, afternoons and notes are shown in lists."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.services.class_forms import ClassForm, DayForm, FetcherForm, NoteOnChildForm, PupilForm
from banyan.domains.services.deeds import day_class as deeds
from banyan.domains.services.models import ClassDay, ClassNote, DayClass, Fetcher, Pupil
from banyan.domains.services.queries.class_panels import pupil_panel

classes = register(
    Register(
        model=DayClass,
        words=Words(
            title=_("after-school classes"),
            empty=_("A class names three parties: the community that organises and watches, the school, and ourselves."),
            first_step=_("Open the first class."),
            clause="W6.1",
            icon="school",
        ),
        area="services",
        columns=("number", "title", "organiser", "school", "starts_at", "closes_at", "capacity", "responsible", "state"),
        fields=(
            "title", "project", "responsible", "organiser", "school", "place", "starts_at", "closes_at", "capacity",
            "opened_on",
        ),
        filters=("unit", "state"),
        search=("number", "title"),
        order="-number",
        create=deeds.open_class,
        edit=deeds.edit_class,
        editable_in=(DayClass.State.OPEN,),
        deeds=(deeds.close_class,),
        form=ClassForm,
    )
)  # fmt: skip
pupils = register(
    Register(
        model=Pupil,
        words=Words(
            title=_("children of the class"),
            empty=_("A child comes with the guardian's consent, its allergies, and the list of those who may fetch it."),
            first_step=_("Sign the first child up."),
            clause="W6.3",
            icon="mood-kid",
        ),
        area="services",
        columns=("user", "day_class", "grade", "consent_on", "may_go_alone", "enrolled_on", "left_on", "state"),
        fields=(
            "day_class", "user", "grade", "guardian", "guardian_phone", "second_phone", "allergies", "consent_on",
            "consent_version", "photo_consent", "may_go_alone",
        ),
        filters=("state", "day_class"),
        search=("user__name",),
        order="-public_id",
        create=deeds.sign_up,
        edit=deeds.edit_pupil,
        editable_in=(Pupil.State.APPLIED, Pupil.State.ENROLLED),
        deeds=(deeds.enrol, deeds.leave),
        views=(View("applied", pgettext_lazy("pupil", "Applied"), "state=applied"),),
        form=PupilForm,
        panels=(Panel("child", _("Fetching and notes"), "services/panels/pupil.html", pupil_panel),),
    )
)  # fmt: skip
fetchers = register(
    Register(
        model=Fetcher,
        words=Words(
            title=_("those who may fetch children"),
            empty=_("A child leaves with somebody of its list alone."),
            clause="W6.3",
            icon="user-heart",
        ),
        area="services",
        columns=("name", "pupil", "relation", "starts_on", "ends_on", "state"),
        fields=("pupil", "name", "relation", "phone", "id_tail", "starts_on", "ends_on"),
        filters=("state",),
        search=("name",),
        order="-public_id",
        create=deeds.list_fetcher,
        deeds=(deeds.strike, deeds.bar),
        form=FetcherForm,
    )
)
days = register(
    Register(
        model=ClassDay,
        words=Words(
            title=_("afternoons of the class"),
            empty=_(
                "Each afternoon: children who came, adults who were there, and whether everybody was fetched."
            ),
            clause="W6.3",
            icon="calendar-time",
        ),
        area="services",
        columns=("day_class", "held_on", "children", "inside", "adults", "supervised_by", "state"),
        fields=("day_class", "held_on", "volunteers", "supervised_by", "supervision"),
        filters=("state", "day_class", "held_on"),
        search=("day_class__title",),
        order="-public_id",
        create=deeds.open_day,
        edit=deeds.edit_day,
        editable_in=(ClassDay.State.OPEN, ClassDay.State.CLOSED),
        deeds=(deeds.close_day,),
        form=DayForm,
    )
)
notes = register(
    Register(
        model=ClassNote,
        words=Words(
            title=_("notes on children"),
            empty=_(
                "How a child gets on, what school and parents say, and incidents of which the guardian heard."
            ),
            clause="W6.4",
            icon="notebook",
        ),
        area="services",
        columns=("kind", "pupil", "noted_on", "told_at", "state"),
        fields=("pupil", "kind", "noted_on", "noted_at", "text", "measures", "told_how"),
        filters=("kind", "state", "noted_on"),
        search=("pupil__user__name",),
        order="-public_id",
        create=deeds.note,
        deeds=(deeds.tell,),
        form=NoteOnChildForm,
    )
)
