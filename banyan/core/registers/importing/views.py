"""The pages of an import: bring a file, look at the sheet with its marked cells, mend it there, write it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from banyan.core import clock, door
from banyan.core.gate import Access
from banyan.core.identity.models import Unit
from banyan.core.jobs import running
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import Register, register_named
from banyan.core.registers.importing import scopes, steps, templates_out, work, writing
from banyan.core.registers.importing.answers import answer, sheet_on_screen, worded
from banyan.core.registers.importing.models import Import
from banyan.core.ui.refusals import refusal_of
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.tables import UnreadableTable

_AT_ONCE_BYTES = 400_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Face(View):
    """A page of the import of one register."""

    needed = ""

    @classmethod
    def as_view(cls, **given: Any) -> Any:
        view = super().as_view(**given)
        view.access = Access("permission", given["needed"])  # type: ignore[attr-defined]
        return view

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.shelf: Register = register_named(kwargs["register"])

    def units(self) -> list[Unit]:
        """Units at which this person may import."""
        return list(Unit.objects.visible_to(self.request.actor).filter(pk__in=self._ids()))  # type: ignore[attr-defined]

    def _ids(self) -> frozenset[int]:
        return self.request.actor.unit_ids(self.needed)  # type: ignore[attr-defined]

    def brought(self, public_id: UUID) -> Import:
        """An import that this person may see; others' do not exist."""
        with door.opened("import page"):
            made = get_object_or_404(Import.objects.select_related("unit"), public_id=public_id)
        if made.register != self.shelf.name or made.unit_id not in self._ids():
            raise Http404
        return made

    def crumbs(self) -> list[tuple[Any, str]]:
        """Where this page stands."""
        return [(self.shelf.words.title, address(self.shelf, "list")), (_("Import"), "")]


