"""How the fields of forms are drawn: as Django draws them, except where the product has words of its own."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from django.forms import renderers

_OWN = Path(__file__).parent / "templates"
_AS_DJANGO_DRAWS = Path(renderers.__file__).parent / "templates"


class FieldRenderer(renderers.DjangoTemplates):
    """Looks for a widget's template among our own first."""

    @cached_property
    def engine(self) -> Any:
        options = {"builtins": ["django.templatetags.i18n"]}
        dirs = [_OWN, _AS_DJANGO_DRAWS]
        return self.backend({"APP_DIRS": True, "DIRS": dirs, "NAME": "fields", "OPTIONS": options})
