"""What stands is recognised without reading what it says, and never wrongly."""

import os
import shutil

import pytest
from tests.fixtures.console import inside
from tests.fixtures.pictures import png
from tests.fixtures.projects import report, write

from asn.cache import Cache
from asn.publish.manifest import intact

TEXT = "slag: text\nid: inledning\ntext: |\n  Ett stycke.\n"
FORMATS = ("md", "html", "data")


@pytest.fixture
def root(tmp_path):
    """Three adopted reports, of which the last is built."""
    files = {**report(TEXT, "2022/T1"), **report(TEXT, "2022/VB"), **report(TEXT, "2023/T1")}
    write(tmp_path, files)
    for name in ("2022/T1", "2022/VB", "2023/T1"):
        changed(tmp_path / "content" / name / "rapport.yaml", "utkast", "fastställd")
    built = inside(tmp_path, "build", "--period", "2023/T1", "--format", ",".join(FORMATS))
    assert built.returncode == 0, built.stderr
    assert holds(tmp_path)
    return tmp_path


def holds(root, formats=FORMATS):
    manifest = intact(root / "build/2023/T1")
    return manifest is not None and Cache(root).holds("2023/T1", manifest, formats)


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
    assert not holds(root)


def test_an_earlier_draft_is_no_reason_until_it_is_adopted(root):
    """An adopted report knows nothing of drafts; one that isn't plainly said to be a draft is left to the build."""
    shutil.copytree(root / "content/2022/T1", root / "content/2021/T1")
    sheet = root / "content/2021/T1/rapport.yaml"
    changed(sheet, "fastställd", "utkast")
    assert holds(root)
    changed(sheet, "tillstånd: utkast", "tillstånd: utkast # snart fastställd")
    assert not holds(root)
    ran = inside(root, "build", "--period", "2023/T1", "--format", ",".join(FORMATS))
    assert (ran.returncode, ran.stdout) == (0, "2023/T1: oförändrad\n")
    changed(sheet, "tillstånd: utkast # snart fastställd", "'tillstånd' : fastställd")
    assert not holds(root)


def test_a_draft_knows_of_earlier_drafts(root):
    """It is held against them, too."""
    for name in ("2022/VB", "2023/T1"):
        changed(root / f"content/{name}/rapport.yaml", "fastställd", "utkast")
    assert inside(root, "build", "--period", "2023/T1", "--format", ",".join(FORMATS)).returncode == 0
    assert holds(root)
    changed(root / "content/2022/VB/avsnitt.yaml", "Ett", "Två")
    assert not holds(root)


def test_an_earlier_reports_picture_is_its_own(root):
    """A later report has the words of those before it, and nothing else of theirs."""
    (root / "content/2022/VB/bild.png").write_bytes(png())
    assert holds(root)
    (root / "content/2023/T1/bild.png").write_bytes(png())
    assert not holds(root)


@pytest.mark.parametrize(
    "name", ["2022/VB/ny.yaml", "2023/T1/ny.yaml", "ny.yaml", "2023/T1/mapp/ny.yaml", "gammalt/ny.yaml"]
)
def test_a_file_more_is_seen(root, name):
    """It may be part of the report today."""
    path = root / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT)
    assert not holds(root)


def test_a_new_earlier_report_is_seen_and_a_later_one_is_no_reason(root):
    """History is what came before."""
    shutil.copytree(root / "content/2022/VB", root / "content/2024/VB")
    assert holds(root)
    shutil.copytree(root / "content/2022/VB", root / "content/2021/VB")
    assert not holds(root)


def test_the_next_report_of_the_kind_is_seen_when_it_is_adopted(root):
    """The page leads there; a draft has told nobody anything."""
    sheet = root / "content/2024/T1/rapport.yaml"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("tillstånd: utkast\n", encoding="utf-8")
    assert holds(root)
    sheet.write_text("tillstånd: fastställd\n", encoding="utf-8")
    assert not holds(root)


def test_a_removed_file_is_seen(root):
    """Also an earlier report's."""
    shutil.rmtree(root / "content/2022/VB")
    assert not holds(root)


def test_the_projects_own_template_is_seen(root):
    """New, and changed back again."""
    own = root / "templates/stil/tryck.css"
    own.parent.mkdir(parents=True)
    own.write_text("p { color: #000 }")
    assert not holds(root)
    own.unlink()
    assert holds(root)


@pytest.mark.parametrize("name", ["data.json", "sammanfattning.md", "manifest.json"])
def test_a_torn_output_is_seen(root, name):
    """Every file is read and held against its sum."""
    path = root / "build/2023/T1" / name
    os.truncate(path, path.stat().st_size // 2)
    assert not holds(root)


def test_a_format_more_is_seen_and_a_format_less_is_no_reason(root):
    """What is there may be more than is asked for."""
    assert not holds(root, ("md", "pdf"))
    assert holds(root, ("md",))
    assert holds(root, ("data",))


def test_a_link_in_the_place_of_a_file_is_left_to_the_build(root, tmp_path_factory):
    """It is not read, and the build says why."""
    path = root / "content/2023/T1/avsnitt.yaml"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "avsnitt.yaml"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert not holds(root)
