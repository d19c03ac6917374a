"""The two repositories whose CI is ours to keep: this one, and one that ``asn init`` makes."""

import sys
from pathlib import Path

import pytest
from tests.commands_editor.projects import committed, new
from tests.fixtures.projects import REPO


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A repository that ``asn init`` made."""
    return new(tmp_path_factory.mktemp("home") / "nytt")


@pytest.fixture(params=["this", "new"])
def home(request, made):
    """Each of the two."""
    return REPO if request.param == "this" else made


@pytest.fixture
def project(tmp_path):
    """A committed project with our virtual environment where our CI puts it."""
    folder = new(tmp_path / "projekt")
    committed(folder)
    (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
    return folder
