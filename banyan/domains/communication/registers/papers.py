"""Documents in and out."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, grouped, register
from banyan.domains.communication.deeds import documents
from banyan.domains.communication.models import Document

document_register = register(
    Register(
        model=Document,
        words=Words(
            title=_("documents in and out"),
            empty=_("Every paper that comes or goes: number, handler, deadline, result."),
            first_step=_("Register the first paper."),
            clause="R9.2.5",
            icon="files",
        ),
        area="communication",
        columns=(
            "number", "title", "direction", "document_number", "correspondent", "passed_on", "handler", "due_on",
            "state",
        ),
        fields=grouped(
            (_("The document"), ("direction", "kind", "title", "document_number")),
            (_("From whom and when"), ("correspondent", "passed_on", "answers", "project")),
            (_("Handling"), ("urgency", "due_on")),
        ),
        filters=("unit", "direction", "state", "kind", "urgency", "due_on", "handler"),
        search=("number", "title", "document_number", "correspondent"),
        create=documents.register_document,
        edit=documents.edit,
        editable_in=(Document.State.REGISTERED, Document.State.PROPOSED),
        deeds=(
            documents.propose, documents.instruct, documents.close, documents.circulate, documents.void,
        ),
        views=(
            View("incoming", _("Papers received"), "direction=in"),
            View("outgoing", _("Papers sent"), "direction=out"),
            View("handled", _("In hand"), "state=handled"),
        ),
    )
)  # fmt: skip
