"""`./run COMMAND`: the table of commands."""

import importlib
import sys

from scripts.places import SetupFailed

COMMANDS = {
    "demo": ("scripts.demo", "set up, load the demo agency and serve it on this machine"),
    "test": ("scripts.testing", "set up and run the whole suite: SQLite, PostgreSQL, browser"),
    "test-deep": ("scripts.testing", "the suite with the long property and failure runs (about an hour)"),
    "check": ("scripts.check", "style, types, layers and locks; green before hand-over"),
    "bench": ("scripts.shell", "measure against the floor (about ten minutes)"),
    "clauses": ("scripts.clauses", "which clauses of the rulebook are proven by which tests"),
    "lock": ("scripts.lock", "renew the hashed locks (needs the network)"),
    "words": ("scripts.shell", "compile the catalogues and list what has no translation"),
    "banyan": ("scripts.shell", "the product's own commands, e.g. ./run banyan verify"),
}


def usage() -> str:
    """One line for each command."""
    lines = [f"  ./run {name:<10} {meaning}" for name, (_, meaning) in COMMANDS.items()]
    return "\n".join(["Usage: ./run COMMAND [ARGUMENTS]", "", *lines])


def main(arguments: list[str]) -> int:
    """Hand the arguments to the command that was named."""
    name = arguments[0] if arguments else "help"
    if name in ("help", "-h", "--help"):
        print(usage())
        return 0
    if name not in COMMANDS:
        print(f"Unknown command: {name}\n\n{usage()}", file=sys.stderr)
        return 2
    module = importlib.import_module(COMMANDS[name][0])
    return module.main(name, arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except SetupFailed as failure:
        sys.exit(str(failure))
