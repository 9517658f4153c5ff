"""Everything that the projects room keeps."""

from banyan.domains.projects.models.closing import FinalReport
from banyan.domains.projects.models.contracts import Contract, Instalment, Milestone, Project
from banyan.domains.projects.models.decisions import Alternative, Decision, Hearing
from banyan.domains.projects.models.exact import FiguresReader
from banyan.domains.projects.models.indicators import CountingVersion, Indicator
from banyan.domains.projects.models.ledger import Evidence, LedgerEntry, LedgerLine, MonthFreeze
from banyan.domains.projects.models.meetings import ActionItem, Attendee, Exemption, ItemReview, Meeting
from banyan.domains.projects.models.papers import Paper, PlanItem, Post, Report
from banyan.domains.projects.models.plans import (
    CheckLine,
    Goal,
    GoalSource,
    ProgressCheck,
    ResourceRequest,
    Scheme,
    Study,
    StudyFinding,
    StudyMethod,
    Task,
    YearPlan,
)
from banyan.domains.projects.models.problems import Problem, ProblemStep
from banyan.domains.projects.models.risks import Category, NoRisk, Risk, RiskReview, RiskTable
from banyan.domains.projects.models.teams import LeadTerm, Member

__all__ = [
    "ActionItem",
    "Alternative",
    "Attendee",
    "Category",
    "CheckLine",
    "Contract",
    "CountingVersion",
    "Decision",
    "Evidence",
    "Exemption",
    "FiguresReader",
    "FinalReport",
    "Goal",
    "GoalSource",
    "Hearing",
    "Indicator",
    "Instalment",
    "ItemReview",
    "LeadTerm",
    "LedgerEntry",
    "LedgerLine",
    "Meeting",
    "Member",
    "Milestone",
    "MonthFreeze",
    "NoRisk",
    "Paper",
    "PlanItem",
    "Post",
    "Problem",
    "ProblemStep",
    "ProgressCheck",
    "Project",
    "Report",
    "ResourceRequest",
    "Risk",
    "RiskReview",
    "RiskTable",
    "Scheme",
    "Study",
    "StudyFinding",
    "StudyMethod",
    "Task",
    "YearPlan",
]
