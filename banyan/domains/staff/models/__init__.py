"""Everything that the staff room keeps."""

from banyan.domains.staff.models.areas import Area, Population
from banyan.domains.staff.models.employees import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.models.pay import PayBand, PayScheme
from banyan.domains.staff.models.premises import Booking, Room
from banyan.domains.staff.models.responsibilities import ContractedPlaces, Responsibility, ResponsibilityField

__all__ = [
    "Area",
    "Booking",
    "ContractedPlaces",
    "Employee",
    "NoCrimeInquiry",
    "PayBand",
    "PayScheme",
    "Population",
    "Qualification",
    "Responsibility",
    "ResponsibilityField",
    "Room",
]
