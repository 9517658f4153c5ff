"""The forms of this room that a list of fields cannot say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.registers.forms import RecordForm
from banyan.domains.services.models import (
    Activity,
    Attendance,
    Consent,
    DocumentRequirement,
    Household,
    ServiceUser,
    WorkEntry,
)
from banyan.domains.services.models.hours import Category
from banyan.domains.services.queries import dossiers
from banyan.domains.services.queries.cases.reading import own_department
from banyan.domains.services.rules.ages import BAND_NAMES
from banyan.domains.services.rules.hours.spent import ON_THE_DAY_SHEET
from banyan.domains.services.rules.residents_sheet import TAGS
from banyan.domains.services.rules.safety import PARTS

LINE = {"autocomplete": "off"}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class UnitOnceForm(RecordForm):
    """Asks for the unit of a new record; an existing one stays where it is.

    A new record belongs to the department of whoever writes it, unless they choose another (`at_home`).
    """

    at_home = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["unit"]
        elif self.at_home and not self.is_bound and not self.initial.get("unit"):
            home = own_department(self.by, clock.today())
            if home is not None and str(home.public_id) in self.fields["unit"].units:  # type: ignore[attr-defined]
                self.initial["unit"] = str(home.public_id)


class PlanForm(UnitOnceForm):
    """A plan with its money: nothing or more."""

    def clean_budget(self) -> Decimal | None:
        """Money that is planned is spent, never earned."""
        planned: Decimal | None = self.cleaned_data["budget"]
        if planned is not None and planned < 0:
            raise forms.ValidationError(_("Planned money is not below zero; write 0 where it costs nothing."))
        return planned


class ServiceUserForm(UnitOnceForm):
    """Who somebody is, where they live, who decides for them, and the groups they belong to; the station knows them."""

    at_home = False

    groups = forms.MultipleChoiceField(
        label=_("Groups in difficulty"), required=False, choices=[(tag, tag) for tag in TAGS],
        widget=forms.CheckboxSelectMultiple, help_text=_("Sensitive; they want a consent of their own."),
    )  # fmt: skip

    class Meta:
        model = ServiceUser
        fields = (
            "unit", "name", "sex", "born_on", "document", "id_number", "phone", "community", "grid", "address",
            "residence", "household", "relation", "marriage", "education", "occupation", "disability",
            "disability_grade", "hardship", "lives_alone", "guardian_name", "guardian_phone", "source", "note",
        )  # fmt: skip
        widgets = {
            "born_on": _day(),
            **{name: forms.TextInput(LINE) for name in ("id_number", "phone", "address", "guardian_phone")},
            "note": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [name for name in self.instance.groups.split("、") if name]
        others = [(name, name) for name in chosen if name not in TAGS]
        self.fields["groups"].choices = [*self.fields["groups"].choices, *others]  # type: ignore[attr-defined]
        self.initial["groups"] = chosen

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.wanted_groups = self.cleaned_data.get("groups", [])

    def changes(self) -> dict[str, Any]:
        """The fields that differ, the groups as a list of names."""
        found = super().changes()
        if "groups" in self.changed_data:
            found["groups"] = self.cleaned_data["groups"]
        return found


class HouseholdForm(UnitOnceForm):
    """Where a household lives, and one who lives in it; the others are named in their own registrations."""

    member = forms.ModelChoiceField(
        ServiceUser._base_manager.none(), label=_("One who lives there"),
        help_text=_("The others name this household in their own registrations."),
    )  # fmt: skip

    class Meta:
        model = Household
        fields = ("unit", "community")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["member"]

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.wanted_member = self.cleaned_data.get("member")


class NewcomerForm(ServiceUserForm):
    """Somebody the register does not know yet, where little is known; the rest is written there later."""

    SHORT = ("name", "sex", "born_on", "phone", "community")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in self.SHORT}


class ActivityForm(PlanForm):
    """The plan of an activity, as the paper form asks it."""

    class Meta:
        model = Activity
        fields = (
            "unit", "title", "project", "festival", "team", "responsible", "held_on", "starts_at", "ends_at", "place", "target_group",
            "expected", "plan_item", "off_plan_reason", "need", "goals", "procedure", "posts", "publicity",
            "materials", "budget", "budget_item", "safety_lead", "safety", "weather", "crowd", "children", "food",
            "first_aid", "stop_rule", "insurance", "safety_notice", "evaluation",
        )  # fmt: skip
        widgets = {
            "held_on": _day(),
            "starts_at": _clock(),
            "ends_at": _clock(),
            **{
                name: forms.Textarea({"rows": 3})
                for name in (
                    "need",
                    "goals",
                    "procedure",
                    "posts",
                    "publicity",
                    "materials",
                    "safety",
                    "evaluation",
                )
            },
            **{name: forms.Textarea({"rows": 2}) for name, _words in PARTS},
        }


class WorkEntryForm(UnitOnceForm):
    """A line of one's own day sheet."""

    class Meta:
        model = WorkEntry
        fields = (
            "unit",
            "done_on",
            "category",
            "matter",
            "began_at",
            "minutes",
            "task",
            "asked_by",
            "project",
        )
        widgets = {
            "done_on": _day(),
            "began_at": _clock(),
            "task": forms.RadioSelect,
            "minutes": forms.NumberInput({"inputmode": "numeric", "step": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.unit_id is not None:
            self.fields.pop("unit", None)
        offered = [("", "–"), *((each.value, Category(each.value).label) for each in ON_THE_DAY_SHEET)]
        self.fields["category"].choices = offered  # type: ignore[attr-defined]


class RequirementForm(UnitOnceForm):
    """A line of the table of required papers; papers and milestones are those that files know."""

    document = forms.ChoiceField(label=_("Paper of the file"))
    since = forms.ChoiceField(label=_("Due after the milestone"))

    class Meta:
        model = DocumentRequirement
        fields = (
            "unit", "document", "since", "amount", "measure", "needed", "counts", "project", "valid_from",
            "valid_to", "basis",
        )  # fmt: skip
        widgets = {"valid_from": _day(), "valid_to": _day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = dossiers.paper_choices()  # type: ignore[attr-defined]
        self.fields["since"].choices = dossiers.milestone_choices()  # type: ignore[attr-defined]


class WalkInForm(forms.Form):
    """Somebody who came and is not in the register yet."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False, widget=forms.TextInput(LINE))
    nameless = forms.BooleanField(label=_("Leaves no name"), required=False)
    role = forms.ChoiceField(
        label=_("In the role of"), choices=Attendance.Role, initial=Attendance.Role.RESIDENT
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", "–"), *ServiceUser.Sex.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    age_band = forms.ChoiceField(
        label=_("Age band"), choices=[("", "–"), *((name, name) for name in BAND_NAMES)], required=False
    )
    community = forms.CharField(label=_("Community"), max_length=80, required=False)
    phone_tail = forms.RegexField(
        r"^[0-9]{4}$", label=_("Phone end"), required=False, help_text=_("the last four figures"),
        widget=forms.TextInput({"inputmode": "numeric", **LINE}),
    )  # fmt: skip
    volunteer_number = forms.CharField(label=_("Volunteer number"), max_length=40, required=False)

    def facts(self) -> dict[str, Any]:
        """What the line says beside name and role."""
        names = ("sex", "age_band", "community", "phone_tail", "volunteer_number")
        return {name: self.cleaned_data[name] for name in names}


class ConsentForm(forms.Form):
    """What somebody, or the guardian, agreed to on a day."""

    kinds = forms.MultipleChoiceField(
        label=_("Agreed to"), choices=Consent.Kind, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is a question of its own; none follows from another."),
    )  # fmt: skip
    text_version = forms.CharField(label=_("Version of the text"), max_length=40)
    given_on = forms.DateField(label=_("Given on"), widget=_day())
    by_guardian = forms.BooleanField(label=_("Signed by the guardian"), required=False)


class SummaryForm(forms.Form):
    """What became of an activity."""

    process = forms.CharField(label=_("How it went"), widget=forms.Textarea({"rows": 5}))
    results = forms.CharField(label=_("Goals reached"), widget=forms.Textarea({"rows": 4}))
    differences = forms.CharField(
        label=_("Why numbers, time or cost differ from the plan"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )
    experience = forms.CharField(label=_("Experience"), widget=forms.Textarea({"rows": 3}))
    actual_cost = forms.DecimalField(label=_("Actual cost"), max_digits=12, decimal_places=2, min_value=0)
