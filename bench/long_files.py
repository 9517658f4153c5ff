"""`./run bench --files [--postgres]`: registers of growing length as CSV and XLSX: rows a second, and what memory they take.

Memory must not grow with the file: the most that the longest file takes is held against the shortest of its kind.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from bench.people import write_file
from bench.places import BENCH, Side, databases, prepare
from bench.report import beside_the_other_database
from scripts.places import ROOT, say

RESULTS = ROOT / "bench" / "long_files.md"
LENGTHS = (10_000, 50_000, 100_000)
STANDING, FIRST = 1_000, 3_000_001
GROWS_AT_MOST = 1.25
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def main(postgres: bool) -> int:
    """Bring every file in a process of its own, and tell. Answers 1 when memory grows with the file."""
    folder = BENCH / ("files-postgresql" if postgres else "files")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with databases(postgres, ["files"]) as addresses:
        side = prepare("product", STANDING, folder, addresses["files"])
        rows = [_brought(side, place, length, kind) for place, (length, kind) in enumerate(_files())]
    text = told(rows, "PostgreSQL" if postgres else "SQLite")
    say(text)
    kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(beside_the_other_database(kept, text), encoding="utf-8")
    return int(any(_growth(rows, kind) > GROWS_AT_MOST for kind in ("csv", "xlsx")))


def _files() -> list[tuple[int, str]]:
    return [(length, kind) for kind in ("csv", "xlsx") for length in LENGTHS]


def _brought(side: Side, place: int, length: int, kind: str) -> dict[str, Any]:
    say(f"{length:,} rows as {kind} …")
    file = write_file(side.home / f"long-{place}.csv", length, FIRST + place * 200_000)
    if kind == "xlsx":
        file = as_workbook(file)
    told = json.loads(side.run("-m", "bench.bringing", str(file)).splitlines()[-1])
    return dict(told) | {"kind": kind, "load": round(os.getloadavg()[0], 1)}


def _growth(rows: list[dict[str, Any]], kind: str) -> float:
    found = [row["memory_most"] for row in rows if row["kind"] == kind]
    return float(found[-1] / found[0])


def told(rows: list[dict[str, Any]], database: str) -> str:
    """The table."""
    lines = [
        f"# Long files, measured on {datetime.now():%Y-%m-%d}, {database}",
        "",
        "Each file in a process of its own; the load of the machine (1 minute) beside it, on two cores. Memory is the most that the "
        f"process ever held; it may grow by a quarter from the shortest file to the longest (CSV × {_growth(rows, 'csv'):.2f}, "
        f"XLSX × {_growth(rows, 'xlsx'):.2f}).",
        "",
        "| file | rows | checking s | writing s | rows/s | processor s | most memory MB | load |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {row['kind']} | {row['rows']:,} | {row['checking']} | {row['writing']} | {row['rate']:,} | {row['processor']} "
            f"| {row['memory_most']} | {row['load']} |"
            for row in rows
        ),
    ]
    return "\n".join(lines) + "\n"


def as_workbook(file: Path) -> Path:
    """The same rows as Excel and WPS keep them: cells that point at texts, each of which stands once."""
    texts: dict[str, int] = {}
    made = file.with_suffix(".xlsx")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _around().items():
            archive.writestr(name, content)
        with (
            archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
            file.open(encoding="utf-8-sig", newline="") as rows,
        ):
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for line, cells in enumerate(csv.reader(rows), 1):
                sheet.write(
                    _row(line, [texts.setdefault(cell, len(texts)) if cell else -1 for cell in cells])
                )
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w") as shared:
            shared.write(f'<sst xmlns="{_MAIN}">'.encode())
            shared.writelines(f"<si><t>{escape(text)}</t></si>".encode() for text in texts)
            shared.write(b"</sst>")
    file.unlink()
    return made


def _row(line: int, cells: list[int]) -> bytes:
    filled = (
        f'<c r="{_column(place)}{line}" t="s"><v>{text}</v></c>'
        for place, text in enumerate(cells)
        if text >= 0
    )
    return f'<row r="{line}">{"".join(filled)}</row>'.encode()


def _column(place: int) -> str:
    return chr(65 + place) if place < 26 else "A" + chr(65 + place - 26)


def _around() -> dict[str, str]:
    """The parts without which nobody opens a workbook."""
    sheet = '<sheets><sheet name="居民" sheetId="1" r:id="rId1"/></sheets>'
    links = {"rId1": "worksheet", "rId2": "sharedStrings"}
    targets = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml"}
    listed = "".join(
        f'<Relationship Id="{each}" Type="{_LINKS}/{kind}" Target="{targets[kind]}"/>'
        for each, kind in links.items()
    )
    office = f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    types = '<Default Extension="xml" ContentType="application/xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{office}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{sheet}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>',
    }
