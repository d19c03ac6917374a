"""How the program speaks to whoever uses it: in Swedish, on the right stream, with the right exit code."""

import os
import pty
import re
import subprocess

import pytest
from tests.fixtures.console import ASN, asn, inside
from tests.fixtures.projects import report, write

from asn.commands.swedish import COMMANDS

ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|args|show|message|exit|missing|invalid|error|default|required|"
    r"unexpected|directory|file|try|help for|text \||no such)\b",
    re.IGNORECASE,
)
PERIODS = "Perioderna är T1, T2, plan, VB, M01–M12. Egna skrivs under «perioder» i rapportslag.yaml."
REPORTS = "Det finns: 2022/VB, 2023/T1."


@pytest.mark.parametrize(
    "command", [[], *([name] for name in sorted(COMMANDS))], ids=lambda args: " ".join(args) or "asn"
)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_in_swedish(command, flag, tmp_path):
    """Outside any project, too; and it goes to stdout, since it was asked for."""
    ran = inside(tmp_path, *command, flag)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Användning: {' '.join(['asn', *command])} ")
    assert "Visa den här hjälpen." in ran.stdout
    words = re.sub(r"--?[a-z-]+", "", ran.stdout)  # the options' own names are the contract's
    assert ENGLISH.findall(words) == []


def test_without_a_command_the_help_is_shown(tmp_path):
    """Whoever types just asn learns what there is."""
    ran = inside(tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(f"  {name} " in ran.stdout for name in COMMANDS)


def test_the_version_is_told(tmp_path):
    """For whoever reports a fault."""
    ran = asn(tmp_path, "--version")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.fullmatch(r"asn \d+\.\d+\.\d+\n", ran.stdout)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("buld", "Kommandot «buld» finns inte. Menade du build?"),
        ("--year 2023", "Valet --year finns inte. Se asn --help."),
        ("--version=2", "--version tar inget värde."),
        ("build --yaer 2023", "Valet --yaer finns inte. Menade du --year? Se asn --help."),
        ("build -x", "Valet -x finns inte. Se asn --help."),
        ("build --year", "--year vill ha ett värde."),
        ("build --year 1999", f"Det finns ingen rapport för 1999. {REPORTS}"),
        ("build --year 20", f"Det finns ingen rapport för 20. {REPORTS}"),
        ("build --period T9", f"Det finns ingen period T9. {REPORTS}"),
        ("build --period T", f"Det finns ingen period T. {REPORTS}"),
        ("build --period 2023", f"Det finns ingen period 2023. {REPORTS}"),
        ("build --period 2023/T2", f"Det finns ingen period 2023/T2. {REPORTS}"),
        ("build --year 2023 --period VB", f"Ingen rapport passar urvalet. {REPORTS}"),
        ("build --year 2023 --year 1999", f"Det finns ingen rapport för 1999. {REPORTS}"),
        ("build --format rtf", "Formatet «rtf» finns inte. Det finns: md, html, pdf, data, docx."),
        ("build --format md,rtf,odt", "Formatet «rtf, odt» finns inte. Det finns: md, html, pdf, data, docx."),
        ("build --format ,", "Formatet «,» finns inte. Det finns: md, html, pdf, data, docx."),
        ("build --jobs 0", "--jobs ska vara ett heltal från 1."),
        ("build --jobs två", "--jobs ska vara ett heltal från 1."),
        ("build --force=ja", "--force tar inget värde."),
        ("build 2023/T1", "«2023/T1» är för mycket. Se asn build --help."),
        ("build --out content/namnd.yaml", "--out ska vara en mapp som går att använda."),
        ("check --output-format xml", "--output-format ska vara ett av: text, json, github, gitlab, sarif, junit."),
        ("check --select Z", "Ingen regel börjar med «Z». Se asn rule."),
        ("check --ignore M201 --ignore Ö", "Ingen regel börjar med «Ö». Se asn rule."),
        ("check --period M13", f"Det finns ingen period M13. {REPORTS}"),
        ("list --output-format", "--output-format vill ha ett värde."),
        ("list --output-format csv", "--output-format ska vara ett av: text, json."),
        ("list --year 2021", f"Det finns ingen rapport för 2021. {REPORTS}"),
        ("new", "--year måste anges. Se --help."),
        ("new --year 2024", "--period måste anges. Se --help."),
        ("new --year 24 --period T1", "«24» är inget årtal mellan 2000 och 2099."),
        (
            "new --year 2024 --period T3",
            f"«T3» är ingen period. {PERIODS}",
        ),
        (
            "new --year 2024 --period T2",
            "Det finns ingen läsbar rapport 2023/T2 att utgå från. Välj en med --from: 2022/VB, 2023/T1.",
        ),
        (
            "new --year 2024 --period T1 --from ../../etc",
            "Det finns ingen läsbar rapport ../../etc att utgå från. Välj en med --from: 2022/VB, 2023/T1.",
        ),
        ("rule Q999", "Regeln «Q999» finns inte. Se asn rule för alla."),
        ("rule M201 M202", "«M202» är för mycket. Se asn rule --help."),
    ],
)
def test_wrong_usage_is_told_in_swedish(args, said, root):
    """Exit code 2, one line on stderr, nothing on stdout, and nothing is built or written."""
    before = sorted(root.rglob("*"))
    ran = inside(root, *args.split())
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"asn: {said}\n")
    assert sorted(root.rglob("*")) == before


