"""What is read of a project, what is refused, and what is told of files that nobody uses."""

import os

import pytest
from tests.fixtures.projects import SHEET, loaded, report, told, write

from asn.load.outline import ProjectMissing, project_root
from asn.load.project import load_project

NFD = "a\N{COMBINING RING ABOVE}ret"


def faults(project):
    return [(found.place.file, told(found)) for found in project.fynd]


def test_a_small_project_is_loaded_without_findings(tmp_path):
    """Registers, a report and its section, and the bytes of every file."""
    project = loaded(tmp_path, report("slag: text\ntext: Hej.\n"))
    assert project.fynd == ()
    assert [one.namn for one in project.rapporter] == ["2023/T1"]
    assert project.rapporter[0].avsnitt[0].rubrik == "Avsnitt"
    assert project.filer["content/2023/T1/avsnitt.yaml"] == b"slag: text\ntext: Hej.\n"
    assert project.texter["content/2023/T1/avsnitt.yaml"] == "slag: text\ntext: Hej.\n"
    assert len(project.filer) == 7


def test_later_reports_are_not_read(tmp_path):
    """Whoever asks for a report doesn't pay for those after it, nor hear of them; those before it are there."""
    for name in ("2022/VB", "2023/T1", "2023/T2"):
        write(tmp_path, report("slag: text\ntext: Hej.\n", name))
    project = load_project(tmp_path, latest="2023/T1")
    assert [one.namn for one in project.rapporter] == ["2022/VB", "2023/T1"]
    assert not any("T2" in name for name in project.filer)
    assert len(load_project(tmp_path).rapporter) == 3


@pytest.mark.parametrize(
    ("file", "at", "said"),
    [
        (
            "ekonomi.yaml",
            "content/ekonomi.yaml",
            (
                "Filen används inte av någon rapport. | "
                "Rapportens filer ligger i content/år/period/. Ta bort filen, eller flytta den."
            ),
        ),
        (
            "gammalt/a.yaml",
            "content/gammalt",
            "«gammalt» är inget årtal. | Mappar i content/ heter som åren, till exempel 2023.",
        ),
        ("2023/mal.yaml", "content/2023/mal.yaml", "Filen ligger utanför perioderna och används inte."),
        (
            "2023/T3/mal.yaml",
            "content/2023/T3",
            (
                "«T3» är ingen period. | Perioderna är T1, T2, plan, VB, M01\N{EN DASH}M12. "
                "Egna skrivs under «perioder» i rapportslag.yaml."
            ),
        ),
        (
            "2023/M13/mal.yaml",
            "content/2023/M13",
            (
                "«M13» är ingen period. | Perioderna är T1, T2, plan, VB, M01\N{EN DASH}M12. "
                "Egna skrivs under «perioder» i rapportslag.yaml."
            ),
        ),
        (
            "2023/T1/kopia.yaml",
            "content/2023/T1/kopia.yaml",
            (
                "Filen används inte av något avsnitt. | "
                "Lägg till den under avsnitt i content/2023/T1/rapport.yaml, eller ta bort den."
            ),
        ),
        (
            "2023/T1/bilder/a.png",
            "content/2023/T1/bilder",
            "Mappen används inte av något avsnitt. | Ange dess filer i ett avsnitt, eller ta bort den.",
        ),
    ],
)
def test_a_file_or_folder_that_nobody_uses_is_told_of(file, at, said, tmp_path):
    """S009: what is misplaced or misspelled doesn't vanish in silence; the report is there all the same."""
    project = loaded(tmp_path, {**report("slag: text\n"), file: "slag: text\n"})
    assert faults(project) == [(at, f"S009 {said}")]
    assert [one.namn for one in project.rapporter] == ["2023/T1"]


def test_hidden_files_are_passed_over(tmp_path):
    """An editor's and a file manager's own files are nobody's fault."""
    project = loaded(tmp_path, {**report("slag: text\n"), ".DS_Store": b"\0", "2023/T1/.mal.yaml.swp": b"\0"})
    assert project.fynd == ()


def test_a_report_without_its_sheet_is_told_of(tmp_path):
    """rapport.yaml says the report's state; without it there is no report."""
    project = loaded(tmp_path, {"2023/T1/mal.yaml": "slag: text\n"})
    assert faults(project) == [
        ("content/2023/T1/rapport.yaml", "S009 Filen rapport.yaml saknas. | Den säger rapportens tillstånd.")
    ]
    assert project.fel_i == ("2023/T1",)


