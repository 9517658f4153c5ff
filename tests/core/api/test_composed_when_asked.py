"""The API's shapes are composed for who asks for them, and for nobody else."""

import sys
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, Resolver404, URLResolver, path
from django.urls.resolvers import RoutePattern

from banyan.core.registers.api import urls

PLACE = "banyan_addresses_of_a_test"


@pytest.fixture
def house(monkeypatch):
    """A house with one page and the API, and whether what lies behind the API was read."""
    read = []

    class Behind(ModuleType):
        @property
        def urlpatterns(self):
            read.append(True)
            return [path("things/", lambda request: HttpResponse("ok"), name="things")]

    monkeypatch.setitem(sys.modules, PLACE, Behind(PLACE))
    later = urls.Later(RoutePattern("api/"), PLACE, app_name="api", namespace="api")
    page = path("page/", lambda request: HttpResponse("page"), name="page")
    return URLResolver(RoutePattern("/"), [page, later]), read


def test_other_addresses_are_written_and_found_without_it(house):
    resolver, read = house
    assert resolver.reverse("page") == "page/"
    assert resolver.resolve("/page/").url_name == "page"
    with pytest.raises(NoReverseMatch):
        resolver.reverse("things")
    with pytest.raises(Resolver404):
        resolver.resolve("/nothing/")
    assert not read


def test_its_own_addresses_are_found_by_path_and_by_name(house):
    resolver, read = house
    found = resolver.resolve("/api/things/")
    assert (found.view_name, found.route) == ("api:things", "api/things/")
    prefix, behind = resolver.namespace_dict["api"]
    assert prefix + behind.reverse("things") == "api/things/"
    assert read == [True]


def test_the_house_keeps_the_whole_api_behind_it():
    """Every register's list is behind the one entry: what the batteries walk is what is served."""
    assert [type(entry) for entry in urls.urlpatterns] == [urls.Later]
    routes = {str(pattern.pattern) for pattern in urls.urlpatterns[0].url_patterns}
    assert {"openapi.json", "services/serviceuser/", "finance/claim/"} <= routes
