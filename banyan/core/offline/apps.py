from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfflineConfig(AppConfig):
    name = "banyan.core.offline"
    label = "offline"
    verbose_name = _("forms sent later")

    def ready(self) -> None:
        from banyan.core.offline import jobs  # noqa: F401
