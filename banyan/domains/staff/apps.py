from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """The establishment and who fills it."""

    name = "banyan.domains.staff"
    label = "staff"
    verbose_name = _("staff room")

    def ready(self) -> None:
        from banyan.domains.staff import registers, settings  # noqa: F401
