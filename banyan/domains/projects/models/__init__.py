"""Everything that the projects room keeps."""

from banyan.domains.projects.models.contracts import Contract, Instalment, Milestone, Project
from banyan.domains.projects.models.indicators import CountingVersion, Indicator
from banyan.domains.projects.models.ledger import Evidence, LedgerEntry, LedgerLine, MonthFreeze
from banyan.domains.projects.models.meetings import ActionItem, Attendee, Exemption, ItemReview, Meeting
from banyan.domains.projects.models.papers import Paper, PlanItem, Post, Report
from banyan.domains.projects.models.problems import Problem, ProblemStep

__all__ = [
    "ActionItem",
    "Attendee",
    "Contract",
    "CountingVersion",
    "Evidence",
    "Exemption",
    "Indicator",
    "Instalment",
    "ItemReview",
    "LedgerEntry",
    "LedgerLine",
    "Meeting",
    "Milestone",
    "MonthFreeze",
    "Paper",
    "PlanItem",
    "Post",
    "Problem",
    "ProblemStep",
    "Project",
    "Report",
]