def test_a_planned_file_that_is_not_there_is_told_of_where_it_is_planned(tmp_path):
    """S009 at the plan's own line."""
    project = loaded(tmp_path, {"2023/T1/rapport.yaml": SHEET})
    assert faults(project) == [
        (
            "content/2023/T1/rapport.yaml",
            "S009 Filen avsnitt.yaml finns inte i content/2023/T1. | Skapa filen, eller ta bort avsnittet.",
        )
    ]
    assert (project.fynd[0].place.line, project.fynd[0].place.column) == (3, 11)


def test_a_period_that_no_kind_of_report_has_is_told_of(tmp_path):
    """The kinds of report are data; a period outside them has no name nor sections."""
    kinds = "rapportslag:\n  - {id: a, namn: A, filnamn: a, perioder: [T2], avsnitt: []}\n"
    project = loaded(tmp_path, {**report("slag: text\n"), "rapportslag.yaml": kinds})
    assert faults(project) == [
        ("content/2023/T1", "S009 Inget rapportslag i rapportslag.yaml gäller perioden T1. | Det finns: a (T2).")
    ]


@pytest.mark.parametrize("name", ["namnd.yaml", "enheter.yaml", "malomraden.yaml", "skalor.yaml", "rapportslag.yaml"])
def test_a_missing_register_is_told_of(name, tmp_path):
    """Every register is needed; the reports that wait for it are named as unreadable."""
    root = write(tmp_path, report("slag: text\n"))
    (root / "content" / name).unlink()
    project = load_project(root)
    assert faults(project) == [(f"content/{name}", f"S009 Filen {name} saknas. | Den är gemensam för alla perioder.")]
    assert (project.rapporter, project.fel_i) == ((), ("2023/T1",))


@pytest.mark.parametrize(
    ("name", "text", "said", "line"),
    [
        (
            "enheter.yaml",
            "enheter:\n  - {id: a, namn: A}\n  - {id: a, namn: B}\n",
            "S002 Id «a» finns redan på rad 2 i content/enheter.yaml. | Varje id används en gång.",
            3,
        ),
        (
            "skalor.yaml",
            (
                "skalor:\n  - {id: a, namn: A, klasser: [{bedömning: a}, {bedömning: b}]}\n"
                "  - {id: a, namn: B, klasser: [{bedömning: a}, {bedömning: b}]}\n"
            ),
            "S002 Id «a» finns redan på rad 2 i content/skalor.yaml. | Varje id används en gång.",
            3,
        ),
        (
            "2023/T1/avsnitt.yaml",
            "slag: text\nid: a\nunderavsnitt:\n  - {slag: text, id: b}\n  - {slag: text, id: a}\n",
            "S002 Id «a» finns redan på rad 2 i content/2023/T1/avsnitt.yaml. | Varje id används en gång.",
            5,
        ),
    ],
)
def test_a_doubled_id_is_told_of_at_the_second(name, text, said, line, tmp_path):
    """An id names one thing; the finding stands at the later one and points to the first."""
    project = loaded(tmp_path, {**report("slag: text\n"), name: text})
    assert faults(project) == [(f"content/{name}", said)]
    assert project.fynd[0].place.line == line


@pytest.mark.parametrize("text", ["", "\n\n", "# bara en kommentar\n", "---\n"])
def test_an_empty_file_is_told_of(text, tmp_path):
    """A file that was saved empty gives a sentence, not a crash, and the report isn't put together without it."""
    project = loaded(tmp_path, report(text))
    assert [found.place.file for found in project.fynd] == ["content/2023/T1/avsnitt.yaml"]
    assert project.fel_i == ("2023/T1",)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    """The same values and places, whatever editor saved the file."""
    text = "slag: risker\nrisker:\n  - id: å\n    namn: Ö\n    bedömning: grn\n"
    plain = loaded(tmp_path / "a", report(text))
    saved = loaded(tmp_path / "b", report(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()))
    assert len(plain.fynd) == 1
    assert saved.fynd == plain.fynd


