"""Who answers for what, and what contracts ask of a centre."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.staff import deeds
from banyan.domains.staff.models import ContractedPlaces, Responsibility, ResponsibilityField

fields = register(
    Register(
        model=ResponsibilityField,
        words=Words(
            title=_("fields of responsibility"),
            empty=_("Target groups, needs and service lines that somebody has to answer for stand here."),
            first_step=_("Name a field"),
            clause="P1.4",
            icon="target",
            also=("P1.3",),
        ),
        area="staff",
        columns=("number", "name", "kind", "needed", "unit"),
        fields=(
            "name",
            "kind",
            "needed",
            "position",
            "served_kind",
            "sex",
            "age_from",
            "age_to",
            "marks",
            "words",
        ),
        filters=("unit", "kind", "needed"),
        search=("number", "name"),
        order="number",
        create=deeds.name_field,
        edit=deeds.change_field,
    )
)

responsibilities = register(
    Register(
        model=Responsibility,
        words=Words(
            title=_("responsibilities"),
            empty=_("Which department leads and which supports a field stands here, from when to when."),
            first_step=_("Assign a responsibility"),
            clause="P1.4",
            icon="grid-dots",
            also=("P1.5",),
        ),
        area="staff",
        columns=("number", "field", "unit", "part", "starts_on", "ends_on", "reason"),
        fields=("field", "part", "starts_on", "ends_on"),
        filters=("unit", "field", "part", "starts_on"),
        search=("number", "field__name"),
        order="-number",
        create=deeds.assign,
        deeds=(deeds.end_responsibility,),
        views=(View("leads", _("leads only"), "part=lead"),),
    )
)

contracts = register(
    Register(
        model=ContractedPlaces,
        words=Words(
            title=_("contracted head counts"),
            empty=_(
                "How many people each contract asks of a centre stands here as soon as a contract says it."
            ),
            clause="P2.1",
            icon="users",
        ),
        area="staff",
        columns=("contract_number", "project_number", "unit", "places", "starts_on", "ends_on"),
        filters=("unit",),
        search=("contract_number", "project_number"),
        order="-pk",
    )
)
