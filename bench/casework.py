"""`python -m bench.casework [--postgres]`: a case of 10,000 entries and a worker with 60 open cases, page by page.

The bounds are those of the services: the file opens in under a second, the desk in under 300 ms of server time. The
times are those of a request from end to end inside the process, all middleware included, without the network.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

ENTRIES, PAPERS, CASES, CONTACTS_OF_EACH = 10_000, 300, 60, 25
LAST = date(2025, 12, 31)
TIMES = 15
PIECE = 1_000
BOUNDS = {"file": 1_000, "earlier": 1_000, "desk": 300, "load": 300}
RESULTS = Path(__file__).with_name("casework.md")
WORDS = "上门面谈一小时，案主在家，谈到近况与上次约定的完成情况，一起看了学校来信，约定下周再看出勤。" * 3


def main(arguments: list[str]) -> int:
    """Both measurements on one database; answers 1 when a bound is missed."""
    from bench.places import BENCH, databases
    from scripts.places import say

    parser = argparse.ArgumentParser(prog="bench.casework", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of this run")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        print(json.dumps(child()))
        return 0
    name = "PostgreSQL" if options.postgres else "SQLite"
    home = BENCH / f"casework-{name.lower()}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    with databases(options.postgres, ["casework"]) as addresses:
        found = _asked(home, addresses["casework"])
    say(_told(name, found))
    _keep(name, _told(name, found))
    return int(any(found[code]["median"] > bound for code, bound in BOUNDS.items()))


def _asked(home: Path, address: str) -> dict[str, Any]:
    """Fill and measure in a process of its own, which knows this database alone."""
    from bench.places import Side
    from scripts.places import DATA

    os.symlink(DATA / "vendor", home / "vendor")
    side = Side("product", ENTRIES, home, address)
    return json.loads(side.run("-m", "bench.casework", "--child").splitlines()[-1])


def _told(name: str, found: dict[str, Any]) -> str:
    lines = [
        f"## {name}, {datetime.now():%Y-%m-%d}",
        "",
        f"A case with {ENTRIES:,} entries ({ENTRIES - PAPERS:,} contacts, {PAPERS} forms); a worker with {CASES} open cases of "
        f"{CONTACTS_OF_EACH} contacts each. {TIMES} requests each, one after the other; load of the machine (1 minute) "
        f"{found['load_before']} before and {found['load_after']} after on {os.cpu_count()} cores.",
        "",
        "| page | statements | median ms | worst ms | of the processor, median ms | bound ms |",
        "|---|---|---|---|---|---|",
    ]
    names = {"file": "the file", "earlier": "its earlier part", "desk": "the desk", "load": "load by grade"}
    for code, bound in BOUNDS.items():
        each = found[code]
        lines.append(
            f"| {names[code]} | {each['statements']} | {each['median']} | {each['worst']} | {each['processor']} | {bound} |"
        )
    return "\n".join(lines)


def _keep(name: str, told: str) -> None:
    """The other database's table stays."""
    kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Casework at length\n"
    head, *parts = kept.split("\n## ")
    others = [f"## {part}".strip() for part in parts if not part.startswith(name)]
    RESULTS.write_text("\n\n".join([head.strip(), *sorted([*others, told])]) + "\n", encoding="utf-8")


# -- in the process of the database -----------------------------------------------------------------


