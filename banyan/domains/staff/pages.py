"""What the staff room's pages show of their figures: words and addresses beside every number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Unit
from banyan.core.registers.addresses import address_if_any, page_of
from banyan.core.registers.declaration import register_for
from banyan.domains.staff.answers import basis_url, population_url
from banyan.domains.staff.models import ContractedPlaces, Employee, Responsibility, ResponsibilityField
from banyan.domains.staff.queries import EstablishedPlace, Figures, Fit, Matrix, MatrixRow, Matter
from banyan.domains.staff.rules import proving, requirements, responsibility, serving
from banyan.domains.staff.rules.ratios import BASES, DENOMINATORS, Ratio

PLACES = {"filled": gettext_lazy("filled places"), "vacant": gettext_lazy("vacant places")}
SEEN_WITH = {"established": "identity.post.view", "contract": ContractedPlaces.permission("view")}
MATTERS = {
    "probation_overdue": (gettext_lazy("probation over and not decided"), "breach"),
    "inquiry_missing": (gettext_lazy("no no-crime inquiry recorded"), "breach"),
    "inquiry_overdue": (gettext_lazy("yearly no-crime inquiry late"), "breach"),
    "registration_expired": (gettext_lazy("registration has ended"), "breach"),
    "registration_ends": (gettext_lazy("registration ends today"), "attn"),
    "registration_alert": (gettext_lazy("registration ends soon"), "attn"),
}
FIELD_VERDICTS = {
    responsibility.OVERLAP: (gettext_lazy("overlap"), "attn"),
    responsibility.VOID: (gettext_lazy("nobody leads"), "breach"),
    responsibility.CLEAR: (gettext_lazy("clear"), "ok"),
    responsibility.UNNEEDED: (gettext_lazy("not needed"), "idle"),
}
PRACTICE_TONES = {proving.GOOD: "ok", proving.ATTENTION: "attn"}
OUTCOMES = {
    requirements.SHORT: (gettext_lazy("missing"), "breach"),
    requirements.ABOVE: (gettext_lazy("above the range"), "attn"),
    requirements.OPEN: (gettext_lazy("for a person to judge"), "open"),
}


@dataclass(frozen=True)
class RatioLine:
    """One basis: its name, its figure with the address of its records, and the ratio both ways."""

    label: str
    workers: int | None
    url: str
    residents_per_worker: int | None
    per_ten_thousand: Decimal | None
    gap: Decimal | None
    unit: Any
    reached: int

    @property
    def missing(self) -> Decimal | None:
        """How many workers are missing to the target; nothing when it is reached."""
        return self.gap if self.gap is not None and self.gap > 0 else None


@dataclass(frozen=True)
class Kind:
    """A way of counting residents that can be chosen."""

    code: str
    label: str
    current: bool


@dataclass(frozen=True)
class RatioPage:
    """The seven readings over one dated denominator."""

    figures: Figures
    kinds: tuple[Kind, ...]
    lines: tuple[RatioLine, ...]
    population_label: str
    population_url: str


@dataclass(frozen=True)
class FitLine:
    """A person, a post, one condition in the words of the post, and what came of it."""

    fit: Fit
    url: str
    condition: str
    word: Any
    tone: str


@dataclass(frozen=True)
class FitPage:
    """Conditions missed, and conditions only a person can judge."""

    judged: int
    missed: tuple[FitLine, ...]
    open: tuple[FitLine, ...]

    @property
    def people(self) -> int:
        """How many people miss something."""
        return len({line.fit.employee.pk for line in self.missed})


@dataclass(frozen=True)
class MatterLine:
    """Something that is due or overdue about somebody."""

    matter: Matter
    url: str
    word: Any
    tone: str


@dataclass(frozen=True)
class MatterGroup:
    """Matters of one kind, the longest waiting first."""

    word: Any
    tone: str
    lines: tuple[MatterLine, ...]


@dataclass(frozen=True)
class MatrixCell:
    """A department's part in a field with its address, and how many person-times it really served."""

    part: Responsibility | None
    url: str
    times: int | None
    without_part: bool


@dataclass(frozen=True)
class MatrixLine:
    """A field with its cells, its verdict, and where it leads."""

    row: MatrixRow
    url: str
    word: Any
    tone: str
    cells: tuple[MatrixCell, ...]
    belongs: str
    supposed: bool
    practice: Any
    practice_tone: str


@dataclass(frozen=True)
class MatrixPage:
    """The matrix with the number of overlaps and voids."""

    matrix: Matrix
    lines: tuple[MatrixLine, ...]
    overlaps: int
    voids: int
    otherwise: int
    assign_url: str
    field_url: str


def basis_title(basis: str) -> str:
    """What a list behind a figure is called."""
    return str(PLACES[basis]) if basis in PLACES else _(BASES[basis])


def places_of(basis: str, places: Iterable[EstablishedPlace]) -> list[EstablishedPlace]:
    """The places a figure counts: all established ones, the filled or the vacant."""
    if basis == "established":
        return list(places)
    return [place for place in places if (place.holder is not None) == (basis == "filled")]


