"""What is known of a community: analyses written, signed and renewed, resources found and used, groups counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals import flows
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.queries import check_unlocked
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.domains.services.community_settings import ANALYSIS_DAYS, number
from banyan.domains.services.models import CommunityAnalysis, CommunityResource, GroupCount, ResourceUse
from banyan.domains.services.rules import community as rules
from banyan.foundation.refusal import Refused, noop

DRAFT, WAITING = CommunityAnalysis.State.DRAFT, CommunityAnalysis.State.WAITING
HOLDS, REPLACED = CommunityAnalysis.State.HOLDS, CommunityAnalysis.State.REPLACED
OPEN, CLOSED = CommunityResource.State.OPEN, CommunityResource.State.CLOSED
ANALYSIS = "community_analysis"
SIGNED = ("area", "project", "data_on", "source", *(name for name, _words in rules.PARTS))


@deed(CommunityAnalysis, "add", new=True, label=_("Begin a community analysis"), icon="map-search")
def begin(analysis: CommunityAnalysis, by: Any, now: datetime) -> None:
    """Begin the analysis of an area; where one holds already, the new one renews it."""
    rules.check_source(analysis.source)
    analysis.author = analysis.author or by.person
    analysis.follows = CommunityAnalysis.everything.filter(
        unit=analysis.unit, area=analysis.area, state=HOLDS
    ).first()


@deed(CommunityAnalysis, "edit", frm=DRAFT, label=_("Edit"), icon="pencil")
def edit(analysis: CommunityAnalysis, by: Any, now: datetime, **changes: Any) -> None:
    """Go on writing; what was signed is written anew instead."""
    check_unlocked(analysis, changes)
    for name, value in changes.items():
        setattr(analysis, name, value)
    rules.check_source(analysis.source)


@deed(CommunityAnalysis, "submit", frm=DRAFT, to=WAITING, label=_("Submit the analysis"), icon="send")
def submit(analysis: CommunityAnalysis, by: Any, now: datetime) -> None:
    """All parts are written; the superior reads and signs."""
    texts = {name: getattr(analysis, name) for name, _words in rules.PARTS}
    rules.check_analysis(texts, analysis.data_on, localtime(now).date())
    if not analysis.number:
        analysis.number = numbering.take(CommunityAnalysis.number_pattern, analysis.unit, now.year)
    flows.ask(analysis, ANALYSIS, by, now)


@deed(CommunityAnalysis, "approve", frm=WAITING, to=HOLDS, system=True, label=_("Analysis in force"))
def approved(analysis: CommunityAnalysis, by: Any, now: datetime) -> None:
    """It holds from today; the one before stays to be read."""
    before = CommunityAnalysis.everything.filter(unit=analysis.unit, area=analysis.area, state=HOLDS)
    for former in before.exclude(pk=analysis.pk).select_related("unit"):
        replace(former, by=by, now=now)
    today = localtime(now).date()
    analysis.approved_on = today
    analysis.renew_by = rules.renew_by(today, number(ANALYSIS_DAYS, today, analysis.unit))


@deed(CommunityAnalysis, "replace", frm=HOLDS, to=REPLACED, system=True, label=_("Analysis renewed"))
def replace(analysis: CommunityAnalysis, by: Any, now: datetime) -> None:
    """A newer analysis of the area holds."""


@deed(CommunityAnalysis, "return", frm=(WAITING, HOLDS), to=DRAFT, system=True, label=_("Analysis sent back"))
def returned(analysis: CommunityAnalysis, by: Any, now: datetime, reason: str = "") -> None:
    """It comes back with the reason and can be mended."""
    analysis.approved_on = analysis.renew_by = None


@deed(CommunityResource, "add", new=True, label=_("Add a resource"), icon="map-pin-plus")
def find_resource(resource: CommunityResource, by: Any, now: datetime) -> None:
    """Somebody here gives something to the work."""
    rules.check_agreement(resource.agreement, resource.agreed_until)
    resource.number = numbering.take(CommunityResource.number_pattern, resource.unit, now.year)


@deed(CommunityResource, "edit", frm=OPEN, label=_("Edit"), icon="pencil")
def edit_resource(resource: CommunityResource, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is known of a resource, or write down the renewed agreement."""
    for name, value in changes.items():
        setattr(resource, name, value)
    rules.check_agreement(resource.agreement, resource.agreed_until)


@deed(
    CommunityResource,
    "close",
    frm=OPEN,
    to=CLOSED,
    label=_("No longer to be had…"),
    icon="map-pin-off",
    danger=True,
)
def close_resource(resource: CommunityResource, by: Any, now: datetime, reason: str) -> None:
    """The partner gives nothing any more; what was used stays written."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why it is no longer to be had.")})
    resource.closed_on = localtime(now).date()


@deed(ResourceUse, "add", new=True, label=_("Used for an activity"), icon="link-plus")
def use(used: ResourceUse, by: Any, now: datetime) -> None:
    """A resource served an activity."""
    if used.resource.state != OPEN:
        raise Refused({"resource": noop("This resource is no longer to be had.")})
    if ResourceUse.everything.filter(resource=used.resource, activity=used.activity).exists():
        raise Refused({"activity": noop("This resource stands with the activity already.")})


@deed(GroupCount, "add", new=True, label=_("Write down a count"), icon="users-group")
def count_group(counted: GroupCount, by: Any, now: datetime) -> None:
    """So many people of a group live here, says a source (W6.2)."""
    rules.check_source(counted.source)
    if counted.counted_on > localtime(now).date():
        raise Refused({"counted_on": noop("This day has not come yet.")})


flows.declare(
    ANALYSIS, label=_("community analysis"), steps=(StepPlan("superior", otherwise="centre-director"),)
)
outcome(
    CommunityAnalysis,
    ANALYSIS,
    approved=approved,
    returned=returned,
    label=_("community analysis"),
    fields=SIGNED,
)
