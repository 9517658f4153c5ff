"""Units, areas and populations."""

from django.utils.translation import gettext_lazy as _

from banyan.core.identity import deeds as identity
from banyan.core.identity.models import Unit
from banyan.core.registers.declaration import Intake, Register, View, Words, register
from banyan.domains.staff import deeds, queries
from banyan.domains.staff.models import Area, Population
from banyan.domains.staff.sheets.areas import AREAS, POPULATION
from banyan.domains.staff.sheets.units import UNITS

units = register(
    Register(
        model=Unit,
        words=Words(
            title=_("units"),
            empty=_("Stations and departments of the agency stand here, each below its superior unit."),
            first_step=_("Import the organisation"),
            clause="P1.10",
            icon="sitemap",
        ),
        area="settings",
        columns=("code", "name", "kind", "parent", "opened_on", "closed_on"),
        fields=("code", "name", "kind", "parent", "opened_on", "closed_on"),
        filters=("kind",),
        search=("code", "name"),
        order="code",
        create=identity.make_unit,
        edit=identity.edit_unit,
        deeds=(identity.move_unit, identity.close_unit),
        views=(
            View("stations", _("stations"), "kind=station"),
            View("departments", _("departments"), "kind=department"),
        ),
        intake=Intake(UNITS, queries.unit_references, deeds.UnitIntake),
    )
)

areas = register(
    Register(
        model=Area,
        words=Words(
            title=_("areas"),
            empty=_("Streets and communities stand here, each with the station that serves it."),
            first_step=_("Import the areas"),
            clause="P2.1",
            icon="map-2",
        ),
        area="settings",
        columns=("number", "name", "kind", "parent", "unit"),
        fields=("unit", "number", "name", "kind", "parent"),
        filters=("kind", "unit"),
        search=("number", "name"),
        order="number",
        create=deeds.make_area,
        edit=deeds.change_area,
        views=(View("communities", _("communities"), "kind=community"),),
        intake=Intake(AREAS, queries.area_references, deeds.AreaIntake),
    )
)

populations = register(
    Register(
        model=Population,
        words=Words(
            title=_("population"),
            empty=_("Dated numbers of residents stand here, each with the way of counting and its source."),
            first_step=_("Import the population"),
            clause="P2.1",
            icon="users-group",
        ),
        area="settings",
        columns=("area", "kind", "people", "women", "counted_on", "source"),
        fields=("area", "kind", "people", "women", "counted_on", "source"),
        filters=("kind", "area", "counted_on"),
        search=("area__number", "area__name", "source"),
        order="-pk",
        create=deeds.note_population,
        edit=deeds.change_population,
        intake=Intake(POPULATION, queries.population_references, deeds.PopulationIntake),
    )
)
