"""Rulebooks made for tests: as text, as .docx with and without automatic numbers, and as what is none."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

ARTICLES = """样例社会服务机构
站点管理办法
（2025年3月20日通过）

第一章　总则
第一条 为规范站点管理，制定本办法。
第二条 本办法适用于各站点。
依照第一条规定，3.5万元以上的支出须报批；保管期限为10年以上的，永久保存。
第二章　组织
第三条 站点负责人的职责：
（一）拟订计划；
（二）组织实施，包括：
1.召开例会；
2.检查记录。
（三）第三条第（一）项所称计划，指年度计划。
第四条 【督导】督导不在指挥线上。
第三章　附则
第五条 本办法由理事会解释，自2025年4月1日起施行。
"""

WRONG_NUMBERS = """员工守则
第一章 总则
第一条 守则适用于全体员工。
第二条 员工应当守时。
第二章 请假
第三条 请假须提前一天。
第三条 病假凭证明。
第五条 事假不超过五天。
第四章 附则
第六条 本守则自发布之日起施行。
"""

FIGURES_ONLY = """考勤细则
1. 考勤
（1）每日九点上班。
（2）迟到 10 分钟以上的，登记。
2. 请假
（1）请假须提前1天。
（2）事假不超过5天，合计不超过3.5天的除外。
3. 报销
（1）30日内报销，最高1,000.50元。
"""

UNNUMBERED = """志愿者守则

总则
志愿者应当自愿、诚信地参加服务。服务前要接受培训。
行为要求
志愿者要尊重服务对象。不得泄露个人信息。
每次服务签到、签退。
附则
本守则自发布之日起施行。
"""


TORN_BY_PAGES = """社會服務中心員工手冊
— 1 —
第一章　總則
第一條　本手冊適用於全體員工。
社會服務中心員工手冊
第 1 頁 共 3 頁
第三條　員工應準時上班。
第三條　服務後三日內完成紀錄。
- 2 -
第二章　附則
第四條
第五條　本手冊自公佈日起施行。
"""


def table(*rows: tuple[str, ...]) -> str:
    """A table of a document."""
    drawn = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in drawn)}</w:tbl>"


def docx(
    *paragraphs: str | tuple[str, int, int], numbering: str = "", body: str = "", styles: str = ""
) -> bytes:
    """A .docx of paragraphs; (words, list, level) is a paragraph that Word numbers."""
    written = "".join(_paragraph(each) for each in paragraphs) + body
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{written}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"{HEAD}<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"{HEAD}<w:styles {W}>{styles}</w:styles>"
    return archive(parts)


def styled(words: str, style: str, properties: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>'


def style(identifier: str, name: str, based_on: str = "", properties: str = "") -> str:
    """A style of paragraphs."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def list_of(*levels: tuple[str, str]) -> str:
    """A list definition with number 1; each level is (kind of figures, pattern)."""
    drawn = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{figures}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (figures, pattern) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{drawn}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def _paragraph(given: str | tuple[str, int, int]) -> str:
    words, properties = given, ""
    if isinstance(given, tuple):
        words, number, level = given
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(str(words))}</w:t></w:r></w:p>'
