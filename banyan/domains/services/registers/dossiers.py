"""How the table of required papers is shown."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, Words, grouped, register
from banyan.domains.services.deeds import dossiers
from banyan.domains.services.forms import RequirementForm
from banyan.domains.services.models import DocumentRequirement

requirements = register(
    Register(
        model=DocumentRequirement,
        words=Words(
            title=_("required papers"),
            empty=_("The usual papers hold for every file. Here a station or a purchaser asks for more, for less, or for other days."),
            first_step=_("Ask for a paper, with the clause of the contract that wants it."),
            clause="R4.2.2",
            icon="list-check",
        ),
        area="services",
        columns=("document", "since", "amount", "measure", "needed", "counts", "project", "valid_from", "valid_to", "basis"),
        fields=grouped(
            (_("Which document"), ("document", "needed", "counts", "project")),
            (_("Until when it is due"), ("since", "amount", "measure")),
            (_("From when on and by which rule"), ("valid_from", "valid_to", "basis")),
        ),
        filters=("unit", "project", "valid_from"),
        search=("document", "basis"),
        order="-valid_from",
        create=dossiers.ask_for,
        deeds=(dossiers.end,),
        form=RequirementForm,
    )
)  # fmt: skip
