"""Parts of pages that are the same for many requests: drawn once in a process, kept, and handed out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MOST = 1_000
_kept: dict[Hashable, SafeString] = {}


def kept(key: Hashable, draw: Callable[[], SafeString]) -> SafeString:
    """What was drawn for the key in this language before, or is drawn now."""
    whole = (get_language(), key)
    found = _kept.get(whole)
    if found is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        found = _kept[whole] = draw()
    return found


def forget() -> None:
    """Draw everything anew."""
    _kept.clear()


class Kept(Node):
    """What stands between the tags, drawn once for each language and set of keys, with holes that each page fills."""

    def __init__(
        self, name: str, keys: list[FilterExpression], holes: dict[str, FilterExpression], nodes: NodeList
    ) -> None:
        self.name, self.keys, self.holes, self.nodelist = name, keys, holes, nodes

    def render(self, context: Context) -> SafeString:
        """Nothing inside may depend on the request but through the keys and the holes."""
        key = (self.name, *(each.resolve(context) for each in self.keys))
        drawn = kept(key, lambda: self._draw(context))
        if not self.holes:
            return drawn
        filled = str(drawn)
        for name, value in self.holes.items():
            filled = filled.replace(_hole(name), conditional_escape(value.resolve(context)))
        return SafeString(filled)

    def _draw(self, context: Context) -> SafeString:
        with context.push(**{name: SafeString(_hole(name)) for name in self.holes}):
            return self.nodelist.render(context)


def _hole(name: str) -> str:
    return f"\0{name}\0"


def kept_tag(parser: Parser, token: Token) -> Kept:
    """`{% kept "name" key … with hole=value … %}…{% endkept %}`: the keys say everything that the part depends on.

    A hole is a variable inside that every page fills with its own value, such as the token of a form.
    """
    _tag, *given = token.split_contents()
    if not given:
        raise TemplateSyntaxError("kept wants a name and what the part depends on")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    name, *keys = given
    holes: list[str] = []
    if "with" in keys:
        place = keys.index("with")
        keys, holes = keys[:place], keys[place + 1 :]
    filled = dict(hole.split("=", 1) for hole in holes)
    return Kept(
        name,
        [parser.compile_filter(each) for each in keys],
        {hole: parser.compile_filter(value) for hole, value in filled.items()},
        nodes,
    )
