"""Setting forms as PDF with Typst: data goes in as JSON, never as text of the template."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst

from banyan.foundation.refusal import Refused, noop

#: Forms lie below the package; nothing outside can be read by them.
_ROOT = Path(__file__).resolve().parents[2]
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
_one_at_a_time = threading.Lock()


class FontsMissing(Refused):
    """This server has no Chinese fonts; a PDF without them would show boxes."""

    def __init__(self) -> None:
        super().__init__(
            noop("The Chinese fonts for printing are missing on this server."),
            way_out=noop("The administrator installs the package fonts-noto-cjk."),
            code="fonts_missing",
        )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def missing_fonts() -> tuple[str, ...]:
    """Font families that forms need and this server lacks."""
    families = set(_fonts().families())
    return tuple(family for family in FONTS if family not in families)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One for each process: it reads the fonts once, which takes longer than a page."""
    if missing_fonts():
        raise FontsMissing
    return typst.Compiler(root=_ROOT, font_paths=_fonts())


def pdf(form: str, data: dict[str, Any], printed_at: datetime) -> bytes:
    """Set a form, such as `core/documents/forms/countersigning.typ` below the package, with `data` (plain JSON).

    The same data and moment give the same bytes. Raises `FontsMissing` where Chinese cannot be printed.
    """
    path = (_ROOT / form).resolve()
    if not path.is_relative_to(_ROOT) or path.suffix != ".typ":
        raise ValueError(f"{form} is no form of this product")
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    with _one_at_a_time:
        made = _compiler().compile(
            path, format="pdf", sys_inputs=inputs, timestamp=_whole_seconds(printed_at)
        )
    return cast(bytes, made)


def _whole_seconds(moment: datetime) -> datetime:
    """Typst takes whole seconds at a fixed offset."""
    return moment.astimezone(UTC).replace(microsecond=0)
