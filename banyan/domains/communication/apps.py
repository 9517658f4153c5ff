from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunicationConfig(AppConfig):
    name = "banyan.domains.communication"
    label = "communication"
    verbose_name = _("communication")

    def ready(self) -> None:
        from banyan.domains.communication import registers, settings  # noqa: F401
