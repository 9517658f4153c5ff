"""The second count of the indicators stands by itself, and the demo's stories change things by deeds alone."""

import ast
import sys

from tests.house.sources import imported_names, product_sources
from tests.isolation import ROOT

OWN = "tests.recount"
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save", "raw",
    "execute",
}  # fmt: skip
MANAGERS = {"objects", "everything"}


def strange_imports(source: str) -> list[str]:
    """What a file imports beside the standard library and the second count itself."""
    names = (name for _node, name in imported_names(ast.parse(source)))
    return [
        name
        for name in names
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(OWN)
    ]


def writes_past_deeds(tree: ast.Module) -> list[str]:
    """Calls that write to a table by its manager, a record or a cursor."""
    return [
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        and not isinstance(node.func.value, ast.Constant) and _is_of_a_model(node.func)
    ]  # fmt: skip


def _is_of_a_model(call: ast.Attribute) -> bool:
    """A manager stands in the chain, or what is saved is a plain name: a record (a picture is saved into a file)."""
    chain = {each.attr for each in ast.walk(call.value) if isinstance(each, ast.Attribute)}
    return bool(chain & MANAGERS) or (
        call.attr in {"save", "delete", "execute"} and isinstance(call.value, ast.Name)
    )


def test_the_second_count_imports_nothing_of_the_product():
    files = [file for file in (ROOT / "tests" / "recount").glob("*.py") if not file.name.startswith("test_")]
    assert len(files) > 5
    found = {file.name: strange_imports(file.read_text(encoding="utf-8")) for file in files}
    assert {name: strange for name, strange in found.items() if strange} == {}
    assert strange_imports("from banyan.domains.projects import public\nimport json") == [
        "banyan.domains.projects.public"
    ]


def test_the_stories_of_the_demo_write_to_no_table():
    stories = [source for source in product_sources() if source.parts[:3] == ("site", "demo", "stories")]
    assert len(stories) > 10
    found = {source.path.name: writes_past_deeds(source.tree) for source in stories}
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_a_story_that_wrote_to_a_table_would_be_found():
    for line in (
        "Case.objects.create(x=1)", "Case.everything.filter(pk=1).update(x=2)", "case.save()",
        "Case.objects.bulk_create([])", "case.delete()",
    ):  # fmt: skip
        assert writes_past_deeds(ast.parse(line)), line
    assert not writes_past_deeds(
        ast.parse('Image.new("RGB", (1, 1)).save(made)\nfound.update(x=1)\n{}.update(a=1)')
    )
