"""The addresses of an import, for each register that takes spreadsheets."""

from __future__ import annotations

from typing import Any

from django.urls import path

from banyan.core.registers.declaration import Register
from banyan.core.registers.importing import views


def patterns(register: Register) -> list[Any]:
    """Behind the list's address, e.g. "services/activity/"."""
    if register.intake is None:
        return []
    own: Any = {"register": register.name}
    faces = (
        ("import/", views.Bring, "import"),
        ("import/template.xlsx", views.Template, "import.template"),
        ("import/<uuid:public_id>/", views.Sheet, "import.sheet"),
        ("import/<uuid:public_id>/correct/", views.Correct, "import.correct"),
        ("import/<uuid:public_id>/write/", views.Write, "import.write"),
        ("import/<uuid:public_id>/drop/", views.Drop, "import.drop"),
        ("import/<uuid:public_id>/marked.xlsx", views.Marked, "import.marked"),
    )
    permission = f"{register.name}.import"
    return [
        path(tail, view.as_view(needed=permission), own, name=f"{register.name}.{name}")
        for tail, view, name in faces
    ]
