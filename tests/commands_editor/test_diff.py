"""``asn diff`` between periods and between commits."""

import json
import shutil

import pytest
from tests.commands_editor.projects import changed, committed, git, new
from tests.fixtures.console import asn, inside

from asn.repository import files_at

RISKS = "content/2025/T1/risker.yaml"


@pytest.fixture
def project(tmp_path):
    folder = new(tmp_path / "nytt")
    committed(folder)
    return folder


def test_what_changed_since_a_commit_is_told(project):
    """A light that was turned in the working copy, against the branch."""
    changed(project / RISKS, "bedömning: gul", "bedömning: röd")
    done = inside(project, "diff", "2025/T1", "--since", "main")
    assert (done.returncode, done.stdout) == (
        0,
        (
            "2025/T1 i main → nu\n1 ljus vände.\n\n"
            "Ljus som ändrats: 1 sämre\n  Risker\n    Svårt att rekrytera handläggare: gul → röd (sämre)\n"
        ),
    )


def test_nothing_changed_is_told_in_two_words(project):
    """Also when the files look otherwise but say the same."""
    changed(project / RISKS, "slag: risker", "slag: risker  # som förut")
    assert inside(project, "diff", "2025/T1", "--since", "HEAD").stdout == "2025/T1 i HEAD → nu\nInga skillnader.\n"
    assert inside(project, "diff", "--since", "HEAD").stdout == "Inga skillnader.\n"


def test_without_a_period_every_report_that_changed_is_told(project):
    """For a merge request's comment; a report that wasn't there is said to be new."""
    changed(project / RISKS, "bedömning: gul", "bedömning: röd")
    assert inside(project, "new", "--year", "2026", "--period", "T1").returncode == 0
    done = inside(project, "diff", "--since", "main", "--output-format", "md")
    assert done.returncode == 0
    light = "## 2025/T1 i main → nu\n\n1 ljus vände.\n\n### Ljus som ändrats: 1 sämre\n\n| Avsnitt | Rad |"
    new = "## 2026/T1 i main → nu\n\nRapporten är ny: Delårsrapport 1 2026, utkast.\n\n"
    assert done.stdout.startswith(f"1 är ny, borttagen eller oläslig, 1 ljus vände.\n\n{new}{light}")
    json_ = inside(project, "diff", "--since", "main", "--output-format", "json")
    assert [row["efter"] for row in json.loads(json_.stdout)[1]["ljus"]] == ["röd"]


def test_a_report_that_was_not_there_is_new(project):
    """It is no fault: a merge request often brings one."""
    assert inside(project, "new", "--year", "2026", "--period", "T1").returncode == 0
    for path in (project / "content/2026/T1").iterdir():
        text = (project / "content/2025/T1" / path.name).read_bytes()
        path.write_bytes(text)
    done = inside(project, "diff", "2026/T1", "--since", "main")
    assert done.returncode == 0
    assert done.stdout == "2026/T1 i main → nu\nRapporten är ny: Delårsrapport 1 2026, utkast.\n"


def test_the_project_may_be_a_folder_of_a_repository(tmp_path):
    """Names in git begin at the repository's top; ours at the project's."""
    top = tmp_path / "allt ihop å"
    top.mkdir()
    project = new(top / "rapporter")
    committed(top)
    changed(project / RISKS, "bedömning: gul", "bedömning: grön")
    done = inside(project, "diff", "2025/T1", "--since", "HEAD")
    assert "gul → grön (bättre)" in done.stdout


def test_two_periods_are_compared(project):
    """The later is the second."""
    assert inside(project, "new", "--year", "2026", "--period", "T1").returncode == 0
    for path in (project / "content/2026/T1").iterdir():
        path.write_bytes((project / "content/2025/T1" / path.name).read_bytes())
    changed(project / "content/2026/T1/ekonomi.yaml", "-4 120", "-4 000")
    done = inside(project, "diff", "2025/T1", "2026/T1")
    assert done.returncode == 0
    assert (
        "    Resultat nämnden\n      Utfall jan–apr     −13\N{NO-BREAK SPACE}990 → −13\N{NO-BREAK SPACE}870  (+120)\n"
        in done.stdout
    )


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["2025/T1"], "--since"),
        (["2025/T1", "2024/T1"], "Det finns: 2025/T1"),
        (["2025/T1", "--since", "okänd"], "«okänd»"),
        (["2025/T1", "--since=--upload-pack=x"], "«--upload-pack=x»"),
        ([], "två perioder"),
    ],
    ids=["one period", "no such period", "no such commit", "an option of git", "nothing"],
)
def test_wrong_usage_is_said_kindly(project, args, told):
    """Exit 2, one line, and what there is."""
    done = inside(project, "diff", *args)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_branches_that_there_are_are_told(project):
    """Whoever writes main, and has master, sees so; of many branches the latest are named."""
    git(project, "branch", "--move", "master")
    missing = "asn: Det finns ingen version «main» i git. Skriv en gren, en tagg eller ett commit-id."
    done = inside(project, "diff", "2025/T1", "--since", "main")
    assert (done.returncode, done.stderr) == (2, f"{missing} Grenar som finns: master.\n")
    for name in ("a", "b", "c", "d", "e", "f"):
        git(project, "branch", name)
    done = inside(project, "diff", "2025/T1", "--since", "main")
    assert done.stderr == f"{missing} Grenar som finns: a, b, c, d, e och 2 till.\n"


