from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "banyan.domains.services"
    label = "services"
    verbose_name = _("services")

    def ready(self) -> None:
        from banyan.core.oversight.proving import also_ask
        from banyan.domains.services import public, registers  # noqa: F401

        also_ask(public.disagreements)
