"""The form of a record on screen: writing a new one, changing one, and meeting somebody else's change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from banyan.core.records import missing_in_this_state
from banyan.core.registers import conflicts, drafts, views
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import Register
from banyan.core.registers.detail import find
from banyan.core.registers.forms import record_form
from banyan.core.registers.lines import may_change
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.core.ui.requests import ActorRequest
from banyan.foundation.refusal import Refused


@dataclass(frozen=True)
class Group:
    """Some fields of the form under one heading."""

    label: Any
    fields: list[Any]


@dataclass
class Sheet:
    """The form page: the form, the draft behind it, what stands in the way, and whose change it met."""

    register: Register
    form: Any
    record: Any = None
    draft: Any = None
    refusal: Refusal | None = None
    differences: list[Any] = field(default_factory=list)
    equal: list[Any] = field(default_factory=list)

    @property
    def groups(self) -> list[Group]:
        """The fields under their headings; one that no heading claims follows the field before it."""
        declared = getattr(self.register.fields, "groups", ((self.register.words.title, ()),))
        claimed = {name: place for place, (_label, names) in enumerate(declared) for name in names}
        made: list[Group] = [Group(label, []) for label, _names in declared]
        place = 0
        for name in self.form.fields:
            place = claimed.get(name, place)
            made[place].fields.append(self.form[name])
        return [group for group in made if group.fields]

    @property
    def title(self) -> str:
        if self.record is None:
            return str(self.register.create.label if self.register.create else self.register.words.title)
        return _("Edit: %(record)s") % {"record": self.record}

    @property
    def autosave_url(self) -> str:
        face = "autosave" if self.record is not None else "autosave_new"
        return address(self.register, face, self.record)

    @property
    def version(self) -> Any:
        """The version that the words of the form stand on."""
        return drafts.version_of(self.draft, self.record)

    @property
    def leave_url(self) -> str:
        return (
            address(self.register, "detail", self.record)
            if self.record is not None
            else address(self.register, "list")
        )

    @property
    def button(self) -> Any:
        create = self.register.create
        return create.label if create and self.record is None else _("Keep the changes")

    @property
    def crumbs(self) -> list[tuple[Any, str]]:
        number = self.record.label() if self.record is not None else _("New")
        return [(capfirst(str(self.register.words.title)), address(self.register, "list")), (number, "")]


def new_page(request: ActorRequest, register: Register) -> HttpResponse:
    """Write a new record."""
    if register.create is None:
        raise Http404
    if request.method != "POST":
        return _show(request, _opened(request, register))
    if "drop-draft" in request.POST:
        return _start_anew(request, register)
    form = record_form(register, request.actor, data=request.POST)
    if not form.is_valid():
        return _show(request, Sheet(register, form), 422)
    try:
        record = register.create(form.instance, by=request.actor)
    except Refused as refused:
        return _refused(request, Sheet(register, form), refused)
    return _kept(request, register, record, None)


def edit_page(request: ActorRequest, register: Register, public_id: Any) -> HttpResponse:
    """Change a record; if somebody else changed it meanwhile, both versions are shown."""
    if register.edit is None:
        raise Http404
    record = find(register, request.actor, public_id)
    if not register.edit.permitted(record, request.actor):
        raise PermissionDenied(register.edit.permission)
    refused = register.edit.possible(record, request.actor)
    if refused or not may_change(register, record):
        told = refusal_of(refused or missing_in_this_state(), str(register.edit.label))
        return views.show(request, register, record, told)
    if request.method != "POST":
        return _show(request, _opened(request, register, record))
    if "drop-draft" in request.POST:
        return _start_anew(request, register, record)
    return _change(request, register, record)


def _opened(request: ActorRequest, register: Register, record: Any = None) -> Sheet:
    """The form as it is first shown: with what the draft holds, if there is one."""
    draft = drafts.open_draft(request.actor, register, record)
    form = record_form(register, request.actor, record, drafts.written(draft) if draft else None)
    if record is None and not draft:
        form.prefill(request.GET)
    if draft:
        drafts.remember(request.session)
        form.errors.clear()
    return Sheet(register, form, record, draft)


def _start_anew(request: ActorRequest, register: Register, record: Any = None) -> HttpResponse:
    drafts.drop(request.actor, register, record)
    return redirect(request.path)


def _change(request: ActorRequest, register: Register, record: Any) -> HttpResponse:
    data = conflicts.settled(request.POST, record_form(register, request.actor, record))
    form = record_form(register, request.actor, record, data)
    sheet = Sheet(register, form, record)
    if not form.is_valid():
        return _show(request, sheet, 422)
    if _written_on(request.POST) != record.version:
        return _both_versions(request, sheet)
    changes = form.changes()
    try:
        if changes:
            register.edit(record, by=request.actor, version=record.version, **changes)  # type: ignore[misc]
    except Refused as refused:
        if refused.code == "conflict":
            return _change(request, register, find(register, request.actor, record.public_id))
        return _refused(request, sheet, refused)
    return _kept(request, register, record, record)


def _written_on(data: QueryDict) -> int:
    text = data.get("version", "")
    return int(text) if text.isdecimal() else 0


def _both_versions(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    standing = find(sheet.register, request.actor, sheet.record.public_id)
    sheet.differences, sheet.equal = conflicts.differences(sheet.form, standing)
    sheet.record = standing
    return _show(request, sheet, 409)


def _refused(request: ActorRequest, sheet: Sheet, refused: Refused) -> HttpResponse:
    labels = {name: str(bound.label) for name, bound in sheet.form.fields.items()}
    sheet.refusal = refusal_of(refused, str(sheet.button), labels)
    for name, reason in zip(refused.problems, sheet.refusal.reasons, strict=True):
        if name in sheet.form.fields:
            sheet.form.add_error(name, reason.text)
    return _show(request, sheet, 409)


def _kept(request: ActorRequest, register: Register, record: Any, before: Any) -> HttpResponse:
    if drafts.may_be_kept(request.session):
        drafts.drop(request.actor, register, before)
    messages.success(request, _("Kept: %(record)s.") % {"record": record.label()})
    return redirect(address(register, "detail", record))


def _show(request: ActorRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    if hasattr(sheet.form, "offer"):
        sheet.form.offer()
    return render(
        request,
        "registers/form.html",
        {"sheet": sheet, "form": sheet.form, "crumbs": sheet.crumbs},
        status=status,
    )
