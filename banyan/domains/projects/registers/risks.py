"""The list of risks and the tables that are signed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.projects.deeds import risks as deeds
from banyan.domains.projects.forms import part_form
from banyan.domains.projects.models import Risk, RiskTable
from banyan.domains.projects.queries import risks as queries
from banyan.domains.projects.queries.reviews import reviews_of

RISK = ("project", "category", "title", "likelihood", "impact", "owner", "response")

risks = register(
    Register(
        model=Risk,
        words=Words(
            _("Risks"),
            _(
                "Policy, personnel, funding and service users are looked at in every project, and whatever else may come."
            ),
            _("Enter a risk"),
            "R3.2.9",
            "alert-triangle",
        ),
        area="projects",
        columns=(
            "number",
            "title",
            "category",
            Column("score", _("rating"), numeric=True),
            "owner",
            "reviewed_on",
            "project",
            "state",
        ),
        fields=RISK,
        filters=("state", "category", "project", "reviewed_on"),
        search=("number", "title"),
        create=deeds.identify,
        edit=deeds.edit,
        editable_in=(Risk.State.OPEN,),
        deeds=(deeds.review, deeds.close),
        panels=(Panel("reviews", _("How it was rated"), "projects/panels/risk_reviews.html", reviews_of),),
        views=(View("open", _("Watched"), "state=open"),),
        form=part_form(Risk, *RISK),
    )
)

tables = register(
    Register(
        model=RiskTable,
        words=Words(
            _("Risk tables"),
            _("The risks of a project as looked at together on a day and signed."),
            _("Draw up the risk table"),
            "R3.2.9",
            "table",
        ),
        area="projects",
        columns=("number", "project", "as_of", "approved_at", "state"),
        fields=("project", "as_of", "view"),
        filters=("state", "project", "as_of"),
        search=("number",),
        order="-as_of",
        create=deeds.draw_up,
        edit=deeds.edit_table,
        editable_in=(RiskTable.State.DRAFT,),
        deeds=(deeds.table_way.submit, deeds.table_way.reopen),
        form=part_form(RiskTable, "project", "as_of", "view"),
    )
)

todo.provider(queries.risks_to_review)
