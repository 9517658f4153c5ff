"""Questions about risks: what stands where in the matrix, which categories nobody looked at, what must be reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from banyan.core import dated
from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import Category, NoRisk, Project, Risk, RiskReview, RiskTable
from banyan.domains.projects.rules.risks import Bounds, review_due, silent_categories
from banyan.foundation.refusal import noop, sentence

SCALE = range(1, 6)
MOST = 50
SIGNED = ("number", "category", "title", "likelihood", "impact", "owner_id", "response")


def bounds_on(day: date, unit: Any) -> Bounds:
    """From where on a risk is medium or high, and days between its reviews."""
    keys = ("risk_medium_from", "risk_high_from", "risk_review_days")
    return Bounds(*(int(dated.value(f"projects.{key}", on=day, unit=unit)) for key in keys))


def silent_of(project: Any, day: date, days: int) -> list[str]:
    """Categories of a project in which nobody entered a risk or said that there is none."""
    watched = Risk.everything.filter(project=project, state=Risk.State.OPEN).values_list(
        "category", flat=True
    )
    said = NoRisk.everything.filter(project=project, said_on__lte=day).order_by("said_on")
    nones = dict(said.values_list("category", "said_on"))
    return silent_categories(watched, nones, day, days)


def risks_as_signed(table: RiskTable) -> list[dict[str, Any]]:
    """The open risks as plain values: they are signed with the table."""
    kept = Risk.everything.filter(project=table.project, state=Risk.State.OPEN).order_by("pk")
    return list(kept.values(*SIGNED))


def register_of(project: Project, by: Actor, today: date) -> dict[str, Any]:
    """The risk register of a project as its page shows it: categories, matrix, risks with their ratings over time."""
    bounds = bounds_on(today, project.unit)
    risks = list(Risk.objects.visible_to(by).filter(project=project).select_related("owner").order_by("pk"))
    watched = sorted((r for r in risks if r.state == Risk.State.OPEN), key=lambda risk: -risk.score)
    history = _history(risks, by)
    return {
        "bounds": bounds,
        "rows": [_row(risk, bounds, history[risk.pk], today) for risk in watched],
        "over": [risk for risk in risks if risk.state == Risk.State.CLOSED],
        "matrix": matrix(watched, bounds),
        "scale": list(SCALE),
        "categories": _categories(project, watched, bounds, by, today),
        "tables": list(RiskTable.objects.visible_to(by).filter(project=project).order_by("-as_of")),
    }


def _history(risks: list[Risk], by: Actor) -> dict[int, list[RiskReview]]:
    found: dict[int, list[RiskReview]] = defaultdict(list)
    for review in RiskReview.objects.visible_to(by).filter(risk__in=risks).order_by("reviewed_on", "pk"):
        found[review.risk_id].append(review)
    return found


def _row(risk: Risk, bounds: Bounds, reviews: list[RiskReview], today: date) -> dict[str, Any]:
    level = bounds.level(risk.score)
    due = review_due(level, risk.reviewed_on or today, bounds.review_days)
    return {
        "risk": risk,
        "url": page_of(risk),
        "level": level,
        "reviews": reviews[-6:],
        "due": due,
        "days_late": (today - due).days if due and due < today else 0,
    }


def matrix(risks: list[Risk], bounds: Bounds) -> list[dict[str, Any]]:
    """Five rows from the likeliest down, five cells each, with the risks that stand in them."""
    places: dict[tuple[int, int], list[Risk]] = defaultdict(list)
    for risk in risks:
        places[risk.likelihood, risk.impact].append(risk)
    return [
        {
            "likelihood": likelihood,
            "cells": [
                {
                    "level": bounds.level(likelihood * impact),
                    "risks": places[likelihood, impact],
                    "impact": impact,
                }
                for impact in SCALE
            ],
        }
        for likelihood in reversed(SCALE)
    ]


def _categories(
    project: Project, watched: list[Risk], bounds: Bounds, by: Actor, today: date
) -> list[dict[str, Any]]:
    said = NoRisk.objects.visible_to(by).filter(project=project).select_related("said_by").order_by("said_on")
    nones = {row.category: row for row in said}
    since = today - timedelta(days=bounds.review_days)
    found = []
    for category in Category:
        own = [risk for risk in watched if risk.category == category]
        none = nones.get(category)
        found.append(
            {
                "category": category,
                "label": category.label,
                "risks": own,
                "none": none if not own else None,
                "is_old": bool(none and none.said_on < since and not own),
                "is_silent": not own and none is None and category != Category.OTHER,
            }
        )
    return found


def risks_to_review(actor: Actor, today: date) -> Iterator[Todo]:
    """High risks that the actor watches, before and after the day on which they must be looked at."""
    if actor.person_id is None:
        return
    mine = Risk.objects.visible_to(actor, "review").filter(owner=actor.person_id, state=Risk.State.OPEN)
    for risk in mine.select_related("unit").order_by("reviewed_on")[:MOST]:
        bounds = bounds_on(today, risk.unit)
        due = review_due(bounds.level(risk.score), risk.reviewed_on or today, bounds.review_days)
        if due is not None and due <= today + timedelta(days=7):
            yield Todo(
                title=sentence(noop("Review the risk: %(title)s"), title=risk.title),
                why=noop("A high risk is looked at again and again until it is lower."),
                url=page_of(risk),
                deed=noop("Review"),
                unit_id=risk.unit_id,
                number=risk.number,
                due=due,
                clause="R3.2.10",
                kind="risk",
            )


def told_category(each: dict[str, Any]) -> list[Any]:
    """A category with its risks, or with what was said of it, as the table prints it."""
    if each["risks"]:
        return [each["label"], " ".join(risk.number for risk in each["risks"])]
    if each["none"]:
        words = _("none: %(reason)s (%(day)s)")
        return [
            each["label"],
            words % {"reason": each["none"].reason, "day": each["none"].said_on.isoformat()},
        ]
    return [each["label"], _("not considered") if each["is_silent"] else ""]


def risk_line(risk: Any) -> list[Any]:
    """A risk with its rating and response, as the table prints it."""
    rating = f"{risk.likelihood} × {risk.impact} = {risk.score}"
    return [risk.number, risk.title, rating, risk.response, str(risk.owner), risk.reviewed_on]
