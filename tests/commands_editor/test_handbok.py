"""``asn handbok`` builds the handbook wherever one stands, whole or not at all.

What it builds without options is looked at in tests/render/test_handbook_pages.py.
"""

import os
import re
import subprocess
import sys
import zipfile

import pytest
from tests.commands_editor.projects import new
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO

from asn.render.pdf import PANGO_MISSING, PdfEngineMissing


def test_in_a_project_it_goes_where_the_reports_go(tmp_path):
    """From any folder in it; the project's own templates are for its reports."""
    folder = new(tmp_path / "nytt")
    (folder / "templates" / "stil").mkdir(parents=True)
    (folder / "templates" / "stil" / "handbok.css").write_text("trasig {", encoding="utf-8")
    done = inside(folder / "content" / "2025", "handbok", "--format", "html")
    assert done.returncode == 0, done.stderr
    page = (folder / "build" / "handbok" / "handbok.html").read_bytes()
    assert inside(tmp_path, "handbok", "--format", "html", "--out", "annan").returncode == 0
    assert (tmp_path / "annan" / "handbok.html").read_bytes() == page


def test_the_markdown_has_its_pictures_beside_it(tmp_path):
    """It is the handbook as git hosts show it."""
    assert inside(tmp_path, "handbok", "--format", "md", "--out", "x/../bok").returncode == 0
    text = (tmp_path / "bok" / "handbok.md").read_text(encoding="utf-8")
    assert text == (REPO / "docs" / "handbok.md").read_text(encoding="utf-8")
    pictures = re.findall(r"\]\((bilder/[^)]+)\)", text)
    assert pictures
    assert all((tmp_path / "bok" / name).is_file() for name in pictures)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    """Nothing of another's is written over, nor beside it."""
    (tmp_path / "mitt.txt").write_text("mitt")
    done = inside(tmp_path, "handbok", "--format", "md", "--out", ".")
    assert done.returncode == 1
    assert "asn inte har skrivit" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mitt.txt"]


@pytest.mark.parametrize("told", ["docx", "", "html,data"])
def test_an_unknown_format_is_wrong_usage(tmp_path, told):
    """And the known ones are named."""
    done = inside(tmp_path, "handbok", "--format", told)
    assert done.returncode == 2
    assert "html, pdf, md" in done.stderr
    assert not list(tmp_path.iterdir())


def test_without_the_pdf_library_it_is_said_what_helps(tmp_path, monkeypatch):
    """Nothing is half built, and the web page needs no library."""

    def missing(*_):
        raise PdfEngineMissing(PANGO_MISSING)

    monkeypatch.setattr("asn.commands.handbok.pdf", missing)
    done = inside(tmp_path, "handbok")
    assert done.returncode == 1
    assert "apt-get install" in done.stderr
    assert not (tmp_path / "build" / "handbok").exists()
    assert inside(tmp_path, "handbok", "--format", "html,md").returncode == 0


def test_the_wheel_carries_the_handbook(tmp_path):
    """What is installed needs no checkout, and builds the same page."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "hjul"]
    subprocess.run(build, cwd=REPO, check=True, capture_output=True)
    (wheel,) = (tmp_path / "hjul").iterdir()
    with zipfile.ZipFile(wheel) as file:
        file.extractall(tmp_path / "paket")
    code = (
        "import sys, asn; from asn.commands import run;"
        "assert asn.__file__.startswith(sys.argv[1]); sys.exit(run(['handbok', '--format', 'html', '--out', 'bok']))"
    )
    env = os.environ | {"PYTHONPATH": str(tmp_path / "paket")}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "paket")], cwd=tmp_path, env=env, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert inside(tmp_path, "handbok", "--format", "html", "--out", "annan").returncode == 0
    pages = {(tmp_path / name / "handbok.html").read_bytes() for name in ("bok", "annan")}
    assert len(pages) == 1
