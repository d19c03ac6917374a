"""What all tests share."""

import os

import pytest
from tests.fixtures import pdfs


@pytest.fixture(scope="session", autouse=True)
def _common(tmp_path_factory):
    """The folder that the processes of a run have in common."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        pdfs.COMMON[:] = [tmp_path_factory.getbasetemp().parent]
