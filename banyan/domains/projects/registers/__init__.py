"""How the projects room is shown."""

from banyan.domains.projects.registers import contracts, meetings, papers, problems  # noqa: F401
