from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    name = "banyan.core.registers.importing"
    label = "importing"
    verbose_name = _("imports")

    def ready(self) -> None:
        from banyan.core.registers.importing import work  # noqa: F401 - the worker must know its jobs
