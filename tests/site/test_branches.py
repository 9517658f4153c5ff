"""Addresses behind their beginnings are the same addresses, tried in the same order."""

from django.urls import URLPattern, URLResolver, get_resolver, include, path
from django.urls.resolvers import RoutePattern

from banyan.site import urls
from banyan.site.branches import branched


def spread(patterns, before=""):
    """Every single address with its name, in the order of trying."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from spread(pattern.url_patterns, route)
        else:
            yield route, pattern.name


def view(request):
    """Nothing is asked of it here."""


def test_the_house_has_the_same_addresses_as_without_branches():
    assert sorted(spread(urls.urlpatterns), key=str) == sorted(spread(urls.ADDRESSES), key=str)


def test_a_request_is_compared_with_few_addresses(monkeypatch):
    asked = []
    for kind in (URLPattern, URLResolver):
        own = kind.resolve
        monkeypatch.setattr(kind, "resolve", lambda self, at, own=own: asked.append(self) or own(self, at))
    match = get_resolver().resolve("/services/serviceuser/new/")
    assert match.url_name == "services.serviceuser.new"
    assert len(asked) <= 80


def test_what_begins_alike_stands_behind_its_beginning_and_nothing_moves_past_a_gap():
    made = branched(
        [
            path("a/one/", view, name="1"),
            path("b/", view, name="2"),
            path("", include([path("a/<int:n>/", view, name="3")])),
            path("<slug:any>/", view, name="4"),
            path("a/two/", view, name="5"),
        ]
    )
    assert [str(pattern.pattern) for pattern in made] == ["a/", "b/", "<slug:any>/", "a/two/"]
    assert [name for _route, name in spread(made)] == ["1", "3", "2", "4", "5"]
    assert all(isinstance(pattern.pattern, RoutePattern) for pattern in made)
