"""The job that may write trusts no word of what it reads: run for real, with a stand-in for GitHub."""

import json
import sys
import zipfile

import pytest
from tests.fixtures.projects import REPO
from tests.home.ci import step
from tests.home.shell import PLAIN, program, ran

# Answers as GitHub's own client would: from a file of answers, through jq; what is sent is written down.
GH = f"""\
#!{sys.executable} -I
import json, pathlib, subprocess, sys

folder = pathlib.Path(__file__).parents[1]
args = sys.argv[2:]
given = {{name: args[args.index(name) + 1] for name in ("--method", "--jq", "--input") if name in args}}
path = next(arg for arg in args if arg.startswith("repos/"))
if "--method" in given:
    sent = {{"method": given["--method"], "path": path, **json.loads(pathlib.Path(given["--input"]).read_text())}}
    (folder / "sent.json").write_text(json.dumps(sent))
elif path.endswith("/zip"):
    sys.stdout.buffer.write((folder / "skillnader.zip").read_bytes())
else:
    answers = json.loads((folder / "answers.json").read_text())
    answer = answers.get(path, {{"head": {{"sha": "abc"}}}} if "/pulls/" in path else [])
    asked = subprocess.run(["jq", "-r", given["--jq"]], input=json.dumps(answer), text=True, stdout=subprocess.PIPE)
    sys.stdout.write(asked.stdout)
"""
MARK = "<!-- asn diff -->"
BOT = {"login": "github-actions[bot]"}


@pytest.fixture
def comment(home, tmp_path):
    """Runs the job on an artifact; gives its exit code and what it sent."""
    run = step(home, *(("comment.yml", "Comment") if home == REPO else ("kommentar.yml", "Kommentera"))).run
    program(tmp_path / "bin", "gh", GH)
    (tmp_path / "temp").mkdir()

    def commented(text="Två ljus har vänt.", number="17", *, head="abc", size=500, comments=()):
        answers = {
            "repos/o/r/actions/runs/9/artifacts?name=skillnader": {"artifacts": [{"id": 5, "size_in_bytes": size}]},
            "repos/o/r/pulls/17": {"head": {"sha": head}},
            "repos/o/r/issues/17/comments": list(comments),
        }
        (tmp_path / "answers.json").write_text(json.dumps(answers))
        with zipfile.ZipFile(tmp_path / "skillnader.zip", "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("text.md", text)
            made.writestr("nummer", number)
        env = {"GITHUB_REPOSITORY": "o/r", "RUN": "9", "SHA": "abc", "RUNNER_TEMP": str(tmp_path / "temp")}
        done = ran(run, tmp_path, env, how=PLAIN, first=tmp_path / "bin")
        sent = tmp_path / "sent.json"
        print(done.stdout, done.stderr)  # noqa: T201 - pytest shows it when a test fails
        return done.returncode, json.loads(sent.read_text()) if sent.exists() else None

    return commented


def test_the_differences_become_a_comment(comment):
    """With a mark, to find it again by."""
    code, sent = comment("Två ljus har vänt: «grön» → «röd».\n")
    assert code == 0
    assert sent == {
        "method": "POST",
        "path": "repos/o/r/issues/17/comments",
        "body": f"{MARK}\nTvå ljus har vänt: «grön» → «röd».\n",
    }


def test_an_earlier_comment_of_ours_is_renewed(comment):
    """One comment on a proposal, however many commits; never anybody else's."""
    others = {"id": 1, "user": {"login": "någon"}, "body": f"{MARK}\nfalsk"}
    code, sent = comment("Nytt.", comments=[others, {"id": 2, "user": BOT, "body": f"{MARK}\nGammalt."}])
    assert code == 0
    assert (sent["method"], sent["path"]) == ("PATCH", "repos/o/r/issues/comments/2")


@pytest.mark.parametrize(
    "comments", [(), ({"id": 2, "user": BOT, "body": f"{MARK}\nGammalt."},)], ids=["new", "renewed"]
)
def test_no_differences_are_told_only_where_there_were_some(comment, comments):
    """A proposal that changes no report gets no comment."""
    code, sent = comment("Inga skillnader.\n", comments=comments)
    assert code == 0
    assert bool(sent) is bool(comments)


@pytest.mark.parametrize(
    "number", ["", "0", "17\n18", "17/../18", "17;id", "-1", "99999999999", "sjutton", "١٧", "17 "]
)
def test_a_number_is_digits_and_nothing_else(comment, number):
    """It becomes part of an address."""
    code, sent = comment(number=number)
    assert code == 1
    assert sent is None


def test_a_proposal_can_not_comment_on_another(comment):
    """The number must be of the proposal whose commit was checked."""
    code, sent = comment(head="def")
    assert code == 1
    assert sent is None


def test_nobody_is_called_on_and_nothing_is_run(comment, tmp_path):
    """Text is text: an @ names nobody, and no shell reads it."""
    code, sent = comment("@alla $(touch fara) `touch fara`\n::set-output name=x::y\n")
    assert code == 0
    assert "@alla" not in sent["body"]
    assert "@\u200balla $(touch fara) `touch fara`" in sent["body"]
    assert not list(tmp_path.rglob("fara"))


@pytest.mark.parametrize("text", ["å" * 70_000, "x" * 5_000_000, "@" * 150_000], ids=["long", "bomb", "calls"])
def test_a_long_text_is_cut_to_what_github_takes(comment, text):
    """65 536 characters, however large the file is that a small artifact holds."""
    code, sent = comment(text)
    assert code == 0
    assert 60_000 < len(sent["body"]) < 65_536
    assert "artefakten" in sent["body"]


def test_a_large_artifact_is_not_even_fetched(comment):
    """There is nothing to tell then."""
    code, sent = comment(size=50_000_000)
    assert code == 0
    assert sent is None
