from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "banyan.core.approvals"
    label = "approvals"
    verbose_name = _("approvals")

    def ready(self) -> None:
        from banyan.core.approvals import reminding, showing, words  # noqa: F401

        showing.show()
