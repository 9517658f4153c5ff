"""Where a heading ends and its text begins, also where no sign stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from banyan.domains.rulebook.rules.reading.ends import is_ended
from banyan.domains.rulebook.rules.reading.marks import ARTICLE, NAMED

LONGEST = 30
_LONGEST_GUESS = 14
_LONGEST_LABEL = 16
_STOP = re.compile(r"[。；;！？!?，,]")
_LABEL = re.compile(r"[^。；;！？!?，,:\n\s]{1,16}:")
_IN_BRACKETS = re.compile(r"[【\[〔][^】\]〕\n]{1,20}[】\]〕]")
_DIVIDED = re.compile(r"(?P<title>[^\s。；;！？!?，,:]{1,20})[ \u3000\t]+(?=[^\s\dA-Za-z])")
_STOPPED = re.compile(r"[^。；;！？!?，,:\n\s]{2,8}(?=。\S)")
_ENDINGS = tuple(
    (
        "目的 宗旨 依据 范围 对象 原则 定义 架构 机构 组织 职责 职能 分工 权限 策划 实施 规划 计划 方案 "
        "制定 标准 监控 监督 检查 评估 评价 措施 改进 制度 管理 预算 报销 审计 决算 核算 配置 招聘 发展 "
        "培训 考核 激励 奖励 惩罚 处罚 奖惩 流动 招募 退出 整理 收集 保管 归档 利用 查阅 销毁 保密 沟通 "
        "协调 要求 规范 程序 流程 步骤 方法 方式 内容 形式 时限 期限 机制 体系 附则 总则 细则 解释 施行 "
        "生效 修订 义务 权利 责任 纪律 行为 待遇 薪酬 福利 假期 考勤 采购 合同 安全 应急 投诉 反馈 宣传 "
        "公开 档案 设备 场地 财产 服务 关系 汇报 报告 例会 会议"
    ).split()
)
_STRONG = tuple(
    (
        "根据 按照 依据 遵循 遵守 为了 为 在 对于 对 将 把 由 本 各 凡 所有 每 从 以 通过 针对 定期 建立 "
        "加强 设立 明确 严格 及时 因 经 如 应 不得 必须 坚持 充分 全面 积极 配合 结合 围绕 建设 健全 完善 "
        "确保 保证 负责 实行 采取 强调 鼓励"
    ).split()
)
_WEAK = tuple(
    (
        "制定 项目 员工 社工 机构 中心 公司 团队 组织 志愿者 工作 全体 服务 财务 审议 审查 识别 做好 提供 "
        "收集 开展"
    ).split()
)
_OPENINGS = (*_STRONG, *_WEAK)


@dataclass(frozen=True)
class Heading:
    """A heading within its text: it ends at `end`; `guessed` when nothing but the words says so."""

    start: int
    end: int
    guessed: bool = False


def heading(own: str, family: str, has_children: bool, run_on: bool, is_top: bool = False) -> Heading:
    """The heading at the start of what follows a mark. `own` is shadow text up to the next mark."""
    start = len(own) - len(own.lstrip(" \u3000\t\u00a0\r\n、.:"))
    first = own[start:].split("\n", 1)[0].rstrip()
    rest = own[start + len(first) :].strip()
    nothing = Heading(start, start)
    if not first:
        return nothing
    if _is_whole_line(first, family, bool(rest) or has_children or is_top):
        return Heading(start, start + len(first.rstrip(":")))
    return _within(first, start, family, run_on) or nothing


def headline(own: str) -> Heading:
    """The line of a Word heading; a whole sentence in a heading style is text and no title."""
    start = len(own) - len(own.lstrip(" \u3000\t\u00a0\r\n、.:"))
    first = own[start:].split("\n", 1)[0].rstrip()
    is_text = len(first) > 2 * LONGEST or is_ended(first)
    return Heading(start, start if is_text else start + len(first))


def _is_whole_line(first: str, family: str, goes_on: bool) -> bool:
    if len(first) > LONGEST or _STOP.search(first) or _divided(first):
        return False
    return goes_on or family in NAMED[:3]


def _divided(first: str) -> bool:
    """总则 第一条: the words before the blank are the heading; a blank inside 总  则 divides nothing."""
    match = _DIVIDED.match(first)
    return bool(match and len(match["title"]) > 1 and len(first) - match.end() > len(match["title"]))


def _within(first: str, start: int, family: str, run_on: bool) -> Heading | None:
    bracketed = _IN_BRACKETS.match(first)
    if bracketed:
        return Heading(start, start + bracketed.end())
    label = _LABEL.match(first)
    if label and len(first) > label.end():
        split = _guess(first, label.end() - 1) if run_on else 0
        return Heading(start, start + (split or label.end() - 1), guessed=bool(split))
    divided = _DIVIDED.match(first)
    if divided and len(divided["title"]) > 1 and family != ARTICLE:
        return Heading(start, start + divided.end("title"))
    stopped = _STOPPED.match(first)
    if stopped and stopped.group().endswith(_ENDINGS):
        return Heading(start, start + stopped.end())
    if not run_on or family == ARTICLE:
        return None
    guessed = _guess(first, 0)
    return Heading(start, start + guessed, guessed=True) if guessed else None


def _guess(first: str, label: int) -> int:
    """Where a heading that runs into its text most probably ends; 0 when nothing speaks for any place.

    `label` is the place of the colon when the text begins with a labelled item, such as 需求调研：.
    """
    stop = _STOP.search(first)
    longest = min(_LONGEST_GUESS, stop.start() if stop else len(first), (label - 1) if label else len(first))
    best, chosen = 0, 0
    for place in range(2, longest + 1):
        worth = _worth(first, place, label)
        if worth > best:
            best, chosen = worth, place
    return chosen


def _worth(first: str, place: int, label: int) -> int:
    rest = first[place:]
    if not first[:place].endswith(_ENDINGS):
        return 0
    if label:
        return (6 if rest.startswith(_OPENINGS) else 4) if 2 <= label - place <= 9 else 0
    if rest.startswith(_STRONG):
        return 5
    return 3 if rest.startswith(_WEAK) else 0
