"""Which kinds of work rooms above hand in; an indicator nobody can hand in for is not late, it has no source yet."""

from __future__ import annotations

from banyan.core.pointing import can_be_closed
from banyan.domains.projects.models.sources import closed_sources
from banyan.domains.projects.rules.measures import CountingRule, Kind

_handed_in: set[Kind] = set()


def hands_in(*kinds: Kind) -> None:
    """A room above says which kinds of work it hands in; it calls this where it declares its registers."""
    _handed_in.update(kinds)


def check_source(model: str) -> None:
    """A closed record of a kind that nobody spoke of would stand in figures for everybody."""
    if can_be_closed(model) and model not in closed_sources():
        raise LookupError(f"{model} may be closed: say so by projects.may_be_closed")


def has_source(rule: CountingRule | None) -> bool:
    """Whether any room hands in what this rule counts; while no room has said anything, all are taken to."""
    if rule is None or not _handed_in:
        return True
    return any(rule.accepts(kind) for kind in _handed_in)
