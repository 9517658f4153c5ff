from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding things from anywhere."""

    name = "banyan.core.search"
    label = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        from banyan.core.search.finding import groups
        from banyan.core.ui.finding import finds

        finds(groups)
