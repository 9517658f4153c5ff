"""Registers of the core itself are declared before any room speaks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "banyan.core.registers"
    label = "registers"
    verbose_name = _("registers")

    def ready(self) -> None:
        from banyan.core.identity import registers  # noqa: F401
