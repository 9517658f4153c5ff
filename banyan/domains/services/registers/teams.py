"""How teams of residents, their members and their meetings are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.services.community_forms import MeetingForm, PlaceForm, TeamForm
from banyan.domains.services.deeds import teams as deeds
from banyan.domains.services.models import ResidentTeam, TeamMeeting, TeamPlace
from banyan.domains.services.queries import hours as told_hours
from banyan.domains.services.queries.teams import meeting_minutes, team_panel

teams = register(
    Register(
        model=ResidentTeam,
        words=Words(
            title=_("teams of residents"),
            empty=_("Teams that residents keep up themselves, each with somebody of the staff who sits with it."),
            first_step=_("Found the first team."),
            clause="W4.2",
            icon="users-group",
        ),
        area="services",
        columns=(
            "number", "title", "kind", "area", Column("members", sums=True), "founded_on", "counsellor", "stage", "state",
        ),
        fields=("title", "kind", "area", "project", "counsellor", "founded_on", "women_target"),
        filters=("unit", "state", "kind", "stage", "area"),
        search=("number", "title"),
        order="-number",
        create=deeds.found,
        edit=deeds.edit,
        editable_in=(ResidentTeam.State.ACTIVE,),
        deeds=(deeds.adopt_rules, deeds.file, deeds.dissolve),
        views=(
            View("seed", pgettext_lazy("resident team", "Sprouting"), "state=active&stage=seed"),
            View("ended", _("Dissolved teams"), "state=ended"),
        ),
        form=TeamForm,
        panels=(Panel("team", _("The team"), "services/panels/team.html", team_panel),),
    )
)  # fmt: skip
places = register(
    Register(
        model=TeamPlace,
        words=Words(
            title=_("places in teams"),
            empty=_("Who belongs to which team since when; somebody in two teams is one person."),
            clause="W4.2",
            icon="user-check",
        ),
        area="services",
        columns=("user", "team", "leads", "since", "until", "state"),
        fields=("team", "user", "since"),
        filters=("state", "team"),
        search=("user__name",),
        order="-public_id",
        create=deeds.join,
        deeds=(deeds.lead, deeds.leave),
        form=PlaceForm,
    )
)
meetings = register(
    Register(
        model=TeamMeeting,
        words=Words(
            title=_("meetings of teams"),
            empty=_("Talks with the worker, meetings of its own, and what a team did by itself."),
            clause="W4.2",
            icon="message-2",
        ),
        area="services",
        columns=("team", "kind", "held_on", "present", "worker"),
        fields=("team", "kind", "held_on", "began_at", "ended_at", "present", "matter", "agreed"),
        filters=("team", "kind", "held_on"),
        search=("team__title",),
        order="-public_id",
        create=deeds.meet,
        form=MeetingForm,
    )
)
told_hours.source("services.teammeeting", meeting_minutes)
