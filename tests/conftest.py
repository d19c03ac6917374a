"""What all tests share."""

import gc
import os
from functools import partialmethod

import pytest
from jinja2 import BytecodeCache
from tests.fixtures import pdfs

from asn.render.template import _Environment

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


class _Compiled(BytecodeCache):
    """Each template's code, for all environments whose filters are called the same: a test's project has its own.

    Half of the time of building a small report went to compiling the same templates once more.
    """

    codes = {}

    def load_bytecode(self, bucket):
        bucket.code = self.codes.get((bucket.key, bucket.checksum, *bucket.environment.filters))

    def dump_bytecode(self, bucket):
        self.codes[bucket.key, bucket.checksum, *bucket.environment.filters] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def _templates():
    """Templates are compiled once in a process."""
    with pytest.MonkeyPatch.context() as patch:
        kept = partialmethod(_Environment.__init__, bytecode_cache=_Compiled())
        patch.setattr(_Environment, "__init__", kept)
        yield
