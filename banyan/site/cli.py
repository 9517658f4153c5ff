"""The command line. Exit codes: 0 done, 1 refused, 2 wrong use. `--json` answers for scripts."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

DONE, REFUSED, WRONG_USE = 0, 1, 2
KINDS = (
    "units",
    "areas",
    "population",
    "establishment",
    "staff",
    "projects",
    "indicators",
    "residents",
    "volunteers",
    "signin",
    "budget",
    "vouchers",
    "payroll",
    "bank",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, do what it says, answer with an exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")
    if given[:1] == ["django"]:
        return _django(given[1:])
    parser = _parser()
    options = parser.parse_args(given)
    if getattr(options, "names_projects", False) and not (options.project or options.unit):
        parser.error("name a project or a unit")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(os.environ.get("BANYAN_LANGUAGE", "zh-hans"))
    return _answered(options.run, options)


def _answered(run: Callable[[Any], tuple[int, dict[str, Any]]], options: argparse.Namespace) -> int:
    from django.db import OperationalError, ProgrammingError

    from banyan.core.ui.wording import say
    from banyan.foundation.refusal import Refused

    try:
        code, answer = _done(run, options, (OperationalError, ProgrammingError))
    except Refused as refused:
        message = " ".join(say(problem) for problem in refused.problems.values())
        code, answer = REFUSED, {"refused": {"code": refused.code, "message": message}}
    _print(answer, options.json)
    return code


def _done(
    run: Callable[[Any], tuple[int, dict[str, Any]]],
    options: argparse.Namespace,
    absent: tuple[type[Exception], ...],
) -> tuple[int, dict[str, Any]]:
    """Do it; where the database turns out to be none of ours, say so instead."""
    from banyan.site.commands.standing import missing_installation

    try:
        return run(options)
    except absent as error:
        raise missing_installation() or error from error


def _print(answer: dict[str, Any], as_json: bool) -> None:
    plain = answer.pop("plain", None)
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n")
        return
    from banyan.site.commands.plain import plain_lines

    for line in plain_lines(answer) if plain is None else plain:
        sys.stdout.write(line + "\n")


def _django(arguments: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["banyan django", *arguments])
    return DONE


def _lazily(module: str, name: str) -> Callable[[Any], tuple[int, dict[str, Any]]]:
    def run(options: Any) -> tuple[int, dict[str, Any]]:
        from importlib import import_module

        return getattr(import_module(f"banyan.site.commands.{module}"), name)(options)

    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="banyan", description="Banyan 榕 from the shell.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, module: str, help_text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text)
        made.add_argument("--json", action="store_true", help="answer in JSON")
        made.set_defaults(run=_lazily(module, name.replace("-", "_")))
        return made

    _installation_commands(command)
    _work_commands(command)
    _rulebook_commands(command)
    _money_commands(command)
    return parser


def _installation_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    init = command("init", "installation", "make an empty installation: one agency, one administrator")
    init.add_argument("--agency", default="U0", help="number of the agency (default U0)")
    init.add_argument("--name", default="", help="name of the agency")
    init.add_argument("--admin", default="admin", help="sign-in name of the administrator")
    init.add_argument("--password", default="", help="password; without one it is made and printed")
    command("upgrade", "installation", "bring database and roles up to this version")
    backup = command("backup", "keeping", "write everything into one encrypted file")
    backup.add_argument("file", type=Path)
    restore = command("restore", "keeping", "fill an empty installation from a backup")
    restore.add_argument("file", type=Path)
    for made in (backup, restore):
        made.add_argument("--key", type=Path, help="key file (default: FILE.key)")
    verify = command("verify", "proving", "prove the trail, the tallies and the files")
    verify.add_argument("--anchor", type=Path, help="file with heads of the trail noted outside")
    command("anchor", "proving", "print today's heads of the trail, to be kept outside")
    recount = command("recount", "proving", "count every tally afresh")
    recount.add_argument("--mend", action="store_true", help="put wrong tallies right")
    command("states", "proving", "draw the states and deeds of every kind of record")
    worker = command("worker", "working", "do waiting jobs until stopped")
    worker.add_argument("--once", action="store_true", help="stop when nothing waits")
    command("demo-load", "demo", "fill an empty installation with the demo agency")
    living = command("demo-live", "demo", "live through the demo's year of papers and meetings")
    living.add_argument("--until", help="last day (YYYY-MM-DD; default: the demo's day)")
    command("demo-sign-ins", "demo", "print the demo sign-ins")


def _work_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    bring = command("import", "bringing", "bring a spreadsheet in")
    bring.add_argument("kind", choices=KINDS)
    bring.add_argument("file", type=Path)
    bring.add_argument("--unit", required=True, help="number of the unit")
    bring.add_argument("--project", help="number of the project")
    bring.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    bring.add_argument("--accept-valid", action="store_true", help="take the good rows, leave the others out")
    bring.set_defaults(run=_lazily("bringing", "bring"))
    check = command("check", "judging", "judge the clauses of the rulebook by the records of a project")
    asked = check.add_argument_group("of which projects (one of the two is needed)")
    asked.add_argument("--project", default="", help="number of the project")
    asked.add_argument("--unit", default="", help="number of the unit: all its projects")
    check.set_defaults(names_projects=True)
    check.add_argument("--period", required=True, help="2025-10, 2025-Q4, 2025-H1 or 2025-04-01..2025-09-30")
    ledger = command("ledger", "asking", "the indicators of a project, counted")
    ledger.add_argument("--project", required=True, help="number of the project")
    ledger.add_argument("--until", help="last day that counts (YYYY-MM-DD)")
    ratio = command("ratio", "asking", "residents per worker, each by its stated basis")
    ratio.add_argument("--unit", required=True, help="number of the unit")
    ratio.add_argument("--on", required=True, help="day (YYYY-MM-DD)")


def _rulebook_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    rulebook = command("rulebook", "ruling", "the agency's own rules")
    what = rulebook.add_subparsers(required=True, metavar="WHAT")
    bring = what.add_parser("import", help="read a rulebook (.docx, or .txt in UTF-8 or GB18030)")
    bring.add_argument("file", type=Path)
    bring.add_argument(
        "--unit", help="number of the unit that keeps it as a draft; without it nothing is written"
    )
    bring.add_argument("--dry-run", action="store_true", help="read and say everything, write nothing")
    bring.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    bring.set_defaults(run=_lazily("ruling", "rulebook_import"))


def _money_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    found = command("findings", "money", "what the books of a project say against the rules")
    found.add_argument("--project", required=True, help="number of the project")
    report = command("report", "money", "a report on a project's money")
    report.add_argument("kind", help="contract, activities, balance-sheet, cash-flow or half-year")
    report.add_argument("--project", required=True, help="number of the project")
    held = command("reconcile", "money", "bank and books side by side")
    balance = command("trial-balance", "money", "every account with opening, turnover and closing")
    balance.add_argument(
        "--period", help="2025-10, 2025-Q4 or 2025-04-01..2025-12-31 (default: the year so far)"
    )
    for made in (held, balance):
        made.add_argument("--project", help="number of the project")
        made.add_argument("--unit", help="number of the unit")
    for made, otherwise in (
        (found, "last entry"),
        (report, "last entry"),
        (held, "today"),
        (balance, "today"),
    ):
        made.add_argument("--until", help=f"last day that counts (YYYY-MM-DD; default: {otherwise})")
