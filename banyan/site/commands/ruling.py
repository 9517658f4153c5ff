"""`banyan rulebook import`: an agency's own rulebook from a file, read into a tree and, with a unit, kept as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from banyan.core import clock
from banyan.core.identity.actor import system_actor
from banyan.core.ui.wording import say
from banyan.domains.rulebook import public as rulebook
from banyan.domains.rulebook.rules.reading import Source, Tree, plant, read
from banyan.domains.rulebook.rules.reading.answer import answer
from banyan.foundation.refusal import Refused, Sentence, noop, sentence
from banyan.site.cli import DONE
from banyan.site.commands.finding import unit_numbered


def rulebook_import(options: Any) -> tuple[int, dict[str, Any]]:
    """Read a file and say what stands in it; nothing is written without `--unit`, nor with `--dry-run`."""
    if not options.file.is_file():
        raise Refused(
            {"file": sentence(noop("There is no file %(name)s."), name=str(options.file))}, code="not_found"
        )
    source = read(options.file.read_bytes(), options.file.name)
    tree = plant(source.text, source.headlines)
    told = answer(source, tree, say)
    if options.unit and not options.dry_run:
        version = rulebook.bring(
            unit_numbered(options.unit), source, tree, "", system_actor("command"), clock.now()
        )
        told |= {"kept_as": version.number, "unit": options.unit}
    return DONE, told if options.json else dict(_plainly(source, tree, told))


def _plainly(source: Source, tree: Tree, told: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield _word(noop("Title")), tree.title
    yield _word(noop("Encoding")), source.encoding
    yield _word(noop("Characters")), told["characters"]
    yield _word(noop("Breaks off at the end")), _word(noop("yes") if tree.cut_end else noop("no"))
    yield _word(noop("Chapters")), [_line(chapter) for chapter in told["chapters"]]
    yield _word(noop("Defects")), [_defect(each) for each in told["defects"]]
    yield _word(noop("Remarks")), told["remarks"]
    if "kept_as" in told:
        yield _word(noop("Kept as a draft")), told["kept_as"]


def _line(chapter: dict[str, Any]) -> str:
    sections = "；".join(f"{each['mark']}{each['title_simplified']}" for each in chapter["sections"])
    cut = f" {_word(noop('(incomplete)'))}" if chapter["incomplete"] else ""
    return f"{chapter['mark']}{chapter['title_simplified']}{cut} {sections}".strip()


def _defect(defect: dict[str, Any]) -> str:
    place = sentence(noop("line %(line)s"), line=defect["line"])
    return " ".join(filter(None, (say(place), defect["where"], defect["message"])))


def _word(text: str) -> str:
    return say(Sentence(text))
