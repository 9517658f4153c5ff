"""How the projects room is shown."""

from banyan.domains.projects.registers import contracts, problems  # noqa: F401
