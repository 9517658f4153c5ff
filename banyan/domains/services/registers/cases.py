"""How case files and their forms are shown in lists; the file itself has a page of its own."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.services.case_forms import OpeningForm
from banyan.domains.services.deeds.cases import crises, files, papers, relations  # noqa: F401
from banyan.domains.services.models import Case, CaseDocument, CaseRelation
from banyan.domains.services.queries import case_relations, dossiers
from banyan.domains.services.queries.cases import reading
from banyan.domains.services.queries.standing import case_worth

cases = register(
    Register(
        model=Case,
        words=Words(
            title=_("cases"),
            empty=_("A case begins with an inquiry, and its stage follows from what lies in its file."),
            first_step=_("Open the first case."),
            clause="R2.2.12",
            icon="folders", also=("R1.3.2", "P1.7", "P1.8"),),
        area="services",
        columns=(
            "number", "client", "grade", "confidentiality", "crisis", "key_worker", "last_contact_on", "opened_on",
            "closed_on", "state",
        ),
        fields=("unit", "client", "caller", "project", "grade", "confidentiality", "inquired_on"),
        filters=("unit", "state", "grade", "confidentiality", "crisis", "key_worker", "opened_on", "closed_on"),
        search=("number", "client__name"),
        order="-number",
        create=files.open_case,
        edit=files.edit_case,
        editable_in=tuple(str(state) for state in files.RUNNING),
        deeds=(files.consider, files.regrade, files.reclassify, files.reopen),
        views=(
            View("intervention", _("In intervention"), "state=intervention"),
            View("a", _("Grade A"), "grade=A"),
            View("closed", _("Closed", ), "state=closed"),
        ),
        form=OpeningForm,
        panels=(
            Panel("dossier", _("Dossier"), "services/panels/dossier.html", dossiers.panel),
            Panel("worth", _("What it is worth"), "services/panels/case_worth.html", case_worth),
            Panel("relations", _("Genogram and ecomap"), "services/panels/relations.html", case_relations.panel),
            Panel("readers", _("Who may read, who has read"), "services/panels/readers.html", reading.readers, placed=True),
        ),
    )
)  # fmt: skip
case_papers = register(
    Register(
        model=CaseDocument,
        words=Words(
            title=_("forms of cases"),
            empty=_("Inquiry, intake, assessment, plan, agreement, review, evaluation, closure and follow-up of all cases."),
            icon="file-stack",
        ),
        area="services",
        columns=("number", "kind", "case", "happened_on", "entered_on", "author", "state"),
        filters=("kind", "state", "happened_on"),
        search=("number", "case__number"),
        order="-public_id",
        deeds=(papers.submit, papers.file_paper),
    )
)  # fmt: skip
case_ties = register(
    Register(
        model=CaseRelation,
        words=Words(
            title=_("ties of clients"),
            empty=_(
                "Kin for the genogram, and what stands around the family for the ecomap; both are drawn from these ties."
            ),
            icon="vector-triangle",
        ),
        area="services",
        columns=("case", "called", "relation", "sex", "born", "deceased", "quality", "support", "state"),
        fields=("case", "called", "relation", "sex", "born", "deceased", "quality", "support"),
        filters=("relation", "quality"),
        search=("case__number",),
        order="-public_id",
        create=relations.add_tie,
        edit=relations.change_tie,
        editable_in=(CaseRelation.State.KEPT,),
        deeds=(relations.take_out,),
    )
)
