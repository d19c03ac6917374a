"""A new kind of section is one model, one template and one example: it is then everywhere, without another line."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from tests.fixtures.projects import REPO
from tests.fixtures.word import Word

FIXTURE = REPO / "tests" / "fixtures" / "slag"
NAME = "investeringar"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A copy of the program with the new kind in it, and a project that has a section of the kind."""
    root = tmp_path_factory.mktemp("slag")
    for folder in ("cli", "templates"):
        shutil.copytree(REPO / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    kinds = root / "cli" / "asn" / "model" / "avsnitt"
    shutil.copy(FIXTURE / f"{NAME}.py", kinds)
    shutil.copy(FIXTURE / f"{NAME}.yaml", kinds / "exempel")
    shutil.copy(FIXTURE / f"{NAME}.j2", root / "templates" / "avsnitt")
    index = kinds / "__init__.py"
    text = index.read_text(encoding="utf-8")
    text = text.replace("    Lättläst,\n    Matris,", "    Lättläst,\n    Investeringar,\n    Matris,")
    text = text.replace(
        "from asn.model.avsnitt.mal",
        f"from asn.model.avsnitt.{NAME} import Investeringar\nfrom asn.model.avsnitt.mal",
        1,
    )
    index.write_text(text, encoding="utf-8")
    asn(root, root, "init", "projekt", "--year", "2025")
    report = root / "projekt" / "content" / "2025" / "T1"
    for path in report.iterdir():
        path.unlink()
    plan = f"tillstånd: utkast\navsnitt:\n  - {{fil: {NAME}.yaml, rubrik: Investeringar}}\n"
    (report / "rapport.yaml").write_text(plan, encoding="utf-8")
    shutil.copy(FIXTURE / f"{NAME}.yaml", report)
    return root


def asn(root, where, *args):
    """What the copied program says."""
    env = {**os.environ, "PYTHONPATH": str(root / "cli"), "PYTHONSAFEPATH": "1"}
    code = "import sys; from asn.commands import main; sys.argv[0] = 'asn'; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=where, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode in {0, 1}, ran.stderr
    return ran.stdout + ran.stderr


def changed(home, name, *pairs):
    """A copy of the project with other words in its section."""
    project = home / name
    shutil.copytree(home / "projekt", project)
    section = project / "content" / "2025" / "T1" / f"{NAME}.yaml"
    text = section.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    section.write_text(text, encoding="utf-8")
    return project


def test_it_is_in_every_output(home):
    """The table with its words, figures and light in Markdown, HTML, PDF, Word, CSV and data.json."""
    project = home / "projekt"
    said = asn(home, project, "build", "--format", "md,html,pdf,data,docx")
    assert "docx" in said, said
    folder = project / "build" / "2025" / "T1"
    (pdf,) = folder.glob("*.pdf")
    (page,) = folder.glob("*.html")
    (markdown,) = (path for path in folder.glob("*.md") if path.name != "sammanfattning.md")
    printed = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    (word,) = folder.glob("*.docx")
    for text in (page.read_text("utf-8"), markdown.read_text("utf-8"), printed, Word(word.read_bytes()).said):
        plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
        for told in ("Nytt ridhus", "4 500,5", "1 200", "Marken är köpt."):
            assert told in plain, told
    (section,) = json.loads((folder / "data.json").read_text("utf-8"))["avsnitt"]
    assert section["slag"] == NAME
    assert section["projekt"][0]["budget"] == 4500.5
    assert "4500.5" in (folder / "tabeller" / f"{NAME}.csv").read_text("utf-8")
    assert NAME in (folder / "data.schema.json").read_text("utf-8")


def test_check_asks_for_its_light_and_for_what_it_names(home):
    """A blank light is left to do, a unit that isn't there is a fault, and an unknown field has its cure."""
    project = changed(home, "fel", ("bedömning: gul", "bedömning:"), ("enhet: mottagningen", "enhet: mottagning"))
    said = asn(home, project, "check")
    assert "U404 Det finns ingen enhet «mottagning»" in said
    mended = changed(home, "blank", ("bedömning: gul", "bedömning:"))
    assert "K903 «Nytt ridhus» saknar bedömning" in asn(home, mended, "check")
    assert "menade du budget?" in asn(home, changed(home, "stavfel", ("budget:", "bugdet:")), "check").lower()


def test_list_tells_what_is_left(home):
    """Its blank light is counted under its heading."""
    project = changed(home, "lista", ("bedömning: gul", "bedömning:"))
    said = asn(home, project, "list", "-v")
    assert "Investeringar" in said
    assert "Nytt ridhus" in said


def test_diff_tells_what_changed_in_it(home):
    """Its light, and each of its figures."""
    project = changed(home, "skillnad")
    later = project / "content" / "2025" / "T2"
    shutil.copytree(project / "content" / "2025" / "T1", later)
    text = (later / f"{NAME}.yaml").read_text("utf-8")
    text = text.replace("bedömning: gul", "bedömning: röd").replace("utfall: 1 200", "utfall: 1 300")
    (later / f"{NAME}.yaml").write_text(text, encoding="utf-8")
    said = asn(home, project, "diff", "2025/T1", "2025/T2")
    assert "Nytt ridhus" in said
    assert "röd" in said
    assert "1 300" in said.replace("\N{NO-BREAK SPACE}", " ")


def test_new_carries_what_lasts_and_empties_what_was_the_periods(home):
    """Names and budgets go on; outcome, light and comment are to be written."""
    project = changed(home, "nytt")
    asn(home, project, "new", "--year", "2025", "--period", "T2", "--from", "2025/T1")
    text = (project / "content" / "2025" / "T2" / f"{NAME}.yaml").read_text("utf-8")
    assert "namn: Nytt ridhus" in text
    assert "1 200" not in text
    assert "gul" not in text
    assert "Marken" not in text


def test_the_schema_and_the_handbook_know_it(home):
    """The editor's program completes it, and the handbook's chapter has its fields and its example."""
    code = (
        "import json, runpy; from asn.schema import schemas;"
        f"kinds = runpy.run_path({str(REPO / 'scripts' / 'handbok.py')!r})['kinds'];"
        "print(json.dumps([schemas()['avsnitt.schema.json'], kinds()]))"
    )
    env = {**os.environ, "PYTHONPATH": str(home / "cli"), "PYTHONSAFEPATH": "1"}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    schema, chapter = json.loads(ran.stdout)
    assert NAME in schema["properties"]["slag"]["enum"]
    assert schema["$defs"]["Investering"]["properties"]["budget"]["description"] == "Hela budgeten i tkr."
    assert f"### {NAME}\n\nInvesteringar med budget, utfall och ljus." in chapter
    assert (FIXTURE / f"{NAME}.yaml").read_text("utf-8") in chapter
    assert "| · `utfall` | Vad projektet har kostat hittills, i tkr. |" in chapter


def test_it_has_a_form(home):
    """Its fields with their words, the project's own ids to choose among, and what is sent stands in its file."""
    code = f"""if True:
        import json, pathlib
        from asn.forms.controls import Choices
        from asn.forms.form import form, parts_of
        from asn.forms.records import record_at
        from asn.forms.saving import saved
        from asn.load.project import load_project
        from asn.read import read_yaml
        file, root = "content/2025/T1/{NAME}.yaml", pathlib.Path("projekt")
        project = load_project(root)
        data = project.filer[file]
        tree, _ = read_yaml(file, data)
        made = form(record_at(file, tree.value, ()), Choices(project, project.rapport("2025/T1"), 2025))
        fields = {{part.name: part for part in parts_of(made.block)}}
        told = {{name: [one.label, one.kind, one.help, getattr(one, "options", ())] for name, one in fields.items()}}
        sent = {{"/projekt/0/budget": "5 000", "/projekt/0/bedömning": "röd"}}
        print(json.dumps([told, saved(data, tree, made, sent, ("spara", "")).data.decode()]))"""
    env = {**os.environ, "PYTHONPATH": str(home / "cli"), "PYTHONSAFEPATH": "1"}
    ran = subprocess.run([sys.executable, "-c", code], cwd=home, env=env, capture_output=True, text=True, check=True)
    told, written = json.loads(ran.stdout)
    assert told["/projekt/0"][:2] == ["1. Nytt ridhus", "record"]
    assert told["/projekt/0/budget"] == ["Budget", "line", "Hela budgeten i tkr.", []]
    assert ["mottagningen", "Mottagningsenheten"] in told["/projekt/0/enhet"][3]
    assert [option for option, _ in told["/projekt/0/bedömning"][3]] == ["grön", "gul", "röd"]
    assert told["/projekt/0/kommentar"][1] == "prose"
    before = (FIXTURE / f"{NAME}.yaml").read_text("utf-8")
    assert written == before.replace("4 500,5", "5 000").replace("bedömning: gul", "bedömning: röd")
