from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "banyan.domains.quality"
    label = "quality"
    verbose_name = _("quality")

    def ready(self) -> None:
        from banyan.domains.quality import jobs, registers  # noqa: F401
