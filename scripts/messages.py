"""Every text that can come on screen, found in the sources: Python by syntax tree, templates by Django's own reader."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.places import ROOT

SOURCES = ROOT / "banyan"
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop", "noop", "sentence", "Sentence"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
LITERAL = r"""u?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
TEXT_ARGUMENTS = {"gettext": 1, "_": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}


@dataclass(frozen=True)
class Message:
    """A text to translate: the English one, its plural and its context if it has them."""

    text: str
    plural: str = ""
    context: str = ""

    def __str__(self) -> str:
        return f"{self.context}|{self.text}" if self.context else self.text


@dataclass(frozen=True)
class Use:
    """A message where it stands."""

    message: Message
    file: Path
    line: int

    @property
    def area(self) -> str:
        """The part of the house that owes the translation: foundation, core/identity, staff, site."""
        parts = self.file.relative_to(SOURCES).parts
        if parts[0] == "domains":
            return parts[1]
        return "/".join(parts[:2]) if parts[0] == "core" and len(parts) > 2 else parts[0]

    @property
    def place(self) -> str:
        """File and line, from the root of the checkout."""
        return f"{self.file.relative_to(ROOT)}:{self.line}"


def message_of(kind: str, texts: list[str]) -> Message | None:
    """The message of a marked call from its literal texts."""
    if kind in SINGLE and texts:
        return Message(texts[0])
    if kind in PLURAL and len(texts) > 1:
        return Message(texts[0], plural=texts[1])
    if kind in CONTEXT and len(texts) > 1:
        return Message(texts[1], context=texts[0])
    if kind in CONTEXT_PLURAL and len(texts) > 2:
        return Message(texts[1], plural=texts[2], context=texts[0])
    return None


def called_name(call: ast.Call) -> str:
    """The last name of what is called."""
    target = call.func
    return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")


def leading_texts(nodes: list[ast.expr]) -> list[str]:
    """The literal texts a call begins with."""
    texts = []
    for node in nodes:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            break
        texts.append(node.value)
    return texts


def refusal_texts(call: ast.Call) -> Iterator[Message]:
    """`Refused({"field": "why"}, way_out="what to do")` marks its texts by itself."""
    values = [
        value for node in call.args[:1] for value in (node.values if isinstance(node, ast.Dict) else [node])
    ]
    values += [keyword.value for keyword in call.keywords if keyword.arg == "way_out"]
    for node in values:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Message(node.value)


def python_uses(file: Path) -> Iterator[Use]:
    """Messages of one Python file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        found = list(refusal_texts(node)) if name == "Refused" else []
        if message := message_of(name, leading_texts(node.args)):
            found.append(message)
        yield from (Use(message, file, node.lineno) for message in found if message.text)


def template_uses(file: Path) -> Iterator[Use]:
    """Messages of one template."""
    from django.utils.translation.template import templatize

    plain = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    for match in TEMPLATE_CALL.finditer(plain):
        texts = [ast.literal_eval(text) for text in re.findall(LITERAL, match.group(2))]
        message = message_of(match.group(1), texts[: TEXT_ARGUMENTS[match.group(1)]])
        if message and message.text:
            yield Use(message, file, plain.count("\n", 0, match.start()) + 1)


def is_glued(value: ast.expr) -> bool:
    """Glued or computed text, which no catalogue can hold."""
    return isinstance(value, ast.JoinedStr) or (
        isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add)
    )


def glued_calls() -> list[str]:
    """Places where a marked text is put together instead of written out."""
    places = []
    for file in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            marked = isinstance(node, ast.Call) and called_name(node) in SINGLE | PLURAL
            if marked and node.args and is_glued(node.args[0]):
                places.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    return places


def all_uses() -> list[Use]:
    """Every message of the product, in the order of the files."""
    uses: list[Use] = []
    for file in sorted(SOURCES.rglob("*")):
        if file.suffix == ".py":
            uses.extend(python_uses(file))
        elif file.suffix in (".html", ".txt") and "templates" in file.parts:
            uses.extend(template_uses(file))
    return uses
