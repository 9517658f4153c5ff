"""Questions about communities: the map of resources by area, what is known of one, and how far groups are reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.services.community_settings import ENDING_DAYS, number
from banyan.domains.services.models import (
    Attendance,
    CommunityAnalysis,
    CommunityResource,
    GroupCount,
    ResidentTeam,
    ServiceUserTag,
)
from banyan.domains.services.queries.teams import size_of
from banyan.domains.services.rules import community as rules
from banyan.domains.services.rules import drawing
from banyan.domains.staff import public as staff

_YEAR = timedelta(days=365)
KINDS = CommunityResource.Kind
Standing = rules.Standing
_WORST = (Standing.EXPIRED, Standing.ENDING, Standing.BARE, Standing.GOOD)
SOON = 30


@dataclass(frozen=True)
class Cell:
    """Resources of one kind in one area: one mark each, and the list behind them."""

    kind: str
    label: str
    marks: tuple[rules.Standing, ...]
    url: str

    @property
    def count(self) -> int:
        return len(self.marks)

    @property
    def said(self) -> str:
        """The cell in words, for those who do not see the marks."""
        ended = sum(mark is Standing.EXPIRED for mark in self.marks)
        told = _("%(kind)s: %(count)s") % {"kind": self.label, "count": self.count}
        return told + (_(", %(ended)s with an agreement that has ended") % {"ended": ended} if ended else "")


@dataclass
class Row:
    """One area on the map."""

    area: Any
    people: Any
    analysis: Any
    cells: list[Cell]
    teams: int = 0
    late: bool = False
    resources: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.resources = sum(cell.count for cell in self.cells)


def map_of(by: Any, code: str, today: date) -> dict[str, Any]:
    """The communities of a station: who lives there, what is known, what can be drawn upon. Seven statements."""
    areas = staff.communities_for(by)
    centres = list({area.unit_id: area.unit for area in areas}.values())
    if not centres:
        return {"rows": [], "centres": [], "centre": None, "kinds": KINDS.choices}
    centre = next((each for each in centres if each.code == code), centres[0])
    here = [area for area in areas if area.unit_id == centre.pk]
    ids = [area.pk for area in here]
    people = staff.newest_residents(ids, today)
    analyses = _holding(by, ids)
    marks = _marks(by, ids, today, centre)
    teams = ResidentTeam.objects.visible_to(by).filter(area__in=ids, state=ResidentTeam.State.ACTIVE)
    found = list(teams.values_list("pk", "public_id", "area_id", "area__public_id"))
    of_area = {pk: area for pk, _public_id, area, _area_public_id in found}
    per_area = Counter(of_area.values())
    rows = [
        Row(
            area, people.get(area.pk), analyses.get(area.pk), _cells(area, marks), per_area[area.pk],
            _is_late(analyses.get(area.pk), today),
        )
        for area in here
    ]  # fmt: skip
    return {
        "rows": rows, "centre": centre, "centres": centres, "kinds": KINDS.choices, "size": size_of(of_area, by),
        "without": [row.area for row in rows if not row.resources], "late": [row for row in rows if row.late],
        "ended": _with(marks, Standing.EXPIRED), "ending": _with(marks, Standing.ENDING), "today": today,
        "all": sum(row.resources for row in rows),
        "teams_url": _listed("residentteam", "state=active", "area", {each for *_rest, each in found}),
        "places_url": _listed("teamplace", "state=in", "team", {each for _pk, each, *_rest in found}),
    }  # fmt: skip


def _listed(register: str, kept: str, name: str, chosen: Collection[UUID]) -> str:
    """The list of a register that holds exactly the records of a figure; nowhere where the figure is nought."""
    wanted = "".join(f"&{name}={each}" for each in sorted(chosen))
    return f"{reverse(f'services.{register}.list')}?{kept}{wanted}" if chosen else ""


def _holding(by: Any, areas: Collection[int]) -> dict[int, CommunityAnalysis]:
    held = CommunityAnalysis.objects.visible_to(by).filter(
        area__in=areas, state=CommunityAnalysis.State.HOLDS
    )
    return {each.area_id: each for each in held.select_related("area", "unit")}


def _is_late(analysis: Any, today: date) -> bool:
    return analysis is None or (analysis.renew_by is not None and analysis.renew_by < today)


def _marks(
    by: Any, areas: Collection[int], today: date, unit: Any
) -> dict[tuple[int, str], list[tuple[rules.Standing, Any]]]:
    """Area and kind → the standing of each resource there, worst first."""
    soon = number(ENDING_DAYS, today, unit)
    found: dict[tuple[int, str], list[tuple[rules.Standing, Any]]] = defaultdict(list)
    kept = CommunityResource.objects.visible_to(by).filter(area__in=areas, state=CommunityResource.State.OPEN)
    for each in kept.select_related("area").order_by("number", "pk"):
        stands = rules.standing(rules.Agreed(each.agreement, each.agreed_until), today, soon)
        found[each.area_id, each.kind].append((stands, each))
    for marks in found.values():
        marks.sort(key=lambda mark: _WORST.index(mark[0]))
    return found


def _cells(area: Any, marks: dict[tuple[int, str], list[tuple[rules.Standing, Any]]]) -> list[Cell]:
    base = reverse("services.communityresource.list")
    return [
        Cell(
            kind, str(label), tuple(mark for mark, _each in marks.get((area.pk, kind), ())),
            f"{base}?state=open&area={area.public_id}&kind={kind}",
        )
        for kind, label in KINDS.choices
    ]  # fmt: skip


def _with(
    marks: dict[tuple[int, str], list[tuple[rules.Standing, Any]]], wanted: rules.Standing
) -> list[Any]:
    return [each for cell in marks.values() for mark, each in cell if mark is wanted]


def area_page(by: Any, public_id: UUID, today: date) -> dict[str, Any]:
    """One area: people, the analysis that holds, resources as a drawing and a list, teams, groups and their reach."""
    area = staff.area_for(public_id, by)
    if area is None:
        raise Http404
    marks = _marks(by, [area.pk], today, area.unit)
    uses = _uses([each.pk for cell in marks.values() for _mark, each in cell], today)
    resources = [
        (mark, each, *uses.get(each.pk, (0, None))) for cell in marks.values() for mark, each in cell
    ]
    holds, begun = (
        CommunityAnalysis.State.HOLDS,
        (CommunityAnalysis.State.DRAFT, CommunityAnalysis.State.WAITING),
    )
    written = CommunityAnalysis.objects.visible_to(by).filter(area=area, state__in=(holds, *begun))
    by_state = {each.state: each for each in written.select_related("area", "unit").order_by("pk")}
    analysis = by_state.get(holds)
    teams = ResidentTeam.objects.visible_to(by).filter(area=area, state=ResidentTeam.State.ACTIVE)
    return {
        "area": area, "people": staff.newest_residents([area.pk], today).get(area.pk), "analysis": analysis,
        "parts": _parts(analysis), "late": _is_late(analysis, today), "resources": resources,
        "drawing": mark_safe(_drawn(area.name, resources)),  # noqa: S308 (every word in it was escaped where it was drawn)
        "teams": list(teams.select_related("unit").order_by("number")),
        "begun": next((by_state[each] for each in begun if each in by_state), None),
        "reaches": reaches(area, today), "today": today,
        "may": {
            name: by.can(f"services.{name}.add", area)
            for name in ("communityanalysis", "communityresource", "residentteam", "groupcount")
        },
    }  # fmt: skip


def _parts(analysis: Any) -> list[tuple[Any, str]]:
    if analysis is None:
        return []
    return [
        (CommunityAnalysis._meta.get_field(name).verbose_name, getattr(analysis, name))
        for name, _words in rules.PARTS
    ]


def _uses(resources: Collection[int], today: date) -> dict[int, tuple[int, date | None]]:
    """Resource → in how many activities of the last year it was used, and when last. One statement."""
    found = CommunityResource.everything.filter(
        pk__in=list(resources), uses__activity__held_on__gt=today - _YEAR, uses__activity__held_on__lte=today
    ).annotate(times=Count("uses__pk"), last=Max("uses__activity__held_on"))
    return {pk: (times, last) for pk, times, last in found.values_list("pk", "times", "last")}


_LINES = {
    Standing.EXPIRED: "broken",
    Standing.ENDING: "distant",
    Standing.BARE: "ordinary",
    Standing.GOOD: "close",
}


def _drawn(area: str, resources: Sequence[tuple[rules.Standing, Any, int, date | None]]) -> str:
    """The partners around an area: two strokes an agreement that holds, dashes one that ends soon, cut one that ended."""
    if not resources:
        return ""
    ties = [
        drawing.Tie(each.partner, _LINES[mark], "given" if times else "none")
        for mark, each, times, _last in resources
    ]
    told = "；".join(f"{each.partner}：{each.gives}" for _mark, each, _times, _last in resources)
    return drawing.ecomap(area, ties, _("Resources map"), told)


def reaches(area: Any, today: date) -> list[rules.Reach]:
    """Each group counted here: people of it who signed in within a year, each once. Two statements."""
    newest: dict[str, GroupCount] = {}
    for each in GroupCount.everything.filter(area=area, counted_on__lte=today).order_by("counted_on", "pk"):
        newest[each.group] = each
    served = _served(area.name, list(newest), today) if newest else {}
    return [
        rules.Reach(group, served.get(group, 0), each.people, each.counted_on, each.source)
        for group, each in sorted(newest.items())
    ]


def _served(area: str, groups: Collection[str], today: date) -> dict[str, int]:
    """Group → people with this tag who live in the area and signed in within a year, each once."""
    came = Attendance.everything.filter(
        reason="", sheet__held_on__gt=today - _YEAR, sheet__held_on__lte=today, user__community=area
    ).values("user_id")
    tags = ServiceUserTag.everything.filter(name__in=groups, user__community=area, user__in=came)
    return dict(tags.values_list("name").annotate(people=Count("user_id", distinct=True)).order_by("name"))


def group_counts(scopes: Sequence[Scope], until: date) -> Iterator[tuple[UUID, GroupCount]]:
    """The newest count of each group in each area of these projects' stations. One statement."""
    centres = {scope.id: tree.centre_of(tree.current().units[scope.unit_id]).path for scope in scopes}
    newest: dict[tuple[int, str], GroupCount] = {}
    found = GroupCount.everything.filter(counted_on__lte=until).select_related("area__unit")
    for each in found.order_by("counted_on", "pk"):
        newest[each.area_id, each.group] = each
    for project, path in centres.items():
        for each in newest.values():
            if each.area.unit.path.startswith(path):
                yield project, each
