from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "banyan.core.jobs"
    label = "jobs"
    verbose_name = _("long work")

    def ready(self) -> None:
        from banyan.core.jobs import queries
        from banyan.core.ui import frame

        frame.counted("jobs", queries.jobs_at_work)
