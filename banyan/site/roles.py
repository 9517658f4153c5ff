"""The roles an installation starts with. An agency may change them; these are what `banyan init` writes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from banyan.core import clock, door
from banyan.core.audit.trail import note
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Role
from banyan.core.identity.rules import brought_up_to_date
from banyan.core.records import snapshot
from banyan.site.money_rights import ASK_FOR_MONEY, LEAD_MONEY, MERGE_MONEY, SEE_MONEY

_READ_HOUSE = (
    "identity.unit.view",
    "identity.post.view",
    "identity.appointment.view",
    "identity.person.view",
    "staff.area.view",
    "staff.room.view",
    "staff.room.book",
    "staff.booking.view",
    "staff.booking.call_off",
    "quality.circularreading.view",
    "quality.circularreading.confirm",
)
_READ_PROJECT = (
    "projects.*.view",
    "staff.population.view",
    "staff.responsibility.view",
    "controls.result.view",
    "controls.found.view",
)
_SIGN = ("approvals.request.view", "approvals.step.view", "approvals.step.sign", "approvals.step.send_back")
_ASK = ("approvals.request.withdraw", "attachments.attachment.*", "jobs.jobrun.view", "jobs.jobrun.cancel")
_SERVE = (
    "services.*.view",
    "services.serviceuser.add",
    "services.serviceuser.edit",
    "services.household.*",
    "services.consent.*",
    "services.duplicateproposal.*",
    "services.activity.*",
    "services.attendance.*",
    "services.feedback.*",
    "services.case.add",
    "services.case.edit",
    "services.case.consider",
    "services.case.regrade",
    "services.case.reclassify",
    "services.case.reopen",
    "services.case.export",
    "services.caseworker.*",
    "services.casedocument.*",
    "services.casecontact.add",
    "services.casegoal.*",
    "services.casescore.*",
    "services.casecrisis.*",
    *("services.casecall.*", "services.caserelation.*"),
    *(f"services.workentry.{verb}" for verb in ("add", "edit", "strike")),
    "services.group.*",
    "services.groupsession.*",
    "services.groupmember.*",
    "services.groupanswer.*",
    "importing.remark.*",
)
#: Whoever leads or supervises reads ordinary cases of the unit, notes contacts, and may break the glass of others.
_OVERSEE_CASES = (
    "services.case.oversee",
    "services.casecontact.note",
    "services.caseaccess.*",
    "services.membernote.oversee",
)
_SEE_TO_HOURS = ("services.workentry.review",)
_SET_HOURS = ("services.hourconversion.*", "services.standardhours.*", "services.documentrequirement.*")
_KEEP_THE_REGISTER = (
    "services.serviceuser.import",
    "services.serviceuser.export",
    "services.serviceuser.personal",
)
_MEND = (
    "quality.rectification.view",
    "quality.rectification.add",
    "quality.rectification.analyse",
    "quality.rectification.follow_up",
    "quality.rectification.report_done",
    "quality.followup.view",
    "quality.extension.view",
    "quality.monitoringitem.view",
    "quality.monitoringitem.check",
    "quality.monitoringcheck.view",
    "quality.breachreport.add",
)
_SEE_TO_QUALITY = (
    "quality.rectification.*",
    "quality.monitoringitem.*",
    "quality.inspection.view",
    "quality.inspectionline.view",
    "quality.circular.view",
    "quality.teamappraisal.view",
    "quality.qualityyear.view",
    "quality.relief.*",
    "quality.conductdecision.view",
    "quality.conductdecision.add",
    "quality.conductdecision.edit",
    "quality.conductdecision.hear",
)
_INSPECT = (
    "quality.inspection.*",
    "quality.inspectionline.*",
    "quality.circular.*",
    "quality.breachreport.*",
    "quality.breachparty.view",
    "quality.protectioncheck.view",
    "quality.conductdecision.*",
    "quality.teamappraisal.*",
    "quality.qualityyear.*",
)
_TALK = (
    "communication.*.view",
    "communication.suggestion.add",
    "communication.suggestion.support",
    "communication.ballot.vote",
    "communication.stakeholder.log_contact",
    "communication.liaisonentry.finish_step",
    "communication.feedbackitem.*",
    "communication.document.close",
    "communication.shift.*",
    "communication.matter.view",
    "communication.matter.add",
    "communication.matter.edit",
    "communication.matter.offer",
    "communication.matter.accept",
    "communication.matter.decline",
    "communication.matter.finish",
    "communication.crisis.add",
    "communication.crisis.report",
    "communication.crisiscall.inform",
    "communication.publicnotice.*",
    "communication.mediarelease.add",
    "communication.mediarelease.edit",
    "communication.mediarelease.submit",
    "communication.mediarelease.publish",
)
_REGISTER_PAPERS = (
    "communication.document.add",
    "communication.document.edit",
    "communication.document.propose",
    "communication.document.circulate",
    "communication.document.void",
)
_KEEP_CONTACTS = (
    *_REGISTER_PAPERS,
    "communication.stakeholder.*",
    "communication.suggestion.answer",
    "communication.crisis.*",
    "communication.communicationreview.*",
)
_LIFE = (
    "projects.problem.*",
    "projects.resourcerequest.ask",
    "projects.progresscheck.*",
    "projects.member.acknowledge",
    "projects.task.*",
    "projects.risk.review",
    "projects.risk.identify",
    "projects.studyfinding.*",
)
_LEAD = (
    "projects.member.*",
    "projects.resourcerequest.*",
    "projects.risk.*",
    "projects.decision.*",
    "projects.yearplan.*",
    "projects.goal.*",
    "projects.study.*",
)
_MEET = (
    "projects.meeting.*",
    "projects.attendee.*",
    "projects.actionitem.*",
    "projects.exemption.*",
    "projects.paper.*",
    "projects.post.*",
    "projects.report.begin",
    "projects.report.edit",
)
_READ_RULES = (
    "rulebook.rulebook.view",
    "rulebook.version.view",
    "rulebook.item.view",
    "rulebook.clauselink.view",
    "rulebook.interpretation.view",
    "rulebook.interpretation.ask",
    "rulebook.localrule.view",
    "rulebook.attestation.view",
    "rulebook.review.view",
    "rulebook.stamp.view",
    "rulebook.acknowledgement.sign",
)
_SEE_TO_RULES = ("rulebook.acknowledgement.view", "rulebook.localrule.*", "rulebook.attestation.*")
_MAKE_RULES = ("rulebook.*",)
_CLAIM = (
    "finance.claim.view",
    "finance.claim.add",
    "finance.claim.edit",
    "finance.claim.add_line",
    "finance.claim.drop_line",
    "finance.claim.note_invoice",
    "finance.claim.witness",
    "finance.claim.submit",
    "finance.claim.cancel",
    "finance.claimline.view",
    "finance.advance.view",
    "finance.advance.add",
    "finance.advance.edit",
    "finance.advance.submit",
)
_OVERSEE_CLAIMS = ("finance.*.view", "finance.claim.oversee", "finance.claim.cut")
_PAY = (
    "finance.claim.pay",
    "finance.payment.reverse",
    "finance.paymentrun.*",
    "finance.advance.hand_out",
    "finance.advance.give_back",
)
_WORK = (*_READ_RULES, *_READ_HOUSE, *_READ_PROJECT, *SEE_MONEY, *_SIGN, *_ASK, *_LIFE, *_MEET, *_CLAIM)

ROLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("administrator", gettext_noop("Administrator"), ("*",)),
    ("worker", gettext_noop("Social worker"), (*_WORK, *_SERVE, *_MEND, *_TALK)),
    (
        "department-head",
        gettext_noop("Department head"),
        (
            *_WORK,
            *_SERVE,
            *_MEND,
            *_TALK,
            *_KEEP_CONTACTS,
            *_SEE_TO_QUALITY,
            *_OVERSEE_CASES,
            *_SEE_TO_HOURS,
            "projects.report.*",
            "staff.employee.view",
            "rulebook.acknowledgement.view",
            *ASK_FOR_MONEY,
        ),
    ),
    (
        "centre-director",
        gettext_noop("Centre director"),
        (
            *_WORK,
            *_SERVE,
            *_OVERSEE_CASES,
            *_KEEP_THE_REGISTER,
            *_MEND,
            *_SEE_TO_QUALITY,
            *_SEE_TO_RULES,
            "services.serviceuser.erase",
            *_SEE_TO_HOURS,
            *_SET_HOURS,
            "staff.*",
            "identity.post.*",
            "identity.appointment.*",
            "projects.*",
            "controls.result.judge",
            "communication.*",
            "finance.*.view",
            "finance.overspendalert.answer",
            *ASK_FOR_MONEY,
            *MERGE_MONEY,
            *LEAD_MONEY,
            *_OVERSEE_CLAIMS,
            "dated.*",
            "approvals.flow.view",
            "audit.*",
        ),
    ),
    (
        "programme-director",
        gettext_noop("Programme director"),
        (
            *_WORK,
            *_MEND,
            *_SEE_TO_QUALITY,
            "documents.wordtemplate.*",
            "approvals.flow.*",
            *_INSPECT,
            *_MAKE_RULES,
            "services.*.view",
            *_SEE_TO_HOURS,
            *_SET_HOURS,
            "staff.*.view",
            "staff.payscheme.*",
            "staff.payband.*",
            "projects.*",
            "communication.*",
            *_OVERSEE_CLAIMS,
            "finance.overspendalert.answer",
            "audit.event.view",
        ),
    ),
    (
        "director-general",
        gettext_noop("Director-general"),
        (*_WORK, *_MAKE_RULES, "services.*.view", "staff.*.view", "communication.*.view", *_OVERSEE_CLAIMS),
    ),
    (
        "supervisor",
        gettext_noop("Supervisor"),
        (
            *_READ_HOUSE,
            *_OVERSEE_CASES,
            "services.case*.view",
            *_SIGN,
            "projects.project.view",
            "projects.indicator.view",
            "services.group.view",
            "services.groupsession.view",
            "services.groupmember.view",
            "services.membernote.view",
        ),
    ),
    (
        "auditor",
        gettext_noop("Auditor"),
        (
            "projects.project.view",
            "finance.voucher.view",
            "finance.voucherline.view",
            "finance.audit.view",
            "finance.auditsample.view",
            "finance.auditrequest.view",
            "finance.auditrequest.ask",
            "finance.auditfinding.view",
            "finance.auditfinding.note",
        ),
    ),
    ("purchaser", gettext_noop("Purchaser"), ("projects.project.view", "projects.indicator.view")),
    ("finance", gettext_noop("Headquarters finance"), (*_WORK, "staff.employee.view", "finance.*")),
    ("cashier", gettext_noop("Cashier"), (*_WORK, *_OVERSEE_CLAIMS, *_PAY)),
    (
        "clerk",
        gettext_noop("Administrative officer"),
        (
            *_WORK,
            *_SERVE,
            *_KEEP_THE_REGISTER,
            *_MEND,
            *_TALK,
            *_REGISTER_PAPERS,
            *ASK_FOR_MONEY,
            *MERGE_MONEY,
            "staff.*",
            "identity.post.*",
        ),
    ),
)


def write_roles() -> list[str]:
    """Make the roles that are missing and bring the others up to this version; the codes of those that changed.

    What an agency added to a role or took from it stays so (the rule: `brought_up_to_date`).
    """
    with door.opened("roles"), transaction.atomic():
        return [code for code, name, permissions in ROLES if _write(code, name, list(permissions))]


@transaction.atomic
def _write(code: str, name: str, ours: list[str]) -> bool:
    role, is_new = Role.objects.get_or_create(
        code=code, defaults={"name": name, "permissions": ours, "given": ours}
    )
    if is_new or role.given == ours:
        return is_new
    before = snapshot(role)
    wanted = brought_up_to_date(role.permissions, role.given, ours, is_untouched=role.version == 1)
    has_changed, role.permissions, role.given = wanted != role.permissions, wanted, ours
    role.version += has_changed
    role.save(update_fields=["permissions", "given", "version"])
    if has_changed:
        note(system_actor("upgrade"), clock.now(), "identity.role.upgrade", role, before)
    return has_changed
