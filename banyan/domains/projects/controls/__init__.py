"""How this room's records prove clauses; and which projects there are to judge."""

from banyan.core.controls import scopes
from banyan.domains.projects.queries.running import running_projects

scopes.provider(running_projects)
