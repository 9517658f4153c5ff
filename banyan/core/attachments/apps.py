from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "banyan.core.attachments"
    label = "attachments"
    verbose_name = _("attachments")

    def ready(self) -> None:
        from banyan.core.attachments import views
        from banyan.core.registers import panels

        panels.everywhere(views.panel())
