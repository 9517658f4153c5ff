"""How the projects room is shown."""

from banyan.core.registers.importing import scopes
from banyan.domains.projects.queries import chosen, word_forms  # noqa: F401
from banyan.domains.projects.registers import (  # noqa: F401
    contracts,
    decisions,
    exact,
    meetings,
    papers,
    plans,
    problems,
    risks,
    team,
    work,
)

scopes.source(named=chosen.by_public_id, offered=chosen.offered)
