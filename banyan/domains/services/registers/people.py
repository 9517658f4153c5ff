"""How residents, their households, consents and possible duplicates are shown."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, grouped, register
from banyan.domains.services.deeds import doubts, erasing, people
from banyan.domains.services.deeds.residents import TakingIn
from banyan.domains.services.forms import HouseholdForm, ServiceUserForm
from banyan.domains.services.models import Consent, DuplicateProposal, Household, ServiceUser
from banyan.domains.services.queries import panels, residents
from banyan.domains.services.rules import residents_sheet

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
        fields=grouped(
            (_("Who it is"), ("name", "sex", "born_on", "document", "id_number", "phone")),
            (_("Where they live"), ("community", "grid", "address", "residence")),
            (_("Household and life"), ("household", "relation", "marriage", "education", "occupation")),
            (_("Guardian of somebody under age"), ("guardian_name", "guardian_phone")),
            (_("How they came to us"), ("source", "note")),
            (_("Hardship (sensitive)"), ("groups", "disability", "disability_grade", "hardship", "lives_alone")),
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
        form=HouseholdForm,
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
