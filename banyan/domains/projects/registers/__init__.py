"""How the projects room is shown."""

from banyan.domains.projects.queries import word_forms  # noqa: F401
from banyan.domains.projects.registers import (  # noqa: F401
    contracts,
    decisions,
    meetings,
    papers,
    plans,
    problems,
    risks,
    team,
    work,
)
