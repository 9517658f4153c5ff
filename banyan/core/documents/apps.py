from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "banyan.core.documents"
    label = "documents"
    verbose_name = _("documents")

    def ready(self) -> None:
        from banyan.core.attachments import deeds as files
        from banyan.core.documents import deeds, registers, views, words  # noqa: F401
        from banyan.core.registers import panels
        from banyan.core.registers.declaration import Panel

        files.guard_content(deeds.check_file)
        panels.where(
            lambda model: bool(words.sheets_of(model)),
            Panel("word", _("Word"), "documents/word.html", views.on_record),
        )
