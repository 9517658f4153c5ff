"""Commands that run inside the environment: the product's own, the words, the measurements."""

import subprocess

from scripts import installation
from scripts.places import PYTHON, surroundings

INSIDE = {
    "banyan": "banyan",
    "words": "scripts.words",
    "bench": "bench",
}


def main(name: str, arguments: list[str]) -> int:
    """Make sure the environment is there, then hand over; paths mean what they mean to the caller."""
    installation.provide_tools(development=name == "bench")
    return subprocess.run([str(PYTHON), "-P", "-m", INSIDE[name], *arguments], env=surroundings()).returncode
