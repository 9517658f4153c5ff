"""Pay standards and their grades."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.staff.deeds import pay as deeds
from banyan.domains.staff.models import PayBand, PayScheme
from banyan.domains.staff.queries import pay as queries


def grades(scheme: PayScheme, by: Any) -> dict[str, Any]:
    """The grades of an edition beside those of the one before, and all editions of the standard."""
    return queries.grades_of(scheme, by)


schemes = register(
    Register(
        model=PayScheme,
        words=Words(
            title=_("pay standards"),
            empty=_(
                "Different work is paid by different standards; each keeps its editions with their days."
            ),
            first_step=_("Write the first pay standard"),
            clause="P2.8",
            icon="cash-banknote",
        ),
        area="staff",
        columns=("number", "name", "covers", "basis", "edition", "starts_on", "ends_on", "state"),
        fields=("unit", "name", "covers", "basis", "grounds"),
        filters=("state", "basis", "unit"),
        search=("number", "name", "covers"),
        create=deeds.write_scheme,
        edit=deeds.change_scheme,
        editable_in=(PayScheme.State.DRAFT,),
        deeds=(deeds.adopt_scheme, deeds.revise_scheme),
        panels=(Panel("grades", _("Grades"), "staff/panels/grades.html", grades),),
        views=(View("in_force", _("in force"), "state=in_force"),),
    )
)

bands = register(
    Register(
        model=PayBand,
        words=Words(
            title=_("grades of pay standards"),
            empty=_("What each grade earns a month, from and to."),
            clause="P2.8",
            icon="stairs",
        ),
        area="staff",
        columns=("scheme", "grade", "lowest", "highest"),
        fields=("scheme", "grade", "lowest", "highest"),
        filters=("scheme",),
        search=("grade",),
        order="-pk",
        create=deeds.add_band,
        edit=deeds.change_band,
    )
)
