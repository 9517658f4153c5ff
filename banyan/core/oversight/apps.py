from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "banyan.core.oversight"
    label = "oversight"
    verbose_name = _("oversight")

    def ready(self) -> None:
        from banyan.core.oversight import jobs, settings  # noqa: F401
