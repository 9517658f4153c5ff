"""A rule and what it refuses: the good call passes, and each change to it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from banyan.foundation.refusal import Refused

Guard = tuple[Callable[..., Any], dict[str, Any], tuple[dict[str, Any], ...]]


def each(guards: tuple[Guard, ...]) -> list[Any]:
    """Every rule with one change that it must refuse, named for the rule and what was changed."""
    return [pytest.param(rule, good, bad, id=_name(rule, bad)) for rule, good, bads in guards for bad in bads]


def refuses(rule: Callable[..., Any], good: dict[str, Any], bad: dict[str, Any]) -> None:
    """The good call passes; with the change it is refused in words."""
    rule(**good)
    with pytest.raises(Refused) as refused:
        rule(**good | bad)
    assert str(refused.value).strip()


def _name(rule: Callable[..., Any], bad: dict[str, Any]) -> str:
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}-{'-'.join(_words(bad))}"


def _words(bad: dict[str, Any]) -> Iterator[str]:
    yield from (str(name) for name in bad)


def refused(
    deed: Callable[..., Any], record: Any, field: str, clause: str | None = None, **given: Any
) -> str:
    """The deed is refused at this field ("" for the whole) and names the clause it goes by; answers its words."""
    with pytest.raises(Refused) as caught:
        deed(record, **given)
    assert (field in caught.value.problems, caught.value.clause) == (True, clause), caught.value.problems
    return str(caught.value)
