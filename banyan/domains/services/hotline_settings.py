"""The number of the hotline as a dated setting."""

from django.utils.translation import gettext_lazy as _

from banyan.core import dated

TAKE_MINUTES = dated.declare(
    "services.hotline_take_minutes", 30, unit="minutes", clause="A4.2",
    label=_("Minutes within which a hotline call that was handed over is taken"),
)  # fmt: skip
