"""The residents' register as a spreadsheet, and what is checked of each row and of the whole."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from banyan.domains.services.rules import households
from banyan.domains.services.rules.ages import AgeLimits, needs_guardian
from banyan.domains.services.rules.duplicates import Candidate, Duplicate, find
from banyan.foundation import identity_card
from banyan.foundation.readers import (
    Choice,
    Code,
    Date,
    Flag,
    IdNumber,
    Multi,
    PersonName,
    Phone,
    Reference,
    Text,
    sex,
    warning,
)
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

ID_CARD = "id_card"
DOCUMENTS = {
    "居民身份证": ID_CARD,
    "身份证": ID_CARD,
    "二代身份证": ID_CARD,
    "护照": "passport",
    "港澳居民来往内地通行证": "travel_permit",
    "台湾居民来往大陆通行证": "travel_permit",
    "港澳台居民居住证": "travel_permit",
    "回乡证": "travel_permit",
    "户口簿": "household_book",
    "户口本": "household_book",
    "其他": "other",
}
RELATIONS = {
    "户主": households.HEAD,
    "本人": households.HEAD,
    "配偶": "spouse",
    "妻子": "spouse",
    "丈夫": "spouse",
    "子女": "child",
    "儿子": "child",
    "女儿": "child",
    "父母": "parent",
    "父亲": "parent",
    "母亲": "parent",
    "兄弟姐妹": "sibling",
    "祖父母": "grandparent",
    "孙子女": "grandchild",
    "其他": "other",
}
TAGS = (
    "低保", "低保边缘", "特困", "残疾人", "独居长者", "空巢长者", "高龄长者", "失能", "失智", "失独", "孤儿",
    "困境儿童", "留守儿童", "流动儿童", "留守妇女", "流动妇女", "单亲特困母亲", "单亲家庭", "优抚对象", "退役军人",
    "社区矫正", "刑满释放", "戒毒康复", "精神障碍", "重病", "受灾家庭",
)  # fmt: skip
CONSENT_MISSING = warning(
    "consent_missing", noop("There is no consent yet; the data may serve nothing beyond the register.")
)
DEFAULT_LIMITS = AgeLimits()


def check_birth_against_id(row: Row) -> Iterator[CellFinding]:
    """The identity number tells a birth date; another one beside it, or an impossible one, is a question."""
    card = _card(row)
    if card is None or card.birth is None or not row.raw.get("born_on", "").strip():
        return
    if row.values["born_on"] != card.birth:
        words = noop("The identity number says %(birth)s.")
        yield row.warning("born_on", "id_birth_mismatch", words, birth=card.birth.isoformat())


def check_sex_against_id(row: Row) -> Iterator[CellFinding]:
    """The identity number tells the sex as registered; another one beside it is a question."""
    card = _card(row)
    if card and card.sex and row.values["sex"] and row.values["sex"] != card.sex:
        yield row.warning("sex", "id_sex_mismatch", noop("The identity number says the other sex."))


def check_guardian(row: Row) -> Iterator[CellFinding]:
    """Nobody under 14 is registered without a guardian."""
    if row.values["guardian_name"] or not needs_guardian(
        birth_of(row), row.references["today"], _limits(row)
    ):
        return
    words = noop("A child under %(age)s is registered with a guardian.")
    yield row.error("guardian_name", "guardian_missing", words, age=_limits(row).guardian_below)


def check_consent_day(row: Row) -> Iterator[CellFinding]:
    """A consent without its day cannot be shown to anybody."""
    if row.values["consent_version"] and not row.raw.get("consented_on", "").strip():
        yield row.warning("consented_on", "consent_missing", noop("The day of the consent is not given."))


def check_sensitive_consent(row: Row) -> Iterator[CellFinding]:
    """Tags, disability, hardship and everything about a child want a consent of their own."""
    if row.values["sensitive_consent"]:
        return
    child = needs_guardian(birth_of(row), row.references["today"], _limits(row))
    if child or has_sensitive_facts(row):
        words = noop("Sensitive data are given and there is no separate consent for them.")
        yield row.warning("sensitive_consent", "sensitive_consent_missing", words)


def check_heads(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Households without a head, or with several, are asked about at their first member."""
    return about_heads(
        households.Member(row.line, row.values["household"], row.values["relation"]) for row in rows
    )


