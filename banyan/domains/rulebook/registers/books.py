"""Rulebooks, their versions, and who signed them."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.rulebook.deeds import books as deeds
from banyan.domains.rulebook.models import Acknowledgement, Rulebook, Version
from banyan.domains.rulebook.queries.reading import versions_panel, what_it_holds

rulebooks = register(
    Register(
        model=Rulebook,
        words=Words(
            title=_("rulebooks"),
            empty=_("The agency's own rules stand here, each with its purpose and its versions."),
            first_step=_("Bring the text, or adopt the model text."),
            clause="R1.1.1",
            icon="books",
        ),
        area="rulebook",
        columns=("number", "title", "unit", "interpreter", "is_main"),
        fields=("title", "purpose", "interpreter", "is_main"),
        filters=("unit", "is_main"),
        search=("number", "title"),
        order="number",
        create=deeds.found,
        edit=deeds.edit,
        panels=(Panel("versions", _("Versions"), "rulebook/panels/versions.html", versions_panel),),
    )
)

versions = register(
    Register(
        model=Version,
        words=Words(
            title=_("versions of the rulebook"),
            empty=_("Every wording of the rules stands here: drafts, the one in force, and those before it."),
            first_step=_("Bring the text as .docx or .txt."),
            clause="R10.2.1",
            icon="versions",
        ),
        area="rulebook",
        columns=(
            "number",
            "rulebook",
            "name",
            "adopted_on",
            "in_force_on",
            "repealed_on",
            "resolution",
            "state",
        ),
        filters=("rulebook", "state", "in_force_on"),
        search=("number", "name"),
        deeds=(deeds.adopt, deeds.repeal, deeds.discard),
        panels=(Panel("text", _("Text"), "rulebook/panels/version.html", what_it_holds),),
        views=(View("adopted", _("Adopted"), "state=adopted"), View("draft", _("Drafts"), "state=draft")),
    )
)

acknowledgements = register(
    Register(
        model=Acknowledgement,
        words=Words(
            title=_("signatures for the rules"),
            empty=_("Who has read and signed which version stands here as soon as somebody has."),
            clause="R10.2.5",
            icon="writing-sign",
        ),
        area="rulebook",
        columns=("number", "person", "unit", "edition", "due_on", "signed_on"),
        filters=("unit", "edition", "signed_on"),
        search=("number", "person__name"),
    )
)
