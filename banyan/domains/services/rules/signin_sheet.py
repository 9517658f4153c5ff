"""The sign-in sheet of one or more activities as a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from banyan.domains.services.rules import matching
from banyan.domains.services.rules.ages import BAND_NAMES
from banyan.domains.services.rules.attendance import Role, SignIn
from banyan.foundation.readers import (
    Choice,
    Clock,
    Code,
    Date,
    Flag,
    PersonName,
    Reader,
    Reading,
    Reference,
    Text,
    error,
    sex,
    warning,
)
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

ROLES = {
    "居民": Role.RESIDENT,
    "服务对象": Role.RESIDENT,
    "参加者": Role.RESIDENT,
    "志愿者": Role.VOLUNTEER,
    "义工": Role.VOLUNTEER,
    "工作人员": Role.STAFF,
    "员工": Role.STAFF,
    "社工": Role.STAFF,
    "嘉宾": Role.GUEST,
    "来宾": Role.GUEST,
}
METHODS = {"扫码": "qr", "名单": "list", "手输": "typed", "补录": "typed", "手签": "paper", "签名": "paper"}
TAIL = 4
ZEROS_LOST = warning(
    "number_as_text", noop("The spreadsheet keeps this cell as a number; the zeros in front were put back.")
)
NOT_A_TAIL = error("bad_format", noop("The end of a phone number is four figures."))


class PhoneTail(Reader):
    """The last four figures of a phone number; a whole number is cut, lost zeros are put back."""

    empty = ""

    def understand(self, text: str) -> Reading:
        figures = text.removesuffix(".0")
        if not (figures.isascii() and figures.isdigit()) or len(figures) > 11:
            return Reading("", (NOT_A_TAIL,))
        if len(figures) < TAIL:
            return Reading(figures.zfill(TAIL), (ZEROS_LOST,))
        return Reading(figures[-TAIL:])


def _bands() -> dict[str, str]:
    wordings = {name: name for name in BAND_NAMES}
    return (
        wordings
        | {f"{name}岁": name for name in BAND_NAMES}
        | {"80岁以上": "80+", "80以上": "80+", "80岁+": "80+"}
    )


def check_name(row: Row) -> Iterator[CellFinding]:
    """A resident without a name or number is one person-time and nobody in particular."""
    if _role(row) is not Role.RESIDENT or number_of(row):
        return
    if matching.name_or_nothing(row.values["name"]):
        words = noop("A name without a number: one person until somebody says who it is.")
        yield row.warning("user", "number_missing", words)
    else:
        words = noop("Without a name this is one person-time and no distinct person.")
        yield row.warning("name", "name_missing", words)


def check_times(row: Row) -> Iterator[CellFinding]:
    """A missing sign-out is remarked; one before the sign-in makes the line doubtful."""
    arrived, left = row.values["arrived"], row.values["left"]
    if left is None and not row.raw.get("left", "").strip():
        yield row.warning("left", "sign_out_missing", noop("There is no sign-out."))
    if arrived and left and left < arrived:
        yield row.warning(
            "left", "sign_out_before_sign_in", noop("The sign-out is earlier than the sign-in.")
        )


SHEET = Sheet(
    kind="signin",
    title=noop("Sign-in sheet"),
    columns=(
        Column("activity", "活动编号", Code(40), required=True),
        Column("title", "活动名称", Text(120)),
        Column("held_on", "场次日期", Date(not_after="today"), required=True, aliases=("活动日期", "日期")),
        Column("serial", "序号", Text(10), required=True, aliases=("编号",)),
        Column("name", "姓名", PersonName(), personal=True),
        Column("sex", "性别", sex(), personal=True),
        Column("age_band", "年龄段", Choice(_bands(), open=True)),
        Column(
            "community",
            "社区",
            Reference("areas", "unknown_area", "warning"),
            aliases=("居住社区", "所属社区"),
        ),
        Column(
            "phone_tail", "手机后四位", PhoneTail(), personal=True, aliases=("手机尾号", "电话后四位", "手机")
        ),
        Column("user", "居民编号", Reference("users", severity="warning"), aliases=("服务对象编号",)),
        Column("volunteer", "志愿者编号", Code(40), aliases=("义工编号",)),
        Column("role", "身份", Choice(ROLES, open=True), aliases=("人员类别",)),
        Column("first_time", "首次参加", Flag()),
        Column("arrived", "签到时间", Clock(), aliases=("签到",)),
        Column("left", "签退时间", Clock(), aliases=("签退",)),
        Column("method", "签到方式", Choice(METHODS, open=True)),
        Column("image_consent", "影像同意", Flag()),
        Column("note", "备注", Text(200), personal=True),
    ),
    key=("activity", "held_on", "serial"),
    checks=(check_name, check_times),
)


def number_of(row: Row) -> str:
    """The resident number as registered; an unknown one as it was written."""
    known = row.values["user"]
    return known.number if known else row.raw.get("user", "").strip()


def as_sign_in(row: Row) -> SignIn:
    """A row of the sheet as the counting rule reads it; `line` is the spreadsheet row."""
    values: Mapping[str, Any] = row.values
    return SignIn(
        line=row.line,
        serial=values["serial"],
        name=matching.name_or_nothing(values["name"]),
        role=_role(row),
        activity=values["activity"],
        held_on=values["held_on"],
        user_number=number_of(row),
        phone_tail=values["phone_tail"],
        sex=values["sex"] or "",
        age_band=values["age_band"] or "",
        area=values["community"] or "",
        arrived=values["arrived"],
        left=values["left"],
    )


def sign_ins(rows: Iterable[Row]) -> list[SignIn]:
    """All rows of a sheet as the counting rule reads them."""
    return [as_sign_in(row) for row in rows]


def _role(row: Row) -> Role | None:
    role = row.values["role"]
    return role if isinstance(role, Role) else None
