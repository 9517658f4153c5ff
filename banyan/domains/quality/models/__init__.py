"""What the quality room keeps."""

from banyan.domains.quality.models.inspections import Circular, CircularReading, Inspection, InspectionLine
from banyan.domains.quality.models.monitoring import MonitoringCheck, MonitoringItem
from banyan.domains.quality.models.rectifications import Extension, FollowUp, Rectification, SourceKind

__all__ = [
    "Circular",
    "CircularReading",
    "Extension",
    "FollowUp",
    "Inspection",
    "InspectionLine",
    "MonitoringCheck",
    "MonitoringItem",
    "Rectification",
    "SourceKind",
]
