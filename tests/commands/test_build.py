"""``asn build``: what is built, what isn't, and what is left on the disk."""

import hashlib
import json
import os
import re
import subprocess

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.projects import report, write

QUICK = ("build", "--format", "md")
MONTHS = ("2023/M01", "2023/M02", "2023/M03")


def files(folder):
    """The files that a reader sees, with their bytes."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def built(ran):
    """The reports that a run says it built."""
    return re.findall(r"^(\S+): .* byggd på", ran.stdout, re.MULTILINE)


def pages(root):
    """The reports that have a Markdown file, by name."""
    return sorted(path.parent.relative_to(root / "build").as_posix() for path in root.glob("build/*/*/*-20*.md"))


def test_a_build_leaves_all_files_of_all_reports(root):
    """The real program, every format: Markdown, HTML, PDF, data, tables' CSV, the checks and the manifest."""
    ran = asn(root, "build")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert built(ran) == ["2022/VB", "2023/T1"]
    common = {"data.json", "kontroll.json", "manifest.json"}
    for folder, name in (("2022/VB", "verksamhetsberattelse-2022"), ("2023/T1", "delarsrapport-1-2023")):
        made = files(root / "build" / folder)
        assert set(made) >= common | {f"{name}.{ending}" for ending in ("md", "html", "pdf")}
        assert made[f"{name}.pdf"].startswith(b"%PDF-")
        assert all(made.values())
    assert "build/2023/T1/ (delarsrapport-1-2023.md, delarsrapport-1-2023.html, delarsrapport-1-2023.pdf)" in ran.stdout


def test_the_manifest_tells_what_went_in_and_what_came_out(root):
    """SHA-256 of the report's own files and of the outputs, and the versions of what made them."""
    inside(root, *QUICK)
    folder = root / "build/2023/T1"
    told = json.loads((folder / "manifest.json").read_text())
    made = files(folder)
    assert told["outputs"] == {
        name: hashlib.sha256(data).hexdigest() for name, data in made.items() if name != "manifest.json"
    }
    assert told["inputs"]["content/2023/T1/avsnitt.yaml"] == (
        hashlib.sha256((root / "content/2023/T1/avsnitt.yaml").read_bytes()).hexdigest()
    )
    assert {"content/namnd.yaml", "content/2022/VB/avsnitt.yaml", "asn:mallar", "asn:kod"} <= set(told["inputs"])
    assert {"python", "weasyprint", "jinja2", "pydantic"} <= set(told["versions"])
    assert str(root) not in json.dumps(told)


@pytest.mark.parametrize(
    ("args", "names"),
    [
        ((), ["2022/VB", "2023/T1"]),
        (("--year", "2023"), ["2023/T1"]),
        (("--year", "2023", "--year", "2022"), ["2022/VB", "2023/T1"]),
        (("--period", "VB"), ["2022/VB"]),
        (("--period", "2023/T1"), ["2023/T1"]),
        (("--period", "VB", "--period", "T1"), ["2022/VB", "2023/T1"]),
        (("--year", "2023", "--period", "T1"), ["2023/T1"]),
    ],
)
def test_the_filters_choose_what_is_built(args, names, root):
    """In order of time, and nothing else is touched."""
    ran = inside(root, *QUICK, *args)
    assert (ran.returncode, built(ran)) == (0, names)
    assert pages(root) == names


@pytest.mark.parametrize(
    ("formats", "endings"),
    [
        ("md", {"md"}),
        ("html", {"html"}),
        ("md,html", {"md", "html"}),
        (" html , md ", {"md", "html"}),
        ("data", {"data"}),
    ],
)
def test_the_formats_are_chosen(formats, endings, root):
    """With commas between; the checks and the manifest are always there."""
    assert inside(root, "build", "--format", formats).returncode == 0
    all_of = {"data": "data.json", **{ending: f"delarsrapport-1-2023.{ending}" for ending in ("md", "html", "pdf")}}
    wanted = {all_of[ending] for ending in endings}
    made = set(files(root / "build/2023/T1"))
    assert made >= wanted | {"kontroll.json", "manifest.json"}
    assert not made & (set(all_of.values()) - wanted)


@pytest.mark.parametrize("where", ["", "content/2023"])
def test_out_is_a_folder_from_where_one_stands(where, root, tmp_path):
    """As every program takes a path; without it build/ of the project."""
    inside(root / where, *QUICK, "--out", "ute/här")
    assert (root / where / "ute/här/2023/T1/delarsrapport-1-2023.md").is_file()
    inside(root / where, *QUICK, "--out", tmp_path / "annan")
    assert (tmp_path / "annan/2023/T1/delarsrapport-1-2023.md").is_file()
    inside(root / where, *QUICK)
    assert (root / "build/2023/T1/delarsrapport-1-2023.md").is_file()


