"""How day sheets, conversions and standard hours are shown."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, Words, grouped, register
from banyan.domains.services.deeds import hours, month_hours
from banyan.domains.services.forms import WorkEntryForm
from banyan.domains.services.models import HourConversion, HoursSheet, StandardHours, WorkEntry
from banyan.domains.services.queries.standing import hours_worth

entries = register(
    Register(
        model=WorkEntry,
        words=Words(
            title=_("day sheets"),
            empty=_(
                "Work that leaves no other record: preparation, records, supervision, meetings, administration."
            ),
            first_step=_("Write down what the day went into."),
            clause="P1.11",
            icon="clock-hour-4",
        ),
        area="services",
        columns=("done_on", "worker", "category", "matter", "minutes", "task", "asked_by", "state"),
        fields=("done_on", "category", "matter", "began_at", "minutes", "task", "asked_by", "project"),
        filters=("unit", "done_on", "category", "task", "state"),
        search=("matter",),
        order="-done_on",
        create=hours.write,
        edit=hours.correct,
        editable_in=(WorkEntry.State.KEPT,),
        deeds=(hours.strike,),
        form=WorkEntryForm,
    )
)
month_sheets = register(
    Register(
        model=HoursSheet,
        words=Words(
            title=_("hours handed in by month"),
            empty=_(
                "Professional hours count once the month was handed in and accepted; the figures come from the records."
            ),
            first_step=_("Hand in the hours of a month."),
            icon="calendar-check",
        ),
        area="services",
        columns=(
            "number", "month", "worker", "project", Column("hours", _("Countable hours"), numeric=True), "records",
            "handed_in_on", "accepted_by", "state",
        ),
        fields=("project", "month"),
        filters=("unit", "month", "project", "state"),
        search=("number",),
        order="-month",
        create=month_hours.hand_in,
        deeds=(month_hours.accept, month_hours.send_back, month_hours.hand_in_again),
        panels=(Panel("worth", _("What it is worth"), "services/panels/hours_worth.html", hours_worth),),
    )
)  # fmt: skip
conversions = register(
    Register(
        model=HourConversion,
        words=Words(
            title=_("conversions of hours"),
            empty=_("How the minutes of each kind of work count by the contract. Until somebody says otherwise, the usual table holds."),
            first_step=_("Write down what the contract says, with its annex."),
            icon="arrows-exchange",
        ),
        area="services",
        columns=(
            "category", "project", "valid_from", "factor", "travel_most", "record_minutes", "most", "fixed", "event",
            "basis",
        ),
        fields=grouped(
            (_("Which work and from when"), ("category", "project", "valid_from", "basis")),
            (_("How minutes become hours"), ("factor", "factor_beside", "travel_most", "record_minutes")),
            (_("Bounds of one record"), ("least", "most", "fixed")),
            (_("Events and their shares"), ("event", "large_above", "large_event", "share_most")),
        ),
        filters=("unit", "category", "project", "valid_from"),
        order="-valid_from",
        create=hours.set_conversion,
    )
)  # fmt: skip
standards = register(
    Register(
        model=StandardHours,
        words=Words(
            title=_("standard hours"),
            empty=_(
                "The hours that one case, group or activity takes as a rule; with the targets they tell how many workers are needed."
            ),
            first_step=_("Set the standard of an indicator."),
            icon="ruler-measure",
        ),
        area="services",
        columns=("indicator", "hours", "basis"),
        fields=("indicator", "hours", "basis"),
        order="-public_id",
        create=hours.set_standard,
        edit=hours.change_standard,
    )
)
