"""The catalogues: fragments by area merged and compiled, Traditional made from Simplified, gaps listed."""

import argparse
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import opencc
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.messages import Message, Use, all_uses, glued_calls
from scripts.places import ROOT

LOCALE = ROOT / "locale"
SIMPLIFIED = LOCALE / "zh_Hans"
TRADITIONAL = LOCALE / "zh_Hant"
GLOSSARY = TRADITIONAL / "glossary.txt"
_STAIRS = {area: step for step, area in enumerate(("foundation", "core", "site"))}
_HEADER = b"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: zh_Hans\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]")


@dataclass
class Words:
    """All translations of one language and what is wrong with them."""

    texts: dict[Message, str] = field(default_factory=dict)
    origins: dict[Message, str] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, message: Message, text: str, origin: str) -> None:
        """Take a translation in; two fragments may repeat each other, not contradict."""
        earlier = self.texts.get(message)
        if earlier is not None and earlier != text:
            self.conflicts.append(f"{message} = {earlier} ({self.origins[message]}) / {text} ({origin})")
            return
        if not same_placeholders(message, text):
            self.broken.append(f"{origin}: {message} = {text}")
        self.texts[message] = text
        self.origins[message] = origin


def same_placeholders(message: Message, text: str) -> bool:
    """A translation fills in what the English text fills in; a plural may say its number or not."""
    wanted = set(PLACEHOLDER.findall(message.text)) | set(PLACEHOLDER.findall(message.plural))
    given = set(PLACEHOLDER.findall(text))
    return given <= wanted if message.plural else given == wanted


def entries(file: Path) -> Iterable[tuple[Message, str]]:
    """The finished translations of one fragment."""
    with file.open("rb") as stream:
        catalog = read_po(stream, locale="zh_Hans", abort_invalid=True)
    for entry in catalog:
        if not entry.id or entry.fuzzy:
            continue
        single, plural = entry.id if isinstance(entry.id, tuple) else (entry.id, "")
        text = entry.string[0] if isinstance(entry.string, tuple) else entry.string
        if text:
            yield Message(single, plural, entry.context or ""), text


def read_fragments(folder: Path) -> Words:
    """All fragments of a language in one."""
    words = Words()
    for file in sorted(folder.glob("*.po")):
        for message, text in entries(file):
            words.add(message, text, file.name)
    return words


def glossary() -> list[tuple[str, str]]:
    """Pairs that the character tables get wrong for our trade."""
    if not GLOSSARY.exists():
        return []
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return [(wrong, right) for wrong, right in pairs]


def traditional(words: Words) -> Words:
    """The Traditional catalogue: by the tables, then the glossary, then what was corrected by hand."""
    convert = opencc.OpenCC("s2hk").convert
    corrected = read_fragments(TRADITIONAL)
    result = Words()
    for message, text in words.texts.items():
        changed = convert(text)
        for wrong, right in glossary():
            changed = changed.replace(wrong, right)
        result.add(message, corrected.texts.get(message, changed), "zh_Hant")
    return result


def as_catalog(words: Words, locale: str) -> Catalog:
    """In the shape that is written to disk."""
    catalog = Catalog(locale=locale, charset="utf-8", fuzzy=False)
    for message in sorted(words.texts, key=lambda message: (message.context, message.text)):
        text = words.texts[message]
        if message.plural:
            catalog.add((message.text, message.plural), (text,), context=message.context or None)
        else:
            catalog.add(message.text, text, context=message.context or None)
    return catalog


def other_languages() -> list[Path]:
    """The folders of languages that are neither of the two Chinese ones."""
    folders = [folder for folder in sorted(LOCALE.iterdir()) if any(folder.glob("*.po"))]
    return [folder for folder in folders if folder not in (SIMPLIFIED, TRADITIONAL)]


def as_written(folder: Path) -> Catalog:
    """All fragments of a language as they stand, plurals in as many forms as that language has."""
    catalog = Catalog(locale=folder.name, charset="utf-8", fuzzy=False)
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as stream:
            for entry in read_po(stream, locale=folder.name, abort_invalid=True):
                if entry.id and entry.string and not entry.fuzzy:
                    catalog.add(entry.id, entry.string, context=entry.context)
    return catalog


def write_compiled(catalog: Catalog, folder: Path) -> None:
    """The compiled catalogue, touched only when it changes."""
    catalog.mime_headers = [pair for pair in catalog.mime_headers if "Date" not in pair[0]]
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    target = folder / "LC_MESSAGES" / "django.mo"
    if not target.exists() or target.read_bytes() != buffer.getvalue():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(buffer.getvalue())


