"""The roster as a table: one row an employee, with contract, qualification and post."""

from __future__ import annotations

from banyan.domains.staff.rules.qualifications import ASSISTANT, SENIOR, SOCIAL_WORKER
from banyan.domains.staff.sheets import roster_checks as checks
from banyan.foundation.readers import (
    Choice,
    Code,
    Date,
    Decimal_,
    Flag,
    IdNumber,
    Integer,
    PersonName,
    Phone,
    Reference,
    Text,
    sex,
)
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import Column, Sheet

EMPLOYMENTS = {
    "全职劳动合同": "full_time",
    "兼职劳动合同": "part_time",
    "劳务协议": "service",
    "劳务派遣": "agency_work",
    "实习": "intern",
    "外聘协议": "external",
}
OTHER_EMPLOYMENTS = {
    "全职": "全职劳动合同",
    "劳动合同": "全职劳动合同",
    "兼职": "兼职劳动合同",
    "劳务": "劳务协议",
    "派遣": "劳务派遣",
    "实习协议": "实习",
    "外聘": "外聘协议",
}
STATES = {"在职": "in_service", "试用": "probation", "长假": "on_leave", "离职": "left"}
OTHER_STATES = {
    "在岗": "在职",
    "正式": "在职",
    "试用期": "试用",
    "产假": "长假",
    "病假": "长假",
    "已离职": "离职",
}
LEVELS = {"助理社会工作师": ASSISTANT, "社会工作师": SOCIAL_WORKER, "高级社会工作师": SENIOR}
OTHER_LEVELS = {
    "初级": "助理社会工作师",
    "助理社工师": "助理社会工作师",
    "中级": "社会工作师",
    "中级社会工作师": "社会工作师",
    "社工师": "社会工作师",
    "高级": "高级社会工作师",
    "高级社工师": "高级社会工作师",
}
DEGREES = {name: name for name in ("初中", "高中", "中专", "大专", "本科", "硕士", "博士")}
OTHER_DEGREES = {"专科": "大专", "大学本科": "本科", "大学": "本科", "研究生": "硕士", "硕士研究生": "硕士"}

STAFF = Sheet(
    kind="staff",
    title=noop("staff roster"),
    columns=(
        Column("number", "员工编号", Code(40), required=True, aliases=("工号", "编号")),
        Column("name", "姓名", PersonName(), required=True, personal=True),
        Column("sex", "性别", sex(), personal=True),
        Column("born_on", "出生日期", Date(not_after="today"), personal=True),
        Column("id_number", "身份证号", IdNumber(other_documents=True), aliases=("证件号码",), personal=True),
        Column("phone", "手机", Phone(), aliases=("联系电话", "手机号"), personal=True),
        Column("project_name", "项目", Text(120), aliases=("所属项目",)),
        Column("department", "部门", Reference("departments"), required=True, aliases=("所属部门",)),
        Column("post", "岗位", Text(80), required=True, aliases=("岗位名称", "职务")),
        Column("rank", "岗位层级", Text(40), aliases=("层级",)),
        Column("superior", "直接上级编号", Code(40), aliases=("直接上级", "上级编号")),
        Column("employment", "用工形式", Choice(EMPLOYMENTS, OTHER_EMPLOYMENTS), required=True),
        Column("share", "折算人数(FTE)", Decimal_(2, min=0, max=1, whole=1), aliases=("折算人数", "FTE")),
        Column("hired_on", "入职日期", Date(), required=True),
        Column("contract_ends_on", "合同到期日", Date(), aliases=("合同止",)),
        Column("probation_ends_on", "试用期满日", Date(), aliases=("试用期止",)),
        Column("degree", "学历", Choice(DEGREES, OTHER_DEGREES, open=True)),
        Column("major", "专业", Text(60)),
        Column("level", "职业资格", Choice(LEVELS, OTHER_LEVELS), aliases=("职业水平", "证书")),
        Column("valid_until", "证书登记有效期止", Date(), aliases=("登记有效期止",)),
        Column("hours", "本登记期已修继续教育学时", Decimal_(1, min=0), aliases=("继续教育学时",)),
        Column("frontline_years", "一线服务年限", Integer(min=0, max=70), aliases=("一线年限",)),
        Column("management_years", "机构管理年限", Integer(min=0, max=70), aliases=("管理年限",)),
        Column("social_worker", "是否社工", Flag()),
        Column("emergency_contact", "紧急联系人", PersonName(), personal=True),
        Column("emergency_phone", "紧急联系电话", Phone(), personal=True),
        Column("inquiry_on", "无犯罪记录查询日期", Date(not_after="today")),
        Column("state", "在职状态", Choice(STATES, OTHER_STATES), aliases=("状态",)),
        Column("left_on", "离职日期", Date(), aliases=("离职日",), expected=False),
    ),
    key=("number",),
    file_checks=(checks.is_not_somebody_elses,),
    checks=(
        checks.identity_agrees,
        checks.days_follow_each_other,
        checks.post_is_established,
        checks.probation_is_decided,
        checks.registration_is_in_force,
        checks.inquiry_is_fresh,
        checks.duties_go_together,
    ),
    table_checks=(checks.superior_is_known, checks.identity_is_not_shared, checks.no_circles),
)
