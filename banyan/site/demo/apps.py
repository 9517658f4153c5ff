from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "banyan.site.demo"
    label = "demo"
    verbose_name = _("demo agency")

    def ready(self) -> None:
        from banyan.site.demo import life  # noqa: F401
