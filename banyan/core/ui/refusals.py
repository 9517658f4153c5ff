"""How a broken rule is told: what is not possible, why and by which clause, and the way out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from banyan.core.ui.wording import say
from banyan.foundation.refusal import Refused


@dataclass(frozen=True)
class Reason:
    """One thing that stands in the way; `anchor` is the id of the field to mend, if there is one."""

    text: str
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class WayOut:
    """Where the person goes to mend it."""

    label: str
    url: str


@dataclass(frozen=True)
class Refusal:
    """A refusal ready for the page; the reasons carry their own words."""

    title: str
    reasons: tuple[Reason, ...] = ()
    clause: str = ""
    advice: str = ""
    way_out: WayOut | None = None


def refusal_of(
    refused: Refused, wanted: str = "", labels: Mapping[str, str] | None = None, way_out: WayOut | None = None
) -> Refusal:
    """Put a broken rule into words; `wanted` is the deed's name, `labels` the names of the fields."""
    labels = labels or {}
    reasons = tuple(
        Reason(say(text), str(labels.get(name, "")), f"id_{name}" if name in labels else "")
        for name, text in refused.problems.items()
    )
    advice = say(refused.way_out) if refused.way_out else ""
    return Refusal(_title(wanted, len(reasons)), reasons, refused.clause or "", advice, way_out)


def _title(wanted: str, count: int) -> str:
    if not wanted:
        return gettext("This is not possible now.")
    if count == 1:
        return gettext("%(deed)s is not possible yet.") % {"deed": wanted}
    return ngettext(
        "%(deed)s is not possible yet, %(count)d thing is to be mended:",
        "%(deed)s is not possible yet, %(count)d things are to be mended:",
        count,
    ) % {"deed": wanted, "count": count}


def refused_page(request: HttpRequest, told: Refusal) -> HttpResponse:
    """The answer when a rule of the house stands against what was asked."""
    return render(request, "409.html", {"refusal": told}, status=409)


class RefusalMiddleware:
    """Turns a broken rule that no view has answered into a page with its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused_page(request, refusal_of(exception))
        return None
