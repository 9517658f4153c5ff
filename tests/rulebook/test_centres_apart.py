"""One agency with many centres: headquarters see all of them, a centre itself, another agency nothing (P1.10)."""

import pytest

from banyan.core.identity.models import Unit
from banyan.domains.projects.models import Project
from tests.makers import make_actor, make_unit
from tests.projects.makers import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("P1.10")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READS = ("identity.unit.view", "projects.project.view")


@pytest.fixture
def abroad(agency):
    """A centre of another agency on the same installation."""
    return make_unit("F1", "别处站", make_unit("F0", "别的机构"))


@pytest.fixture
def projects(north, south, abroad):
    """One project at each centre."""
    return {unit.code: make_project(unit, number=f"PRJ-{unit.code}") for unit in (north, south, abroad)}


def seen(unit):
    """Numbers of the projects that somebody with a reader's rights at a unit reads."""
    found = Project.objects.visible_to(make_actor(unit, *READS))
    return {project.number for project in found}


def test_headquarters_read_every_centre_and_a_centre_itself_alone(agency, north, abroad, projects):
    assert seen(agency) == {"PRJ-N1", "PRJ-S1"}
    assert seen(north) == {"PRJ-N1"}
    assert seen(abroad.parent) == {"PRJ-F1"}


@pytest.mark.parametrize(
    ("code", "shown", "hidden"),
    [
        ("A0", ("北站", "南站"), ("别的机构", "别处站")),
        ("N1", ("北站",), ("南站", "别处站")),
        ("F0", ("别的机构", "别处站"), ("示例机构", "北站", "南站")),
    ],
)
def test_the_page_of_units_shows_the_own_tree_and_no_unit_of_another(projects, client, code, shown, hidden):
    unit = Unit.everything.get(code=code)
    client.force_login(make_actor(unit, *READS).user, backend=BACKEND)
    page = client.get("/identity/unit/").content.decode()
    assert [words for words in shown if words not in page] == []
    assert [words for words in hidden if words in page] == []
