"""The genogram and the ecomap of a case, drawn from its ties, and the same as a table."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import clock, door
from banyan.core.documents import a4
from banyan.domains.services.models import Case, CaseDocument, CaseRelation
from banyan.domains.services.queries.cases.reading import glass_of
from banyan.domains.services.rules import drawing
from banyan.domains.services.rules.cases.stages import OVER

_OUTSIDE = CaseRelation.Relation.OUTSIDE


def panel(case: Case, by: Any) -> dict[str, Any]:
    """Both drawings with the table that says the same. One statement."""
    ties = list(
        CaseRelation.objects.visible_to(by).filter(case=case, state=CaseRelation.State.KEPT).order_by("pk")
    )
    return {
        "ties": ties,
        "genogram": mark_safe(genogram(case, ties)),  # noqa: S308 (every word in it was escaped where it was drawn)
        "ecomap": mark_safe(ecomap(case, ties)),  # noqa: S308
        "add_url": f"{reverse('services.caserelation.new')}?case={case.public_id}",
        "may_add": by.can("services.caserelation.add", case)
        and case.state not in OVER
        and glass_of(case, by, clock.now()) is None,
    }


def genogram(case: Case, ties: list[CaseRelation]) -> str:
    """The family as SVG; empty where nobody of it is known."""
    kin = [_kin(tie) for tie in ties if tie.relation != _OUTSIDE]
    return drawing.genogram([_client(case), *kin], _("Genogram"), _told(ties, kin=True)) if kin else ""


def ecomap(case: Case, ties: list[CaseRelation]) -> str:
    """What stands around the client as SVG; empty where nothing is known."""
    found = [drawing.Tie(tie.called, tie.quality, tie.support) for tie in ties if tie.relation == _OUTSIDE]
    client = pgettext("case form", "Client")
    return drawing.ecomap(client, found, _("Ecomap"), _told(ties, kin=False)) if found else ""


def drawings_for(paper: CaseDocument) -> list[a4.Block]:
    """Both drawings for the assessment on paper. One statement; the door is open."""
    if paper.kind != CaseDocument.Kind.ASSESSMENT:
        return []
    with door.opened("drawings of a case"):
        ties = list(
            CaseRelation.objects.filter(case=paper.case, state=CaseRelation.State.KEPT).order_by("pk")
        )
    pairs = (
        (_("Genogram"), genogram(paper.case, ties), _told(ties, kin=True)),
        (_("Ecomap"), ecomap(paper.case, ties), _told(ties, kin=False)),
    )
    return [a4.picture(label, svg, told) for label, svg, told in pairs if svg]


def _client(case: Case) -> drawing.Kin:
    client = case.client
    born = client.born_on.year if client and client.born_on else None
    return drawing.Kin(pgettext("case form", "Client"), drawing.CLIENT, client.sex if client else "", born)


def _kin(tie: CaseRelation) -> drawing.Kin:
    sex = tie.sex or {"father": "male", "mother": "female"}.get(tie.relation, "")
    return drawing.Kin(tie.called, tie.relation, sex, tie.born, tie.deceased, tie.quality)


def _told(ties: list[CaseRelation], kin: bool) -> str:
    """What a drawing shows, in words."""
    shown = [tie for tie in ties if (tie.relation != _OUTSIDE) is kin]
    return "；".join(
        "、".join(
            str(said)
            for said in (
                tie.called,
                tie.get_relation_display(),
                tie.get_quality_display(),
                *([tie.get_support_display()] if tie.support != CaseRelation.Support.NONE else ()),
                *([_("has died")] if tie.deceased else ()),
            )
        )
        for tie in shown
    )
