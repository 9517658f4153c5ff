"""The order of the house, as a working day goes. Only what exists stands here."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.ui.menu import Area, Entry, Group

MENU = (
    Area(
        "services",
        _("Services"),
        "heart-handshake",
        (
            Entry(_("Cases"), "services.case.list", "services.case.view"),
            Entry(_("Activities"), "services.activity.list", "services.activity.view"),
            Entry(pgettext_lazy("group work", "Groups"), "services.group.list", "services.group.view"),
            Group(
                _("Visits and class"),
                (
                    Entry(
                        pgettext_lazy("visits", "Round"), "services.round", "services.rosterentry.plan_round"
                    ),
                    Entry(_("Visit roster"), "services.rosterentry.list", "services.rosterentry.view"),
                    Entry(_("After-school class"), "services.class", "services.classday.view"),
                    Entry(_("Hotline"), "services.hotlinecall.list", "services.hotlinecall.view"),
                ),
            ),
            Group(
                _("Community work"),
                (
                    Entry(_("Communities"), "services.community", "services.communityresource.view"),
                    Entry(_("Resident teams"), "services.residentteam.list", "services.residentteam.view"),
                    Entry(_("Festivals"), "services.festivals", "services.activity.view"),
                    Entry(_("Visitors and mediation"), "services.reception.list", "services.reception.view"),
                    Entry(_("Brands and publicity"), "services.showing.list", "services.showing.view"),
                    Entry(
                        _("Surveys that count"), "services.surveyreport.list", "services.surveyreport.view"
                    ),
                    Entry(
                        _("Community analyses"),
                        "services.communityanalysis.list",
                        "services.communityanalysis.view",
                    ),
                ),
            ),
            Group(
                _("Volunteers"),
                (
                    Entry(
                        pgettext_lazy("register", "Volunteers"),
                        "services.volunteer.list",
                        "services.volunteer.view",
                    ),
                    Entry(
                        _("Keeping volunteers"), "services.volunteers.room", "services.volunteerrules.view"
                    ),
                    Entry(_("Skills and needs"), "services.needs", "services.familyneed.view"),
                ),
            ),
            Entry(_("Residents"), "services.serviceuser.list", "services.serviceuser.view"),
            Entry(_("Households"), "services.household.list", "services.household.view"),
            Entry(
                _("Possible duplicates"), "services.duplicateproposal.list", "services.duplicateproposal.view"
            ),
            Entry(_("Blank forms"), "services.forms", "services.case.view"),
            Group(
                _("Working hours"),
                (
                    Entry(_("Hours of the month"), "services.hours", "services.workentry.view"),
                    Entry(_("Day sheet"), "services.day", "services.workentry.add"),
                    Entry(_("Load by case grade"), "services.load", "services.case.view"),
                    Entry(_("Months handed in"), "services.hourssheet.list", "services.hourssheet.add"),
                    Entry(_("Workers needed"), "services.hours.needed", "services.standardhours.add"),
                    Entry(
                        _("How hours count"), "services.hourconversion.list", "services.hourconversion.add"
                    ),
                ),
            ),
        ),
    ),
    Area(
        "projects",
        _("Projects"),
        "target-arrow",
        (
            Entry(_("Project cockpit"), "projects.cockpit", "projects.project.view"),
            Entry(_("Indicator ledger"), "projects.ledger", "projects.indicator.view"),
            Entry(_("Projects and contracts"), "projects.project.list", "projects.project.view"),
            Group(
                _("Plan and team"),
                (
                    Entry(_("Plan"), "projects.plan", "projects.task.view"),
                    Entry(_("Team over time"), "projects.people", "projects.member.view"),
                    Entry(_("Progress checks"), "projects.progresscheck.list", "projects.progresscheck.view"),
                    Entry(
                        _("Resource requests"),
                        "projects.resourcerequest.list",
                        "projects.resourcerequest.view",
                    ),
                ),
            ),
            Group(
                _("Meetings and papers"),
                (
                    Entry(_("Meetings"), "projects.meeting.list", "projects.meeting.view"),
                    Entry(_("Action items"), "projects.actionitem.list", "projects.actionitem.view"),
                    Entry(_("Weekly and monthly papers"), "projects.papers.board", "projects.paper.view"),
                    Entry(_("Shared by the team"), "projects.post.list", "projects.post.view"),
                ),
            ),
            Group(
                _("Risks and decisions"),
                (
                    Entry(_("Risk register"), "projects.risks", "projects.risk.view"),
                    Entry(_("Problems"), "projects.problem.list", "projects.problem.view"),
                    Entry(_("Decisions"), "projects.decision.list", "projects.decision.view"),
                ),
            ),
            Group(
                _("Reporting upward"),
                (
                    Entry(_("Reports"), "projects.report.list", "projects.report.view"),
                    Entry(
                        _("Readers of exact figures"),
                        "projects.figuresreader.list",
                        "projects.figuresreader.view",
                    ),
                    Entry(_("Final reports"), "projects.finalreport.list", "projects.finalreport.view"),
                ),
            ),
        ),
    ),
    Area(
        "finance",
        _("Funds"),
        "coin-yuan",
        (
            Entry(_("Budget execution"), "finance.execution", "finance.accountingperiod.view"),
            Entry(_("Monthly budgets"), "finance.months", "finance.monthlyform.view"),
            Group(
                _("Claims and payments"),
                (
                    Entry(_("Claims"), "finance.claim.list", "finance.claim.view"),
                    Entry(_("Claim on the phone"), "finance.claim.phone", "finance.claim.add"),
                    Entry(_("Advances"), "finance.advance.list", "finance.advance.view"),
                    Entry(_("Payments"), "finance.payment.list", "finance.payment.view"),
                    Entry(_("Payment runs"), "finance.paymentrun.list", "finance.paymentrun.view"),
                ),
            ),
            Entry(_("Money of my department"), "finance.department", "finance.monthlyform.view"),
            Group(
                _("Budget and funds"),
                (
                    Entry(_("Budgets"), "finance.budget.list", "finance.budget.view"),
                    Entry(
                        _("Moves between budget items"), "finance.budgetmove.list", "finance.budgetmove.view"
                    ),
                    Entry(_("Funds of the projects"), "finance.funds", "finance.accountingperiod.view"),
                    Entry(_("Who may agree to how much"), "finance.limits", "finance.claim.view"),
                    Entry(_("Unplanned needs"), "finance.unplannedneed.list", "finance.unplannedneed.view"),
                    Entry(
                        _("Proposals for funds"),
                        "finance.fundingproposal.list",
                        "finance.fundingproposal.view",
                    ),
                ),
            ),
            Group(
                _("Books and statements"),
                (
                    Entry(_("Vouchers"), "finance.voucher.list", "finance.voucher.view"),
                    Entry(_("Payrolls"), "finance.payroll.list", "finance.payroll.view"),
                    Entry(_("Reconciliation"), "finance.reconciliation", "finance.bankline.view"),
                    Entry(_("Bank statements"), "finance.bankline.list", "finance.bankline.view"),
                    Entry(_("Statements"), "finance.statements", "finance.accountingperiod.view"),
                    Entry(
                        _("Months of the books"),
                        "finance.accountingperiod.list",
                        "finance.accountingperiod.view",
                    ),
                    Entry(
                        _("Half-yearly financial reports"),
                        "finance.halfreport.list",
                        "finance.halfreport.view",
                    ),
                    Entry(_("Audits of money"), "finance.audit.list", "finance.audit.view"),
                ),
            ),
        ),
    ),
    Area(
        "quality",
        _("Quality"),
        "clipboard-check",
        (
            Entry(_("Compliance matrix"), "rulebook.matrix", "controls.result.view"),
            Entry(_("Rulebook"), "rulebook.standing", "rulebook.version.view"),
            Entry(_("Board of rectifications"), "quality.board", "quality.rectification.view"),
            Group(
                _("Inspection and monitoring"),
                (
                    Entry(_("Monitoring calendar"), "quality.monitoring", "quality.monitoringitem.view"),
                    Entry(
                        _("Checks of service records"), "quality.recordcheck.list", "quality.recordcheck.view"
                    ),
                    Entry(_("Half-yearly inspections"), "quality.inspection.list", "quality.inspection.view"),
                    Entry(_("Circulars"), "quality.circulars", "quality.circularreading.view"),
                    Entry(_("Quality work of years"), "quality.qualityyear.list", "quality.qualityyear.view"),
                ),
            ),
            Group(
                _("Rewards and appraisals"),
                (
                    Entry(
                        _("Rewards and sanctions"),
                        "quality.conductdecision.list",
                        "quality.conductdecision.view",
                    ),
                    Entry(
                        _("Appraisals of teams"), "quality.teamappraisal.list", "quality.teamappraisal.view"
                    ),
                    Entry(_("Measures of relief"), "quality.relief.list", "quality.relief.view"),
                ),
            ),
            Group(
                _("Breaches reported"),
                (
                    Entry(_("Report a breach"), "quality.report", "quality.breachreport.add"),
                    Entry(_("Reports of breaches"), "quality.breachreport.list", "quality.breachreport.view"),
                ),
            ),
        ),
    ),
    Area(
        "communication",
        _("Communication"),
        "messages",
        (
            Entry(_("Suggestion box"), "communication.box", "communication.suggestion.view"),
            Entry(_("All suggestions"), "communication.suggestion.list", "communication.suggestion.view"),
            Entry(_("The centre's goals"), "communication.goals", "communication.goalssurvey.view"),
            Group(
                _("Stakeholders and feedback"),
                (
                    Entry(
                        _("Contacts by quarter"), "communication.quarters", "communication.stakeholder.view"
                    ),
                    Entry(
                        _("Stakeholders"), "communication.stakeholder.list", "communication.stakeholder.view"
                    ),
                    Entry(
                        _("Dependence and closeness"),
                        "communication.dependence",
                        "communication.stakeholder.view",
                    ),
                    Entry(
                        _("Feedback and outcomes"),
                        "communication.feedbackitem.list",
                        "communication.feedbackitem.view",
                    ),
                    Entry(
                        _("Communication plans"),
                        "communication.communicationplan.list",
                        "communication.communicationplan.view",
                    ),
                    Entry(
                        _("Evaluations of communication"),
                        "communication.communicationreview.list",
                        "communication.communicationreview.view",
                    ),
                ),
            ),
            Group(
                _("Papers and reception"),
                (
                    Entry(
                        _("Documents in and out"),
                        "communication.document.list",
                        "communication.document.view",
                    ),
                    Entry(_("Duty log"), "communication.shift.list", "communication.shift.view"),
                    Entry(_("Matters at the desk"), "communication.matter.list", "communication.matter.view"),
                ),
            ),
            Group(
                _("Crisis work"),
                (
                    Entry(_("Crisis log"), "communication.crisis.list", "communication.crisis.view"),
                    Entry(_("Call trees"), "communication.calltree.list", "communication.calltree.edit"),
                ),
            ),
            Group(
                _("Publicity"),
                (
                    Entry(
                        _("Public notices"),
                        "communication.publicnotice.list",
                        "communication.publicnotice.view",
                    ),
                    Entry(
                        _("Releases to the media"),
                        "communication.mediarelease.list",
                        "communication.mediarelease.view",
                    ),
                    Entry(
                        _("Spokespeople"), "communication.spokesperson.list", "communication.spokesperson.add"
                    ),
                ),
            ),
        ),
    ),
    Area(
        "staff",
        _("Staff"),
        "id-badge-2",
        (
            Entry(_("Organisation chart"), "staff.chart", "identity.post.view"),
            Entry(_("Ratios"), "staff.ratios", "staff.population.view"),
            Entry(_("Employees"), "staff.employee.list", "staff.employee.view"),
            Entry(_("Room plan"), "staff.premises", "staff.room.view"),
            Entry(_("Pay standards"), "staff.payscheme.list", "staff.payscheme.view"),
            Entry(_("Establishment"), "identity.post.list", "identity.post.view"),
            Entry(_("Requirement mismatches"), "staff.mismatches", "staff.employee.view"),
            Entry(_("Responsibility matrix"), "staff.responsibilities", "staff.responsibility.view"),
        ),
    ),
    Area(
        "settings",
        _("Settings"),
        "settings",
        (
            Group(
                _("Units and population"),
                (
                    Entry(_("Units"), "identity.unit.list", "identity.unit.edit"),
                    Entry(_("Areas"), "staff.area.list", "staff.area.edit"),
                    Entry(_("Population"), "staff.population.list", "staff.population.edit"),
                ),
            ),
            Group(
                _("Access"),
                (
                    Entry(_("Sign-ins"), "identity.user.list", "identity.user.view"),
                    Entry(_("Grants"), "identity.grant.list", "identity.grant.view"),
                ),
            ),
            Entry(_("Chat bots"), "notices.bot.list", "notices.bot.view"),
            Entry(_("Word templates"), "documents.wordtemplate.list", "documents.wordtemplate.view"),
            Entry(_("Who signs what"), "approvals.flows", "approvals.flow.view"),
            Entry(_("Dated settings"), "settings.dated", "dated.datedsetting.view"),
            Entry(_("Trail of what was done"), "oversight.trail", "audit.event.view"),
        ),
    ),
)
