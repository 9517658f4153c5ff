"""How the projects room is shown."""

from banyan.domains.projects.registers import contracts  # noqa: F401
