"""The inspections, the monitoring calendar and the circulars."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.quality.deeds import circulars as circular_deeds
from banyan.domains.quality.deeds import inspections as deeds
from banyan.domains.quality.deeds import monitoring as monitoring_deeds
from banyan.domains.quality.models import Circular, Inspection, MonitoringItem
from banyan.domains.quality.queries.monitoring import of_item

inspections = register(
    Register(
        model=Inspection,
        words=Words(
            title=_("inspections of compliance"),
            empty=_(
                "Every half year the rulebook is looked at clause by clause; the sheet is drawn up from the records."
            ),
            first_step=_("Begin the inspection of the last half year."),
            clause="R10.1.1",
            icon="clipboard-list",
        ),
        area="quality",
        columns=("number", "year", "half", "inspector", "as_of", "signed_on", "state"),
        fields=("unit", "year", "half"),
        filters=("unit", "year", "half", "state"),
        search=("number",),
        create=deeds.begin,
        deeds=(deeds.sign, deeds.mend, deeds.redraw),
    )
)
items = register(
    Register(
        model=MonitoringItem,
        words=Words(
            title=_("items of the monitoring calendar"),
            empty=_(
                "What is looked at again and again, how often and by whom; a missed look shows by itself."
            ),
            first_step=_("Add the first item."),
            clause="R3.2.6",
            icon="calendar-search",
        ),
        area="quality",
        columns=("number", "title", "clause", "project", "rhythm", "checker", "starts_on", "state"),
        fields=("unit", "title", "clause", "project", "rhythm", "checker", "starts_on"),
        filters=("unit", "state", "rhythm", "project", "checker"),
        search=("number", "title", "clause"),
        create=monitoring_deeds.add_item,
        edit=monitoring_deeds.edit_item,
        editable_in=(MonitoringItem.State.ACTIVE,),
        deeds=(monitoring_deeds.write_check, monitoring_deeds.finish_item),
        panels=(Panel("looks", _("Looks"), "quality/panels/looks.html", of_item),),
    )
)
circulars = register(
    Register(
        model=Circular,
        words=Words(
            title=_("circulars"),
            empty=_("What is told to everybody of a unit under a document number, with who has read it."),
            first_step=_("Write a circular, or let a signed inspection write its own."),
            clause="R10.1.1",
            icon="speakerphone",
        ),
        area="quality",
        columns=("number", "title", "document_number", "kind", "published_on", "state"),
        fields=("unit", "kind", "title", "body", "inspection", "corrects"),
        filters=("unit", "kind", "state", "published_on"),
        search=("number", "document_number", "title"),
        create=circular_deeds.add_circular,
        edit=circular_deeds.edit_circular,
        editable_in=(Circular.State.DRAFT,),
        deeds=(circular_deeds.publish,),
        views=(
            View("draft", _("Draft"), "state=draft"),
            View("published", _("Sent out"), "state=published"),
        ),
    )
)
