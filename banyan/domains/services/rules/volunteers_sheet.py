"""The register of volunteers as a spreadsheet, and what is checked of each row."""

from collections.abc import Iterator

from banyan.domains.services.rules.volunteers import is_minor
from banyan.foundation.readers import (
    Code,
    Date,
    Decimal_,
    IdNumber,
    Integer,
    PersonName,
    Phone,
    Reference,
    Text,
    sex,
)
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

ADULT_FROM = 18


def check_guardian(row: Row) -> Iterator[CellFinding]:
    """A minor's guardian agrees too (R7.1.4)."""
    values = row.values
    on = values["registered_on"] or row.references["today"]
    if (
        is_minor(values["born_on"], on, row.references.get("adult_from", ADULT_FROM))
        and not values["guardian_agreed_on"]
    ):
        yield row.warning(
            "guardian_agreed_on",
            "guardian_missing",
            noop("Under age, and no day on which the guardian agreed."),
        )


def check_agreement(row: Row) -> Iterator[CellFinding]:
    """Whoever serves was told and agreed, and was inducted (R7.1.3, R7.2.1)."""
    if not row.values["agreed_on"]:
        yield row.warning("agreed_on", "agreement_missing", noop("No day on which the volunteer agreed."))
    if not row.values["trained_on"]:
        yield row.warning("trained_on", "induction_missing", noop("No day of induction."))


def check_insurance(row: Row) -> Iterator[CellFinding]:
    """Insurance has both its days, in order (R7.3.3)."""
    first, last = row.values["insured_from"], row.values["insured_to"]
    if bool(first) != bool(last):
        yield row.error("insured_to", "insurance_half", noop("Insurance has a first and a last day."))
    elif first and last < first:
        yield row.error("insured_to", "insurance_reversed", noop("The insurance ends after it starts."))


def check_leaving(row: Row) -> Iterator[CellFinding]:
    """Whoever left was thanked (R7.4.3)."""
    if row.values["left_on"] and not row.values["thanked_on"]:
        yield row.warning(
            "thanked_on", "thanks_missing", noop("Left, and no day on which they were thanked.")
        )


SHEET = Sheet(
    kind="volunteers",
    title=noop("Volunteers"),
    columns=(
        Column("number", "志愿者编号", Code(40), required=True, aliases=("义工编号", "编号")),
        Column("national_number", "全国志愿者编号", Code(40)),
        Column("name", "姓名", PersonName(), required=True, personal=True),
        Column("sex", "性别", sex(), personal=True),
        Column("born_on", "出生日期", Date(not_after="today"), personal=True),
        Column("id_number", "证件号码", IdNumber(other_documents=True), personal=True),
        Column("phone", "手机", Phone(), personal=True),
        Column(
            "community",
            "居住社区",
            Reference("areas", "unknown_area", "warning"),
            personal=True,
            aliases=("社区",),
        ),
        Column("occupation", "职业", Text(40), personal=True),
        Column("employer", "单位/学校", Text(80), personal=True, aliases=("单位", "学校")),
        Column("skills", "特长", Text(200)),
        Column("wishes", "服务意向", Text(200)),
        Column("free_at", "可服务时段", Text(80)),
        Column("registered_on", "注册日期", Date(not_after="today")),
        Column("channel", "招募渠道", Text(40)),
        Column("guardian_name", "监护人姓名", PersonName(), personal=True),
        Column("guardian_agreed_on", "监护人同意日期", Date(not_after="today")),
        Column("agreed_on", "志愿协议日期", Date(not_after="today")),
        Column("trained_on", "岗前培训日期", Date(not_after="today")),
        Column("policy", "保单号", Text(80)),
        Column("insured_from", "保险起", Date()),
        Column("insured_to", "保险止", Date()),
        Column("hours_before", "其中已审核时数", Decimal_(), aliases=("已审核时数",)),
        Column("stars", "星级(按2012标准)", Integer(), aliases=("星级",)),
        Column("left_on", "退出日期", Date(not_after="today")),
        Column("left_because", "退出原因", Text(120), personal=True),
        Column("thanked_on", "感谢函日期", Date(not_after="today")),
    ),
    key=("number",),
    checks=(check_guardian, check_agreement, check_insurance, check_leaving),
)
