from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "banyan.domains.services"
    label = "services"
    verbose_name = _("services")

    def ready(self) -> None:
        from banyan.domains.services import registers  # noqa: F401