def about_heads(members: Iterable[households.Member]) -> Iterator[CellFinding]:
    """The question about each household that does not name one head; the members' keys are lines."""
    for household in households.doubtful(members):
        if household.heads:
            words = noop("Household %(household)s names %(heads)s heads.")
        else:
            words = noop("Household %(household)s names no head.")
        facts = {"household": household.household, "heads": household.heads}
        yield Row(household.members[0].key, {}).warning("relation", household.problem, words, **facts)


SHEET = Sheet(
    kind="residents",
    title=noop("Service users"),
    columns=(
        Column("number", "居民编号", Code(40), required=True, aliases=("服务对象编号", "编号")),
        Column(
            "name", "姓名", PersonName(), required=True, personal=True, aliases=("居民姓名", "服务对象姓名")
        ),
        Column("sex", "性别", sex(), personal=True),
        Column("born_on", "出生日期", Date(not_after="today"), personal=True, aliases=("出生年月日", "生日")),
        Column("document", "证件类型", Choice(DOCUMENTS, open=True)),
        Column(
            "id_number",
            "证件号码",
            IdNumber(other_documents=True),
            personal=True,
            aliases=("身份证号", "身份证号码"),
        ),
        Column("phone", "手机", Phone(), personal=True, aliases=("手机号", "手机号码", "联系电话", "电话")),
        Column(
            "community",
            "社区",
            Reference("areas", "unknown_area", "warning"),
            aliases=("居住社区", "所属社区"),
        ),
        Column("grid", "网格", Text(40)),
        Column("address", "楼栋房号", Text(200), personal=True, aliases=("住址", "详细地址")),
        Column("residence", "户籍类型", Text(40)),
        Column("household", "户编号", Code(40)),
        Column("relation", "与户主关系", Choice(RELATIONS, open=True)),
        Column("marriage", "婚姻状况", Text(20), personal=True),
        Column("education", "文化程度", Text(20)),
        Column("occupation", "就业状况", Text(20)),
        Column("tags", "重点人群标签", Multi(choices={tag: tag for tag in TAGS}, open=True), personal=True),
        Column("disability", "残疾类别", Text(20), personal=True),
        Column("disability_grade", "残疾等级", Text(10), personal=True),
        Column("hardship", "低保或特困", Text(20), personal=True),
        Column("lives_alone", "独居", Flag(), personal=True),
        Column("guardian_name", "监护人姓名", PersonName(), personal=True, aliases=("监护人",)),
        Column("guardian_phone", "监护人电话", Phone(), personal=True),
        Column("consent_version", "个人信息同意书版本", Text(40), missing=CONSENT_MISSING),
        Column("consented_on", "同意日期", Date(not_after="today")),
        Column("sensitive_consent", "敏感信息单独同意", Flag()),
        Column("image_consent", "影像同意", Flag()),
        Column("registered_on", "建档日期", Date(not_after="today")),
        Column("source", "来源", Text(40)),
        Column("note", "备注", Text(500), personal=True),
    ),
    key=("number",),
    checks=(
        check_birth_against_id,
        check_sex_against_id,
        check_guardian,
        check_consent_day,
        check_sensitive_consent,
    ),
    table_checks=(check_heads,),
)


def birth_of(row: Row) -> date | None:
    """The birth date as written; where none is written, the one in the identity number."""
    if row.values["born_on"] or row.raw.get("born_on", "").strip():
        return row.values["born_on"]
    card = _card(row)
    return card.birth if card else None


def has_sensitive_facts(row: Row) -> bool:
    """Whether the row holds anything that the law calls sensitive, whatever the age."""
    return any(row.values[name] for name in ("tags", "disability", "disability_grade", "hardship"))


def candidate(row: Row) -> Candidate:
    """What is compared of a row when the same person may stand in the list twice."""
    values = row.values
    return Candidate(
        row.line, values["name"], birth_of(row), values["sex"] or "", values["id_number"], values["phone"]
    )


def duplicates(rows: Iterable[Row]) -> list[Duplicate]:
    """Proposed duplicates among the accepted rows of a sheet; the keys are spreadsheet lines."""
    return find([candidate(row) for row in rows])


def _card(row: Row) -> identity_card.IdCard | None:
    number = row.values["id_number"]
    if not number or row.values["document"] not in (ID_CARD, None, ""):
        return None
    return identity_card.check(number)


def _limits(row: Row) -> AgeLimits:
    return row.references.get("age_limits", DEFAULT_LIMITS)
