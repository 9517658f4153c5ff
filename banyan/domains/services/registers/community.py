"""How analyses, resources, their uses, counts of groups and permits of activities are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, View, Words, grouped, register
from banyan.domains.services.community_forms import AnalysisForm, CountForm, PermitForm, ResourceForm, UseForm
from banyan.domains.services.deeds import community as deeds
from banyan.domains.services.deeds import permits as permit_deeds
from banyan.domains.services.models import (
    ActivityPermit,
    CommunityAnalysis,
    CommunityResource,
    GroupCount,
    ResourceUse,
)
from banyan.domains.services.queries.community_panels import analysis_panel, uses_panel

analyses = register(
    Register(
        model=CommunityAnalysis,
        words=Words(
            title=_("community analyses"),
            empty=_(
                "The document of each community: its people, places, power, resources, needs and assets."
            ),
            first_step=_("Begin with the community where most of the work is."),
            clause="R3.1.2",
            icon="map-search",
        ),
        area="services",
        columns=("number", "area", "data_on", "source", "author", "approved_on", "renew_by", "state"),
        fields=grouped(
            (_("Which area, and what it rests on"), ("area", "project", "data_on", "source")),
            (_("What is there"), ("people", "places", "power", "resources", "assets")),
            (_("What is lacking, and what follows"), ("needs", "conclusion")),
        ),
        filters=("unit", "state", "area", "renew_by"),
        search=("number", "source"),
        order="-public_id",
        create=deeds.begin,
        edit=deeds.edit,
        editable_in=(CommunityAnalysis.State.DRAFT,),
        deeds=(deeds.submit,),
        views=(View("holds", pgettext_lazy("community analysis", "In force"), "state=holds"),),
        form=AnalysisForm,
        panels=(
            Panel(
                "renewal",
                pgettext_lazy("community analysis", "Renewal"),
                "services/panels/analysis.html",
                analysis_panel,
            ),
        ),
    )
)
resources = register(
    Register(
        model=CommunityResource,
        words=Words(
            title=_("resources of communities"),
            empty=_("Who gives what to the work in a community: rooms, people, money, goods, knowledge."),
            first_step=_("Add the partner you call most often."),
            icon="map-pins",
        ),
        area="services",
        columns=(
            "number",
            Column("partner", role="name"),
            "kind",
            "area",
            "gives",
            "agreement",
            "agreed_until",
            "state",
        ),
        fields=("partner", "kind", "area", "gives", "contact", "phone", "agreement", "agreed_until"),
        filters=("unit", "state", "kind", "area", "agreed_until"),
        search=("number", "partner", "gives"),
        order="-number",
        create=deeds.find_resource,
        edit=deeds.edit_resource,
        editable_in=(CommunityResource.State.OPEN,),
        deeds=(deeds.close_resource,),
        form=ResourceForm,
        panels=(Panel("uses", _("Used for"), "services/panels/uses.html", uses_panel),),
    )
)
uses = register(
    Register(
        model=ResourceUse,
        words=Words(
            title=_("uses of resources"),
            empty=_("Which resource served which activity."),
            icon="link",
        ),
        area="services",
        columns=("resource", "activity", "what"),
        fields=("resource", "activity", "what"),
        filters=("resource", "activity"),
        search=("what",),
        order="-public_id",
        create=deeds.use,
        form=UseForm,
    )
)
counts = register(
    Register(
        model=GroupCount,
        words=Words(
            title=_("counts of groups"),
            empty=_(
                "How many of a group live in a community, on a day, says a source: what reach is measured against."
            ),
            first_step=_("Write down what the community committee counted."),
            clause="W6.2",
            icon="users",
        ),
        area="services",
        columns=("area", "group", "people", "counted_on", "source"),
        fields=("area", "group", "people", "counted_on", "source"),
        filters=("area", "group", "counted_on"),
        search=("source",),
        order="-public_id",
        create=deeds.count_group,
        form=CountForm,
    )
)
permits = register(
    Register(
        model=ActivityPermit,
        words=Words(
            title=_("permits of activities"),
            empty=_("Large activities are allowed by the authority beforehand, or not held."),
            clause="R1.3.1",
            icon="license",
        ),
        area="services",
        columns=("activity", "authority", "applied_on", "permit_number", "granted_on", "allowed", "state"),
        fields=("activity", "authority", "applied_on"),
        filters=("state", "applied_on", "activity"),
        search=("authority", "permit_number"),
        order="-public_id",
        create=permit_deeds.apply_for,
        deeds=(permit_deeds.grant, permit_deeds.refuse),
        form=PermitForm,
    )
)
