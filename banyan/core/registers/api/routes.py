"""The routes of one register: list, read, make, change, and its deeds. Every answer that can come is documented."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from banyan.core import clock
from banyan.core.deeds import Deed
from banyan.core.registers.api import shapes, written
from banyan.core.registers.api.actors import ByToken
from banyan.core.registers.api.shapes import Problem
from banyan.core.registers.declaration import Register
from banyan.core.registers.detail import find
from banyan.core.registers.forms import DeedForm, record_form
from banyan.core.registers.lines import may_change
from banyan.core.registers.listing import CAP, Listing
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Refused, noop

READING = (400, 401, 403, 404, 422)
WRITING = (400, 401, 403, 404, 409, 422)
PROBLEM = {"application/json": {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}


class Unfit(Exception):
    """The form did not accept what was sent: field → sentences."""

    def __init__(self, form: Any) -> None:
        self.problems = {"" if n == "__all__" else n: " ".join(map(str, e)) for n, e in form.errors.items()}
        super().__init__(self.problems)


class Behind(Exception):
    """The body names an older version; `standing` is the record as it is now."""

    def __init__(self, standing: dict[str, Any]) -> None:
        self.standing = standing
        super().__init__("behind")


def router_for(register: Register) -> Router:
    """All routes of a register under its own path."""
    router = Router(tags=[register.name])
    item = shapes.item_shape(register)
    _add_reading(router, register, item)
    if register.create is not None:
        _add_making(router, register, item)
    if register.edit is not None:
        _add_changing(router, register, item)
    for deed in register.deeds:
        if not deed.new:
            _add_deed(router, register, deed, item)
    return router


def _told_of(
    register: Register, face: str, summary: Any, permission: str, refusals: tuple[int, ...]
) -> dict[str, Any]:
    """What the description says of a route; a refusal is one shape everywhere, so it is named and not drawn anew."""
    answers = {each: {"description": HTTPStatus(each).phrase, "content": PROBLEM} for each in refusals}
    return {
        "operation_id": f"{register.name}.{face}".replace(".", "_"),
        "summary": str(summary),
        "auth": ByToken(permission),
        "openapi_extra": {"responses": answers},
    }


def _add_reading(router: Router, register: Register, item: Any) -> None:
    page = shapes.page_shape(register, item)
    asked = shapes.list_query(register)

    def list_records(request: HttpRequest, asked: Any) -> Any:
        return _page(register, request)

    def read_record(request: HttpRequest, public_id: UUID) -> Any:
        record = _found(register, request, public_id)
        return written.item(register, record, _by(request))

    list_records.__annotations__["asked"] = Query[asked]  # type: ignore[valid-type, misc]
    title, view = register.words.title, register.model.permission("view")  # type: ignore[attr-defined]
    router.get("", response=page, **_told_of(register, "list", title, view, READING))(list_records)
    router.get("{uuid:public_id}/", response=item, **_told_of(register, "read", title, view, READING))(
        read_record
    )


def _add_making(router: Router, register: Register, item: Any) -> None:
    create: Any = register.create

    def make_record(request: HttpRequest, body: Any) -> Any:
        by = _by(request)
        empty = record_form(register, by)
        form = record_form(register, by, data=written.form_data(empty, body.model_dump(exclude_unset=True)))
        if not form.is_valid():
            raise Unfit(form)
        return Status(201, written.item(register, create(form.instance, by=by), by))

    make_record.__annotations__["body"] = shapes.new_body(register)
    router.post(
        "",
        response={201: item},
        **_told_of(register, "make", create.label, create.permission, WRITING),
    )(make_record)


def _add_changing(router: Router, register: Register, item: Any) -> None:
    def change_record(request: HttpRequest, public_id: UUID, body: Any) -> Any:
        record = _found(register, request, public_id)
        changed = _changed(register, record, body.model_dump(exclude_unset=True), _by(request))
        return written.item(register, changed, _by(request))

    change_record.__annotations__["body"] = shapes.change_body(register)
    edit: Any = register.edit
    router.patch(
        "{uuid:public_id}/",
        response=item,
        **_told_of(register, "change", edit.label, edit.permission, WRITING),
    )(change_record)


def _add_deed(router: Router, register: Register, deed: Deed, item: Any) -> None:
    def do_deed(request: HttpRequest, public_id: UUID, body: Any) -> Any:
        record = _found(register, request, public_id)
        done = _done(register, deed, record, body.model_dump(exclude_unset=True), _by(request))
        return written.item(register, done, _by(request))

    do_deed.__annotations__["body"] = shapes.deed_body(register, deed)
    path = f"{{uuid:public_id}}/{deed.verb}/"
    router.post(path, response=item, **_told_of(register, deed.verb, deed.label, deed.permission, WRITING))(
        do_deed
    )


def _page(register: Register, request: HttpRequest) -> dict[str, Any]:
    by = _by(request)
    listing = Listing(register, by, request.GET, clock.today())
    return {
        "items": [written.item(register, record, by) for record in listing.page.records],
        "total": listing.total if listing.total <= CAP else None,
        "next": listing.page.after or None,
        "previous": listing.page.before or None,
    }


def _changed(register: Register, record: Any, given: dict[str, Any], by: Any) -> Any:
    edit: Any = register.edit
    if not edit.permitted(record, by):
        raise PermissionDenied(edit.permission)
    if not may_change(register, record):
        raise edit.possible(record, by) or Refused(
            {"": noop("This is no longer possible in the present state.")}, code="state"
        )
    version = given.pop("version")
    if version != getattr(record, "version", version):
        raise Behind(written.item(register, record, by))
    form = _filled(register, record, given, by)
    changes = form.changes()
    fresh = find(register, by, record.public_id)
    return edit(fresh, by=by, version=version, **changes) if changes else fresh


def _filled(register: Register, record: Any, given: dict[str, Any], by: Any) -> Any:
    standing = record_form(register, by, record)
    data = written.standing_data(standing)
    sent = written.form_data(standing, given)
    for name in given:
        data.setlist(name, sent.getlist(name))
    form = record_form(register, by, record, data)
    if not form.is_valid():
        raise Unfit(form)
    return form


def _done(register: Register, deed: Deed, record: Any, given: dict[str, Any], by: Any) -> Any:
    if not deed.permitted(record, by):
        raise PermissionDenied(deed.permission)
    version = given.pop("version", None)
    empty = DeedForm(deed, by)
    form = DeedForm(deed, by, written.form_data(empty, given))
    if not form.is_valid():
        raise Unfit(form)
    deed(record, by=by, version=version, **form.given())
    return find(register, by, record.public_id)


def _found(register: Register, request: HttpRequest, public_id: UUID) -> Any:
    return find(register, _by(request), public_id)


def _by(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


def problem_of(error: Exception) -> tuple[int, dict[str, Any]]:
    """How an error is told to a program: status and body."""
    if isinstance(error, Unfit):
        return 422, {
            "code": "invalid",
            "message": _("Some fields cannot be accepted."),
            "problems": error.problems,
        }
    if isinstance(error, Behind):
        told = _("Somebody changed this record while you had it open.")
        return 409, {"code": "conflict", "message": told, "standing": error.standing}
    if isinstance(error, PermissionDenied):
        return 403, {"code": "forbidden", "message": _("You do not have the right to do this.")}
    if isinstance(error, Http404):
        return 404, {"code": "missing", "message": _("Nothing like this lies within your reach.")}
    return 409, _told(error)  # type: ignore[arg-type]


def _told(refused: Refused) -> dict[str, Any]:
    problems = {name: say(text) for name, text in refused.problems.items()}
    return {
        "code": refused.code,
        "message": " ".join(problems.values()),
        "problems": problems,
        "clause": refused.clause,
        "way_out": say(refused.way_out) if refused.way_out else None,
    }
