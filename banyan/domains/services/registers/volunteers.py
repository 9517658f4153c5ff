"""How volunteers, their insurance and honours, and the needs of families are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, grouped, register
from banyan.domains.services.deeds import volunteers as deeds
from banyan.domains.services.models import FamilyNeed, Volunteer, VolunteerCover, VolunteerHonour
from banyan.domains.services.queries import volunteers as asked
from banyan.domains.services.rules import volunteers_sheet
from banyan.domains.services.volunteer_forms import CoverForm, HonourForm, NeedForm, VolunteerForm

volunteers = register(
    Register(
        model=Volunteer,
        words=Words(
            title=_("volunteers"),
            empty=_("Everybody who serves without pay: what they can do, when they were inducted, until when they are insured."),
            first_step=_("Bring the register of volunteers as a spreadsheet, or register the first one."),
            clause="R7.1.3",
            icon="heart-handshake",
        ),
        area="services",
        columns=(
            "number", Column("name", role="name"), "skills", "community", "trained_on", "insured_until", "stars", "state",
        ),
        fields=grouped(
            (_("Who it is"), ("name", "sex", "born_on", "id_number", "phone", "community", "occupation", "employer")),
            (_("What they can and want to do"), ("skills", "wishes", "free_at")),
            (_("How they joined"), ("channel", "project", "national_number", "registered_on", "agreed_on", "hours_before")),
            (_("Guardian of somebody under age"), ("guardian_name", "guardian_agreed_on")),
        ),
        filters=("unit", "state", "trained_on", "insured_until"),
        search=("number", "name", "skills"),
        order="-number",
        create=deeds.take_on,
        edit=deeds.edit,
        editable_in=(Volunteer.State.REGISTERED,),
        deeds=(deeds.induct, deeds.award_stars, deeds.leave, deeds.thank),
        views=(View("left", pgettext_lazy("volunteer", "Left"), "state=left"),),
        form=VolunteerForm,
        intake=Intake(sheet=volunteers_sheet.SHEET, references=asked.references, apply=deeds.TakingInVolunteers),
        panels=(Panel("service", _("Service and insurance"), "services/panels/volunteer.html", asked.volunteer_panel),),
    )
)  # fmt: skip
covers = register(
    Register(
        model=VolunteerCover,
        words=Words(
            title=_("insurances of volunteers"),
            empty=_("From which day to which day each volunteer is insured."),
            clause="R7.3.3",
            icon="shield-check",
        ),
        area="services",
        columns=("volunteer", "policy", "starts_on", "ends_on"),
        fields=("volunteer", "policy", "starts_on", "ends_on"),
        filters=("volunteer", "starts_on", "ends_on"),
        search=("policy",),
        order="-public_id",
        create=deeds.insure,
        form=CoverForm,
    )
)
honours = register(
    Register(
        model=VolunteerHonour,
        words=Words(
            title=_("honours of volunteers"),
            empty=_("Stars by approved hours, and commendations, each with its day."),
            clause="R7.3.4",
            icon="award",
        ),
        area="services",
        columns=("volunteer", "kind", "stars", "given_on", "reason", "hours"),
        fields=("volunteer", "kind", "given_on", "reason"),
        filters=("volunteer", "kind", "given_on"),
        search=("reason",),
        order="-public_id",
        create=deeds.commend,
        form=HonourForm,
    )
)
needs = register(
    Register(
        model=FamilyNeed,
        words=Words(
            title=_("needs of families"),
            empty=_("What families could use of somebody's skill, by housing and kind of family."),
            first_step=_("Note the first need from a visit."),
            clause="W6.5",
            icon="home-question",
        ),
        area="services",
        columns=(
            "number",
            "user",
            "housing",
            "family",
            "skill",
            "asked_on",
            "volunteer",
            "matched_on",
            "state",
        ),
        fields=("user", "project", "housing", "family", "skill", "wanted", "asked_on"),
        filters=("unit", "state", "housing", "family", "asked_on"),
        search=("number", "skill"),
        order="-number",
        create=deeds.ask,
        deeds=(deeds.finish, deeds.close),
        form=NeedForm,
    )
)
