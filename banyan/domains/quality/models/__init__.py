"""What the quality room keeps."""

from banyan.domains.quality.models.conduct import ConductDecision, QualityYear, Relief, TeamAppraisal
from banyan.domains.quality.models.inspections import Circular, CircularReading, Inspection, InspectionLine
from banyan.domains.quality.models.monitoring import MonitoringCheck, MonitoringItem
from banyan.domains.quality.models.record_checks import CheckedRecord, LikeRecords, RecordCheck
from banyan.domains.quality.models.rectifications import Extension, FollowUp, Rectification, SourceKind
from banyan.domains.quality.models.reports import BreachParty, BreachReport, ProtectionCheck

__all__ = [
    "BreachParty",
    "BreachReport",
    "CheckedRecord",
    "Circular",
    "CircularReading",
    "ConductDecision",
    "Extension",
    "FollowUp",
    "Inspection",
    "InspectionLine",
    "LikeRecords",
    "MonitoringCheck",
    "MonitoringItem",
    "ProtectionCheck",
    "QualityYear",
    "RecordCheck",
    "Rectification",
    "Relief",
    "SourceKind",
    "TeamAppraisal",
]
