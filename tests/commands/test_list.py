"""``asn list``: the reports, their state, and how far they have come; and the reports shared out among jobs."""

import json
import os
import pty
import re
import subprocess

import pytest
from tests.fixtures.console import ASN, inside
from tests.fixtures.projects import REPO, report, write

from asn.load.outline import report_names

KINDS = """rapportslag:
  - id: delårsrapport
    namn: Delårsrapport {nummer} {år}
    filnamn: delarsrapport-{nummer}-{år}
    perioder: [T1, T2]
    avsnitt:
      - {fil: avsnitt.yaml, rubrik: Avsnitt, obligatoriskt: ja}
      - {fil: risker.yaml, rubrik: Risker, obligatoriskt: ja}
"""
DRAFT = "tillstånd: utkast\n"
ADOPTED = "tillstånd: fastställd\ndatum: 2022-05-17\ndiarienummer: ASN 2022/4\nparagraf: § 12\n"
GOALS = """slag: mål
nämndmål:
  - id: a
    namn: Ett gott bemötande
    bedömning: gul
    enheter:
      - {enhet: mottagningen, bedömning: }
      - {enhet: vuxenenheten, bedömning: gul}
"""
RISK = "slag: risker\nrisker:\n  - {id: r, namn: Svårt att rekrytera, bedömning: }\n"
TEXT = "slag: text\ntext: A.\n"


@pytest.fixture
def root(tmp_path):
    """A draft that lacks two lights, an adopted report that lacks a section, a finished one and an unreadable one."""
    files = {
        **report(GOALS),
        **report(TEXT, "2022/T2"),
        **report(TEXT, "2022/T1"),
        **report("slag: [", "2021/T1"),
        "2023/T1/risker.yaml": RISK,
        "2022/T1/risker.yaml": "slag: risker\nsaknas: Inga är kända.\nrisker:\n",
    }
    sheets = {"2023/T1/rapport.yaml": DRAFT, "2022/T2/rapport.yaml": ADOPTED, "2022/T1/rapport.yaml": ADOPTED}
    return write(tmp_path, {**files, **sheets, "rapportslag.yaml": KINDS})


def _lines(ran):
    return [" ".join(line.split()) for line in ran.stdout.splitlines()]


def _json(where, *args):
    ran = inside(where, "list", "--output-format", "json", *args)
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def test_many_reports_are_a_line_each(root):
    """State, title and how much is left; and how to see what it is."""
    ran = inside(root, "list")
    assert (ran.returncode, ran.stderr) == (0, "Vad som är kvar visar asn list --period 2022/T2\n")
    assert _lines(ran) == [
        "2022/T1 fastställd Delårsrapport 1 2022 inget att anmärka",
        "2022/T2 fastställd Delårsrapport 2 2022 1 sak kvar",
        "2023/T1 utkast Delårsrapport 1 2023 2 saker kvar",
        "2021/T1 kan inte läsas se asn check --period 2021/T1",
    ]


WHOLE = """\
2023/T1    utkast          Delårsrapport 1 2023               2 saker kvar

Avsnitt                                                       2 av 3 klara
  content/2023/T1/avsnitt.yaml:7  «Mottagningsenheten» saknar bedömning.

Risker                                                        0 av 1 klar
  content/2023/T1/risker.yaml:3  «Svårt att rekrytera» saknar bedömning.

Per enhet

Mottagningsenheten                                            0 av 1 klar
  Ett gott bemötande
    content/2023/T1/avsnitt.yaml:7  «Mottagningsenheten» saknar bedömning.

Vuxenenheten                                                  1 av 1 klar
"""


def test_a_single_report_is_told_whole(root):
    """Per section what is done and where the rest is to be written, and per unit what it owes."""
    ran = inside(root, "list", "--period", "2023/T1")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == WHOLE


def test_verbose_tells_every_report_whole(root):
    """One after the other; those that are finished, or can't be read, are a line still."""
    for flag in ("-v", "--verbose"):
        ran = inside(root, "list", flag)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert WHOLE in ran.stdout
        assert _lines(ran)[0] == "2022/T1 fastställd Delårsrapport 1 2022 inget att anmärka"
        assert _lines(ran)[-1] == "2021/T1 kan inte läsas se asn check --period 2021/T1"