def child() -> dict[str, Any]:
    """Fill the database and ask for the pages."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")
    django.setup()
    from banyan.core import door

    with door.opened("bench"):
        user, case = _seeded()
    found: dict[str, Any] = {"load_before": round(os.getloadavg()[0], 1)}
    file = f"/services/case/{case.public_id}/"
    pages = {"file": file, "earlier": f"{file}?before=2023-06-30", "desk": "/", "load": "/services/load/"}
    for code, address in pages.items():
        found[code] = _measured(user, address)
    return found | {"load_after": round(os.getloadavg()[0], 1)}


def _measured(user: Any, address: str) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for _warm in range(2):
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    statements = []

    def counted(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(counted):
        client.get(address)
    taken, spent = [], []
    for _time in range(TIMES):
        before, busy = time.perf_counter(), time.process_time()
        client.get(address)
        taken.append((time.perf_counter() - before) * 1000)
        spent.append((time.process_time() - busy) * 1000)
    return {
        "statements": len(statements),
        "median": round(statistics.median(taken), 1),
        "worst": round(max(taken), 1),
        "processor": round(statistics.median(spent), 1),
    }


def _seeded() -> tuple[Any, Any]:
    """Tables, a worker, the long case and the sixty open ones; written in pieces, not through deeds."""
    from django.core.management import call_command

    from banyan.core.inserting import refresh_statistics
    from bench import product

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    station, _other = product._units()
    user = product._worker(station)
    long = _case(station, user.person, 1)
    _contacts(long, user.person, ENTRIES - PAPERS)
    _papers(long, user.person)
    for count in range(2, CASES + 2):
        _contacts(_case(station, user.person, count), user.person, CONTACTS_OF_EACH)
    refresh_statistics()
    return user, long


def _case(station: Any, worker: Any, count: int) -> Any:
    from banyan.domains.services.models import Case, CaseGoal, CaseWorker, ServiceUser

    client = ServiceUser(
        unit=station, number=f"R{count:05}", name=f"示例{count}", registered_on=date(2018, 1, 2)
    )
    client.set_keys()
    client.save()
    case = Case.everything.create(
        unit=station, client=client, number=f"GA-2019-{count:04}", key_worker=worker, grade="ABCV"[count % 4],
        inquired_on=date(2019, 1, 7), opened_on=date(2019, 1, 9), last_contact_on=LAST, state="intervention",
    )  # fmt: skip
    CaseWorker.everything.create(case=case, person=worker, is_key=True, since=date(2019, 1, 9))
    for position in (1, 2, 3):
        goal = CaseGoal(
            case=case,
            position=position,
            text="每周出门三次",
            measure="日志",
            set_on=date(2019, 1, 20),
            score=0,
        )
        goal.levels = ["不出门", "一次", "三次", "四次", "每天"]
        goal.save()
    return case


def _contacts(case: Any, worker: Any, many: int) -> None:
    from banyan.domains.services.models import CaseContact, CasePresence

    made = list(_made_contacts(case, worker, many))
    for place in range(0, many, PIECE):
        piece = CaseContact.everything.bulk_create(made[place : place + PIECE])
        CasePresence.everything.bulk_create(
            CasePresence(case=case, contact=each, person=worker, minutes=60) for each in piece
        )


def _made_contacts(case: Any, worker: Any, many: int) -> Iterator[Any]:
    from banyan.domains.services.models import CaseContact

    for count in range(many):
        day = LAST - timedelta(days=(many - 1 - count) * 2400 // max(many, 1))
        yield CaseContact(
            case=case, number=f"{case.number}-{count + 1:02}", position=count + 1, held_on=day, entered_on=day,
            began_at=clock_time(9 + count % 8), ended_at=clock_time(10 + count % 8), worker=worker, kind="visit",
            place="家中", present="案主", aim="跟进", happened=WORDS, said="我这周出门了三次。", judgement=WORDS, next_step="下周再访",
        )  # fmt: skip


def _papers(case: Any, worker: Any) -> None:
    from banyan.domains.services.models import CaseDocument

    kinds = ("inquiry", "intake", "consent", "assessment", "plan", "agreement")
    made = []
    for count in range(PAPERS):
        day = date(2019, 1, 7) + timedelta(days=count * 8)
        kind = kinds[count] if count < len(kinds) else "review"
        paper = CaseDocument(
            case=case, kind=kind, number=f"{case.number}-P{count}", happened_on=day, entered_on=day, author=worker,
            state="filed", settled_on=day, outcome="accept" if kind == "intake" else "",
        )  # fmt: skip
        paper.answers = {"progress": WORDS, "client_view": "好多了", "analysis": WORDS}
        made.append(paper)
    CaseDocument.everything.bulk_create(made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
