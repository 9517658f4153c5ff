from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Who is who."""

    name = "banyan.core.identity"
    label = "identity"
    verbose_name = _("people and rights")

    def ready(self) -> None:
        from banyan.core.identity import registers, tree  # noqa: F401

        tree.watch()
