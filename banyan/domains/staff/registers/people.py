"""Employees, their certificates and the yearly inquiry."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, grouped, register
from banyan.domains.staff import deeds, queries
from banyan.domains.staff.models import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.pages import matter_lines
from banyan.domains.staff.registers.employee_form import EmployeeForm
from banyan.domains.staff.sheets.roster import STAFF


def qualifications_today(employee: Employee, by: Any) -> dict[str, Any]:
    """Certificates, inquiries and what of them has run out."""
    sheet = queries.qualification_sheet(employee, clock.today(), by)
    return sheet | {"matters": matter_lines(sheet["matters"])}


def posts_of_employee(employee: Employee, by: Any) -> dict[str, Any]:
    """Every post the employee holds or held, and who stands above today."""
    return queries.post_history(employee, clock.today(), by)


employees = register(
    Register(
        model=Employee,
        words=Words(
            title=_("employees"),
            empty=_("Everybody employed by the agency stands here, with contract, qualification and post."),
            first_step=_("Import a roster"),
            clause="P1.6",
            icon="id-badge-2",
            also=("R1.3.2", "P2.4"),
        ),
        area="staff",
        columns=("number", "person", "unit", "rank", "employment", "hired_on", "contract_ends_on", "state"),
        fields=grouped(
            (_("Person"), ("unit", "number", "sex", "born_on", "id_number", "phone")),
            (_("In an emergency"), ("emergency_contact", "emergency_phone")),
            (_("Place in the house"), ("rank", "superior")),
            (
                _("Contract of work"),
                ("employment", "share", "hired_on", "contract_ends_on", "probation_ends_on"),
            ),
            (
                _("Training and years of work"),
                ("degree", "major", "frontline_years", "management_years", "social_worker"),
            ),
        ),
        filters=("unit", "state", "employment", "social_worker", "hired_on", "contract_ends_on"),
        search=("number", "person__name", "id_hash"),
        order="number",
        create=deeds.hire,
        edit=deeds.change_employee,
        deeds=(
            deeds.confirm,
            deeds.extend_probation,
            deeds.come_back,
            deeds.note_inquiry,
            deeds.note_certificate,
            deeds.appoint_employee,
            deeds.send_on_leave,
            deeds.leave,
        ),
        panels=(
            Panel("posts", _("Posts"), "staff/panels/posts.html", posts_of_employee),
            Panel(
                "qualifications", _("Qualification"), "staff/panels/qualifications.html", qualifications_today
            ),
        ),
        views=(
            View("probation", _("on probation"), "state=probation"),
            View("external", _("external advisers"), "employment=external"),
            View("left", _("left"), "state=left"),
        ),
        form=EmployeeForm,
        intake=Intake(STAFF, queries.roster_references, deeds.RosterIntake),
    )
)

qualifications = register(
    Register(
        model=Qualification,
        words=Words(
            title=_("qualifications"),
            empty=_("Certificates stand here with the day their registration ends and the class hours done."),
            first_step=_("Register a certificate"),
            clause="P1.6",
            icon="certificate",
            also=("R1.3.2",),
        ),
        area="staff",
        columns=("employee", "level", "valid_until", "hours"),
        fields=("employee", "level", "valid_until", "hours"),
        filters=("level", "valid_until"),
        search=("employee__number", "employee__person__name"),
        order="-pk",
        create=deeds.register_qualification,
        edit=deeds.change_qualification,
    )
)

inquiries = register(
    Register(
        model=NoCrimeInquiry,
        words=Words(
            title=_("no-crime inquiries"),
            empty=_(
                "The inquiry made at hiring and then every year stands here for everybody who meets children."
            ),
            first_step=_("Record a no-crime inquiry"),
            icon="shield-check",
        ),
        area="staff",
        columns=("employee", "made_on"),
        fields=("employee", "made_on"),
        filters=("made_on",),
        search=("employee__number", "employee__person__name"),
        order="-pk",
        create=deeds.record_inquiry,
    )
)
