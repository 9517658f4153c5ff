"""Who is named to read the exact figures of a contract."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, Words, register
from banyan.domains.projects.deeds import exact as deeds
from banyan.domains.projects.forms import part_form
from banyan.domains.projects.models import FiguresReader
from banyan.domains.projects.queries import exact

FIELDS = ("project", "person", "basis", "starts_on", "ends_on")

figures_readers = register(
    Register(
        model=FiguresReader,
        words=Words(
            _("Readers of exact figures"),
            _(
                "The ledger tells guarded files in whole groups alone. Here stands who reads a contract's figures to the "
                "last record, because the purchaser asks for them: named by headquarters, each opening with its reason."
            ),
            _("Name a reader of the exact figures"),
            "R3.2.8",
            "user-check",
        ),
        area="projects",
        columns=(
            "number",
            "person",
            "project",
            "basis",
            "starts_on",
            "ends_on",
            "named_by",
            "opened_at",
            "state",
        ),
        fields=FIELDS,
        filters=("project", "state", "starts_on"),
        search=("number", "basis"),
        order="-id",
        create=deeds.name_reader,
        deeds=(deeds.open_figures, deeds.end_naming),
        panels=(Panel("figures", _("Exact figures"), "projects/panels/exact.html", exact.panel),),
        form=part_form(FiguresReader, *FIELDS),
    )
)
