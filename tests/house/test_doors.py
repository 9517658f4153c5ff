"""Other rooms only through their front door; the unguarded manager only where changes and questions live."""

import ast

from tests.house.sources import Source, imported_names, product_sources
from tests.isolation import ROOT

UNGUARDED_PLACES = {"deeds", "deeds.py", "queries", "queries.py"}
CLOCK_CALLS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}
CLOCK_CALLS_WITHOUT_A_TIME = {("timezone", "localdate"), ("timezone", "localtime")}
CLOCK = ("core", "clock.py")


def front_doors_missed(source: Source) -> list[str]:
    """Imports from another room that do not go through its `public`."""
    missed = []
    for node, name in imported_names(source.tree):
        parts = name.split(".")
        if parts[:2] != ["banyan", "domains"] or len(parts) < 3 or parts[2] == source.room:
            continue
        if parts[3:4] != ["public"]:
            missed.append(f"{source.at(node)} imports {name}")
    return missed


def may_read_unguarded(source: Source) -> bool:
    """Core, deeds and queries; migrations speak to the tables themselves."""
    return (
        source.parts[0] == "core" or source.is_migration or bool(UNGUARDED_PLACES.intersection(source.parts))
    )


def test_rooms_enter_each_other_only_through_the_front_door():
    rooms = [source for source in product_sources() if source.room]
    assert len(rooms) > 20
    assert [line for source in rooms for line in front_doors_missed(source)] == []


def test_a_front_door_stays_narrow():
    doors = [source for source in product_sources() if source.room and source.path.name == "public.py"]
    too_wide = [source.at(source.tree) for source in doors if source.text.count("\n") > 100]
    assert too_wide == []


def test_only_deeds_and_queries_read_past_the_door():
    found = [
        source.at(node)
        for source in product_sources()
        if not may_read_unguarded(source)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "everything"
    ]
    assert found == []


def asks_for_the_time(node: ast.AST) -> bool:
    """A call such as `timezone.now()`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = node.func.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    called = (name, node.func.attr)
    return called in CLOCK_CALLS or (called in CLOCK_CALLS_WITHOUT_A_TIME and not node.args)


def test_only_the_clock_asks_for_the_time():
    found = [
        source.at(node)
        for source in product_sources()
        if source.parts != CLOCK and not source.is_migration
        for node in ast.walk(source.tree)
        if asks_for_the_time(node)
    ]
    assert found == []


def test_a_form_names_its_fields():
    found = [
        source.at(node)
        for source in product_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.keyword)
        and isinstance(node.value, ast.Constant)
        and node.value.value == "__all__"
        and "fields" in ast.unparse(node).split("=")[0]
    ]
    assert found == []


def test_the_guards_see_what_they_guard():
    text = "from banyan.domains.projects.models import Project\nnow = timezone.now()\n"
    source = Source(product_sources()[0].path.parent / "domains/staff/x.py", text, ast.parse(text))
    assert front_doors_missed(source) == [
        "banyan/domains/staff/x.py:1 imports banyan.domains.projects.models.Project"
    ]
    assert any(asks_for_the_time(node) for node in ast.walk(source.tree))


def woken_by(folder) -> set[str]:
    """The modules that an app's `ready` brings in by name."""
    tree = ast.parse((folder / "apps.py").read_text(encoding="utf-8"))
    return {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}


def test_work_that_starts_by_itself_is_brought_in_by_its_room():
    """A job or listener that nobody imports is never scheduled and never hears."""
    asleep = [
        str(source.path.relative_to(ROOT))
        for source in product_sources()
        if source.path.name in ("jobs.py", "listeners.py")
        and source.path.stem not in woken_by(source.path.parent)
    ]
    assert asleep == []
