"""The shell where there is no installation, or no database at all."""

import json
import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("address", "code"), [("", "no_installation"), ("postgres://nobody@127.0.0.1:1/none", "no_database")]
)
def test_a_place_without_an_installation_is_told_in_one_line(tmp_path, address, code):
    surroundings = os.environ | {"BANYAN_HOME": str(tmp_path), "BANYAN_DATABASE_URL": address}
    ran = subprocess.run(
        [sys.executable, "-m", "banyan", "verify", "--json"],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert json.loads(ran.stdout)["refused"]["code"] == code
