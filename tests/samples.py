"""The agency's sample files. They lie beside the checkout and are no part of it."""

import warnings
from pathlib import Path

import pytest

from tests.isolation import ROOT

SAMPLES = ROOT.parent / "shared" / "domain" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample files; tests that need it are skipped, audibly, where it is not there."""
    if not SAMPLES.is_dir():
        warnings.warn(pytest.PytestWarning("The sample files are not beside this checkout."), stacklevel=1)
        pytest.skip("needs the sample files beside the checkout")
    return SAMPLES
