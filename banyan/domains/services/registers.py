"""How the services room shows what it keeps."""

from django.utils.translation import gettext_lazy as _

from banyan.core import calendar, todo
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, register
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import activities, doubts, erasing, people, signing
from banyan.domains.services.deeds.residents import TakingIn
from banyan.domains.services.deeds.sheets import TakingInSheets
from banyan.domains.services.forms import ActivityForm, ServiceUserForm
from banyan.domains.services.models import (
    Activity,
    Attendance,
    Consent,
    DuplicateProposal,
    Feedback,
    Household,
    ServiceUser,
    SignInSheet,
)
from banyan.domains.services.queries import panels, residents, screens, sheets
from banyan.domains.services.queries import words as _words  # noqa: F401
from banyan.domains.services.queries.activities import due_summaries, lines_to_clarify
from banyan.domains.services.queries.calendar import activities_between
from banyan.domains.services.queries.consents import consents_to_renew
from banyan.domains.services.queries.first_services import first_services
from banyan.domains.services.rules import residents_sheet, signin_sheet

users = register(
    Register(
        model=ServiceUser,
        words=Words(
            title=_("service users"),
            empty=_("Everybody who uses the services, or may, stands here once, with what they agreed to."),
            first_step=_("Bring the residents' register as a spreadsheet, or register the first person."),
            icon="users",
        ),
        area="services",
        columns=("number", "name", "sex", "born_on", "community", "groups", "household", "state"),
        fields=(
            "name", "sex", "born_on", "document", "id_number", "phone", "community", "grid", "address", "residence",
            "household", "relation", "marriage", "education", "occupation", "disability", "disability_grade",
            "hardship", "lives_alone", "guardian_name", "guardian_phone", "source", "note",
        ),
        filters=("unit", "community", "sex", "born_on", "state"),
        search=("number", "name", "initials"),
        order="name_key",
        create=people.register_user,
        edit=people.edit_user,
        editable_in=(ServiceUser.State.ACTIVE,),
        deeds=(erasing.erase,),
        panels=(
            Panel("consents", _("Consents"), "services/panels/consents.html", panels.consents),
            Panel("attended", _("Took part in"), "services/panels/attended.html", panels.attended),
            Panel("doubts", _("To ask about"), "services/panels/doubts.html", panels.doubts),
        ),
        views=(View("merged", _("Merged"), "state=merged"),),
        form=ServiceUserForm,
        intake=Intake(
            sheet=residents_sheet.SHEET, references=residents.references, apply=TakingIn, gather=residents.Gathering,
            in_slices=True,
        ),
    )
)  # fmt: skip
households = register(
    Register(
        model=Household,
        words=Words(
            title=_("households"),
            empty=_("People who live together. Households come with the residents' register."),
            first_step=_("Bring the residents' register, or open a household by hand."),
            icon="home",
        ),
        area="services",
        columns=("number", "community", "unit"),
        fields=("community",),
        filters=("unit", "community"),
        search=("number",),
        order="number",
        create=people.register_household,
        edit=people.edit_household,
        panels=(Panel("members", _("Members"), "services/panels/members.html", panels.members),),
    )
)
consents = register(
    Register(
        model=Consent,
        words=Words(
            title=_("consents"),
            empty=_(
                "What people agreed to, in which words, on which day: general, sensitive data and pictures apart."
            ),
            icon="writing-sign",
        ),
        area="services",
        columns=("user", "kind", "text_version", "given_on", "by_guardian", "withdrawn_on"),
        fields=("user", "kind", "text_version", "given_on", "by_guardian"),
        filters=("kind", "given_on", "withdrawn_on"),
        search=("user__number", "user__name"),
        order="-given_on",
        create=people.give_consent,
        deeds=(people.withdraw_consent,),
    )
)
duplicates = register(
    Register(
        model=DuplicateProposal,
        words=Words(
            title=_("possible duplicates"),
            empty=_("Registrations that are, or seem to be, one person come here to be decided by somebody."),
            icon="users-group",
        ),
        area="services",
        columns=("number", "first", "second", "certainty", "ground", "state", "decided_on"),
        filters=("unit", "state", "certainty", "ground"),
        search=("number", "first__name", "second__name", "first__number", "second__number"),
        deeds=(doubts.merge, doubts.keep_apart, doubts.undo),
        panels=(
            Panel(
                "side_by_side", _("Side by side"), "services/panels/side_by_side.html", panels.side_by_side
            ),
        ),
        views=(View("open", _("To decide"), "state=open"), View("merged", _("Merged"), "state=merged")),
    )
)
plans = register(
    Register(
        model=Activity,
        words=Words(
            title=_("activities"),
            empty=_("Activities are planned, approved, held with a sign-in sheet, and summed up within a week."),
            first_step=_("Plan the first activity, or bring a sign-in sheet."),
            clause="R3.2.2",
            icon="calendar-event",
        ),
        area="services",
        columns=(
            "number", "title", "held_on", "place", "expected", "person_times", "persons", "counts_for", "responsible",
            "state",
        ),
        fields=activities.PLAN_FIELDS,
        filters=("unit", "state", "held_on", "project"),
        search=("number", "title", "place"),
        order="-number",
        create=activities.plan,
        edit=activities.edit,
        editable_in=(Activity.State.DRAFT, Activity.State.APPROVED, Activity.State.HELD),
        deeds=(
            activities.submit_plan, activities.submit_summary, activities.reopen_plan, activities.cancel,
        ),
        panels=(
            Panel("clarify", _("To clarify"), "services/panels/clarify.html", screens.to_clarify, placed=True),
            Panel("sheets", _("Sign-in"), "services/panels/sheets.html", screens.sheets_of, placed=True),
            Panel("signed", _("Signatures"), "services/panels/signed.html", screens.signed, placed=True),
            Panel("worth", _("What it is worth"), "services/panels/worth.html", screens.worth, placed=True),
        ),
        views=(
            View("draft", _("Draft"), "state=draft"),
            View("approved", _("To be held"), "state=approved"),
            View("held", _("Summary due"), "state=held"),
        ),
        form=ActivityForm,
    )
)  # fmt: skip
attendances = register(
    Register(
        model=Attendance,
        words=Words(
            title=_("sign-ins"),
            empty=_("Every line of every sign-in sheet, with what became of it in the count."),
            first_step=_("Bring a sign-in sheet, or open the sign-in of an activity."),
            icon="list-check",
        ),
        area="services",
        columns=(
            "position", Column("name", role="name"), "sheet", "role", "user_number", "arrived_at", "left_at",
            Column("reason", role="state"),
        ),
        filters=("role", "reason", "sheet"),
        search=("name", "user_number"),
        order="-public_id",
        intake=Intake(
            sheet=signin_sheet.SHEET, references=sheets.signin_references, apply=TakingInSheets, review=sheets.review
        ),
    )
)  # fmt: skip
feedback = register(
    Register(
        model=Feedback,
        words=Words(
            title=_("feedback"),
            empty=_("What participants said afterwards, from 1 to 5; nobody asks who it was."),
            icon="message-star",
        ),
        area="services",
        columns=("activity", "score", "words", "assisted", "given_on"),
        fields=("activity", "score", "words", "assisted", "given_on"),
        filters=("activity", "score", "given_on"),
        order="-given_on",
        create=activities.give_feedback,
    )
)
session_sheets = register(
    Register(
        model=SignInSheet,
        words=Words(
            title=_("sign-in sheets"),
            empty=_("One sheet a session: person-times and distinct persons, never mixed."),
            icon="clipboard-list",
        ),
        area="services",
        columns=("activity", "held_on", "lines", "person_times", "persons", "to_clarify"),
        filters=("held_on",),
        search=("activity__number", "activity__title"),
        order="-held_on",
        deeds=(signing.close,),
    )
)

calendar.provider(activities_between)
todo.provider(due_summaries)
todo.provider(lines_to_clarify)
todo.provider(consents_to_renew)

projects.hands_in(projects.Kind.ACTIVITY)
projects.first_services_known_by(first_services)
