"""The numbers of the after-school class as dated settings, read for the day of the fact."""

from django.utils.translation import gettext_lazy as _

from banyan.core import dated


def _declare(name: str, default: int, label: object, unit: str) -> dated.Declared:
    return dated.declare(f"services.class_{name}", default, label=label, unit=unit, clause="W6.3")


ADULTS = _declare("adults", 2, _("Adults who must be present while the class is open"), "persons")
A_CHILD = _declare("children_an_adult", 15, _("Children at most for one adult in the class"), "persons")
ALONE_FROM = _declare(
    "alone_from", 10, _("Age from which a child may go home alone when the guardian agrees"), "years"
)
FEEDBACK_DAYS = dated.declare(
    "services.class_feedback_days", 150, unit="days", clause="W6.4",
    label=_("Days within which school or parents say how a child is getting on"),
)  # fmt: skip
