"""The page of an export: what goes out, why, and the file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from banyan.core import clock
from banyan.core.audit.chain import append, canonical
from banyan.core.audit.models import Event
from banyan.core.audit.trail import note_reading, request_id
from banyan.core.gate import Access
from banyan.core.records import Kept
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import Register, register_named
from banyan.core.registers.exporting import writing
from banyan.core.registers.listing import Listing
from banyan.core.ui.refusals import refusal_of
from banyan.foundation.refusal import Refused, noop

_ROW_CAP = 100_000


class Export(View):
    """Choose the kind of file; say why where people are named; take it."""

    needed = ""

    @classmethod
    def as_view(cls, **given: Any) -> Any:
        view = super().as_view(**given)
        view.access = Access("permission", given["needed"])  # type: ignore[attr-defined]
        return view

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """What would go out, by the filters of the list."""
        return self._page(request, register_named(register))

    def post(self, request: HttpRequest, register: str) -> HttpResponse | FileResponse:
        """Write the file, note it in the trail, hand it over."""
        shelf = register_named(register)
        try:
            return self._file(request, shelf)
        except Refused as refused:
            return self._page(request, shelf, refused)

    def _page(self, request: HttpRequest, shelf: Register, refused: Refused | None = None) -> HttpResponse:
        params = _params(request)
        context = {
            "register": shelf, "total": _records(shelf, request, params).count(), "query": params.urlencode(),
            "personal": writing.names_people(shelf), "may_personal": _may_personal(shelf, request),
            "refusal": refusal_of(refused, _("The export")) if refused else None,
            "crumbs": [(shelf.words.title, address(shelf, "list")), (_("Export"), "")],
        }  # fmt: skip
        return render(request, "exporting/export.html", context, status=409 if refused else 200)

    def _file(self, request: HttpRequest, shelf: Register) -> FileResponse:
        kind = request.POST.get("kind", "xlsx")
        reason, personal = request.POST.get("reason", "").strip(), request.POST.get("personal") == "1"
        if kind not in writing.WRITERS:
            raise Refused({"kind": noop("Choose Excel or CSV.")})
        personal = personal and _may_personal(shelf, request)
        if personal and len(reason) < 4:
            raise Refused({"reason": noop("Personal data leave the house only with a stated reason.")})
        records = _records(shelf, request, _params(request))
        if records.count() > _ROW_CAP:
            raise Refused({"": noop("These are more than 100,000 rows; narrow the list first.")})
        folder = tempfile.TemporaryDirectory()
        path = Path(folder.name) / f"out.{kind}"
        columns = writing.columns_out(shelf, personal)
        written = writing.WRITERS[kind](
            path, columns, writing.rows_out(records, columns), _mark(request, reason)
        )
        _note(request, shelf, written, reason, personal)
        _note_watched(request, records)
        return _handed_over(path, folder, shelf, kind, written)


def _params(request: HttpRequest) -> QueryDict:
    return QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET


def _records(shelf: Register, request: HttpRequest, params: QueryDict) -> Any:
    by = request.actor  # type: ignore[attr-defined]
    found = Listing(shelf, by, params, clock.today()).found
    return found.filter(by.reach(shelf.model, "export")).order_by("pk")


def _may_personal(shelf: Register, request: HttpRequest) -> bool:
    return request.actor.may(f"{shelf.name}.personal")  # type: ignore[attr-defined]


def _mark(request: HttpRequest, reason: str) -> str:
    actor = request.actor  # type: ignore[attr-defined]
    return f"{actor.name} {clock.now():%Y-%m-%d %H:%M} {reason}".replace("&", "＆")


def _note(
    request: HttpRequest, shelf: Register, written: writing.Written, reason: str, personal: bool
) -> None:
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    facts = {"rows": [None, written.rows], "sha256": [None, written.sha256], "personal": [None, personal]}
    event = Event(
        at=clock.machine_now(), day=now, actor_id=by.user.pk, actor=by.name, verb=f"{shelf.name}.export",
        model=shelf.name, object_id=shelf.name[-40:], label=shelf.name, unit_id=None, reason=reason,
        changes=canonical(facts), request_id=request_id.get(),
    )  # fmt: skip
    with transaction.atomic():
        append([event], "exports")


def _note_watched(request: HttpRequest, records: Any) -> None:
    """Whoever takes a guarded record out of the house has read it."""
    closed = records.model.closed() if issubclass(records.model, Kept) else None
    for record in records.filter(closed) if closed is not None else ():
        if record.is_watched():
            note_reading(request.actor, clock.now(), record)  # type: ignore[attr-defined]


def _handed_over(
    path: Path, folder: Any, shelf: Register, kind: str, written: writing.Written
) -> FileResponse:
    name = f"{shelf.words.title}-{clock.today():%Y-%m-%d}-{written.rows}.{kind}"
    file = path.open("rb")
    folder.cleanup()
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "X-Rows": str(written.rows),
        "X-SHA256": written.sha256,
    }
    return FileResponse(file, content_type=writing.CONTENT_TYPES[kind], headers=headers)
