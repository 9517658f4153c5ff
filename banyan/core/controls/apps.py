from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ControlsConfig(AppConfig):
    name = "banyan.core.controls"
    label = "controls"
    verbose_name = _("controls")

    def ready(self) -> None:
        autodiscover_modules("controls")
