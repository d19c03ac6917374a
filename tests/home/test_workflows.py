"""The workflows are what GitHub and GitLab take them for, and ask for no more than they need."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.fixtures.projects import REPO
from tests.home.ci import asn_lines, read, steps, workflows

from asn.commands.swedish import program

BIN = Path(sys.executable).parent
# Each right beyond reading the code, and the only jobs that have it.
RIGHTS = {
    "comment.yml": {"comment": {"actions": "read", "pull-requests": "write"}},
    "kommentar.yml": {"kommentar": {"actions": "read", "pull-requests": "write"}},
    "build.yml": {"publish": {"pages": "write", "id-token": "write"}},
    "release.yml": {"draft": {"contents": "write"}},
}
CHOSEN = ["--period", "T1"]
KNOWN = {"$choice": CHOSEN, "${choice[@]}": CHOSEN, "$CI_NODE_TOTAL": ["2"]}


def _schema(name, *paths, more=()):
    from check_jsonschema import main as check_jsonschema  # it takes long, and every process of a run comes here

    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", name, *more, *map(str, paths)])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_github_workflows_follow_the_published_schema(home, schema):
    """And each job has a time limit."""
    _schema(schema, *workflows(home))


def test_gitlab_ci_follows_the_published_schema(home):
    """GitLab would refuse the whole pipeline for one wrong key."""
    _schema("vendor.gitlab-ci", home / ".gitlab-ci.yml", more=("--data-transform", "gitlab-ci"))


def test_dependabot_follows_the_published_schema():
    """GitHub tells of a fault in it only where nobody looks."""
    _schema("vendor.dependabot", REPO / ".github/dependabot.yml")


def test_no_known_weakness_is_found_in_the_workflows(home):
    """Injected words, kept credentials, poisoned caches, dangerous triggers: zizmor knows them."""
    asked = [BIN / "zizmor", "--offline", "--no-progress", "--no-config", "--color=never", home / ".github"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_an_action_is_named_by_its_commit_and_its_version(home):
    """A tag can be moved to other code; a commit can't. The comment tells a person which it is."""
    uses = [line for path in workflows(home) for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))]
    assert len(uses) > 3
    for use in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


def test_one_version_of_an_action_is_used_everywhere(made):
    """Here and in what ``asn init`` makes: what is renewed in one place is renewed in all."""
    found = {
        use for home in (REPO, made) for path in workflows(home) for use in re.findall(r"uses: (.*)", path.read_text())
    }
    assert len({use.split("@")[0] for use in found}) == len(found)


def test_a_workflow_has_no_rights_and_a_job_only_those_it_needs(home):
    """Whatever isn't named here may at most read the code."""
    for path, workflow in workflows(home).items():
        assert workflow["permissions"] == {}, path
        for name, job in workflow["jobs"].items():
            wanted = RIGHTS.get(path.name, {}).get(name, {"contents": "read"})
            assert job["permissions"] == wanted, f"{path.name}: {name}"


def test_what_may_write_runs_nothing_of_a_proposal(home):
    """Such a job checks nothing out and installs nothing; one that comments uses no action at all."""
    for workflow in workflows(home).values():
        for job in workflow["jobs"].values():
            if "write" not in job["permissions"].values():
                continue
            text = str(job["steps"])
            assert "actions/checkout" not in text
            assert "scripts/" not in text
            assert "pull-requests" not in job["permissions"] or "uses" not in text


def test_no_word_from_outside_stands_in_shell(home):
    """What an expression gives is pasted into the script as it is; an environment variable is not."""
    found = list(steps(home))
    assert len(found) > 8
    for one in found:
        assert "${{" not in one.run, f"{one.file.name}: {one.name}"


def test_a_checkout_leaves_no_credentials_behind(home):
    """What is run later can't push with them."""
    checkouts = [
        step["with"]
        for workflow in workflows(home).values()
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "checkout" in step.get("uses", "")
    ]
    assert checkouts
    assert all(given["persist-credentials"] is False for given in checkouts)


def test_a_file_of_the_content_is_never_imported_as_a_library(home):
    """PYTHONSAFEPATH is set wherever there is a file to mistake for one."""
    for path, workflow in workflows(home).items():
        for name, job in workflow["jobs"].items():
            if "actions/checkout" in str(job["steps"]):
                assert {**workflow.get("env", {}), **job.get("env", {})}.get("PYTHONSAFEPATH") == "1", f"{path}: {name}"
    assert read(home / ".gitlab-ci.yml")["variables"]["PYTHONSAFEPATH"] == "1"


def test_every_command_line_of_asn_in_ci_is_one_that_asn_takes(home):
    """Its options and their values exist: a renamed one would else first be missed in CI."""
    lines = [args for one in steps(home) for args in asn_lines(one.run, KNOWN)]
    assert {args[0] for args in lines} >= {"check", "build", "diff"}
    for args in lines:
        _taken(args)


@pytest.mark.parametrize("args", [["check", "--output-format", "github"], ["build", "--period", "T1"]])
def test_such_a_line_is_judged(args):
    """A wrong option is found by the test above."""
    _taken(args)
    with pytest.raises(click.UsageError):
        _taken([*args, "--nonesuch"])


def _taken(args):
    context = click.Context(program)
    command = program.get_command(context, args[0])
    assert command, args
    command.make_context(args[0], list(args[1:]), parent=context)


def _files(home):
    """The files of CI as text, by name, and where what is built is handed on in each."""
    folder = home / ".github" / "workflows"
    names = [*sorted(folder.glob("*.yml")), home / ".gitlab-ci.yml"]
    return {path.name: path.read_text(encoding="utf-8") for path in names}


def test_no_build_trusts_what_a_proposal_has_committed(home):
    """Every build in CI builds anew: a committed build/ is never what is published."""
    built = [line for text in _files(home).values() for line in text.split("\n") if re.search(r"asn\S* build\b", line)]
    assert len(built) >= 2
    assert all("--force" in line for line in built)


def test_what_is_published_was_verified(home):
    """Between each build and where its files are handed on, every PDF is rebuilt from the sources in it."""
    told = [text for text in _files(home).values() if re.search(r"asn\S* build\b", text)]
    assert len(told) >= 2
    for text in told:
        built = text.index(re.search(r"asn\S* build\b", text)[0])
        handed_on = re.search(r"upload-artifact|artifacts:", text[built:])
        assert "asn verify" in text[built : built + handed_on.start()]


def test_both_repositories_use_the_same_images_and_actions(made):
    """One digest of an image, one commit of an action; and each image has a digest."""
    pinned = {}
    for home in (REPO, made):
        for text in _files(home).values():
            for name, digest in re.findall(r"(?:image: |uses: )([^\s@]+)(@\S+)?", text):
                pinned.setdefault(name, set()).add(digest)
    assert len(pinned) >= 3
    assert all(len(digests) == 1 and "" not in digests for digests in pinned.values()), pinned


def test_the_checking_program_is_not_the_proposals(made):
    """A new board's workflows install asn out of the default branch, never out of what is proposed."""
    for name, text in _files(made).items():
        for line in re.findall(r"\S*verktyg/\S*", text):
            assert "granskare/verktyg/" in line, (name, line)
