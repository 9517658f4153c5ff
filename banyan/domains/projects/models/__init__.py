"""Everything that the projects room keeps."""

from banyan.domains.projects.models.contracts import Contract, Instalment, Milestone, Project
from banyan.domains.projects.models.indicators import CountingVersion, Indicator
from banyan.domains.projects.models.ledger import Evidence, LedgerEntry, LedgerLine, MonthFreeze
from banyan.domains.projects.models.problems import Problem, ProblemStep

__all__ = [
    "Contract",
    "CountingVersion",
    "Evidence",
    "Indicator",
    "Instalment",
    "LedgerEntry",
    "LedgerLine",
    "Milestone",
    "MonthFreeze",
    "Problem",
    "ProblemStep",
    "Project",
]
