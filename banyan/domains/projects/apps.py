from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "banyan.domains.projects"
    label = "projects"
    verbose_name = _("projects")

    def ready(self) -> None:
        from banyan.core.oversight.proving import also_ask
        from banyan.domains.projects import jobs, public, registers, settings  # noqa: F401

        also_ask(public.disagreements)
