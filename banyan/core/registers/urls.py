"""The addresses of every register: its faces, each with the permission it asks for."""

from collections.abc import Callable, Iterator
from functools import partial, update_wrapper
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from banyan.core.gate import needs
from banyan.core.registers import views, writing
from banyan.core.registers.declaration import Register, registers
from banyan.core.registers.exporting import addresses as exporting
from banyan.core.registers.importing import addresses as importing


def _bound(view: Callable[..., Any], register: Register, permission: str) -> Callable[..., Any]:
    return needs(permission)(update_wrapper(partial(view, register=register), view))


def _faces(register: Register) -> list[tuple[str, str, Callable[..., Any], str]]:
    permission = register.model.permission  # type: ignore[attr-defined]
    see = permission("view")
    create = register.create.permission if register.create else permission("create")
    edit = register.edit.permission if register.edit else permission("edit")
    return [
        ("", "list", views.list_page, see),
        ("bulk/", "bulk", views.bulk_page, see),
        ("views/", "views", views.views_page, see),
        ("new/", "new", writing.new_page, create),
        ("new/draft/", "autosave_new", views.autosave, create),
        ("<uuid:public_id>/", "detail", views.detail_page, see),
        ("<uuid:public_id>/edit/", "edit", writing.edit_page, edit),
        ("<uuid:public_id>/draft/", "autosave", views.autosave, edit),
        ("<uuid:public_id>/deed/<slug:verb>/", "deed", views.deed_page, see),
        ("<uuid:public_id>/panel/<slug:code>/", "panel", views.panel_page, see),
    ]


def _patterns(register: Register) -> list[URLPattern]:
    own = [
        path(rest, _bound(view, register, permission), name=f"{register.name}.{face}")
        for rest, face, view, permission in _faces(register)
    ]
    return [*importing.patterns(register), *exporting.patterns(register), *own]


def _home(register: Register) -> URLResolver:
    """The register's addresses behind their common beginning: a request is compared with the few of one register."""
    return path(f"{register.model._meta.model_name}/", include(_patterns(register)))


def _rooms() -> Iterator[URLResolver]:
    """Every room's registers behind the room's beginning."""
    rooms: dict[str, list[Any]] = {}
    for register in registers():
        rooms.setdefault(register.model._meta.app_label, []).append(_home(register))
    for label, homes in rooms.items():
        yield path(f"{label}/", include(homes))


urlpatterns = list(_rooms())
