"""The users' manual: the Markdown pages of docs/users, read as the product's help."""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

FIRST_PAGE = "index"
PAGE_NAME = re.compile(r"[a-z0-9-]+")
#: `<!-- helps: /services/round/ /services/class/ -->`: the addresses at which a page is the help.
HELPS = re.compile(r"^<!-- helps: ([^>]*) -->\n", re.MULTILINE)
#: `<!-- for: centre-director -->`: the roles whose own page it is.
ROLES = re.compile(r"^<!-- for: ([^>]*) -->\n", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page of the manual: its name in the address, its title, its text as HTML, where and for whom it is the help."""

    name: str
    title: str
    text: SafeString
    helps: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()


def pages() -> tuple[Page, ...]:
    """All pages, the first page first."""
    found = [_read(path) for path in sorted(_folder().glob("*.md"))]
    return tuple(sorted(found, key=lambda page: (page.name != FIRST_PAGE, page.name)))


def page(name: str) -> Page | None:
    """The page of that name, or None; a name is a plain word, never a path."""
    path = _folder() / f"{name}.md"
    return _read(path) if PAGE_NAME.fullmatch(name) and path.is_file() else None


def page_for(address: str, roles: Set[str] = frozenset()) -> Page | None:
    """The page that is the help at an address: the one that names the longest beginning of it.

    Where several do, or none does, it is the page of the reader's own role.
    """
    named = [(len(start), page) for start, page in _named_addresses() if address.startswith(start)]
    longest = max((length for length, _page in named), default=0)
    fitting = [page for length, page in named if length == longest]
    own = [page for page in fitting or pages() if page.roles & roles]
    return next(iter(own or fitting), None)


@cache
def _named_addresses() -> tuple[tuple[str, Page], ...]:
    return tuple((start, each) for each in pages() for start in each.helps)


def _folder() -> Path:
    return Path(settings.ROOT) / "docs" / "users"


@cache
def _read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    body = re.sub(r"^# .+\n", "", ROLES.sub("", HELPS.sub("", text)), count=1, flags=re.MULTILINE)
    helps = tuple(" ".join(HELPS.findall(text)).split())
    roles = frozenset(" ".join(ROLES.findall(text)).split())
    return Page(path.stem, title.group(1) if title else path.stem, as_html(body), helps, roles)


def as_html(text: str) -> SafeString:
    """Headings, paragraphs, lists, tables, code, bold and links; everything else stays as it was typed."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return mark_safe("\n".join(_block(block.strip("\n")) for block in blocks))  # noqa: S308 - every piece was escaped


def _block(block: str) -> str:
    heading = re.fullmatch(r"(#{2,4}) (.+)", block)
    if heading:
        level = len(heading.group(1))
        return f"<h{level}>{_inline(heading.group(2))}</h{level}>"
    lines = block.splitlines()
    if all(line.startswith("|") for line in lines) and len(lines) > 1:
        return _table(lines)
    if re.match(r"[-*] ", lines[0]):
        return _list("ul", r"[-*] ", block)
    if re.match(r"\d+\. ", lines[0]):
        return _list("ol", r"\d+\. ", block)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _list(kind: str, mark: str, block: str) -> str:
    items = re.split(rf"(?m)^\s*{mark}", block)[1:]
    return (
        f"<{kind}>" + "".join(f"<li>{_inline(' '.join(item.split()))}</li>" for item in items) + f"</{kind}>"
    )


def _table(lines: list[str]) -> str:
    rows = [[_inline(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[2:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _inline(text: str) -> str:
    safe = str(escape(text))
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", safe)
    safe = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", safe)
    return re.sub(r"\[([^\]]+)\]\((/[^)\s]*|[a-z0-9-]+)(?:\.md)?\)", r'<a href="\2">\1</a>', safe)
