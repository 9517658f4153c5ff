from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulebookConfig(AppConfig):
    name = "banyan.domains.rulebook"
    label = "rulebook"
    verbose_name = _("rulebook")

    def ready(self) -> None:
        from banyan.domains.rulebook import listeners, registers  # noqa: F401
        from banyan.domains.rulebook.views import matrix_tile  # noqa: F401

        listeners.watch()