def ratio_page(figures: Figures, by: Actor) -> RatioPage:
    """Words and addresses for the seven readings; what the actor may not open is not linked."""
    kinds = tuple(Kind(code, _(label), code == figures.kind) for code, label in DENOMINATORS.items())
    lines = tuple(_ratio_line(ratio, figures, by) for ratio in figures.ratios)
    url = population_url(figures.unit, figures.kind, figures.on)
    return RatioPage(figures, kinds, lines, _(DENOMINATORS[figures.kind]), url)


def fit_page(fits: Iterable[Fit]) -> FitPage:
    """Sort verdicts into missed and open ones."""
    judged = list(fits)
    missed = tuple(line for fit in judged for line in _fit_lines(fit, fit.missed))
    return FitPage(len(judged), missed, tuple(line for fit in judged for line in _fit_lines(fit, fit.open)))


def matter_lines(matters: Iterable[Matter]) -> tuple[MatterLine, ...]:
    """Words for what is due."""
    return tuple(MatterLine(each, page_of(each.employee), *MATTERS[each.kind]) for each in matters)


def matter_page(matters: Iterable[Matter]) -> tuple[MatterGroup, ...]:
    """What is due, by kind: what has run out stands before what will."""
    lines = matter_lines(matters)
    groups = ((kind, tuple(line for line in lines if line.matter.kind == kind)) for kind in MATTERS)
    return tuple(MatterGroup(*MATTERS[kind], found) for kind, found in groups if found)


def matrix_page(matrix: Matrix, by: Actor) -> MatrixPage:
    """Words and addresses for the matrix."""
    return MatrixPage(
        matrix,
        tuple(_matrix_line(row) for row in matrix.rows),
        len(matrix.having(responsibility.OVERLAP)),
        len(matrix.having(responsibility.VOID)),
        sum(1 for row in matrix.rows if row.judged and row.judged[0] != proving.GOOD),
        _new_url("staff.responsibility", Responsibility.permission("assign"), matrix.unit, by),
        _new_url("staff.responsibilityfield", Responsibility.permission("make_field"), matrix.unit, by),
    )


def _ratio_line(ratio: Ratio, figures: Figures, by: Actor) -> RatioLine:
    permission = SEEN_WITH.get(ratio.basis, Employee.permission("view"))
    may_open = ratio.workers is not None and by.can(permission, figures.unit)
    return RatioLine(
        _(BASES[ratio.basis]),
        ratio.workers,
        basis_url(figures.unit, ratio.basis, figures.on) if may_open else "",
        ratio.residents_per_worker,
        ratio.per_ten_thousand,
        ratio.gap(figures.target),
        _("posts") if ratio.basis == "established" else _("workers"),
        _reached(ratio, figures.target),
    )


def _reached(ratio: Ratio, target: Decimal) -> int:
    """Per cent of the target reached."""
    return round(100 * (ratio.per_ten_thousand or 0) / target) if target else 0


def _fit_lines(fit: Fit, verdicts: Iterable[requirements.Verdict]) -> Iterable[FitLine]:
    for verdict in verdicts:
        yield FitLine(fit, page_of(fit.employee), verdict.condition.text, *OUTCOMES[verdict.outcome])


def _matrix_line(row: MatrixRow) -> MatrixLine:
    belongs, supposed = row.field.belonging
    verdict, said = row.judged or ("", "")
    return MatrixLine(
        row, page_of(row.field), *FIELD_VERDICTS[row.verdict], _matrix_cells(row), belonging_said(belongs), supposed,
        said, PRACTICE_TONES.get(verdict, ""),
    )  # fmt: skip


def _matrix_cells(row: MatrixRow) -> tuple[MatrixCell, ...]:
    times = row.times or (None,) * len(row.cells)
    wrong = bool(row.judged and row.judged[0] != proving.GOOD)
    return tuple(
        MatrixCell(cell, page_of(cell) if cell else "", count, wrong and bool(count) and cell is None)
        for cell, count in zip(row.cells, times, strict=True)
    )


def belonging_said(belongs: serving.Belonging) -> str:
    """Which records belong to a field, in words; empty when nothing is said."""
    parts = (
        str(ResponsibilityField.Service(belongs.kind).label) if belongs.kind else "",
        _ages_said(belongs.age_from, belongs.age_to),
        str(ResponsibilityField.Sex(belongs.sex).label) if belongs.sex else "",
        "、".join(belongs.marks),
        _("with the words %(words)s") % {"words": "、".join(belongs.words)} if belongs.words else "",
    )
    return " · ".join(part for part in parts if part)


def _ages_said(first: int | None, last: int | None) -> str:
    if first is not None and last is not None:
        return _("%(first)s to %(last)s years old") % {"first": first, "last": last}
    if first is not None:
        return _("%(first)s years and older") % {"first": first}
    return _("up to %(last)s years old") % {"last": last} if last is not None else ""


def _new_url(name: str, permission: str, unit: Unit, by: Actor) -> str:
    register = register_for(name)
    return address_if_any(register, "new") if register and by.can(permission, unit) else ""
