"""Small enough to read: files, functions, parameters, declarations."""

import ast
import dataclasses

from tests.house.sources import Source, product_sources

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 45
MOST_PARAMETERS = 6
MOST_ATTRIBUTES_OF_A_REGISTER = 16
UNNAMED = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def own_sources() -> list[Source]:
    """Everything but migrations."""
    return [source for source in product_sources() if not source.is_migration]


def functions() -> list[tuple[Source, Function]]:
    """Every function with its file."""
    return [
        (source, node)
        for source in own_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, Function)
    ]


def positional(function: Function) -> int:
    """Parameters that can be given by place, `self` and `cls` apart."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in ("self", "cls")])


def test_files_stay_under_four_hundred_lines():
    assert [s.at(s.tree) for s in own_sources() if s.text.count("\n") > MOST_LINES_OF_A_FILE] == []


def test_functions_can_be_read_at_a_glance():
    long = [s.at(f) for s, f in functions() if f.end_lineno - f.lineno >= MOST_LINES_OF_A_FUNCTION]
    assert long == []


def test_functions_take_few_parameters_by_place():
    assert [s.at(f) for s, f in functions() if positional(f) > MOST_PARAMETERS] == []


def test_everything_has_been_named():
    assert [str(source.path) for source in own_sources() if source.path.name in UNNAMED] == []


def test_a_register_has_at_most_sixteen_attributes():
    from banyan.core.registers.declaration import Register

    assert dataclasses.is_dataclass(Register)
    assert Register.__dataclass_params__.frozen
    assert len(dataclasses.fields(Register)) <= MOST_ATTRIBUTES_OF_A_REGISTER
