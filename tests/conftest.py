"""What all tests share."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings
from tests.fixtures import pdfs
from tests.fixtures.templates import compiled_once

# How long an example takes says how loaded the machine is, and nothing of the program. In CI the examples are the same
# each time: a merge request isn't stopped for what it hasn't changed.
settings.register_profile(
    "asn", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("asn")
_PATIENCE = 200_000
"""As the program itself has it."""


def pytest_collection():
    """Rounds of the garbage collector are as few as where the program runs by itself, and no line is broken.

    readline, which pytest imports, puts the screen's width in what the processes of a run inherit.
    """
    gc.set_threshold(_PATIENCE)
    os.environ.pop("COLUMNS", None)


def pytest_collection_finish():
    """And what all tests are made of isn't gone through in any of them."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _common(tmp_path_factory):
    """The folder that the processes of a run have in common."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        pdfs.COMMON[:] = [tmp_path_factory.getbasetemp().parent]


@pytest.fixture(scope="session", autouse=True)
def _templates():
    """Templates are compiled once in a process."""
    with pytest.MonkeyPatch.context() as patch:
        compiled_once(patch)
        yield
