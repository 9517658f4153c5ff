"""How activities, their sign-in sheets and what participants said are shown."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, grouped, register
from banyan.domains.services.deeds import activities, signing
from banyan.domains.services.deeds.sheets import TakingInSheets
from banyan.domains.services.forms import ActivityForm
from banyan.domains.services.models import Activity, Attendance, Feedback, SignInSheet
from banyan.domains.services.queries import dossiers, screens, sheets
from banyan.domains.services.queries.public_life import lectures_of
from banyan.domains.services.queries.safety import safety_panel
from banyan.domains.services.rules import signin_sheet

plans = register(
    Register(
        model=Activity,
        words=Words(
            title=_("activities"),
            empty=_("Activities are planned, approved, held with a sign-in sheet, and summed up within a week."),
            first_step=_("Plan the first activity, or bring a sign-in sheet."),
            clause="R3.2.2",
            icon="calendar-event", also=("R1.3.3", "R2.2.14"),),
        area="services",
        columns=(
            "number", "title", "held_on", "place", Column("expected", sums=True), Column("person_times", sums=True),
            "persons", "counts_for", "responsible", "state",
        ),
        fields=grouped(
            (
                _("The activity"),
                (
                    "title", "project", "festival", "team", "responsible", "held_on", "starts_at", "ends_at", "place",
                    "target_group", "expected",
                ),
            ),
            (_("Why it is held"), ("plan_item", "off_plan_reason", "need", "goals")),
            (_("How it is held"), ("procedure", "posts", "publicity", "materials")),
            (_("What it costs"), ("budget", "budget_item")),
            (
                _("Safety"),
                (
                    "safety_lead", "safety", "weather", "crowd", "children", "food", "first_aid", "stop_rule", "insurance",
                    "safety_notice",
                ),
            ),
            (_("How it is evaluated"), ("evaluation",)),
        ),
        filters=("unit", "state", "held_on", "project", "festival"),
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
            Panel(
                "safety", _("Safety and permits"), "services/panels/safety.html", safety_panel,
                tells=("safety_lead", "safety", "weather", "crowd", "children", "food", "first_aid", "stop_rule", "insurance",
                       "safety_notice"),
            ),
            Panel("lectures", _("Lectures by experts"), "services/panels/lectures.html", lectures_of),
            Panel("dossier", _("Dossier"), "services/panels/dossier.html", dossiers.panel),
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
            sheet=signin_sheet.SHEET, references=sheets.signin_references, apply=TakingInSheets, review=sheets.review,
            beside=("services.activity", _("Bring a sign-in sheet")),
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