def test_a_repository_without_a_commit_has_no_branch_to_name(tmp_path):
    """Nothing has been kept yet."""
    project = new(tmp_path / "nytt")
    git(project, "init", "--initial-branch=main")
    done = inside(project, "diff", "2025/T1", "--since", "main")
    assert (done.returncode, done.stderr.endswith("eller ett commit-id.\n")) == (2, True)


def test_without_git_it_says_so(tmp_path):
    """No repository, or no program: exit 2."""
    project = new(tmp_path / "nytt")
    outside = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    done = asn(project, "diff", "2025/T1", "--since", "main", env=outside)
    assert (done.returncode, "ligger inte i git" in done.stderr) == (2, True)
    done = asn(project, "diff", "2025/T1", "--since", "main", env={"PATH": str(tmp_path)})
    assert (done.returncode, "git finns inte" in done.stderr) == (2, True)


def test_a_link_in_the_old_version_is_no_file(project):
    """What a link in a commit points at is never read, nor made again."""
    (project / "content/2025/T1/hemlig.yaml").symlink_to("/etc/passwd")
    committed(project, "En länk")
    (project / "content/2025/T1/hemlig.yaml").unlink()
    done = inside(project, "diff", "2025/T1", "--since", "HEAD")
    assert (done.returncode, done.stdout) == (0, "2025/T1 i HEAD → nu\nInga skillnader.\n")
    assert sorted(files_at(project, "HEAD")) == sorted(files_at(project, "HEAD~1"))


def test_a_filter_of_the_repository_is_not_run(project, tmp_path):
    """The files are read as they are stored: no program that a repository names gets to see them."""
    (project / ".gitattributes").write_text("*.yaml filter=ond\n")
    committed(project, "Ett filter")
    git(project, "config", "filter.ond.smudge", f"touch {tmp_path}/kört")
    assert inside(project, "diff", "2025/T1", "--since", "HEAD").returncode == 0
    assert not (tmp_path / "kört").exists()


def test_a_report_that_cannot_be_read_is_content_and_not_usage(project):
    """Exit 1, and the command that says what is wrong."""
    (project / RISKS).write_text("slag: [\n", encoding="utf-8")
    done = inside(project, "diff", "2025/T1", "--since", "main")
    assert done.returncode == 1
    assert "asn check" in done.stderr


def test_what_is_gone_or_broken_is_told_first(project):
    """In a merge request's comment too: which report, and what is wrong at which line."""
    shutil.copytree(project / "content/2025/T1", project / "content/2024/T1")
    committed(project, "Två rapporter")
    shutil.rmtree(project / "content/2024")
    (project / RISKS).write_text("slag: risker\nriske: []\n", encoding="utf-8")
    for form in ("md", "text", "json"):
        told = inside(project, "diff", "--since", "main", "--output-format", form).stdout.replace("\\", "")
        assert "Rapporten är borttagen: Delårsrapport 1 2024, utkast." in told
        assert "Rapporten kan inte läsas. content/2025/T1/risker.yaml:1:1: Fältet «risker» saknas." in told
        assert "risker.yaml:2:1: " in told


def test_a_broken_register_is_told_first(project):
    """No report can be read then."""
    changed(project / "content/skalor.yaml", "id: ", "idd: ")
    told = inside(project, "diff", "--since", "main").stdout
    assert "Det kan inte läsas, och därför ingen rapport. content/skalor.yaml:" in told


def test_what_all_reports_share_is_told(project):
    """A register, a template and a style sheet of the project's own change every report."""
    changed(project / "content/enheter.yaml", "namn: ", "namn: Nya ")
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/webb.css").write_text("p { color: black }\n")
    told = inside(project, "diff", "2025/T1", "--since", "main").stdout
    assert "Det som alla rapporter delar i main → nu" in told
    assert "Inga skillnader" not in inside(project, "diff", "2025/T1", "--since", "main").stdout
    assert ", namn: " in told
    assert "templates/webb.css: ny" in told
