"""The numbers of this room that an agency may set for itself, valid on the day of the fact."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.dated import declare

PURCHASE_LIMIT = declare(
    "finance.purchase_limit", "5000", label=_("amount from which a purchase is a large one"), unit="yuan", clause="R5.3.4"
)  # fmt: skip
SPLIT_DAYS = declare(
    "finance.split_days", 7, label=_("days within which purchases from one supplier are looked at together"), unit="days", clause="R5.3.4"
)  # fmt: skip
CLAIM_DAYS = declare(
    "finance.claim_days", 30, label=_("days within which an expense is claimed"), unit="days", clause="R5.3.1"
)
AUTHORITY = declare(
    "finance.approval_limits",
    [["主管", "1000"], ["主任|财务", "5000"], ["项目总监", "20000"], ["总干事", "50000"]],
    label=_("up to how many yuan the holder of a post may approve"),
    clause="R5.1.1",
)
HEAD_OFFICE = declare(
    "finance.head_office_words", ["总部", "总干事", "总监"], label=_("words in a title that stand for headquarters"), clause="P4.1"
)  # fmt: skip
ACTIVITY_BLOCKS = declare(
    "finance.activity_blocks",
    ["服务活动"],
    label=_("blocks of the budget that pay for activities"),
    clause="P4.9",
)
TAIL_MONTHS = declare(
    "finance.tail_months", 2, label=_("last months that are watched for a rush of spending"), unit="months", clause="P4.9"
)  # fmt: skip
RUSH_AMBER = declare(
    "finance.rush_amber", "1.5", label=_("rush index above which spending is watched"), clause="P4.9"
)
RUSH_RED = declare("finance.rush_red", "2.0", label=_("rush index above which it is a rush"), clause="P4.9")
EARLY_WARNING = declare(
    "finance.early_warning", "1.5",
    label=_("how much faster than so far the rest would have to be spent before it is a warning"), clause="P4.9",
)  # fmt: skip
VARIANCE_PERCENT = declare(
    "finance.variance_percent", "10", label=_("deviation from the budget that must be explained"), unit="percent", clause="R5.2.4"
)  # fmt: skip
VARIANCE_AMOUNT = declare(
    "finance.variance_amount", "5000", label=_("and at least so much money"), unit="yuan", clause="R5.2.4"
)
BLOCK_SHARES = declare(
    "finance.block_shares",
    [["人员费用", "60", ""], ["专业支持", "5", "10"], ["服务活动", "10", ""], ["日常办公", "", "10"], ["机构管理费", "", "10"]],
    label=_("shares of the budget's blocks, lowest and highest"),
    unit="percent",
    clause="R5.2.1",
)  # fmt: skip
MATCH_DAYS = declare(
    "finance.match_days",
    5,
    label=_("days between bank and books within which a match is proposed"),
    unit="days",
)
RESTRICTED_WORD = declare(
    "finance.restricted_word", "限定", label=_("what the books write for restricted money")
)
FORM_WORKDAYS = declare(
    "finance.form_workdays", 5, label=_("working days before the month's last one by which departments hand in their form"),
    unit="days", clause="P4.2",
)  # fmt: skip
SETTLE_DAYS = declare(
    "finance.settle_days", 10, label=_("days after its end within which a released month is settled"), unit="days",
    clause="P4.2",
)  # fmt: skip
INSTALMENT_NOTICE_DAYS = declare(
    "finance.instalment_notice_days", 14, label=_("days before it is due from which an instalment lies on the desk"),
    unit="days", clause="R5.2.2",
)  # fmt: skip
RELEASE_REQUIRED = declare(
    "finance.release_required", True, label=_("money is spent only after the month was released"), clause="P4.2"
)  # fmt: skip
CLAIM_PAPERS = declare(
    "finance.claim_papers",
    [
        ["materials", "invoice|receipt check|distribution list"],
        ["meals", "invoice|activity plan|sign-in sheet"],
        ["transport", "trip list"],
        ["fee", "fee receipt"],
        ["volunteers", "distribution list|service record"],
        ["relief", "eligibility check|distribution list"],
        ["training", "invoice|training notice|attendance list"],
        ["other", "invoice"],
    ],
    label=_("papers that each kind of expense asks for"),
    clause="R5.3.2",
    names={
        "materials": pgettext_lazy("value of a setting", "materials"),
        "meals": pgettext_lazy("value of a setting", "meals"),
        "transport": pgettext_lazy("value of a setting", "transport"),
        "fee": pgettext_lazy("value of a setting", "fee"),
        "volunteers": pgettext_lazy("value of a setting", "volunteers"),
        "relief": pgettext_lazy("value of a setting", "relief"),
        "training": pgettext_lazy("value of a setting", "training"),
        "other": pgettext_lazy("value of a setting", "other"),
        "invoice": pgettext_lazy("value of a setting", "invoice"),
        "receipt check": pgettext_lazy("value of a setting", "receipt check"),
        "distribution list": pgettext_lazy("value of a setting", "distribution list"),
        "activity plan": pgettext_lazy("value of a setting", "activity plan"),
        "sign-in sheet": pgettext_lazy("value of a setting", "sign-in sheet"),
        "trip list": pgettext_lazy("value of a setting", "trip list"),
        "fee receipt": pgettext_lazy("value of a setting", "fee receipt"),
        "service record": pgettext_lazy("value of a setting", "service record"),
        "training notice": pgettext_lazy("value of a setting", "training notice"),
        "certificate": pgettext_lazy("value of a setting", "certificate"),
        "attendance list": pgettext_lazy("value of a setting", "attendance list"),
        "eligibility check": pgettext_lazy("value of a setting", "eligibility check"),
    },
)
PROGRAMME_ABOVE = declare(
    "finance.programme_above", "5000", label=_("claims above this are signed by the programme director too"), unit="yuan", clause="R5.3.4"
)  # fmt: skip
GENERAL_ABOVE = declare(
    "finance.general_above", "20000", label=_("claims above this are signed by the director-general too"), unit="yuan", clause="R5.3.4"
)  # fmt: skip
COMMITTEE_ABOVE = declare(
    "finance.committee_above", "50000", label=_("claims above this need a resolution of the committee"), unit="yuan", clause="R5.3.4"
)  # fmt: skip
PAY_DAYS = declare(
    "finance.pay_days",
    5,
    label=_("working days from approval to payment"),
    unit="working days",
    clause="R5.3.5",
)
ADVANCE_DAYS = declare(
    "finance.advance_days",
    30,
    label=_("days within which an advance is settled"),
    unit="days",
    clause="R5.3.1",
)
COMPENSATING_CONTROL = declare(
    "finance.compensating_control",
    "",
    label=_("who looks over payments where one person does two duties; empty: nobody may"),
    clause="R5.1.2",
)
ALERT_WORKDAYS = declare(
    "finance.alert_workdays", 5, label=_("working days within which the project lead answers for an overspent item"),
    unit="days", clause="R2.2.10",
)  # fmt: skip
MOVE_PERCENT = declare(
    "finance.move_percent", "10", label=_("share of an item that the centre may move inside its block"),
    unit="percent", clause="R5.1.4",
)  # fmt: skip
PERSONNEL_BLOCKS = declare(
    "finance.personnel_blocks",
    ["人员费用"],
    label=_("blocks of the budget that pay for staff"),
    clause="R5.1.4",
)
PERSONNEL_MAY_LEAVE = declare(
    "finance.personnel_may_leave",
    False,
    label=_("money for staff may be moved to other blocks"),
    clause="R5.1.4",
)
CONTINGENCY_BLOCKS = declare(
    "finance.contingency_blocks",
    ["不可预见"],
    label=_("blocks of the budget for what nobody foresaw"),
    clause="P4.8",
)
NEED_DAYS = declare(
    "finance.need_days",
    15,
    label=_("days within which an unplanned need is decided about"),
    unit="days",
    clause="P4.8",
)
HALF_REPORT_DAYS = declare(
    "finance.half_report_days", 15, label=_("days after the half of a contract year by which its financial report is handed in"),
    unit="days", clause="P4.3",
)  # fmt: skip
AUDIT_NOTICE_DAYS = declare(
    "finance.audit_notice_days", 60, label=_("last days of a contract year in which a missing audit wants attention"),
    unit="days", clause="R5.4.1",
)  # fmt: skip
ACCOUNT_MAP = declare(
    "finance.account_map", [], label=_("accounts that have another code in the chart in force: old code, new code"), clause="R5.1.2"
)  # fmt: skip
TAX_NUMBER = declare(
    "finance.tax_number",
    "",
    label=_("tax number of the agency; invoices are made out to it, empty: not compared"),
    clause="R5.3.2",
)
CLOSE_DAYS = declare(
    "finance.close_days",
    15,
    label=_("days after a month by which its books are closed"),
    unit="days",
    clause="R5.1.2",
)
SATISFACTION_KEPT = declare(
    "finance.satisfaction_kept",
    "4",
    label=_("mean satisfaction, of 5, from which less spending counts as thrift"),
    clause="P4.11",
)
PAYROLL_ACCOUNTS = declare(
    "finance.payroll_accounts",
    [["cost", "5101"], ["wages", "2204"], ["social", "2209"], ["fund", "2209"], ["tax", "2206"]],
    label=_("accounts of a month's payroll: cost, wages to be paid, contributions, housing fund, tax"),
    clause="P4.4",
    names={
        "cost": pgettext_lazy("value of a setting", "cost"),
        "wages": pgettext_lazy("value of a setting", "wages"),
        "social": pgettext_lazy("value of a setting", "social insurance"),
        "fund": pgettext_lazy("value of a setting", "housing fund"),
        "tax": pgettext_lazy("value of a setting", "income tax"),
    },
)
PAYROLL_ITEMS = declare(
    "finance.payroll_items",
    [["wages", "工资|薪"], ["social", "社会保险|社保"], ["fund", "公积金"]],
    label=_("words by which the budget's items for wages, contributions and housing fund are known"),
    clause="P4.4",
    names={
        "wages": pgettext_lazy("value of a setting", "items for wages"),
        "social": pgettext_lazy("value of a setting", "items for contributions"),
        "fund": pgettext_lazy("value of a setting", "items for the housing fund"),
    },
)