def test_a_single_finished_report_is_a_line(root):
    """There is nothing to do in it."""
    assert len(_lines(inside(root, "list", "--period", "2022/T1"))) == 1


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (("",), "1 sak kvar"),
        (("röd",), "1 varning"),
        (("röd", "röd"), "2 varningar"),
        (("röd", ""), "1 sak kvar, 1 varning"),
        (("grön",), "inget att anmärka"),
    ],
)
def test_what_else_is_wrong_is_counted_beside_what_is_left(statuses, told, tmp_path):
    """A status that isn't set is something left; a red one that isn't commented on is another matter."""
    rows = "".join(f"  - {{id: a{n}, namn: A{n}, status: {status} }}\n" for n, status in enumerate(statuses))
    ran = inside(write(tmp_path, report(f"slag: uppdrag\nskala: uppdrag\nuppdrag:\n{rows}")), "list")
    assert _lines(ran)[0] == f"2023/T1 utkast Delårsrapport 1 2023 {told}"


def test_the_real_draft_fits_a_screen():
    """Every place is one that can be opened, every gap is told once, and no line is wider than 100 columns."""
    ran = inside(REPO, "list", "--period", "2024/T1")
    places = [line.split()[0] for line in ran.stdout.splitlines() if line.lstrip().startswith("content/")]
    assert len(places) == len(_json(REPO, "--period", "2024/T1")[0]["saknas"]) > 50
    for place in places:
        file, line = place.split(":")
        assert 0 < int(line) <= len((REPO / file).read_text(encoding="utf-8").splitlines())
    assert max(map(len, ran.stdout.splitlines())) <= 100
    assert "76 saker kvar" in ran.stdout.splitlines()[0]


def test_nothing_is_coloured_that_is_not_a_terminal(root):
    """Nor does a line give a log's program an order, whatever the content says."""
    text = 'slag: risker\nrubrik: "::error ::A"\nrisker:\n  - {id: r, namn: "x ::warning ::y", bedömning: }\n'
    (root / "content/2023/T1/risker.yaml").write_text(text, encoding="utf-8")
    ran = inside(root, "list", "--period", "2023/T1")
    assert "saknar bedömning" in ran.stdout
    assert "\N{ESCAPE}" not in ran.stdout
    assert "::" not in ran.stdout


@pytest.mark.parametrize(("columns", "widest"), [("40", 80), ("300", 100)])
def test_a_terminal_is_filled_within_reason(columns, widest):
    """Lines are as wide as the terminal, but 80 to 100 columns, and NO_COLOR is respected."""
    shown = _on_terminal(REPO, {"COLUMNS": columns, "NO_COLOR": "1"}, "list", "--period", "2024/T1")
    assert widest - 12 < max(map(len, shown.splitlines())) <= widest
    assert "\N{ESCAPE}" not in shown


def test_headings_are_bold_on_a_terminal(root):
    """And nothing else is coloured: it reads the same without."""
    shown = _on_terminal(root, {"TERM": "xterm"}, "list", "--period", "2023/T1")
    assert "\N{ESCAPE}[1mRisker\N{ESCAPE}[0m" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == WHOLE


def _on_terminal(cwd, env, *args):
    """What a terminal is sent."""
    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    with subprocess.Popen([ASN, *args], cwd=cwd, env={**clean, **env}, stdout=theirs, stdin=theirs) as running:
        os.close(theirs)
        sent = b""
        while part := _read(ours):
            sent += part
        assert running.wait() == 0
    os.close(ours)
    return sent.decode().replace("\r\n", "\n")


def _read(handle):
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end is closed
        return b""


def test_the_list_for_ci(root):
    """A JSON list that a matrix of jobs can be made of."""
    rows = _json(root)
    assert [row["rapport"] for row in rows] == ["2022/T1", "2022/T2", "2023/T1", "2021/T1"]
    light = "«Mottagningsenheten» saknar bedömning."
    risk = "«Svårt att rekrytera» saknar bedömning."
    at = {"text": light, "under": "", "fil": "content/2023/T1/avsnitt.yaml", "rad": 7, "kolumn": 41}
    rest = {"text": risk, "under": "", "fil": "content/2023/T1/risker.yaml", "rad": 3, "kolumn": 50}
    parts = [
        {"fil": at["fil"], "rubrik": "Avsnitt", "klart": 2, "av": 3, "saknas": [at]},
        {"fil": rest["fil"], "rubrik": "Risker", "klart": 0, "av": 1, "saknas": [rest]},
    ]
    owed = [{**at, "under": "Ett gott bemötande"}]
    assert rows[2] == {
        "rapport": "2023/T1",
        "år": 2023,
        "period": "T1",
        "titel": "Delårsrapport 1 2023",
        "tillstånd": "utkast",
        "fel": 0,
        "varningar": 2,
        "saknas": [light, risk],
        "avsnitt": parts,
        "enheter": [
            {"id": "mottagningen", "namn": "Mottagningsenheten", "klart": 0, "av": 1, "saknas": owed},
            {"id": "vuxenenheten", "namn": "Vuxenenheten", "klart": 1, "av": 1, "saknas": []},
        ],
    }
    assert rows[3] == {
        "rapport": "2021/T1",
        "år": 2021,
        "period": "T1",
        "titel": "",
        "tillstånd": "kan inte läsas",
        "fel": 1,
        "varningar": 0,
        "saknas": [],
        "avsnitt": [],
        "enheter": [],
    }


