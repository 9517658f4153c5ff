"""From a checkout to something that can be served: packages, words, tables, static files; each only when it changed."""

import os
import re
from pathlib import Path

from scripts import assets, environment, system
from scripts.places import DATA, PYTHON, ROOT, digest, is_stamped, must, say, stamp

STAMPS = DATA / "stamps"
DJANGO = (str(PYTHON), "-m", "django")
SECRET = re.compile(r"//[^@/]*@")


def compile_words() -> None:
    """The Chinese catalogues."""
    sources = sorted((ROOT / "locale").glob("*/*.*"))
    mark = digest([*sources, ROOT / "scripts" / "words.py"])
    compiled = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"
    if is_stamped("words", mark) and compiled.exists():
        return
    must([str(PYTHON), "-m", "scripts.words", "--compile"], "The Chinese words could not be compiled.")
    stamp("words", mark)


def database_address() -> str:
    """Which database is meant, without its password."""
    return SECRET.sub("//", os.environ.get("BANYAN_DATABASE_URL", ""))


def database_may_be_new() -> bool:
    """A server may have been emptied behind our back; a file is seen to be gone."""
    return not database_address() and not (DATA / "banyan.sqlite3").exists()


def migrate() -> None:
    """Bring the tables to where the code is."""
    steps = sorted((ROOT / "banyan").glob("**/migrations/*.py"))
    mark = digest([*steps, environment.RUNTIME_LOCK], database_address())
    if is_stamped("tables", mark, STAMPS) and not database_may_be_new():
        return
    say("Preparing the database …")
    (STAMPS / "demo").unlink(missing_ok=True)
    must([str(PYTHON), "-m", "banyan", "upgrade"], "The database could not be prepared.")
    stamp("tables", mark, STAMPS)


def static_files() -> list[Path]:
    """Everything the browser is given as a file."""
    ours = (ROOT / "banyan").glob("**/static/**/*")
    theirs = (DATA / "vendor").glob("*")
    return sorted(file for file in (*ours, *theirs) if file.is_file())


def collect_static() -> None:
    """Gather and compress the files for the browser."""
    mark = digest([*static_files(), environment.RUNTIME_LOCK])
    if is_stamped("static", mark, STAMPS) and (DATA / "static" / "staticfiles.json").exists():
        return
    say("Gathering files for the browser …")
    must(
        [*DJANGO, "collectstatic", "--noinput", "--clear", "--verbosity", "0"],
        "Static files could not be gathered.",
    )
    stamp("static", mark, STAMPS)


def provide_tools(*, development: bool = False) -> None:
    """What every command needs: packages of the system and of Python, the words."""
    system.provide(system.FOR_TESTS if development else system.FOR_DEMO)
    environment.provide(development=development)
    compile_words()


def provide() -> None:
    """Everything before the first page."""
    provide_tools()
    assets.provide()
    migrate()
    collect_static()
