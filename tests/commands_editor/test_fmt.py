"""``asn fmt`` on files on a disk: what it changes, what it says, and what it leaves alone."""

import pytest
from tests.commands_editor.projects import changed, new
from tests.fixtures.console import asn, inside

FILE = "content/2025/T1/handelser.yaml"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def project(tmp_path):
    return new(tmp_path / "Nämnd å ä ö")


def uglified(path):
    """The file with line ends of Windows, a byte order mark and blanks."""
    good = path.read_bytes()
    path.write_bytes(BOM + good.replace(b"\n", b" \r\n"))
    return good


def test_check_changes_nothing_and_names_the_files(project):
    """In CI: exit 1 and a list."""
    path = project / FILE
    uglified(path)
    before = path.read_bytes()
    done = asn(project, "fmt", "--check")
    assert (done.returncode, done.stdout) == (1, f"{FILE}: skulle ändras\n")
    assert "1 fil av 12" in done.stderr
    assert path.read_bytes() == before


def test_a_file_is_put_right_and_the_next_run_has_nothing_to_do(project):
    """From a Windows editor to the one style; the file's rights stay, and nothing is left beside it."""
    path = project / FILE
    good = uglified(path)
    path.chmod(0o640)
    done = inside(project, "fmt")
    assert (done.returncode, done.stdout) == (0, f"{FILE}: ändrad\n")
    assert path.read_bytes() == good
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(other.name for other in path.parent.iterdir()) == sorted(
        ["ekonomi.yaml", "handelser.yaml", "mal.yaml", "rapport.yaml", "risker.yaml", "uppdrag.yaml"]
    )
    again = inside(project, "fmt", "--check")
    assert (again.returncode, again.stdout) == (0, "")
    assert "Alla 12 filer" in again.stderr


def test_a_file_that_cannot_be_read_for_certain_is_left_alone_and_named(project):
    """The others are put right all the same."""
    uglified(project / FILE)
    broken = project / "content/2025/T1/mal.yaml"
    broken.write_text("slag: text\nslag: text\n", encoding="utf-8")
    done = inside(project, "fmt")
    assert done.returncode == 1
    assert done.stdout == f"{FILE}: ändrad\n"
    assert "mal.yaml: lämnas orörd." in done.stderr
    assert broken.read_text(encoding="utf-8") == "slag: text\nslag: text\n"


def test_only_the_files_that_are_named_are_looked_at(project):
    """A file is named from where one stands."""
    changed(project / FILE, "slag:", "slag:  ")
    changed(project / "content/2025/T1/mal.yaml", "\n\n", "  \n\n")
    done = inside(project / "content/2025", "fmt", "T1/mal.yaml")
    assert (done.returncode, done.stdout) == (0, "content/2025/T1/mal.yaml: ändrad\n")


@pytest.mark.parametrize("name", ["finns_inte.yaml", "README.md"])
def test_a_file_that_is_not_content_is_wrong_usage(project, name):
    """Exit 2, and nothing else is done."""
    done = inside(project, "fmt", name)
    assert done.returncode == 2
    assert name in done.stderr


def test_a_link_is_not_followed(project, tmp_path):
    """A committed link could point at a file of the machine; it is neither read nor written."""
    secret = tmp_path / "hemlig.yaml"
    secret.write_text("a:   b  \n", encoding="utf-8")
    (project / "content/2025/T1/extra.yaml").symlink_to(secret)
    done = inside(project, "fmt")
    assert done.returncode == 1
    assert "länk" in done.stderr
    assert secret.read_text(encoding="utf-8") == "a:   b  \n"


def test_without_schemas_no_file_names_one(project):
    """A line that leads nowhere would only be a red line more."""
    for path in (project / "schema").iterdir():
        path.unlink()
    path = project / FILE
    path.write_text("slag: händelser\nhändelser: []\n", encoding="utf-8")
    assert inside(project, "fmt").returncode == 0
    assert path.read_text(encoding="utf-8") == "slag: händelser\nhändelser: []\n"


def test_outside_a_project_it_says_so(tmp_path):
    """Exit 2, and how to begin."""
    done = inside(tmp_path, "fmt")
    assert done.returncode == 2
    assert "asn init" in done.stderr
