"""The list of rectifications and what may be done to one."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.quality.deeds import rectifications as deeds
from banyan.domains.quality.models import Rectification

rectifications = register(
    Register(
        model=Rectification,
        words=Words(
            title=_("rectifications"),
            empty=_("Every fault that is to be mended stands here, whoever found it: cause, measure, owner, date, effect."),
            first_step=_("Open one from the record that shows the fault, or here."),
            clause="R4.4.1",
            icon="tool", also=("R1.3.5", "R4.4.2", "R4.4.3"),),
        area="quality",
        columns=(
            "number", "finding", "clause", "project", "source_kind", "occurrence", "owner", "due_on", "waits_until",
            "state",
        ),
        fields=("unit", "project", "source_kind", "source_number", "clause", "finding"),
        filters=("unit", "state", "source_kind", "clause", "project", "owner", "due_on"),
        search=("number", "finding", "clause", "source_number"),
        create=deeds.open_one,
        deeds=(
            deeds.analyse, deeds.plan, deeds.report_done, deeds.confirm, deeds.reject, deeds.follow_up, deeds.extend,
            deeds.hand_over, deeds.void,
        ),
        views=(
            View("open", _("Cause wanted"), "state=open"),
            View("planned", _("Under way"), "state=planned"),
            View("done", _("To verify"), "state=done"),
            View("effective", _("Effective"), "state=effective"),
        ),
    )
)  # fmt: skip
