"""The API's addresses, each with its entry in the permission table, and its description in OpenAPI.

Read through `urls.Later` alone: composing the shapes of all registers takes seconds.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from banyan.core.gate import by_token, public
from banyan.core.registers.api.actors import ByToken
from banyan.core.registers.api.routes import Behind, Unfit, problem_of, router_for
from banyan.core.registers.api.shapes import Problem
from banyan.core.registers.declaration import registers
from banyan.foundation.refusal import Refused

ROOT = "/api/"
TOLD = (Unfit, Behind, PermissionDenied, Http404, Refused)


class RegisterAPI(NinjaAPI):
    """The library's API without its home page, described once: all routes stand before the first question."""

    _described: OpenAPISchema | None = None

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where all paths of the description begin."""
        return ROOT

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        """The description, with the one shape of all refusals."""
        if self._described is None:
            described = super().get_openapi_schema(**named)
            described["components"]["schemas"][Problem.__name__] = Problem.model_json_schema()
            self._described = described
        return self._described


api = RegisterAPI(
    title="Banyan",
    version="1",
    description="Every register for programs. Tokens are made under “My account”; they see what their owner sees.",
    auth=ByToken(),
    docs_url=None,
    urls_namespace="api",
)


def _answer(request: HttpRequest, status: int, told: dict[str, Any]) -> HttpResponse:
    return api.create_response(request, Problem(**told).model_dump(mode="json"), status=status)


def _tell(request: HttpRequest, error: Any) -> HttpResponse:
    return _answer(request, *problem_of(error))


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    answer = _answer(request, 401, {"code": "no_token", "message": _("A token in force is needed.")})
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    return _answer(request, error.status_code, {"code": "malformed", "message": str(error)})


def _mistyped(request: HttpRequest, error: Any) -> HttpResponse:
    problems = {".".join(map(str, each["loc"][1:])): each["msg"] for each in error.errors}
    told = {"code": "invalid", "message": _("Some fields cannot be accepted."), "problems": problems}
    return _answer(request, 422, told)


for _kind in TOLD:
    api.add_exception_handler(_kind, _tell)
api.add_exception_handler(HttpError, _malformed)
api.add_exception_handler(AuthenticationError, _unknown)
api.add_exception_handler(ValidationError, _mistyped)


def _mounted() -> list[Any]:
    """The registers' routes, marked for the gate; the description of the API is open to everybody."""
    permissions = {}
    for register in registers():
        prefix = f"{register.name.replace('.', '/')}/"
        api.add_router(prefix, router_for(register))
        permissions[prefix] = register.model.permission("view")  # type: ignore[attr-defined]
    every: list[Any] = api.urls[0]
    patterns = [pattern for pattern in every if pattern.name != "api-root"]
    for pattern in patterns:
        place = str(pattern.pattern)
        found = next((needed for prefix, needed in permissions.items() if place.startswith(prefix)), None)
        (public if found is None else by_token(found))(pattern.callback)
    return patterns


urlpatterns = _mounted()
