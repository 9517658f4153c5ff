"""What the quality room keeps."""

from banyan.domains.quality.models.conduct import ConductDecision, QualityYear, Relief, TeamAppraisal
from banyan.domains.quality.models.inspections import Circular, CircularReading, Inspection, InspectionLine
from banyan.domains.quality.models.monitoring import MonitoringCheck, MonitoringItem
from banyan.domains.quality.models.rectifications import Extension, FollowUp, Rectification, SourceKind
from banyan.domains.quality.models.reports import BreachParty, BreachReport, ProtectionCheck

__all__ = [
    "BreachParty",
    "BreachReport",
    "Circular",
    "CircularReading",
    "ConductDecision",
    "Extension",
    "FollowUp",
    "Inspection",
    "InspectionLine",
    "MonitoringCheck",
    "MonitoringItem",
    "ProtectionCheck",
    "QualityYear",
    "Rectification",
    "Relief",
    "SourceKind",
    "TeamAppraisal",
]
