"""The form of an employee: a name and the employment in one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.core.registers.forms import RecordForm
from banyan.domains.staff.models import Employee

DAY = {"type": "date"}


class EmployeeForm(RecordForm):
    """Asks the name beside what the employment keeps; both are read by the rules of the roster."""

    name = forms.CharField(label=_("Full name"), max_length=80)
    field_order = ("unit", "number", "name")

    class Meta:
        model = Employee
        fields = (
            "unit", "number", "sex", "born_on", "id_number", "phone", "emergency_contact", "emergency_phone",
            "rank", "superior", "employment", "share", "hired_on", "contract_ends_on", "probation_ends_on",
            "degree", "major", "frontline_years", "management_years", "social_worker",
        )  # fmt: skip
        widgets = {
            **{name: forms.TextInput() for name in Employee.sealed_fields},
            **{
                name: forms.DateInput(format="%Y-%m-%d", attrs=DAY)
                for name in ("born_on", "hired_on", "contract_ends_on", "probation_ends_on")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["name"] = self.instance.person.name

    def changes(self) -> dict[str, Any]:
        """What differs, the name among it."""
        changed = super().changes()
        return changed | {"name": self.cleaned_data["name"]} if "name" in self.changed_data else changed

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.instance.given_name = self.cleaned_data.get("name", "")