def test_what_is_unchanged_is_told_so_and_left_alone(root):
    """A second run builds nothing; a changed file builds its own report and those that look back at it."""
    inside(root, *QUICK)
    before = {path: path.stat().st_mtime_ns for path in root.glob("build/*/*/*.md")}
    ran = inside(root, *QUICK)
    assert (ran.returncode, ran.stdout) == (0, "2022/VB: oförändrad\n2023/T1: oförändrad\n")
    assert {path: path.stat().st_mtime_ns for path in root.glob("build/*/*/*.md")} == before
    (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\ntext: Ändrad.\n")
    ran = inside(root, *QUICK)
    assert "2022/VB: oförändrad\n" in ran.stdout
    assert built(ran) == ["2023/T1"]
    (root / "content/2022/VB/avsnitt.yaml").write_text("slag: text\ntext: Ändrad.\n")
    assert built(inside(root, *QUICK)) == ["2022/VB", "2023/T1"]


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content/namnd.yaml").write_bytes((root / "content/namnd.yaml").read_bytes() + b"# ny\n"),
        lambda root: (
            (root / "templates/md").mkdir(parents=True) or (root / "templates/rapport.md.j2").write_text("Ny.")
        ),
        lambda root: (root / "build/2023/T1/delarsrapport-1-2023.md").unlink(),
        lambda root: (root / "build/2023/T1/delarsrapport-1-2023.md").write_text("rörd"),
    ],
    ids=["register", "mall", "borttagen", "ändrad för hand"],
)
def test_whatever_it_depends_on_builds_it_again(change, root):
    """A register, a template, or an output that someone has touched."""
    inside(root, *QUICK)
    change(root)
    assert "2023/T1" in built(inside(root, *QUICK))


def test_force_builds_all_again_to_the_same_bytes(root):
    """The same inputs give the same outputs, byte for byte."""
    inside(root, "build", "--format", "md,html,data")
    before = files(root / "build")
    ran = inside(root, "build", "--format", "md,html,data", "--force")
    assert built(ran) == ["2022/VB", "2023/T1"]
    assert files(root / "build") == before


