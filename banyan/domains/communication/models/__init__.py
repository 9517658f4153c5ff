"""Everything that the communication room keeps."""

from banyan.domains.communication.models.crises import CallStep, CallTree, Crisis, CrisisCall
from banyan.domains.communication.models.documents import Circulation, Document
from banyan.domains.communication.models.duty import Matter, OwnerStep, Shift
from banyan.domains.communication.models.feedback import FeedbackItem
from banyan.domains.communication.models.goals import GoalsCount, GoalsSurvey, GoalsVoter
from banyan.domains.communication.models.partners import LiaisonEntry, Stakeholder
from banyan.domains.communication.models.plans import CommunicationPlan, PlanLine, PublicNotice
from banyan.domains.communication.models.releases import MediaRelease, Spokesperson
from banyan.domains.communication.models.reviews import CommunicationReview, ReviewAnswer
from banyan.domains.communication.models.suggestions import Ballot, Suggestion, Support, Voter

__all__ = [
    "Ballot",
    "CallStep",
    "CallTree",
    "Circulation",
    "CommunicationPlan",
    "CommunicationReview",
    "Crisis",
    "CrisisCall",
    "Document",
    "FeedbackItem",
    "GoalsCount",
    "GoalsSurvey",
    "GoalsVoter",
    "LiaisonEntry",
    "Matter",
    "MediaRelease",
    "OwnerStep",
    "PlanLine",
    "PublicNotice",
    "ReviewAnswer",
    "Shift",
    "Spokesperson",
    "Stakeholder",
    "Suggestion",
    "Support",
    "Voter",
]
