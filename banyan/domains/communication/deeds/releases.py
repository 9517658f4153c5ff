"""Spokespeople, and releases to the media."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.approvals import flows
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.domains.communication.deeds.beginning import begin, change, today_of
from banyan.domains.communication.models import MediaRelease, Spokesperson
from banyan.domains.communication.rules import releases as rules
from banyan.domains.communication.rules.releases import Term

State = MediaRelease.State
RELEASE = "communication.media_release"
SIGNED = ("title", "medium", "words", "planned_on", "shows_a_client", "consent_number")


@deed(Spokesperson, "add", new=True, label=_("Name the spokesperson"), icon="microphone")
def name(term: Spokesperson, by: Any, now: datetime) -> None:
    """Say who speaks to the media from when; on every date there is one (R9.2.4)."""
    rules.check_one_voice(Term(term.starts_on, term.ends_on), _other_terms(term))


@deed(Spokesperson, "end", label=_("End the term"), icon="microphone-off")
def end(term: Spokesperson, by: Any, now: datetime, ends_on: date) -> None:
    """Somebody else speaks after this day."""
    term.ends_on = max(ends_on, term.starts_on)
    rules.check_one_voice(Term(term.starts_on, term.ends_on), _other_terms(term))


def _other_terms(term: Spokesperson) -> list[Term]:
    others = Spokesperson.everything.filter(unit=term.unit).exclude(pk=term.pk)
    return [Term(each.starts_on, each.ends_on) for each in others]


@deed(MediaRelease, "add", new=True, label=_("Write a release"), icon="news")
def write(release: MediaRelease, by: Any, now: datetime) -> None:
    """Begin a text for the media; nothing leaves the house before it is approved."""
    begin(release, now)


@deed(MediaRelease, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(release: MediaRelease, by: Any, now: datetime, **changes: Any) -> None:
    """Change a draft."""
    change(release, changes)


@deed(MediaRelease, "submit", frm=State.DRAFT, to=State.WAITING, label=_("Submit for approval"), icon="send")
def submit(release: MediaRelease, by: Any, now: datetime) -> None:
    """Ask for approval; who speaks on that day is named, and consent where somebody can be recognised "
    "(R9.2.4)."""
    rules.check_ready(release.words, release.shows_a_client, release.consent_number)
    term = spokesperson_on(release.unit, release.planned_on)
    rules.check_speaks(term is not None, release.planned_on)
    release.spokesperson = term.person if term else None
    flows.ask(release, RELEASE, by, now)


def spokesperson_on(unit: Any, day: date) -> Spokesperson | None:
    """Whoever speaks for the unit, or for the nearest unit above it, on a day."""
    terms = Spokesperson.everything.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
    ).select_related("unit", "person")
    fitting = [term for term in terms if unit.path.startswith(term.unit.path)]
    return max(fitting, key=lambda term: len(term.unit.path), default=None)


@deed(MediaRelease, "approve", frm=State.WAITING, to=State.APPROVED, label=_("Approved"), system=True)
def approved(release: MediaRelease, by: Any, now: datetime) -> None:
    """The text may leave the house as it stands."""
    release.approved_on = today_of(now)


@deed(
    MediaRelease,
    "return",
    frm=(State.WAITING, State.APPROVED),
    to=State.DRAFT,
    label=_("Sent back"),
    system=True,
)
def returned(release: MediaRelease, by: Any, now: datetime, reason: str = "") -> None:
    """The text comes back and is approved anew."""
    release.approved_on = None


@deed(
    MediaRelease,
    "publish",
    frm=State.APPROVED,
    to=State.PUBLISHED,
    label=_("Enter the publication"),
    icon="world-share",
)
def publish(release: MediaRelease, by: Any, now: datetime, published_on: date, where: str) -> None:
    """It stood in the paper: say when and where, so that it can be found again."""
    rules.check_publication(published_on, release.approved_on, today_of(now), where)
    release.published_on, release.published_where = published_on, where


@deed(MediaRelease, "drop", frm=(State.DRAFT, State.APPROVED), to=State.WITHDRAWN, label=_("Do not publish…"),
      danger=True, icon="news-off")  # fmt: skip
def drop(release: MediaRelease, by: Any, now: datetime, reason: str) -> None:
    """The text is not published after all."""


outcome(
    MediaRelease,
    RELEASE,
    approved=approved,
    returned=returned,
    label=_("release to the media"),
    fields=SIGNED,
)
flows.declare(
    RELEASE,
    label=_("release to the media"),
    steps=(StepPlan("role", "centre-director", otherwise="programme-director"),),
)
