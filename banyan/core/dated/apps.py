from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatedConfig(AppConfig):
    name = "banyan.core.dated"
    label = "dated"
    verbose_name = _("dated settings")

    def ready(self) -> None:
        from banyan.core.dated import values

        values.watch()
