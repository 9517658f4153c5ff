"""The tables that bring projects and contract indicators in, and what is said about their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from banyan.domains.projects.rules.contract import check_weights, read_instalments
from banyan.domains.projects.rules.counting import read_rule
from banyan.domains.projects.rules.measures import HUNDRED, Measure
from banyan.foundation.readers import Code, Date, Decimal_, Flag, Integer, Reference, Text
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

SHARES = (Measure.RATE, Measure.COVERAGE)


def contract_ends_after_it_begins(row: Row) -> Iterator[CellFinding]:
    """A contract or an indicator that ends before it begins is no contract."""
    starts_on, ends_on = row.values["starts_on"], row.values["ends_on"]
    if starts_on and ends_on and ends_on < starts_on:
        yield row.error("ends_on", "out_of_range", noop("The last day lies before the first."))


def instalments_make_a_whole(row: Row) -> Iterator[CellFinding]:
    """What is written about instalments makes 100 percent; otherwise it is kept out and said."""
    written = row.values["instalments"]
    if not written:
        return
    try:
        read_instalments(written)
    except Refused as refused:
        yield CellFinding(
            row.line, "", "bad_format", refused.problems["instalments"], "warning", "instalments"
        )


def legal_basis_is_named(row: Row) -> Iterator[CellFinding]:
    """A project stands on a law, a policy or a contract (R1.3.1)."""
    if not row.values["legal_basis"]:
        yield row.warning("legal_basis", "legal_basis_missing", noop("The project has no legal basis."))


def counting_is_understood(row: Row) -> Iterator[CellFinding]:
    """The words of the counting rule are understood; otherwise the indicator counts nothing until somebody sets it."""
    values = row.values
    read = read_rule(*(values[name] or "" for name in ("service_type", "name", "counted_in", "wording")))
    if read.rule is None:
        yield row.warning(
            "wording",
            "counting_unread",
            noop("“%(words)s” is not understood; the indicator counts nothing until somebody sets its rule."),
            words="；".join(read.unread) or values["wording"] or "",
        )


def mid_term_is_below_the_year(row: Row) -> Iterator[CellFinding]:
    """What is asked by the middle is not more than what is asked by the end."""
    target, mid_target = row.values["target"], row.values["mid_target"]
    if target is not None and mid_target is not None and mid_target > target:
        yield row.warning(
            "mid_target", "out_of_range", noop("The mid-term target is above the target of the year.")
        )


def a_share_is_at_most_a_hundred(row: Row) -> Iterator[CellFinding]:
    """A target in percent is at most 100, and so is a cap."""
    target, cap = row.values["target"], row.values["cap_percent"]
    if row.values["counted_in"] in ("%", "％") and target is not None and target > HUNDRED:
        yield row.warning("target", "out_of_range", noop("A target in percent is at most 100."))
    if cap is not None and cap > 0 and row.values["convertible"] is False:
        yield row.warning(
            "cap_percent", "contradiction", noop("A cap is given, but surplus is not to be converted.")
        )


def days_lie_in_the_contract(row: Row) -> Iterator[CellFinding]:
    """An indicator counts inside its contract."""
    contract = row.references.get("contract")
    for name in ("starts_on", "ends_on"):
        day = row.values[name]
        if contract and day and not contract[0] <= day <= contract[1]:
            yield row.warning(name, "out_of_range", noop("This day lies outside the contract."))


def department_is_known(row: Row) -> Iterator[CellFinding]:
    """The department exists at the station; otherwise the name is kept and said."""
    departments = row.references.get("departments")
    for name in ("department", "helping_department"):
        written = row.values[name]
        if departments and written and written not in departments:
            yield row.warning(
                name, "unknown_reference", noop("The station has no department “%(found)s”."), found=written
            )


def weights_make_a_hundred(rows: Sequence[Row]) -> Iterable[CellFinding]:
    """The weights of a contract sum to 100."""
    weights = [row.values["weight"] for row in rows if row.values["weight"] is not None]
    wrong = check_weights(weights) if weights else None
    if wrong:
        yield CellFinding(rows[-1].line, "", "weights_sum", wrong, "warning", "weight")


def names_are_told_apart(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Two indicators of one name in one area are probably one indicator written twice."""
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        name = (row.values["field"] or "", row.values["name"] or "")
        lines[name].append(row.line)
        if name[1] and len(lines[name]) > 1:
            yield row.warning(
                "name", "not_unique", noop("Line %(line)s has the same name already."), line=lines[name][0]
            )