def test_the_order_of_reports_is_the_order_of_time(tmp_path):
    """A plan comes first in its year, months by number, the yearly report last."""
    names = ["2024/plan", "2023/VB", "2023/M11", "2023/M02", "2023/T2", "2023/plan", "2023/T1", "2022/VB"]
    project = loaded(tmp_path, {k: v for name in names for k, v in report("slag: text\n", name).items()})
    assert [one.namn for one in project.rapporter] == [
        *("2022/VB", "2023/plan", "2023/M02", "2023/T1", "2023/T2", "2023/M11", "2023/VB", "2024/plan")
    ]
    assert [one.namn for one in project.tidigare(project.rapporter[4])] == [
        *("2022/VB", "2023/plan", "2023/M02", "2023/T1")
    ]


def test_a_draft_is_no_history_of_what_is_adopted(tmp_path):
    """A published report is not held against what nobody has been told, and doesn't carry it."""
    files = {k: v for name in ("2022/VB", "2023/T1", "2023/T2") for k, v in report("slag: text\n", name).items()}
    for name in ("2022/VB", "2023/T2"):
        files[f"{name}/rapport.yaml"] = files[f"{name}/rapport.yaml"].replace("utkast", "fastställd")
    project = loaded(tmp_path, files)
    assert [one.namn for one in project.tidigare(project.rapport("2023/T2"))] == ["2022/VB"]


def test_one_unreadable_report_leaves_the_others(tmp_path):
    """What is wrong in one period stops that period alone."""
    project = loaded(tmp_path, {**report("slag: ☃\n", "2022/VB"), **report("slag: text\n")})
    assert ([one.namn for one in project.rapporter], project.fel_i) == (["2023/T1"], ("2022/VB",))


@pytest.mark.parametrize("folder", ["Årsredovisning för åk 9", "med 'citat' och $HOME", NFD, "#%20[x]"])
def test_the_project_may_lie_in_any_folder(folder, tmp_path):
    """Spaces, å ä ö, quotes and signs in the path change nothing, and no finding tells the path."""
    project = loaded(tmp_path / folder, report("slag: risker\nrisker: [{id: a, namn: A, bedömning: grn}]\n"))
    assert [found.place.file for found in project.fynd] == ["content/2023/T1/avsnitt.yaml"]


class TestWhatIsRefused:
    """S010: content never leads out of the project, and nothing waits for ever."""

    LINK = "S010 Filen är en länk, och länkar läses inte. Lägg själva filen i projektet."

    def test_a_section_that_is_a_link(self, tmp_path):
        """A committed link could show a secret of the machine in a report."""
        secret = tmp_path / "hemligt.yaml"
        secret.write_text("slag: text\ntext: hemligt\n")
        root = write(tmp_path / "p", report("slag: text\n"))
        file = root / "content/2023/T1/avsnitt.yaml"
        file.unlink()
        file.symlink_to(secret)
        project = load_project(root)
        assert faults(project) == [("content/2023/T1/avsnitt.yaml", self.LINK)]
        assert not any(b"hemligt" in data for data in project.filer.values())

    def test_a_period_that_is_a_link(self, tmp_path):
        """A linked folder is no period: it is told of as a stray file."""
        root = write(tmp_path / "p", report("slag: text\n"))
        elsewhere = write(tmp_path / "q", report("slag: text\n"))
        (root / "content/2023/T2").symlink_to(elsewhere / "content/2023/T1")
        project = load_project(root)
        assert [one.namn for one in project.rapporter] == ["2023/T1"]
        assert [found.place.file for found in project.fynd] == ["content/2023/T2"]

    def test_a_register_that_is_a_link(self, tmp_path):
        """A register is a file of the project like any other."""
        root = write(tmp_path, report("slag: text\n"))
        (root / "content/enheter.yaml").replace(root / "enheter.yaml")
        (root / "content/enheter.yaml").symlink_to(root / "enheter.yaml")
        assert faults(load_project(root)) == [("content/enheter.yaml", self.LINK)]

    def test_content_itself_may_not_be_a_link(self, tmp_path):
        """The whole content lies in the project."""
        root = write(tmp_path / "p", report("slag: text\n"))
        (tmp_path / "q").mkdir()
        (tmp_path / "q/content").symlink_to(root / "content")
        project = load_project(tmp_path / "q")
        assert project.rapporter == ()
        assert {told(found) for found in project.fynd} == {self.LINK}

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
    def test_a_pipe_is_refused_without_waiting(self, tmp_path):
        """Nobody writes to it: opening it in the plain way would wait for ever."""
        root = write(tmp_path, report("slag: text\n"))
        (root / "content/2023/T1/avsnitt.yaml").unlink()
        os.mkfifo(root / "content/2023/T1/avsnitt.yaml")
        assert faults(load_project(root)) == [("content/2023/T1/avsnitt.yaml", "S010 Detta är ingen vanlig fil.")]

    def test_a_folder_with_a_files_name(self, tmp_path):
        """A folder avsnitt.yaml/ is no section."""
        root = write(tmp_path, report("slag: text\n"))
        (root / "content/2023/T1/avsnitt.yaml").unlink()
        (root / "content/2023/T1/avsnitt.yaml").mkdir()
        project = load_project(root)
        assert {found.code for found in project.fynd} == {"S009"}

    def test_a_file_without_the_right_to_read(self, tmp_path, monkeypatch):
        """The system's refusal becomes a sentence at the file."""
        root = write(tmp_path, report("slag: text\n"))
        real = os.open

        def refusing(path, *args, **more):
            if str(path).endswith("avsnitt.yaml"):
                raise PermissionError(13, "Permission denied")
            return real(path, *args, **more)

        monkeypatch.setattr(os, "open", refusing)
        (found,) = load_project(root).fynd
        assert found.code == "S010"
        assert found.message == "Filen kan inte läsas: rättighet saknas (EACCES)."


