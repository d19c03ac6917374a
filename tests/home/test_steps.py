"""The shell of the key steps does what its name says, run for real in a project."""

import json
import subprocess
from xml.etree import ElementTree

import pytest
from tests.commands_editor.projects import changed, committed
from tests.fixtures.projects import REPO
from tests.home.ci import script, step
from tests.home.shell import program, ran

HERE = {
    "this": ("check.yml", "Check", "Compare with what it merges into"),
    "new": ("rapport.yml", "Kontrollera", "Jämför"),
}
# On GitHub sudo does what here is already allowed; without network is only where the system lets a process have none.
NO_NET = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0


def _wrong(project):
    changed(project / "content/2025/T1/mal.yaml", "bedömning: grön", "bedömning: blå")


@pytest.fixture
def home_steps(home):
    """The steps that check and compare, of each of the two repositories."""
    file, check, compare = HERE["this" if home == REPO else "new"]
    return step(home, file, check).run, step(home, file if home == REPO else "skillnader.yml", compare).run


def test_a_good_proposal_passes_the_check(project, home_steps):
    """Nothing to annotate, and nothing stops it."""
    done = ran(home_steps[0], project)
    assert done.returncode == 0, done.stderr
    assert "::error" not in done.stdout


def test_a_fault_is_an_annotation_and_stops_the_proposal(project, home_steps):
    """GitHub shows it at its line, and the job is red."""
    _wrong(project)
    done = ran(home_steps[0], project)
    assert done.returncode == 1
    assert "::error file=content/2025/T1/mal.yaml,line=" in done.stdout


def test_every_fault_stands_in_the_summary(project, home):
    """All of them: GitHub stops at ten annotations."""
    _wrong(project)
    file, name = (
        ("check.yml", "Tell every finding, as annotations stop at ten")
        if home == REPO
        else ("rapport.yml", "Visa alla fynd, då bara tio syns i sammanslagningen")
    )
    summary = project / "summary.md"
    done = ran(step(home, file, name).run, project, {"GITHUB_STEP_SUMMARY": str(summary)})
    assert done.returncode == 0, done.stderr
    assert "mal.yaml:" in summary.read_text(encoding="utf-8")


def test_what_a_proposal_changes_is_told_as_text(project, home_steps):
    """Against what it merges into, with the proposal's number beside it."""
    changed(project / "content/2025/T1/mal.yaml", "bedömning: grön", "bedömning: röd")
    committed(project, "Ändrat")
    done = ran(home_steps[1], project, {"NUMBER": "17"})
    assert done.returncode == 0, done.stderr
    assert "röd" in (project / "skillnader/text.md").read_text(encoding="utf-8")
    assert (project / "skillnader/nummer").read_text() == "17"


def test_a_proposal_that_mends_what_could_not_be_read_is_no_failure(project, home_steps):
    """What it merges into is at fault, and the comment says so."""
    _wrong(project)
    committed(project, "Fel")
    changed(project / "content/2025/T1/mal.yaml", "bedömning: blå", "bedömning: grön")
    committed(project, "Rätt")
    assert ran(home_steps[1], project, {"NUMBER": "17"}).returncode == 0
    assert "gick inte att läsa då" in (project / "skillnader/text.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not NO_NET, reason="this system lets no process have a network of its own")
def test_the_build_has_no_network(project, home, tmp_path):
    """Not even this machine itself can be reached, and the reports come out."""
    program(tmp_path / "bin", "sudo", '#!/bin/sh\nexec "$@"\n')
    file, name = ("build.yml", "Build without network") if home == REPO else ("rapport.yml", "Bygg utan nät")
    run = step(home, file, name).run
    env = {"CHOICE": "--period 2025/T1"}
    done = ran(run, project, env, first=tmp_path / "bin")
    assert done.returncode == 0, done.stderr
    assert list((project / "build/2025/T1").glob("*.pdf"))
    program(tmp_path / "bin", "asn", "#!/bin/sh\ncat /proc/net/dev\n")
    seen = ran(run.replace(".venv/bin/asn", "asn"), project, env, first=tmp_path / "bin")
    assert [line.split(":")[0].strip() for line in seen.stdout.splitlines() if ":" in line] == ["lo"]


@pytest.mark.parametrize("where", ["github", "gitlab"])
def test_the_site_has_what_is_established_and_no_draft(project, home, where):
    """The project's only report is a draft: it isn't there, and the page says that none is."""
    this, folder = home == REPO, "site" if home == REPO else "sajt"
    if where == "github":
        named = ("build.yml", "Make the site of what is established")
        named = named if this else ("rapport.yml", "Gör sajten av det som är fastställt")
        run = step(home, *named).run
    else:
        folder = "public" if this else "sajt"
        lines = script(home, "pages" if this else "rapport").splitlines()
        (run,) = (line for line in lines if "asn site" in line)
    done = ran(run, project, {"URL": "https://a.example/", "CI_PAGES_URL": "https://a.example/"})
    assert done.returncode == 0, done.stderr
    assert "Ingen rapport är fastställd ännu." in (project / folder / "index.html").read_text(encoding="utf-8")
    assert not (project / folder / "2025").exists()


def test_the_reports_are_shared_out_among_jobs(tmp_path):
    """Each report is in the choice of exactly one job, as the matrix of the next one."""
    output = tmp_path / "output"
    done = ran(step(REPO, "build.yml", "Share the reports out").run, REPO, {"GITHUB_OUTPUT": str(output)})
    assert done.returncode == 0, done.stderr
    name, _, value = output.read_text(encoding="utf-8").partition("=")
    assert name == "shards"
    shards = json.loads(value)
    assert [shard["number"] for shard in shards] == list(range(1, len(shards) + 1))
    chosen = [word for shard in shards for word in shard["choice"].split()[1::2]]
    assert sorted(chosen) == sorted(path.parent.relative_to(REPO / "content").as_posix() for path in _sheets())


def _sheets():
    return (REPO / "content").glob("*/*/rapport.yaml")


@pytest.mark.parametrize("wrong", [False, True], ids=["good", "wrong"])
def test_gitlab_is_told_of_each_fault_in_its_own_forms(project, home, wrong):
    """The two files are there whether or not the check stops the request."""
    if wrong:
        _wrong(project)
    run = script(home, "check" if home == REPO else "rapport").replace("asn build", "mkdir -p build; true")
    done = ran(run, project)
    assert (done.returncode == 1) is wrong, done.stderr
    found = json.loads((project / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert bool(found) is wrong
    suites = ElementTree.parse(project / "junit.xml").getroot()
    assert bool(suites.findall(".//failure")) is wrong


def test_gitlab_builds_each_report_in_one_of_its_jobs(project):
    """The last job of a small project has nothing to do, and says so by doing nothing."""
    run = script(REPO, "build")
    for number, there in (("2", False), ("1", True)):
        done = ran(run, project, {"CI_NODE_TOTAL": "2", "CI_NODE_INDEX": number})
        assert done.returncode == 0, done.stderr
        assert (project / "build/2025/T1").is_dir() is there


def test_gitlab_keeps_the_differences(project, home):
    """As an artifact that the request links to."""
    changed(project / "content/2025/T1/mal.yaml", "bedömning: grön", "bedömning: röd")
    job = "differences" if home == REPO else "skillnader"
    done = ran(script(home, job), project, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD"})
    assert done.returncode == 0, done.stderr
    assert "röd" in (project / "skillnader.md").read_text(encoding="utf-8")
