"""Parts of pages that are the same for many requests: drawn once in a process, kept, and handed out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
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
    """What stands between the tags, drawn once for each language and set of keys."""

    def __init__(self, name: str, keys: list[FilterExpression], nodes: NodeList) -> None:
        self.name, self.keys, self.nodelist = name, keys, nodes

    def render(self, context: Context) -> SafeString:
        """Nothing inside may depend on the request but through the keys."""
        key = (self.name, *(each.resolve(context) for each in self.keys))
        return kept(key, lambda: self.nodelist.render(context))


def kept_tag(parser: Parser, token: Token) -> Kept:
    """`{% kept "name" key … %}…{% endkept %}`: the keys say everything that the part depends on."""
    _tag, *given = token.split_contents()
    if not given:
        raise TemplateSyntaxError("kept wants a name and what the part depends on")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(given[0], [parser.compile_filter(each) for each in given[1:]], nodes)
