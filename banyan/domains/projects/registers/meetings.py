"""Meetings, their action items and the weeks without one, as registers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import calendar, todo
from banyan.core.registers.declaration import Register, View, Words, grouped, register
from banyan.domains.projects import meeting_forms as forms
from banyan.domains.projects.deeds import action_items, exemptions, meetings
from banyan.domains.projects.models import ActionItem, Exemption, Meeting
from banyan.domains.projects.queries import meeting_days, meeting_todo

meeting_register = register(
    Register(
        model=Meeting,
        words=Words(
            _("Meetings"),
            _("Every meeting of a project belongs here, from its agenda to minutes that everybody has read."),
            _("Call a meeting"),
            "R3.2.7",
            "users", also=("R3.2.1", "R9.1.3", "R9.1.4", "R9.1.7", "P3.5"),),
        area="projects",
        columns=("number", "title", "kind", "held_on", "chair", "minutes_due_on", "minutes_on", "state"),
        fields=grouped(
            (_("Meeting and subject"), ("project", "kind", "other_kind", "title")),
            (_("When and where"), ("held_on", "starts_at", "ends_at", "place")),
            (_("Who leads and who comes"), ("chair", "lead_department", "guests")),
            (_("Agenda"), ("agenda",)),
        ),
        filters=("state", "kind", "project", "held_on"),
        search=("number", "title", "place"),
        order="-held_on",
        create=meetings.call,
        edit=meetings.edit,
        editable_in=(Meeting.State.PLANNED,),
        deeds=(meetings.confirm, meetings.send_back, meetings.call_off),
        views=(
            View("weekly", _("Weekly meetings"), "kind=weekly"),
            View("due", _("Minutes due"), "state=held"),
            View("to-confirm", _("To be confirmed"), "state=written"),
        ),
        form=forms.MeetingForm,
    )
)  # fmt: skip

item_register = register(
    Register(
        model=ActionItem,
        words=Words(
            _("Action items"),
            _("What meetings agreed stays here until it is done, or dropped with a reason."),
            _("Open a meeting and add what was agreed"),
            "R9.1.5",
            "checklist",
            also=("R1.3.4",),
        ),
        area="projects",
        columns=(
            "number",
            "what",
            "owner",
            "due_on",
            "department",
            "supporting",
            "meeting",
            "problem",
            "state",
        ),
        fields=("meeting", "what", "owner", "due_on", "department", "supporting"),
        filters=("state", "project", "owner", "department", "due_on"),
        search=("number", "what"),
        order="-due_on",
        create=action_items.agree,
        deeds=(
            action_items.finish,
            action_items.postpone,
            action_items.raise_up,
            action_items.reopen,
            action_items.drop,
        ),
        views=(View("open", _("Open"), "state=open"),),
        form=forms.ItemForm,
    )
)

exemption_register = register(
    Register(
        model=Exemption,
        words=Words(
            _("Meetings not held"),
            _(
                "A week or month without its meeting is registered here with the reason, and signed by the director."
            ),
            _("Register why no meeting is held"),
            "R3.2.7",
            "calendar-off",
        ),
        area="projects",
        columns=("number", "kind", "starts_on", "reason", "project", "state"),
        fields=("project", "kind", "starts_on", "reason"),
        filters=("state", "kind", "project"),
        search=("number", "reason"),
        order="-starts_on",
        create=exemptions.register_exemption,
        form=forms.ExemptionForm,
    )
)

todo.provider(meeting_todo.minutes_due)
todo.provider(meeting_todo.minutes_to_confirm)
todo.provider(meeting_todo.minutes_to_read)
todo.provider(meeting_todo.items_due)
calendar.provider(meeting_days.meetings_between)
calendar.provider(meeting_days.items_between)
