"""Everything that changes something in the staff room."""

from banyan.domains.staff.deeds.areas import change_area, change_population, make_area, note_population
from banyan.domains.staff.deeds.intake_people import RosterIntake
from banyan.domains.staff.deeds.intake_places import AreaIntake, PopulationIntake, UnitIntake
from banyan.domains.staff.deeds.intake_posts import EstablishmentIntake
from banyan.domains.staff.deeds.people import (
    appoint_employee,
    change_employee,
    change_qualification,
    come_back,
    confirm,
    extend_probation,
    hire,
    leave,
    note_certificate,
    note_inquiry,
    record_inquiry,
    register_qualification,
    send_on_leave,
)
from banyan.domains.staff.deeds.posts import abolish, appoint, change_post, establish
from banyan.domains.staff.deeds.responsibilities import (
    assign,
    change_field,
    end_responsibility,
    follow_contract,
    name_field,
)

__all__ = [
    "AreaIntake",
    "EstablishmentIntake",
    "PopulationIntake",
    "RosterIntake",
    "UnitIntake",
    "abolish",
    "appoint",
    "appoint_employee",
    "assign",
    "change_area",
    "change_employee",
    "change_field",
    "change_population",
    "change_post",
    "change_qualification",
    "come_back",
    "confirm",
    "end_responsibility",
    "establish",
    "extend_probation",
    "follow_contract",
    "hire",
    "leave",
    "make_area",
    "name_field",
    "note_certificate",
    "note_inquiry",
    "note_population",
    "record_inquiry",
    "register_qualification",
    "send_on_leave",
]
