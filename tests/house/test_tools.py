"""The tools of the checkout do what ./run promises."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import children, demo, messages, system, words
from scripts.messages import Message
from scripts.places import ROOT, SetupFailed

PYTHON_FILE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
noop("One sentence, " "in two pieces.")
Refused({"": "Not now.", "amount": sentence("At most %(limit)s.", limit=3)}, way_out="Ask the head.")
Refused("Not at all.")
label = _("label")
ngettext("%(n)s day", "%(n)s days", n)
pgettext("month", "May")
other("not a message")
"""
PAGE = """{% load i18n %}{% translate "A title" %}
{% blocktranslate count n=rows|length trimmed %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
{% include "x.html" with label=_("Its label") %}{% translate "May" context "verb" %}{# {% translate "No" %} #}"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def test_messages_are_found_in_python(tmp_path):
    file = tmp_path / "x.py"
    file.write_text(PYTHON_FILE)
    assert {use.message for use in messages.python_uses(file)} == {
        Message("One sentence, in two pieces."),
        Message("Not now."),
        Message("At most %(limit)s."),
        Message("Ask the head."),
        Message("Not at all."),
        Message("label"),
        Message("%(n)s day", plural="%(n)s days"),
        Message("May", context="month"),
    }


def test_messages_are_found_in_templates(tmp_path):
    file = tmp_path / "x.html"
    file.write_text(PAGE)
    assert {use.message for use in messages.template_uses(file)} == {
        Message("A title"),
        Message("%(n)s row", plural="%(n)s rows"),
        Message("Its label"),
        Message("May", context="verb"),
    }


def fragment(folder: Path, name: str, text: str, translation: str) -> None:
    """A fragment with one entry."""
    (folder / name).write_text(
        f'msgid ""\nmsgstr ""\n\nmsgid "{text}"\nmsgstr "{translation}"\n', encoding="utf-8"
    )


def test_fragments_that_contradict_each_other_are_named(tmp_path):
    fragment(tmp_path, "one.po", "place", "地点")
    fragment(tmp_path, "two.po", "place", "场所")
    assert words.read_fragments(tmp_path).conflicts == ["place = 地点 (one.po) / 场所 (two.po)"]


def test_a_translation_that_drops_a_gap_is_named(tmp_path):
    fragment(tmp_path, "one.po", "At most %(limit)s.", "超过上限")
    assert words.read_fragments(tmp_path).broken == ["one.po: At most %(limit)s. = 超过上限"]


def test_the_traditional_catalogue_keeps_gaps_and_changes_characters(tmp_path):
    fragment(tmp_path, "one.po", "%(n)s service users", "%(n)s 名服务对象")
    made = words.traditional(words.read_fragments(tmp_path))
    assert made.texts == {Message("%(n)s service users"): "%(n)s 名服務對象"}


def test_a_stubborn_process_is_ended_within_the_bound(monkeypatch, tmp_path):
    monkeypatch.setattr(children, "LOGS", tmp_path)
    monkeypatch.setattr(children, "GRACE_SECONDS", 0.5)
    child = children.Child("stubborn", [sys.executable, "-c", STUBBORN])
    while "up" not in child.last_words():
        time.sleep(0.05)
    children.end([child])
    assert child.process.returncode == -signal.SIGKILL


def test_a_server_that_dies_says_its_last_words(monkeypatch, tmp_path):
    monkeypatch.setattr(children, "LOGS", tmp_path)
    child = children.Child("web", [sys.executable, "-c", "raise SystemExit('no database')"])
    with pytest.raises(SetupFailed, match="no database"):
        children.wait_for(child, demo.choose_port(18000), "/healthz")


def test_a_port_in_use_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert demo.choose_port(port) > port


def test_without_root_the_one_line_is_named_and_work_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setitem(system.PRESENT, "fonts-noto-cjk", lambda: False)
    monkeypatch.setitem(system.PRESENT, "chromium", lambda: False)
    system.provide(system.FOR_TESTS)
    said = capsys.readouterr().err
    assert "apt-get install -y --no-install-recommends fonts-noto-cjk chromium\n" in said
    assert "the browser tests are left out" in said


def test_without_a_way_to_make_an_environment_it_stops(monkeypatch, capsys):
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setitem(system.PRESENT, system.VENV_PACKAGE, lambda: False)
    with pytest.raises(SetupFailed):
        system.provide(system.FOR_DEMO)
    assert f"apt-get install -y --no-install-recommends {system.VENV_PACKAGE}" in capsys.readouterr().err


def run(*words_given: str) -> subprocess.CompletedProcess:
    """`./run …` from another folder."""
    return subprocess.run([str(ROOT / "run"), *words_given], cwd="/", capture_output=True, text=True)


def test_run_says_what_it_can_do():
    done = run("help")
    assert done.returncode == 0
    assert all(f"./run {name}" in done.stdout for name in ("demo", "test", "check", "words", "banyan"))


def test_an_unknown_command_is_wrong_use():
    assert run("dance").returncode == 2