def test_a_missing_section_is_a_section_with_nothing_done(root):
    """It is told where the report says what it has."""
    row = _json(root, "--period", "2022/T2")[0]
    assert (row["fel"], row["saknas"]) == (1, ["Avsnittet «Risker» (risker.yaml) saknas."])
    (part,) = (part for part in row["avsnitt"] if part["rubrik"] == "Risker")
    assert (part["fil"], part["klart"], part["av"]) == ("content/2022/T2/risker.yaml", 0, 1)
    assert part["saknas"][0]["fil"] == "content/2022/T2/rapport.yaml"


def test_the_filters_choose_what_is_listed(root):
    """As in every command."""
    assert [row["rapport"] for row in _json(root, "--year", "2022")] == ["2022/T1", "2022/T2"]


@pytest.mark.parametrize("form", [(), ("--output-format", "json")])
def test_a_personnummer_is_not_told(form, tmp_path):
    """Not in a title, a heading or a name."""
    number = "811228-9874"
    files = report(f"slag: risker\nrubrik: A {number}\nrisker:\n  - {{id: r, namn: B {number}, bedömning: }}\n")
    files["2023/T1/rapport.yaml"] = files["2023/T1/rapport.yaml"] + f"titel: C {number}\n"
    ran = inside(write(tmp_path, files), "list", *form)
    assert ran.stdout.count("••••••-••••") >= 3
    assert "811228" not in ran.stdout


@pytest.mark.parametrize("jobs", [1, 2, 3, 5, 40])
def test_the_shards_are_all_reports_each_once(jobs):
    """However many there are: none is empty, and none holds what another does."""
    shared = _json(REPO, "--shards", str(jobs))
    named = [name for share in shared for name in share["rapporter"]]
    assert sorted(named) == sorted(report_names(REPO))
    assert len(shared) == min(jobs, len(named))
    assert [share["skärva"] for share in shared] == list(range(1, len(shared) + 1))
    assert all(share["rapporter"] for share in shared)


def test_the_shards_weigh_about_the_same(tmp_path):
    """The heaviest report stands alone while the light ones share the other job, and no content need be readable."""
    weights = {"2020/T1": 1000, "2021/T1": 3000, "2021/T2": 3000, "2022/T1": 2000, "2022/VB": 9000}
    root = write(tmp_path, {f"{name}/avsnitt.yaml": b"\xff" * size for name, size in weights.items()})
    assert _json(root, "--shards", "2") == [
        {"skärva": 1, "rapporter": ["2022/VB"], "val": "--period 2022/VB"},
        {
            "skärva": 2,
            "rapporter": ["2020/T1", "2021/T1", "2021/T2", "2022/T1"],
            "val": "--period 2020/T1 --period 2021/T1 --period 2021/T2 --period 2022/T1",
        },
    ]
    assert [share["rapporter"] for share in _json(root, "--shards", "4", "--year", "2021")] == [
        ["2021/T1"],
        ["2021/T2"],
    ]


def test_each_shard_builds_its_reports_and_together_they_build_all(tmp_path):
    """What ``val`` says is what ``asn build`` wants."""
    files = {
        key: text for name in ("2021/T1", "2022/T1", "2022/T2", "2023/T1") for key, text in report(TEXT, name).items()
    }
    root = write(tmp_path, files)
    built = []
    for share in _json(root, "--shards", "3"):
        out = root / f"ut{share['skärva']}"
        assert inside(root, "build", *share["val"].split(), "--format", "md", "--out", out).returncode == 0
        found = ["/".join(path.parts[-3:-1]) for path in sorted(out.glob("*/*/manifest.json"))]
        assert found == share["rapporter"]
        built += found
    assert sorted(built) == ["2021/T1", "2022/T1", "2022/T2", "2023/T1"]


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--shards", "2"), "--output-format json"),
        (("--shards", "0", "--output-format", "json"), "--shards"),
        (("--shards", "2", "--output-format", "json", "--year", "1999"), "1999"),
    ],
)
def test_shards_that_cannot_be_made_are_a_mistake_in_usage(args, word, root):
    """They are for another program; there are at least one of them, and something to share."""
    ran = inside(root, "list", *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert word in ran.stderr


def test_shards_outside_a_project_are_a_mistake_in_usage(tmp_path):
    """As everything there is."""
    ran = inside(tmp_path, "list", "--shards", "2", "--output-format", "json")
    assert (ran.returncode, ran.stdout) == (2, "")
