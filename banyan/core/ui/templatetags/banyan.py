"""The parts templates are made of: icons, verdicts, bars, figures, refusals, dates and money."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from banyan.core.ui import bars, manual, refusals, wording
from banyan.core.ui.kept import kept_tag
from banyan.core.ui.ruler import Ruler
from banyan.foundation.refusal import Refused

register = template.Library()
register.tag("kept", kept_tag)

register.filter("say", wording.say)
register.filter("prose_day", wording.prose_day)
register.filter("short_day", wording.short_day)
register.filter("table_day", wording.table_day)
register.filter("stamp", wording.stamp)
register.filter("money", wording.money)
register.filter("amount", wording.amount)
register.filter("number", wording.number)
register.filter("capped", wording.capped)
register.filter("file_size", wording.file_size)


@register.filter
def iso_day(on) -> str:
    """2025-12-31, as forms and exports write it."""
    return on.isoformat() if on else ""


@register.filter
def clock_time(at) -> str:
    """11:52:08, when a draft was kept."""
    return f"{at:%H:%M:%S}" if at else ""


@register.filter
def may(actor: Any, permission: str) -> bool:
    """Whether the actor holds a permission anywhere: a deed that always answers with a refusal is not offered."""
    return bool(actor) and actor.may(permission)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A line icon from the sprite; decoration unless it has a label."""
    return draw_icon(name, label, css)


def draw_icon(name: str, label: str = "", css: str = "") -> SafeString:
    """The same icon is drawn a hundred times on a page and once in a process."""
    return _drawn(str(name), str(label), css)


@lru_cache(maxsize=2_000)
def _drawn(name: str, label: str, css: str) -> SafeString:
    if not name:
        return mark_safe("")
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    classes = f"ti {css}".strip()
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"/></svg>', classes, named, static("vendor/icons.svg"), name
    )


@register.simple_tag
def verdict(kind: str, word: Any = None) -> SafeString:
    """Glyph, word and colour of a verdict or state; the word defaults to the verdict's own."""
    return draw_verdict(kind, word)


def draw_verdict(kind: str, word: Any = None, glyph: str | None = None) -> SafeString:
    look = wording.tone(kind)
    icon = look.icon if glyph is None else glyph
    return _judged(look.name, icon, conditional_escape(look.word if word is None else word))


@lru_cache(maxsize=2_000)
def _judged(tone: str, glyph: str, word: SafeString) -> SafeString:
    return format_html('<span class="st st-{}">{}{}</span>', tone, draw_icon(glyph), word)


@register.simple_tag
def state(value: str, word: object) -> SafeString:
    """The chip of a record's state, in the tone the state has everywhere."""
    return draw_verdict(wording.state_tone(value).name, word)


@register.inclusion_tag("ui/parts/bullet.html")
def bullet(counted, pending, target, mark, late: str | None = None, name: str = "") -> dict:
    """A bar of counted and recorded units against target and time; `late` overrules the pace ("", "late", "bad")."""
    bar = bars.bullet(Decimal(counted), Decimal(pending), Decimal(target), Decimal(mark))
    spoken = gettext(
        "%(name)s: target %(target)s, due by now %(mark)s, counted %(counted)s, recorded %(pending)s"
    )
    figures = {"target": target, "mark": mark, "counted": counted, "pending": pending}
    words = {key: wording.number(value) for key, value in figures.items()}
    return {"bar": bar, "tone": bar.tone if late is None else late, "label": spoken % {"name": name, **words}}


@register.inclusion_tag("ui/parts/legend.html")
def bullet_legend() -> dict:
    """What the four parts of a bullet bar mean."""
    return {}


@register.simple_tag
def figure(url: str, value: Any, unit: str = "", strong: bool = True) -> SafeString:
    """A number that opens its records; without an address it is not underlined."""
    shown = value if isinstance(value, str) else wording.number(value)
    if strong:
        shown = format_html("<b>{}</b>", shown)
    door = format_html('<a class="fig" href="{}">{}</a>', url, shown) if url else shown
    return format_html("{} {}", door, unit) if unit else format_html("{}", door)


@register.simple_tag
def crumbs(area: Any, steps: Iterable[tuple[Any, str]] | None) -> SafeString:
    """The way to this page: the area of the work, then (label, address); the last step is the page itself."""
    steps = list(steps or ())
    way = [(area.label, area.url)] if area and steps else []
    before = format_html_join("", "<li>{}</li>", ((_step(label, url),) for label, url in [*way, *steps[:-1]]))
    last = format_html('<li aria-current="page">{}</li>', steps[-1][0]) if steps else ""
    return format_html(
        '<nav aria-label="{}"><ol class="crumb">{}{}</ol></nav>', gettext("You are here"), before, last
    )


def _step(label: Any, url: str) -> Any:
    return format_html('<a href="{}">{}</a>', url, label) if url else label


@register.simple_tag
def clause(source: str, url: str = "") -> SafeString:
    """The tag of the clause or contract annex a verdict rests on."""
    if url:
        return format_html('<a class="cl" href="{}">{}</a>', url, source)
    return format_html('<span class="cl">{}</span>', source)


@register.simple_tag
def refusal(refused, wanted: str = "") -> SafeString:
    """What is not possible, why, and the way out; nothing when everything is."""
    if not refused:
        return SafeString("")
    told = refusals.refusal_of(refused, wanted) if isinstance(refused, Refused) else refused
    return render_to_string("ui/parts/refusal.html", {"refusal": told})


@register.inclusion_tag("ui/parts/stages.html")
def stages(steps: Iterable) -> dict:
    """Milestones with dates; each step has label, note, state (done, now, next), late, place (p0 to p100)."""
    return {"steps": steps}


@register.inclusion_tag("ui/parts/rail.html")
def rail(steps: Iterable) -> dict:
    """Who signs, has signed or is skipped, in order."""
    return {"steps": steps}


@register.simple_tag
def ruler(year: Ruler | None) -> SafeString:
    """The year ruler under the top bar of a project's pages."""
    return render_to_string("ui/parts/ruler.html", {"ruler": year}) if year else SafeString("")


@register.inclusion_tag("ui/parts/empty.html")
def empty(nothing) -> dict:
    """What belongs here and the first step: title, text, clause, steps (label, url, first)."""
    return {"nothing": nothing}


@register.simple_tag
def help_here(address: str, actor: Any = None) -> str:
    """Where Help leads from an address: the page of the manual about it, else that of the role, else the first."""
    found = manual.page_for(address, actor.roles if actor else frozenset())
    return reverse("ui.help.page", args=(found.name,)) if found else reverse("ui.help")


@register.simple_tag
def sentence(spoken) -> str:
    """A sentence of a rule, translated with its parts."""
    return wording.say(spoken)


@register.simple_tag
def share(percent) -> str:
    """The class that puts a share of 0 to 100 into the custom property --p."""
    return f"p{min(max(round(percent), 0), 100)}"


@register.simple_tag
def attributes(pairs: Iterable[tuple[str, object]]) -> SafeString:
    """HTML attributes from pairs; empty values are left out."""
    return format_html_join(
        "", ' {}="{}"', ((name, value) for name, value in pairs if value not in (None, ""))
    )
