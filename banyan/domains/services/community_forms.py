"""The forms of community work: permits, teams of residents, analyses, resources, counts of groups."""

from __future__ import annotations

from django import forms

from banyan.core.registers.forms import RecordForm
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.group_forms import day_input, time_input
from banyan.domains.services.models import (
    ActivityPermit,
    CommunityAnalysis,
    CommunityResource,
    GroupCount,
    ResidentTeam,
    ResourceUse,
    TeamMeeting,
    TeamPlace,
)
from banyan.domains.services.rules.community import PARTS


class PermitForm(RecordForm):
    """A permit that was applied for."""

    class Meta:
        model = ActivityPermit
        fields = ("activity", "authority", "applied_on")
        widgets = {"applied_on": day_input()}


class TeamForm(UnitOnceForm):
    """A team and whom it turns to."""

    class Meta:
        model = ResidentTeam
        fields = ("unit", "title", "kind", "area", "project", "counsellor", "founded_on", "women_target")
        widgets = {"founded_on": day_input()}


class PlaceForm(RecordForm):
    """A resident joins a team."""

    class Meta:
        model = TeamPlace
        fields = ("team", "user", "since")
        widgets = {"since": day_input()}


class MeetingForm(RecordForm):
    """A team came together."""

    class Meta:
        model = TeamMeeting
        fields = ("team", "kind", "held_on", "began_at", "ended_at", "present", "matter", "agreed")
        widgets = {
            "kind": forms.RadioSelect, "held_on": day_input(), "began_at": time_input(), "ended_at": time_input(),
            "matter": forms.Textarea({"rows": 3}), "agreed": forms.Textarea({"rows": 3}),
        }  # fmt: skip


class AnalysisForm(UnitOnceForm):
    """The document of an area, part by part."""

    class Meta:
        model = CommunityAnalysis
        fields = ("unit", "area", "project", "data_on", "source", *(name for name, _words in PARTS))
        widgets = {"data_on": day_input(), **{name: forms.Textarea({"rows": 4}) for name, _words in PARTS}}


class ResourceForm(UnitOnceForm):
    """A partner and what can be drawn upon."""

    class Meta:
        model = CommunityResource
        fields = ("unit", "partner", "kind", "area", "gives", "contact", "phone", "agreement", "agreed_until")
        widgets = {"agreed_until": day_input(), "phone": forms.TextInput({"autocomplete": "off"})}


class UseForm(RecordForm):
    """A resource served an activity."""

    class Meta:
        model = ResourceUse
        fields = ("resource", "activity", "what")


class CountForm(RecordForm):
    """So many of a group live in an area."""

    class Meta:
        model = GroupCount
        fields = ("area", "group", "people", "counted_on", "source")
        widgets = {"counted_on": day_input()}
