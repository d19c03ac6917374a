"""What stands is recognised without reading what it says, and never wrongly."""

import os
import shutil

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write

from asn.cache import Standing

TEXT = "slag: text\nid: inledning\ntext: |\n  Ett stycke.\n"
FORMATS = ("md", "html", "data")


@pytest.fixture
def root(tmp_path):
    """Three reports, of which the first is a draft; the last is built."""
    files = {**report(TEXT, "2022/T1"), **report(TEXT, "2022/VB"), **report(TEXT, "2023/T1")}
    write(tmp_path, files)
    for name in ("2022/VB", "2023/T1"):
        changed(tmp_path / "content" / name / "rapport.yaml", "utkast", "fastställd")
    built = inside(tmp_path, "build", "--period", "2023/T1", "--format", ",".join(FORMATS))
    assert built.returncode == 0, built.stderr
    assert standing(tmp_path)
    return tmp_path


def standing(root, formats=FORMATS):
    return Standing(root).holds("2023/T1", root / "build/2023/T1", formats)


def changed(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    "file",
    ["2023/T1/avsnitt.yaml", "2023/T1/rapport.yaml", "2022/VB/avsnitt.yaml", "namnd.yaml", "rapportslag.yaml"],
)
def test_a_changed_file_is_seen(root, file):
    """Its own, an earlier report's and a register's, were it but a blank line."""
    path = root / "content" / file
    path.write_text(path.read_text() + "\n")
    assert not standing(root)


def test_a_draft_that_it_knows_nothing_of_is_no_reason(root):
    """An adopted report is held against adopted ones alone."""
    changed(root / "content/2022/T1/avsnitt.yaml", "stycke", "annat stycke")
    assert standing(root)


def test_a_draft_that_is_adopted_is_seen(root):
    """From then on it is history."""
    changed(root / "content/2022/T1/rapport.yaml", "utkast", "fastställd")
    assert not standing(root)


@pytest.mark.parametrize("line", ["tillstånd: 'utkast'", "tillstånd:  utkast", "titel: |\n  a\n  tillstånd: utkast"])
def test_what_is_written_in_another_way_is_left_to_the_build(root, line):
    """No is always a safe answer."""
    changed(root / "content/2022/T1/rapport.yaml", "tillstånd: utkast", line)
    assert not standing(root)


@pytest.mark.parametrize(
    "name", ["2022/VB/ny.yaml", "2023/T1/ny.yaml", "ny.yaml", "2023/T1/mapp/ny.yaml", "gammalt/ny.yaml"]
)
def test_a_file_more_is_seen(root, name):
    """It may be part of the report today."""
    path = root / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT)
    assert not standing(root)


def test_a_new_earlier_report_is_seen_and_a_later_one_is_no_reason(root):
    """History is what came before."""
    shutil.copytree(root / "content/2022/VB", root / "content/2024/T1")
    assert standing(root)
    shutil.copytree(root / "content/2022/VB", root / "content/2021/VB")
    assert not standing(root)


def test_a_removed_file_is_seen(root):
    """Also an earlier report's."""
    shutil.rmtree(root / "content/2022/VB")
    assert not standing(root)


def test_the_projects_own_template_is_seen(root):
    """New, and changed back again."""
    own = root / "templates/stil/tryck.css"
    own.parent.mkdir(parents=True)
    own.write_text("p { color: #000 }")
    assert not standing(root)
    own.unlink()
    assert standing(root)


@pytest.mark.parametrize("name", ["data.json", "sammanfattning.md", "manifest.json"])
def test_a_torn_output_is_seen(root, name):
    """Every file is read and held against its sum."""
    path = root / "build/2023/T1" / name
    os.truncate(path, path.stat().st_size // 2)
    assert not standing(root)


def test_a_format_more_is_seen_and_a_format_less_is_no_reason(root):
    """What is there may be more than is asked for."""
    assert not standing(root, ("md", "pdf"))
    assert standing(root, ("md",))
    assert standing(root, ("data",))


def test_an_unbuilt_report_doesnt_stand(root):
    """There is nothing to stand."""
    assert not Standing(root).holds("2022/VB", root / "build/2022/VB", FORMATS)


def test_a_link_in_the_place_of_a_file_is_left_to_the_build(root, tmp_path_factory):
    """It is not read, and the build says why."""
    path = root / "content/2023/T1/avsnitt.yaml"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "avsnitt.yaml"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert not standing(root)
