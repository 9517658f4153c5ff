from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "banyan.domains.finance"
    label = "finance"
    verbose_name = _("finance")

    def ready(self) -> None:
        from django.db import connection

        from banyan.core.audit import chain
        from banyan.domains.finance import jobs, registers, settings, triggers  # noqa: F401

        chain.also_guarded(*triggers.names(connection.vendor))
