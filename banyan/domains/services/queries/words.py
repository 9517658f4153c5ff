"""The plan of an activity as a Word document of the agency's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core.documents import words
from banyan.core.documents.words import Placeholder
from banyan.domains.services.models import Activity

_FIELDS = (
    "number", "title", "held_on", "starts_at", "ends_at", "place", "expected", "need", "goals", "target_group",
    "procedure", "posts", "publicity", "materials", "budget", "budget_item", "safety", "weather", "crowd", "children", "food", "first_aid",
    "stop_rule", "insurance", "evaluation",
)  # fmt: skip


def _field(name: str) -> Placeholder:
    return Placeholder(Activity._meta.get_field(name).verbose_name, lambda activity: getattr(activity, name))


PLAN = words.declare(
    Activity,
    "services.activity_plan",
    label=_("activity plan"),
    placeholders={
        **{name: _field(name) for name in _FIELDS},
        "unit": Placeholder(_("unit"), lambda activity: activity.unit.name),
        "project": Placeholder(_("project"), lambda activity: activity.project and activity.project.name),
        "responsible": Placeholder(_("responsible"), lambda activity: activity.responsible),
        "state": Placeholder(_("state"), lambda activity: activity.get_state_display()),
    },
)