def test_the_project_is_found_from_a_folder_within(tmp_path):
    """The nearest content/ upwards, as git finds its repository."""
    root = write(tmp_path, report("slag: text\n"))
    assert project_root(root / "content/2023/T1") == root
    with pytest.raises(ProjectMissing, match="asn init"):
        project_root(tmp_path.parent)


class TestHiddenAndLinked:
    """S018: what a reviewer doesn't see, or what leads elsewhere; what other programs leave is passed over."""

    PLACES = ("content", "content/2023", "content/2023/T1")

    @pytest.mark.parametrize("folder", PLACES)
    def test_a_hidden_file_is_a_finding_at_its_place(self, tmp_path, folder):
        """A file, a folder and a link, wherever they lie; the report can still be put together."""
        root = write(tmp_path, report("slag: text\nrubrik: A\ntext: B.\n"))
        (root / folder / ".dold.yaml").write_text("a: 1")
        (root / folder / ".mapp").mkdir()
        (root / folder / ".mal.yaml.ny").symlink_to(tmp_path / "krok")
        found = load_project(root)
        told = {(one.place.file, one.code) for one in found.fynd}
        assert told == {(f"{folder}/{name}", "S018") for name in (".dold.yaml", ".mapp", ".mal.yaml.ny")}
        assert found.rapporter

    @pytest.mark.parametrize("folder", PLACES)
    def test_a_link_is_a_finding_at_its_place(self, tmp_path, folder):
        """To a file, to a folder, to nothing and by the name of what a program leaves."""
        root = write(tmp_path, report("slag: text\nrubrik: A\ntext: B.\n"))
        for name, to in (("fil.yaml", root / "content/namnd.yaml"), ("2022", root), ("inget", "saknas"), ("a~", "x")):
            (root / folder / name).symlink_to(to)
        told = {(one.place.file, one.code) for one in load_project(root).fynd}
        assert told == {(f"{folder}/{name}", "S018") for name in ("fil.yaml", "2022", "inget", "a~")}

    @pytest.mark.parametrize("folder", PLACES)
    def test_what_other_programs_leave_is_no_finding(self, tmp_path, folder):
        """Neither hidden nor unused, and never read: its bytes could not be."""
        root = write(tmp_path, report("slag: text\nrubrik: A\ntext: B.\n"))
        left = ("Thumbs.db", "desktop.ini", ".DS_Store", "mal.yaml~", "~$mal.docx", "#mal.yaml#", ".#mal.yaml", "._mal")
        for name in (*left, ".mal.yaml.swp", ".~lock.mal.ods#"):
            (root / folder / name).write_bytes(b"\xff\x00")
        (root / folder / ".#b.yaml").symlink_to("nagon@dator.1:2")
        found = load_project(root)
        assert found.fynd == ()
        assert not any(name.endswith(left) for name in found.filer)
