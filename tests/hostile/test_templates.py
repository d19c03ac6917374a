"""Template injection: as the project's own templates they reach nothing, and as content they are never run."""

import json
import os
import subprocess
import sys

import pytest
from tests.fixtures.projects import REPO, report, write
from tests.hostile.corpora import in_quotes, templates

from asn.load.project import load_project
from asn.pipeline import checked, outputs
from asn.resources import Resources

PIECES = [piece for group in templates().values() for piece in group]
SECTION = "slag: text\ntext: Hej på dig.\n"
HEAD = '{% extends "avsnitt/avsnitt.j2" %}\n{% block innehåll %}'
END = "{% endblock %}\n"
AUTOESCAPE = {piece for piece in PIECES if piece.startswith("{% autoescape")}
# What would show that a template has got hold of Python, the machine or the file system.
LEAKS = (
    "<class",
    "&lt;class",
    "object at 0x",
    "<function",
    "&lt;function",
    "built-in",
    "root:x:",
    "PATH",
    "site-packages",
)
# Each piece becomes the project's own template in turn; what is opened, started or called is written down.
CHILD = """
import json, os, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:5]
import pytest
from asn.load.project import load_project
from asn.pipeline import checked, outputs
from asn.render.template import TemplateFault
from asn.resources import Resources, TEMPLATES
from tests.fixtures.templates import compiled_once

compiled_once(pytest.MonkeyPatch())
READ = (str(Path(sys.argv[1], "templates")), str(TEMPLATES), sys.prefix, sys.base_prefix, *sys.argv[3:5])
root = Path(sys.argv[1])
pieces = json.loads(sys.stdin.read())
own = root / "templates/avsnitt/text.j2"
project = load_project(root)
judged = checked(project, project.rapporter[0])
heard, listening = [], False
ASKED = ("os.exec", "os.fork", "os.posix", "os.spawn", "os.system", "os.remove", "os.rename", "os.link", "os.symlink",
         "os.putenv", "subprocess.", "socket.", "ctypes.", "shutil.", "pty.", "urllib.")

def hear(event, args):
    if not listening:
        return
    if event == "open" and not isinstance(args[0], int) and not str(args[0]).startswith(READ):
        # A project's file is opened step by step below its folder: each step a name, and no link.
        step = "/" not in str(args[0]) and args[2] & os.O_NOFOLLOW
        if not step and str(args[0]) not in {str(root), "."}:  # the folder that is held open, listed
            heard.append([event, str(args[0])])
    elif event.startswith(ASKED):
        heard.append([event, str(args)[:200]])

def made(formats=("md", "html")):
    files = outputs(project, judged, Resources(root), formats)
    return {file.name.rpartition(".")[2]: file.data.decode() for file in files if file.name.startswith("delar")}

own.parent.mkdir(parents=True)
own.write_text(sys.argv[2].replace("{}", "Hej"))
made()
sys.addaudithook(hear)
told = []
for piece in pieces:
    own.write_text(sys.argv[2].replace("{}", piece))
    listening = True
    try:
        outcome = ["made", *made().values()]
    except TemplateFault as why:
        outcome = ["refused", str(why)]
    listening = False
    told.append(outcome)
print(json.dumps({"told": told, "heard": heard}))
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """All pieces, each as the template of a text, in one process that is listened to."""
    root = write(tmp_path_factory.mktemp("mallar"), report(SECTION))
    asked = [sys.executable, "-P", "-c", CHILD, str(root), HEAD + "{}" + END, str(REPO / "cli"), str(REPO)]
    env = os.environ | {"SECRET_TOKEN": "hemlig-7b1"}
    done = subprocess.run(asked, input=json.dumps(PIECES), env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_corpus_is_as_large_as_is_said():
    """Two hundred pieces, each against a rule that is named."""
    assert len(set(PIECES)) == len(PIECES) >= 200
    assert all(templates().values())


def test_no_template_opens_starts_or_calls_anything(ran):
    """Nothing but templates is read, no process is started and nobody is called."""
    assert ran["heard"] == []


@pytest.mark.parametrize("number", range(len(PIECES)), ids=lambda number: PIECES[number])
def test_a_template_is_refused_in_a_sentence_or_shows_nothing_of_the_machine(ran, number):
    """What is refused is told in Swedish with its file; what is made says nothing of Python or of the machine."""
    outcome, *texts = ran["told"][number]
    if outcome == "refused":
        assert texts[0].startswith(("Mallen ", "Mallarna ", "En mall"))
    for text in texts if outcome == "made" else ():
        assert not [leak for leak in (*LEAKS, "hemlig-7b1") if leak in text]


def test_every_escape_is_refused(ran):
    """What leads from data to what the program is made of is refused, not merely empty."""
    escapes = {piece for name, group in templates().items() if name.startswith("Escape: ") for piece in group}
    made = [piece for piece, (outcome, *_) in zip(PIECES, ran["told"], strict=True) if outcome == "made"]
    assert len(escapes) > 90
    assert not escapes.intersection(made)


def test_most_are_refused(ran):
    """Only what is harmless is made: the proof above is no proof if everything fails for one and the same reason."""
    outcomes = [outcome for outcome, *_ in ran["told"]]
    reasons = {
        text.partition("text.j2")[2][:60] for outcome, *texts in ran["told"] if outcome == "refused" for text in texts
    }
    assert outcomes.count("refused") > 150
    assert outcomes.count("made") > 10
    assert len(reasons) > 30


def test_as_content_no_template_is_ever_run(tmp_path):
    """In prose and in names a piece is text; where it looks like an expression of ours it is told of instead."""
    section = "slag: händelser\nhändelser:\n" + "".join(f"  - text: {in_quotes(piece)}\n" for piece in PIECES)
    project = load_project(write(tmp_path, report(section)))
    judged = checked(project, project.rapporter[0])
    unread = {found.place.line for found in judged.fynd if found.code == "S013"}
    silent = [piece for line, piece in enumerate(PIECES, 3) if "{{" in piece and line not in unread]
    # A text is an expression that gives itself; the page and the file show it as text.
    assert set(silent) == {"{{ '<script>' }}"} | AUTOESCAPE
    made = outputs(project, judged, Resources(project.root), ("md", "html"))
    for text in (file.data.decode() for file in made if file.name.startswith("delar")):
        assert "<script" not in text.replace("\\<script", "")
