"""The screens of the staff room: chart, ratios with the records behind them, misfits, matters, responsibilities."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from banyan.core.gate import needs
from banyan.core.identity.models import Post
from banyan.domains.staff import pages, queries
from banyan.domains.staff.charts import chart_page
from banyan.domains.staff.choosing import Chosen, actor_of, chosen
from banyan.domains.staff.models import ContractedPlaces
from banyan.domains.staff.queries.premises import board
from banyan.domains.staff.rules.ratios import BASES, DENOMINATORS

SEES_POSTS = "identity.post.view"
SEES_RATIOS = "staff.population.view"
SEES_PEOPLE = "staff.employee.view"
SEES_ROOMS = "staff.room.view"
SEES_DUTIES = "staff.responsibility.view"


@needs(SEES_POSTS)
def chart(request: HttpRequest) -> HttpResponse:
    """The organisation chart of a unit on any day, and its establishment: filled, vacant, days vacant."""
    where = chosen(request, SEES_POSTS)
    page = chart_page(queries.chart_on(where.unit, where.on, actor_of(request)))
    return _page(request, "staff/chart.html", where, _("Organisation chart"), page=page)


@needs(SEES_POSTS)
def chart_print(request: HttpRequest) -> HttpResponse:
    """The same chart as a sheet of paper."""
    where = chosen(request, SEES_POSTS)
    page = chart_page(queries.chart_on(where.unit, where.on, actor_of(request)))
    return _page(request, "staff/print/chart.html", where, _("Organisation chart"), page=page)


@needs(SEES_RATIOS)
def ratios(request: HttpRequest) -> HttpResponse:
    """Residents per worker by all seven bases; each figure opens what it counts."""
    where = chosen(request, SEES_RATIOS)
    kind = request.GET.get("kind", "resident")
    if kind not in DENOMINATORS:
        raise Http404
    page = pages.ratio_page(queries.figures(where.unit, where.on, kind), actor_of(request))
    return _page(request, "staff/ratios.html", where, _("Ratios"), page=page)


@needs(SEES_RATIOS)
def ratio_basis(request: HttpRequest, code: str, basis: str) -> HttpResponse:
    """Exactly the posts, places or people that one basis counts."""
    where = chosen(request, SEES_RATIOS, code)
    lists = {
        "established": _established,
        "filled": _established,
        "vacant": _established,
        "contract": _contracted,
    }
    if basis not in BASES and basis not in lists:
        raise Http404
    return lists.get(basis, _people)(request, where, basis)


@needs(SEES_RATIOS)
def ratio_population(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The dated counts that a denominator adds up, and the areas nobody has counted."""
    where = chosen(request, SEES_RATIOS, code)
    if kind not in DENOMINATORS:
        raise Http404
    total = queries.population(where.unit, kind, where.on)
    counts = queries.populations_behind(total, actor_of(request))
    title = _(DENOMINATORS[kind])
    return _page(request, "staff/population.html", where, title, total=total, counts=counts, kind=kind)


@needs(SEES_PEOPLE)
def mismatches(request: HttpRequest) -> HttpResponse:
    """Who does not have what the post asks for, and what a person must judge (P1.6)."""
    where = chosen(request, SEES_PEOPLE)
    page = pages.fit_page(queries.fits(where.unit, where.on, actor_of(request)))
    return _page(request, "staff/mismatches.html", where, _("Requirement mismatches"), page=page)


@needs(SEES_PEOPLE)
def matters(request: HttpRequest) -> HttpResponse:
    """Probation undecided, inquiries late, registrations run out or running out."""
    where = chosen(request, SEES_PEOPLE)
    found = queries.matters(where.unit, where.on, actor_of(request))
    groups = pages.matter_page(found)
    return _page(request, "staff/matters.html", where, _("Due and overdue"), groups=groups, count=len(found))


@needs(SEES_DUTIES)
def responsibilities(request: HttpRequest) -> HttpResponse:
    """Fields down, departments across; two leads are an overlap, none is a void (P1.4)."""
    where = chosen(request, SEES_DUTIES)
    page = pages.matrix_page(queries.matrix(where.unit, where.on, actor_of(request)), actor_of(request))
    return _page(request, "staff/responsibilities.html", where, _("Responsibility matrix"), page=page)


@needs(SEES_ROOMS)
def premises_board(request: HttpRequest) -> HttpResponse:
    """The rooms of a centre on a day: what is taken, told by number, and what is free (P1.9)."""
    where = chosen(request, SEES_ROOMS)
    shown = board(where.unit, where.on, actor_of(request))
    may_add = bool(actor_of(request).unit_ids("staff.room.make"))
    days = {"before": where.on - timedelta(days=1), "after": where.on + timedelta(days=1)}
    return _page(request, "staff/premises.html", where, _("Room plan"), board=shown, may_add=may_add, **days)


def _established(request: HttpRequest, where: Chosen, basis: str) -> HttpResponse:
    _must_see(request, SEES_POSTS, where)
    posts = queries.established_posts(where.unit, where.on, Post.objects.visible_to(actor_of(request)))
    establishment = queries.establishment_on(where.unit, where.on)
    places = pages.places_of(basis, queries.established_places(posts, establishment))
    names = actor_of(request).unit_ids("identity.appointment.view")
    return _page(request, "staff/places.html", where, pages.basis_title(basis), places=places, names=names)


def _contracted(request: HttpRequest, where: Chosen, basis: str) -> HttpResponse:
    _must_see(request, ContractedPlaces.permission("view"), where)
    contracts = queries.contracts_on(
        where.unit, where.on, ContractedPlaces.objects.visible_to(actor_of(request))
    )
    places = queries.contracted_places(contracts)
    return _page(request, "staff/contracted.html", where, pages.basis_title(basis), places=places)


def _people(request: HttpRequest, where: Chosen, basis: str) -> HttpResponse:
    _must_see(request, SEES_PEOPLE, where)
    members = queries.members_of(basis, where.unit, where.on, actor_of(request))
    return _page(request, "staff/members.html", where, pages.basis_title(basis), members=members)


def _must_see(request: HttpRequest, permission: str, where: Chosen) -> None:
    if not actor_of(request).can(permission, where.unit):
        raise PermissionDenied(permission)


def _page(request: HttpRequest, template: str, where: Chosen, title: str, **more: Any) -> HttpResponse:
    crumbs = [(title, "")]
    return render(request, template, {"where": where, "title": title, "crumbs": crumbs, **more})
