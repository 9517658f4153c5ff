"""Case files: the case, who works on it and reads it, its papers, contacts, goals and crises."""

from banyan.domains.services.models.cases.contacts import CaseContact, CasePresence
from banyan.domains.services.models.cases.crises import CaseCall, CaseCrisis
from banyan.domains.services.models.cases.files import Case, CaseAccess, CaseWorker
from banyan.domains.services.models.cases.goals import CaseGoal, CaseScore
from banyan.domains.services.models.cases.papers import CaseDocument
from banyan.domains.services.models.cases.relations import CaseRelation

__all__ = [
    "Case",
    "CaseAccess",
    "CaseCall",
    "CaseContact",
    "CaseCrisis",
    "CaseDocument",
    "CaseGoal",
    "CasePresence",
    "CaseRelation",
    "CaseScore",
    "CaseWorker",
]