def test_the_folder_and_the_number_of_jobs_change_no_byte(tmp_path):
    """Built two at a time elsewhere, by the real program, it is the same to the byte."""
    content = {key: text for name in MONTHS for key, text in report("slag: text\ntext: Hej.\n", name).items()}
    one, two = write(tmp_path / "en mapp", content), write(tmp_path / "en annan/djupt/nere", content)
    first = asn(one, "build", "--format", "md,html,data", "--jobs", "1", env={"TZ": "UTC", "LC_ALL": "C"})
    second = asn(
        two, "build", "--format", "md,html,data", "--jobs", "2", env={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    )
    assert built(first) == built(second) == [*MONTHS]
    assert files(one / "build") == files(two / "build")


class TestAnAdoptedReport:
    """A report in state fastställd with an error is not built."""

    def test_is_not_built_with_an_error_and_the_earlier_stays(self, root):
        """The findings are told on stderr, the exit code is 1, and not a byte of the earlier report has changed."""
        inside(root, *QUICK)
        before = files(root / "build/2022/VB")
        (root / "content/2022/VB/avsnitt.yaml").write_text("slag: text\ntext: Siffran är {{ nej }}.\n")
        ran = inside(root, *QUICK)
        assert ran.returncode == 1
        assert "2022/VB: byggs inte. En fastställd rapport får inte ha fel. 1 fel i 1 fil.\n" in ran.stderr
        assert "content/2022/VB/avsnitt.yaml:2:18: fel S013 «nej» finns inte.\n" in ran.stderr
        assert files(root / "build/2022/VB") == before
        assert "2023/T1: oförändrad" in ran.stdout or built(ran) == ["2023/T1"]

    def test_is_not_built_if_it_cannot_be_read(self, root):
        """The others are."""
        (root / "content/2022/VB/avsnitt.yaml").write_text("slag: [\n")
        ran = inside(root, *QUICK)
        assert ran.returncode == 1
        assert (
            "2022/VB: kan inte byggas, för filerna går inte att läsa. 1 fel i 1 fil.\ncontent/2022/VB/avsnitt.yaml:"
            in ran.stderr
        )
        assert built(ran) == ["2023/T1"]
        assert not (root / "build/2022").exists()

    def test_is_built_without_a_mark(self, root):
        """No UTKAST and no list of what is left."""
        inside(root, "build", "--format", "md,html", "--period", "VB")
        for name, data in files(root / "build/2022/VB").items():
            assert b"Kvar att g" not in data, name
        assert b'class="rapport"' in files(root / "build/2022/VB")["verksamhetsberattelse-2022.html"]

    def test_is_not_built_with_a_warning_under_strict(self, root):
        """--strict says so itself."""
        (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\ntext: Hej {{ nej }}.\n")
        ran = inside(root, *QUICK, "--strict", "--period", "T1")
        assert ran.returncode == 1
        assert "2023/T1: byggs inte. --strict räknar varningar som fel. 1 varning i 1 fil.\n" in ran.stderr


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """Built once by the real program: what it said, and the files."""
    root = write(tmp_path_factory.mktemp("utkast"), report("slag: text\ntext: Det blev {{ siffran }}.\n"))
    ran = asn(root, "build", "--format", "md,html,pdf")
    assert ran.returncode == 0
    return ran, files(root / "build/2023/T1")


class TestADraft:
    """A report in state utkast is built if it can be loaded, and says what it is."""

    def test_is_marked_and_ends_with_what_is_left_to_do(self, draft):
        """In every format; and the command says so."""
        ran, outputs = draft
        assert "  utkast: 1 sak kvar att göra, se slutet av rapporten eller asn check.\n" in ran.stdout
        text = outputs["delarsrapport-1-2023.md"].decode()
        assert "- Status: Utkast\n" in text
        assert text.endswith("- «siffran» finns inte. (content/2023/T1/avsnitt.yaml, rad 2)\n")
        assert "## Kvar att göra\n" in text
        page = outputs["delarsrapport-1-2023.html"].decode()
        assert '<body class="rapport utkast"' in page
        assert "<h2>Kvar att göra</h2>" in page

    def test_every_page_of_its_pdf_says_utkast(self, draft, tmp_path):
        """As pdftotext reads them."""
        (tmp_path / "a.pdf").write_bytes(draft[1]["delarsrapport-1-2023.pdf"])
        pages = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
        texts = [page for page in pages.stdout.decode().split("\f") if page.strip()]
        assert len(texts) > 1
        assert all("UTKAST" in "".join(text.split()) for text in texts)  # the mark's letters are set apart

    def test_a_gap_is_shown_where_a_figure_is_missing(self, draft):
        """The reader of a draft sees where."""
        assert "Det blev [siffra saknas].\n" in draft[1]["delarsrapport-1-2023.md"].decode()


def test_a_folder_with_a_strangers_files_is_left_alone(root):
    """What we haven't written we don't write over."""
    (root / "build/2023/T1").mkdir(parents=True)
    (root / "build/2023/T1/viktigt.txt").write_text("mitt")
    ran = inside(root, *QUICK)
    assert ran.returncode == 1
    assert "innehåll som asn inte har skrivit" in ran.stderr
    assert files(root / "build/2023/T1") == {"viktigt.txt": b"mitt"}
    assert built(ran) == ["2022/VB"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights in Windows")
def test_build_is_never_a_way_out_of_the_project(root, tmp_path):
    """A committed link build/2023 leads nowhere."""
    (tmp_path / "annan").mkdir()
    (root / "build").mkdir()
    (root / "build/2023").symlink_to(tmp_path / "annan")
    ran = inside(root, *QUICK)
    assert ran.returncode == 1
    assert "länk" in ran.stderr
    assert list((tmp_path / "annan").iterdir()) == []


def test_a_report_with_many_faults_tells_fifty_and_how_many_are_left(tmp_path):
    """Whoever builds is told enough to begin with; asn check tells all."""
    rows = "".join(f"  - {{id: a{n}, namn: Rad, belopp: {{u: 1}}, fel{n}x: {n}}}\n" for n in range(70))
    table = "slag: belopp\nid: a\ntabellrubrik: A\nkolumner: [{id: u, rubrik: U, roll: utfall}]\nrader:\n"
    root = write(tmp_path, report(table + rows))
    ran = inside(root, "build", "--format", "md")
    assert ran.returncode == 1
    assert len(re.findall(r"S003", ran.stderr)) == 50
    assert "… och 20 till; asn check visar alla." in ran.stderr
