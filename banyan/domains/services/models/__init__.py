"""Everything that the services room keeps."""

from banyan.domains.services.models.activities import Activity, ActivityShare, Feedback, Summary
from banyan.domains.services.models.attendance import Attendance, SignInSheet
from banyan.domains.services.models.cases import (
    Case,
    CaseAccess,
    CaseCall,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseGoal,
    CasePresence,
    CaseRelation,
    CaseScore,
    CaseWorker,
)
from banyan.domains.services.models.community import (
    CommunityAnalysis,
    CommunityResource,
    GroupCount,
    ResourceUse,
)
from banyan.domains.services.models.consents import Consent
from banyan.domains.services.models.day_class import (
    ClassDay,
    ClassDuty,
    ClassLine,
    ClassNote,
    DayClass,
    Fetcher,
    Pupil,
)
from banyan.domains.services.models.dossiers import DocumentRequirement
from banyan.domains.services.models.doubts import DuplicateProposal, Merge
from banyan.domains.services.models.groups import Group, GroupMember, GroupSession, GroupShare
from banyan.domains.services.models.groupwork import (
    GroupAnswer,
    GroupEvaluation,
    GroupTest,
    MemberNote,
    SessionAttendance,
)
from banyan.domains.services.models.hotline import HotlineCall
from banyan.domains.services.models.hours import HourConversion, StandardHours, WorkEntry
from banyan.domains.services.models.month_hours import HoursSheet
from banyan.domains.services.models.people import Household, ServiceUser, ServiceUserTag
from banyan.domains.services.models.permits import ActivityPermit
from banyan.domains.services.models.public_life import Lecture, Mediation, Reception, Showing
from banyan.domains.services.models.surveys import SurveyReport
from banyan.domains.services.models.teams import ResidentTeam, TeamMeeting, TeamPlace
from banyan.domains.services.models.visits import RosterEntry, Visit
from banyan.domains.services.models.volunteer_papers import VolunteerCertificate, VolunteerYear
from banyan.domains.services.models.volunteer_work import (
    CoursePlace,
    PostHolding,
    RulesAcceptance,
    VolunteerCourse,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
)
from banyan.domains.services.models.volunteers import FamilyNeed, Volunteer, VolunteerCover, VolunteerHonour

__all__ = [
    "Activity",
    "ActivityPermit",
    "ActivityShare",
    "Attendance",
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
    "ClassDay",
    "ClassDuty",
    "ClassLine",
    "ClassNote",
    "CommunityAnalysis",
    "CommunityResource",
    "Consent",
    "CoursePlace",
    "DayClass",
    "DocumentRequirement",
    "DuplicateProposal",
    "FamilyNeed",
    "Feedback",
    "Fetcher",
    "Group",
    "GroupAnswer",
    "GroupCount",
    "GroupEvaluation",
    "GroupMember",
    "GroupSession",
    "GroupShare",
    "GroupTest",
    "HotlineCall",
    "HourConversion",
    "HoursSheet",
    "Household",
    "Lecture",
    "Mediation",
    "MemberNote",
    "Merge",
    "PostHolding",
    "Pupil",
    "Reception",
    "ResidentTeam",
    "ResourceUse",
    "RosterEntry",
    "RulesAcceptance",
    "ServiceUser",
    "ServiceUserTag",
    "SessionAttendance",
    "Showing",
    "SignInSheet",
    "StandardHours",
    "Summary",
    "SurveyReport",
    "TeamMeeting",
    "TeamPlace",
    "Visit",
    "Volunteer",
    "VolunteerCertificate",
    "VolunteerCourse",
    "VolunteerCover",
    "VolunteerHonour",
    "VolunteerPost",
    "VolunteerReview",
    "VolunteerRules",
    "VolunteerYear",
    "WorkEntry",
]