_TARGET = Decimal_(places=2, min=Decimal(0), whole=100)

PROJECTS = Sheet(
    kind="projects",
    title=noop("projects and contracts"),
    columns=(
        Column("number", "项目编号", Code(40), required=True, aliases=("编号",)),
        Column("name", "项目名称", Text(120), required=True, aliases=("名称",)),
        Column("type", "类型", Text(40), required=True, aliases=("项目类型",)),
        Column("unit", "承接单位编号", Reference("units"), required=True, aliases=("承接单位", "单位编号")),
        Column("purchaser", "购买方", Text(120), required=True, aliases=("委托方", "采购方")),
        Column("contract", "合同编号", Code(40), required=True, aliases=("合同号",)),
        Column("starts_on", "合同起", Date(), required=True, aliases=("合同起始日", "合同开始日期")),
        Column("ends_on", "合同止", Date(), required=True, aliases=("合同终止日", "合同结束日期")),
        Column(
            "amount", "合同金额(元)", Decimal_(places=2, min=Decimal(0)), required=True, aliases=("合同金额",)
        ),
        Column("instalments", "拨款比例", Text(60), aliases=("分期比例", "付款比例")),
        Column("legal_basis", "法律依据", Text(200), aliases=("政策依据", "依据")),
        Column("places", "合同配置人数", Integer(min=0, max=2000), aliases=("配置人数", "合同人数")),
        Column(
            "lead",
            "项目负责人员工编号",
            Reference("employees", severity="warning"),
            aliases=("负责人员工编号",),
        ),
    ),
    key=("number",),
    checks=(contract_ends_after_it_begins, instalments_make_a_whole, legal_basis_is_named),
)

INDICATORS = Sheet(
    kind="indicators",
    title=noop("contract indicators"),
    columns=(
        Column("number", "指标编号", Code(40), required=True, aliases=("编号",)),
        Column("field", "服务领域", Text(40), required=True, aliases=("领域",)),
        Column("department", "责任部门", Text(60), aliases=("部门",)),
        Column("helping_department", "协同部门", Text(60), aliases=("协作部门",)),
        Column("service_type", "服务类型", Text(40), required=True, aliases=("类型",)),
        Column("name", "指标名称", Text(120), required=True, aliases=("名称",)),
        Column("counted_in", "单位", Text(10), required=True, aliases=("计量单位",)),
        Column("wording", "计数口径", Text(200), aliases=("口径", "计数规则")),
        Column(
            "target",
            "年度目标",
            _TARGET,
            required=True,
            aliases=("目标", "目标值"),
        ),
        Column("mid_target", "中期目标", _TARGET),
        Column(
            "weight", "权重", Decimal_(places=2, min=Decimal(0), max=HUNDRED, whole=100), aliases=("权重%",)
        ),
        Column("convertible", "超额可折算", Flag(), aliases=("可折算",)),
        Column(
            "cap_percent",
            "折算上限%",
            Decimal_(places=2, min=Decimal(0), max=HUNDRED, whole=100),
            aliases=("折算上限",),
        ),
        Column("proof", "证明材料", Text(120), aliases=("佐证材料",)),
        Column("starts_on", "起算日", Date(), aliases=("开始日期",)),
        Column("ends_on", "截止日", Date(), aliases=("结束日期",)),
    ),
    key=("number",),
    checks=(
        contract_ends_after_it_begins,
        counting_is_understood,
        mid_term_is_below_the_year,
        a_share_is_at_most_a_hundred,
        days_lie_in_the_contract,
        department_is_known,
    ),
    table_checks=(weights_make_a_hundred, names_are_told_apart),
)