def test_an_unknown_command_tells_which_there_are(tmp_path):
    """When nothing is near."""
    ran = inside(tmp_path, "xyzzy")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"asn: Kommandot «xyzzy» finns inte. Det finns: {', '.join(sorted(COMMANDS))}.\n"


@pytest.mark.parametrize("args", ["build", "check", "list", "new --year 2024 --period T1"])
def test_outside_a_project_the_way_on_is_told(args, tmp_path):
    """Whoever stands in the wrong folder learns so."""
    ran = inside(tmp_path, *args.split())
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "asn: Här finns inget projekt: mappen content/ saknas. Byt mapp, eller börja ett nytt med asn init.\n"
    )


def test_a_project_without_reports_says_so(tmp_path):
    """An empty content/ is no fault of ours."""
    ran = inside(write(tmp_path, {}), "list", "--year", "2023")
    assert (ran.returncode, ran.stderr) == (
        2,
        "asn: Det finns ingen rapport för 2023. Det finns: inga rapporter alls.\n",
    )


def test_check_tells_findings_on_stdout_and_the_count_of_reports_on_stderr(root):
    """What a program reads is the findings; what a person wants besides goes beside."""
    ran = inside(root, "check")
    assert (ran.returncode, ran.stdout) == (0, "Inga fel, varningar eller råd.\n")
    assert ran.stderr == "2 rapporter granskade, 0 undantag.\n"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (["2023/T1"], "1 rapport granskad, 0 undantag.\n1 rapport kan inte granskas förrän felen ovan är rättade.\n"),
        (
            ["2022/VB", "2023/T1"],
            "0 rapporter granskade, 0 undantag.\n2 rapporter kan inte granskas förrän felen ovan är rättade.\n",
        ),
    ],
)
def test_the_reports_that_could_not_be_checked_are_counted_too(root, broken, told):
    """A count of nought would else look as if there were nothing to check."""
    for name in broken:
        (root / "content" / name / "avsnitt.yaml").write_text("slag: ord\n", encoding="utf-8")
    ran = inside(root, "check")
    assert (ran.returncode, ran.stderr) == (1, told)


def test_an_unread_report_outside_the_filters_is_not_counted(root):
    """Who asks about one report is told of that one."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: ord\n", encoding="utf-8")
    assert inside(root, "check", "--year", "2022").stderr == "1 rapport granskad, 0 undantag.\n"


def test_an_error_in_the_content_is_exit_code_1(root):
    """With its line, the caret and what would be right."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\nrubirk: A\n")
    ran = inside(root, "check")
    assert ran.returncode == 1
    assert ran.stdout == (
        "1 fel i 1 fil. Rapporten 2023/T1 kan inte byggas.\n\n"
        "content/2023/T1/avsnitt.yaml:2:1: fel S003 Fältet «rubirk» finns inte här.\n"
        "     2 | rubirk: A\n       | ^^^^^^\n       = Menade du rubrik?\n"
    )


