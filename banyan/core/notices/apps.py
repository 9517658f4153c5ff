from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "banyan.core.notices"
    label = "notices"
    verbose_name = _("notices")

    def ready(self) -> None:
        from banyan.core.notices import queries, registers, sending  # noqa: F401
        from banyan.core.ui import frame

        frame.counted("notices", queries.unread_count)