def compile_all() -> Words:
    """Both Chinese catalogues and those of other languages; answers the Simplified one."""
    words = read_fragments(SIMPLIFIED)
    write_compiled(as_catalog(words, "zh_Hans"), SIMPLIFIED)
    write_compiled(as_catalog(traditional(words), "zh_Hant"), TRADITIONAL)
    for folder in other_languages():
        write_compiled(as_written(folder), folder)
    return words


def untranslated(words: Words, uses: list[Use]) -> dict[str, list[Use]]:
    """What has no Chinese yet, each text once, by the part of the house that owes it."""
    gaps: dict[str, dict[Message, Use]] = defaultdict(dict)
    for use in uses:
        if use.message not in words.texts:
            gaps[use.area].setdefault(use.message, use)
    return {area: list(found.values()) for area, found in sorted(gaps.items())}


def obsolete(words: Words, uses: list[Use]) -> list[Message]:
    """Translations that no source asks for any more."""
    wanted = {use.message for use in uses}
    return [message for message in words.texts if message not in wanted]


def homes(words: Words, uses: list[Use]) -> dict[Message, str]:
    """The fragment of each translation: that of the area which asks for it first, the kernel before the rooms.

    What no source asks for may still be asked: names made at run time, sentences that old records keep.
    """
    areas: dict[Message, str] = {}
    for use in sorted(uses, key=lambda use: (_STAIRS.get(use.area.split("/")[0], len(_STAIRS)), use.place)):
        areas.setdefault(use.message, use.area.replace("/", "_"))
    return {message: f"{areas.get(message, 'kept')}.po" for message in words.texts}


def sort_fragments(words: Words, uses: list[Use]) -> None:
    """Write every translation into its fragment, and nothing else."""
    found: dict[str, Words] = defaultdict(Words)
    for message, name in homes(words, uses).items():
        found[name].texts[message] = words.texts[message]
    for file in SIMPLIFIED.glob("*.po"):
        if file.name not in found:
            file.unlink()
    for name, part in found.items():
        with (SIMPLIFIED / name).open("wb") as stream:
            stream.write(_HEADER)
            write_po(stream, as_catalog(part, "zh_Hans"), width=110, omit_header=True)


def print_gaps(gaps: dict[str, list[Use]]) -> None:
    """What is missing, by area, with its place."""
    for area, uses in gaps.items():
        print(f"\n{area}: {len(uses)} without translation")
        for use in uses:
            print(f"  {use.place}  {use.message}")


def print_fragment(gaps: dict[str, list[Use]], area: str) -> None:
    """The missing texts of an area as a fragment to fill in."""
    catalog = Catalog(locale="zh_Hans", charset="utf-8", fuzzy=False)
    for use in gaps.get(area, []):
        message = use.message
        text = (message.text, message.plural) if message.plural else message.text
        place = (str(use.file.relative_to(ROOT)), use.line)
        catalog.add(text, locations=[place], context=message.context or None)
    write_po(sys.stdout.buffer, catalog, omit_header=True, width=110)


def report(words: Words, uses: list[Use], *, with_obsolete: bool) -> bool:
    """Say what is wrong; answers whether nothing is."""
    gaps = untranslated(words, uses)
    problems = {
        "Two translations for one text": words.conflicts,
        "Placeholders differ": words.broken,
        "Put together instead of written out": glued_calls(),
    }
    print_gaps(gaps)
    for title, found in problems.items():
        if found:
            print(f"\n{title}:", *found, sep="\n  ")
    idle = obsolete(words, uses)
    if with_obsolete:
        print("\nNo longer asked for:", *(f"{words.origins[m]}: {m}" for m in idle), sep="\n  ")
    missing = sum(map(len, gaps.values()))
    print(
        f"\n{len(words.texts)} translated, {missing} missing, {len(words.conflicts)} conflicts, {len(idle)} idle"
    )
    return not gaps and not any(problems.values())


def main(arguments: list[str]) -> int:
    """Compile, then list what is missing; 1 when something is."""
    parser = argparse.ArgumentParser(prog="./run words", description=__doc__)
    parser.add_argument("--compile", action="store_true", help="only compile")
    parser.add_argument("--area", help="print the missing texts of an area as a fragment to fill in")
    parser.add_argument("--idle", action="store_true", help="also list translations nobody asks for")
    parser.add_argument(
        "--sort", action="store_true", help="move every translation into the fragment of its area"
    )
    options = parser.parse_args(arguments)
    words = compile_all()
    if options.compile:
        return 0
    uses = all_uses()
    if options.sort:
        sort_fragments(words, uses)
        return 0
    if options.area:
        print_fragment(untranslated(words, uses), options.area)
        return 0
    return 0 if report(words, uses, with_obsolete=options.idle) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
