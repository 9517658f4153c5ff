"""The paper that ends a project: what it achieved, in whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.projects.models.parts import SignedPaper


class FinalReport(SignedPaper):
    """Summary and evaluation of the whole project; without its acceptance the project is not closed (R2.2.11)."""

    achievements = models.TextField(_("goals and what was achieved"))
    evaluation = models.TextField(_("evaluation of the effect"))
    problems = models.TextField(_("problems and causes"))
    experience = models.TextField(_("experience and advice"))
    money = models.TextField(_("use of the money"))

    number_pattern = "JX-{year}-{count:03}"

    class Meta:
        verbose_name = _("final report")
        constraints = [
            models.UniqueConstraint(fields=("project",), name="one_final_report"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
                name="final_report_approved_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.project)
