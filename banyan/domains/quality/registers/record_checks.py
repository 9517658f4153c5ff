"""The checks of service records, their drawn records, and pairs of alike records."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.quality.deeds import record_checks as deeds
from banyan.domains.quality.models import CheckedRecord, LikeRecords, RecordCheck
from banyan.domains.quality.queries.record_checks import pair_panel, panel

checks = register(
    Register(
        model=RecordCheck,
        words=Words(
            title=_("checks of service records"),
            empty=_(
                "Every quarter a sample of the service records is drawn by the system and judged: true, complete, accurate."
            ),
            first_step=_("Draw the sample of the last quarter."),
            clause="R4.2.2",
            icon="clipboard-list",
        ),
        area="quality",
        columns=("number", "project", "year", "quarter", "drawn_on", "drawn_by", "signed_on", "state"),
        fields=("project", "year", "quarter"),
        filters=("unit", "project", "year", "quarter", "state"),
        search=("number",),
        create=deeds.draw,
        deeds=(deeds.sign, deeds.compare),
        views=(View("draft", _("Being checked"), "state=draft"),),
    )
)
lines = register(
    Register(
        model=CheckedRecord,
        words=Words(
            title=_("drawn records"),
            empty=_("The records that a check has drawn, each with its three verdicts."),
            clause="R4.2.2",
            icon="file-text",
        ),
        area="quality",
        columns=("sheet", "source_number", "worker", "held_on", "late", "answer", "complete", "accurate"),
        filters=("sheet", "worker", "answer", "complete", "accurate"),
        search=("source_number",),
        order="-held_on",
        deeds=(deeds.call_back, deeds.judge),
        panels=(Panel("seen", _("What the records show"), "quality/panels/drawn.html", panel),),
    )
)
pairs = register(
    Register(
        model=LikeRecords,
        words=Words(
            title=_("alike records"),
            empty=_("Records of one worker that are nearly the same; a person reads them and says why."),
            clause="R4.2.2",
            icon="copy",
        ),
        area="quality",
        columns=("sheet", "worker", "first", "second", "likeness", "verdict", "words"),
        filters=("sheet", "worker", "verdict"),
        search=("first", "second"),
        order="-public_id",
        deeds=(deeds.read_pair,),
        panels=(Panel("both", _("Both records"), "quality/panels/alike.html", pair_panel),),
    )
)