class Bring(Face):
    """Choose a file, the unit and, where needed, the project."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """The page to bring a file, with what was brought lately."""
        return self._page(request)

    def post(self, request: HttpRequest, register: str) -> HttpResponse:
        """Take the file in: a short one at once, a long one as a job."""
        try:
            unit, project = self._place(request)
            file = request.FILES.get("file")
            if file is None:
                raise Refused({"file": noop("Choose a file first.")})
            return redirect(self._taken(request, file, unit, project))
        except (Refused, UnreadableTable) as refused:
            return self._page(request, refused)

    def _taken(self, request: HttpRequest, file: Any, unit: Unit, project: Any) -> str:
        path = work.keep_upload(file)
        by = request.actor  # type: ignore[attr-defined]
        given = {"register": self.shelf.name, "path": str(path), "filename": file.name,
                 "project": str(project.public_id) if project else "", "mapping": _mapping(request)}  # fmt: skip
        if file.size > _AT_ONCE_BYTES:
            return running.page_of(running.start("import.stage", by=by, unit=unit, **given))
        try:
            made = steps.stage(
                self.shelf, path, file.name, unit=unit, by=by, now=clock.now(), project=project,
                mapping=_mapping(request),
            )  # fmt: skip
        finally:
            path.unlink(missing_ok=True)
        return address(self.shelf, "import.sheet", made)

    def _place(self, request: HttpRequest) -> tuple[Unit, Any]:
        unit = next((unit for unit in self.units() if unit.code == request.POST.get("unit")), None)
        if unit is None:
            raise Refused({"unit": noop("Choose the unit that the file belongs to.")})
        named = request.POST.get("project", "")
        offered = {str(each.public_id): each for each in scopes.scopes_for(unit, request.actor)}  # type: ignore[attr-defined]
        project = offered.get(named)
        if self.shelf.entry.needs_project and project is None:
            raise Refused({"project": noop("Choose the project that the file belongs to.")})
        return unit, project

    def _page(self, request: HttpRequest, refused: Any = None) -> HttpResponse:
        units = self.units()
        projects = scopes.scopes_for(None, request.actor) if self.shelf.entry.needs_project else ()  # type: ignore[attr-defined]
        with door.opened("import page"):
            lately = list(
                Import.objects.filter(register=self.shelf.name, unit__in=units)
                .select_related("unit").order_by("-brought_at")[:8]
            )  # fmt: skip
        context = {
            "register": self.shelf, "units": units, "projects": projects, "lately": self._linked(lately),
            "columns": self.shelf.entry.sheet.columns,
            "refusal": refusal_of(refused, _("Bringing this file in")) if refused else None, "crumbs": self.crumbs(),
            "template_url": address(self.shelf, "import.template"), "given": request.POST,
        }  # fmt: skip
        return render(request, "importing/bring.html", context, status=422 if refused else 200)

    def _linked(self, lately: list[Import]) -> list[dict[str, Any]]:
        return [{"made": made, "url": address(self.shelf, "import.sheet", made)} for made in lately]


class Sheet(Face):
    """The sheet itself with its red and ochre cells, and what may be done with it."""

    def get(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """Marked rows by default; `?rows=all` shows the first ones too."""
        return self.page(request, self.brought(public_id))

    def page(self, request: HttpRequest, made: Import, refused: Refused | None = None) -> HttpResponse:
        """The page with a refusal, if there is one."""
        said = answer(made)
        shown = sheet_on_screen(self.shelf, made, only_marked=request.GET.get("rows") != "all")
        faces = ("sheet", "correct", "write", "drop", "marked")
        context = {
            "register": self.shelf, "made": made, "said": said, "shown": shown, "crumbs": self.crumbs(),
            "bad": made.rows - made.good, "open": made.state in (Import.State.CHECKED, Import.State.WRITING),
            "about": [
                {"message": worded(finding), **finding}
                for finding in made.about.get("header_findings", []) + made.about.get("findings", [])
            ],
            "refusal": refusal_of(refused, _("Writing the rows")) if refused else None,
            "urls": {face: address(self.shelf, f"import.{face}", made) for face in faces},
            "list_url": address(self.shelf, "list"), "import_url": address(self.shelf, "import"),
        }  # fmt: skip
        return render(request, "importing/sheet.html", context, status=409 if refused else 200)


class Correct(Sheet):
    """Mend cells on screen; the whole sheet is checked again."""

    def get(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """Corrections are posted; the sheet is where they are made."""
        return redirect(address(self.shelf, "import.sheet", self.brought(public_id)))

    def post(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """Fields are named `cell-<line>-<column>`."""
        made = self.brought(public_id)
        try:
            steps.recheck(
                self.shelf, made, _corrections(request), by=request.actor, now=clock.now(), project=_project(made)  # type: ignore[attr-defined]
            )  # fmt: skip
        except Refused as refused:
            return self.page(request, made, refused)
        return redirect(address(self.shelf, "import.sheet", made))


class Write(Sheet):
    """Write all rows, or only the good ones."""

    def get(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """Writing is posted."""
        return redirect(address(self.shelf, "import.sheet", self.brought(public_id)))

    def post(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """A short file is written at once, a long one as a job."""
        made = self.brought(public_id)
        by, valid = request.actor, request.POST.get("accept_valid") == "1"  # type: ignore[attr-defined]
        if made.rows > steps.CHUNK:
            run = running.start(
                "import.apply", by=by, unit=made.unit, imported=str(made.public_id), accept_valid=valid
            )
            return redirect(running.page_of(run))
        try:
            writing.apply(
                self.shelf, made, by=by, now=clock.now(), project=_project(made), accept_valid=valid
            )
        except Refused as refused:
            return self.page(request, made, refused)
        return redirect(address(self.shelf, "import.sheet", made))


class Drop(Face):
    """Let a file go without writing anything."""

    def post(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """The rows are removed; that the file was brought stays known."""
        made = self.brought(public_id)
        with door.opened("import dropped"):
            if made.state == Import.State.CHECKED:
                made.lines.all().delete()
                made.slices.all().delete()
                made.state = Import.State.DROPPED
                made.save()
        return redirect(address(self.shelf, "import"))


class Template(Face):
    """The empty sheet to fill in."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """With the lists of the person's first unit to choose from."""
        units = self.units()
        if not units:
            raise Http404
        references = self.shelf.entry.references(
            unit=units[0], by=request.actor, today=clock.today(), project=None  # type: ignore[attr-defined]
        )  # fmt: skip
        content = templates_out.template(self.shelf, references)
        return _download(content, f"{self.shelf.words.title}-{_('template')}.xlsx")


class Marked(Face):
    """The rows with findings, marked, to be mended in a spreadsheet."""

    def get(self, request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
        """Errors red, proposals ochre, reasons as notes."""
        made = self.brought(public_id)
        return _download(
            templates_out.marked(self.shelf, made), f"{_('to mend')}-{made.filename.rsplit('.', 1)[0]}.xlsx"
        )


def _download(content: bytes, name: str) -> HttpResponse:
    from urllib.parse import quote

    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(content, content_type=_XLSX, headers={"Content-Disposition": disposition})


def _corrections(request: HttpRequest) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for field, text in request.POST.items():
        parts = field.split("-", 2)
        if parts[0] == "cell" and len(parts) == 3 and parts[1].isdigit():
            found.setdefault(int(parts[1]), {})[parts[2]] = str(text)
    return found


def _mapping(request: HttpRequest) -> dict[str, str]:
    pairs = zip(request.POST.getlist("header"), request.POST.getlist("means"), strict=False)
    return {header: name for header, name in pairs if header and name}


def _project(made: Import) -> Any:
    return scopes.scope_named(str(made.project_id)) if made.project_id else None