def test_warnings_are_errors_under_strict(root):
    """So that CI can hold a report that is to be adopted to more."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\ntext: Hej {{ nej }}.\n")
    assert inside(root, "check").returncode == 0
    ran = inside(root, "check", "--strict")
    assert ran.returncode == 1
    assert "varning S013" in ran.stdout


def test_select_and_ignore_choose_rules(root):
    """By the beginning of the code, several times over."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\nrubirk: A\nid: Å\n")
    codes = {
        args: re.findall(r": fel (\w+)", inside(root, "check", *args.split()).stdout)
        for args in ("", "--select S003", "--select S00", "--ignore S003", "--select S003 --select S005", "--ignore S")
    }
    assert codes == {
        "": ["S003", "S005"],
        "--select S003": ["S003"],
        "--select S00": ["S003", "S005"],
        "--ignore S003": ["S005"],
        "--select S003 --select S005": ["S003", "S005"],
        "--ignore S": [],
    }


def test_filters_choose_what_is_checked(root):
    """Findings of other reports are not told."""
    (root / "content/2022/VB/avsnitt.yaml").write_text("slag: text\nrubirk: A\n")
    assert inside(root, "check", "--year", "2022").returncode == 1
    assert inside(root, "check", "--period", "VB").returncode == 1
    assert inside(root, "check", "--year", "2023").returncode == 0
    assert inside(root, "check", "--period", "2023/T1").returncode == 0


@pytest.mark.parametrize("where", ["content", "content/2023/T1", "content/2022"])
def test_commands_work_from_a_folder_within_the_project(where, root):
    """As git does; places are told from the project's root all the same."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\nrubirk: A\n")
    ran = inside(root / where, "check")
    assert "\n\ncontent/2023/T1/avsnitt.yaml:2:1: fel S003" in ran.stdout


def _on_terminal(root, *args, env):
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([ASN, *args], cwd=root, stdout=theirs, stderr=theirs, env={**os.environ, **env}) as process:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 4096):
                said += piece
        except OSError:  # how Linux says that the other end has closed
            pass
        process.wait(60)
    os.close(ours)
    return said.decode()


def test_colours_only_on_a_terminal_that_wants_them(root):
    """NO_COLOR and a pipe give plain text, with the same words."""
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\nrubirk: A\n")
    coloured = _on_terminal(root, "check", env={"TERM": "xterm-256color", "NO_COLOR": ""})
    plain = _on_terminal(root, "check", env={"TERM": "xterm-256color", "NO_COLOR": "1"})
    piped = asn(root, "check").stdout
    assert "\x1b[" in coloured
    assert "\x1b" not in plain + piped
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert piped.strip() in plain.replace("\r\n", "\n")


def test_a_reader_that_leaves_early_gets_no_traceback(root):
    """As asn check | head -1 does."""
    section = "slag: text\n" + "".join(f"fält_{n}: 1\n" for n in range(5000))
    (root / "content/2023/T1/avsnitt.yaml").write_text(section)
    with subprocess.Popen([ASN, "check"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        process.wait(60)
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert ".log" not in said
    assert process.returncode in {0, 1}


def test_a_module_in_the_project_is_never_imported(root):
    """A file yaml.py or asn.py in the content repository is not code of ours."""
    for name in ("yaml.py", "json.py", "asn.py", "click.py"):
        (root / name).write_text("raise SystemExit('fångad')\n")
    ran = asn(root, "list")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_json_is_told_for_machines(root):
    """A list of objects on stdout, empty when all is well."""
    ran = inside(root, "check", "--output-format", "json")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "[]\n", "")


def test_two_reports_in_one_run(tmp_path):
    """Findings of all files come in one run, in a stable order."""
    root = write(tmp_path, {**report("slag: text\nå: 1\n", "2023/T2"), **report("slag: text\nä: 1\n")})
    first, second = inside(root, "check"), inside(root, "check")
    assert first.stdout == second.stdout
    assert re.findall(r"^content/(\S+):2:1", first.stdout, re.MULTILINE) == [
        "2023/T1/avsnitt.yaml",
        "2023/T2/avsnitt.yaml",
    ]
