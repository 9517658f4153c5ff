"""The list of decisions, each with its sheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.projects.deeds import decisions as deeds
from banyan.domains.projects.forms import part_form
from banyan.domains.projects.models import Decision
from banyan.domains.projects.queries import decisions as queries

FIELDS = ("project", "level", "title", "situation", "facts", "criteria")


decisions = register(
    Register(
        model=Decision,
        words=Words(
            _("Decisions"),
            _("A decision weighs at least two ways, hears people first, and is looked at again afterwards."),
            _("Prepare a decision"),
            "P3.7",
            "gavel",
        ),
        area="projects",
        columns=(
            "number",
            "title",
            "level",
            "decided_on",
            "decided_by",
            "due_on",
            "review_on",
            "project",
            "state",
        ),
        fields=FIELDS,
        filters=("state", "level", "project", "review_on"),
        search=("number", "title"),
        create=deeds.prepare,
        edit=deeds.edit,
        editable_in=(Decision.State.DRAFT,),
        deeds=(deeds.decide, deeds.review, deeds.weigh, deeds.hear),
        views=(
            View("draft", _("Being prepared"), "state=draft"),
            View("final", _("To be reviewed"), "state=final"),
        ),
        form=part_form(Decision, *FIELDS),
    )
)

todo.provider(queries.decisions_to_review)
