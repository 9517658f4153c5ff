"""Everything that the staff room keeps."""

from banyan.domains.staff.models.areas import Area, Population
from banyan.domains.staff.models.employees import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.models.responsibilities import ContractedPlaces, Responsibility, ResponsibilityField

__all__ = [
    "Area",
    "ContractedPlaces",
    "Employee",
    "NoCrimeInquiry",
    "Population",
    "Qualification",
    "Responsibility",
    "ResponsibilityField",
]
