"""``asn pack``: what the registry gets, whole or not at all, and a draft is never taken for more."""

import hashlib
import shutil

import pytest
from tests.fixtures.console import asn, inside
from tests.fixtures.projects import REPO, write
from tests.fixtures.word import Word, text, val, w

from asn.casefile import CHECKSUMS, with_sums
from asn.publish import Output

FULL = "slag: text\nid: a\nrubrik: Avsnitt\ntext: Det gick bra.\ntal: {antal: 12 personer}\n"
SHEET = """tillstånd: utkast
datum: 2023-05-17
diarienummer: EXN 2023/17 Å
avsnitt:
  - {fil: avsnitt.yaml, rubrik: Avsnitt}
beslut:
  - Nämnden godkänner **rapporten**.
  - Nämnden ger förvaltningen ett uppdrag.
ärende:
  handläggare: Anna Exempel
  roll: controller
  bakgrund: Vi har stöttat {{ a.antal }}.
  överväganden: |
    Två skäl:

    1. det ena
    2. det andra
  skickas_till: [Kommunstyrelsen]
"""


@pytest.fixture
def root(tmp_path):
    """A draft where nothing is missing, with its case."""
    return write(tmp_path, {"2023/T1/rapport.yaml": SHEET, "2023/T1/avsnitt.yaml": FULL})


def packed(root):
    """The files of the case, by name."""
    folder = root / "till_diariet" / "2023" / "T1"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_draft_is_packed_and_marked(root):
    """In each file's name, on each page, and in what is told; the names are the registry's."""
    done = asn(root, "pack", "--period", "T1")
    assert done.returncode == 0, done.stderr
    assert "2023/T1: 6 filer till diariet i till_diariet/2023/T1/" in done.stdout
    assert "utkast" in done.stdout
    files = packed(root)
    start, end = "exn-2023-17-a_", "delarsrapport-1-2023_utkast"
    assert files.keys() == {
        f"{start}tjansteskrivelse_{end}.docx",
        f"{start}forslag-till-beslut_{end}.docx",
        f"{start}sammanfattning_{end}.docx",
        f"{start}{end}.docx",
        f"{start}{end}.pdf",
        CHECKSUMS,
        "manifest.json",
    }
    for name, data in files.items():
        if name.endswith(".docx"):
            assert all("UTKAST" in text(edge) for edge in Word(data).edges("header").values()), name


def test_the_sums_are_those_of_the_files(root):
    """Each file has its line, as sha256sum has it, but the list itself and the manifest."""
    assert inside(root, "pack").returncode == 0
    files = packed(root)
    lines = dict(reversed(line.split("  ")) for line in files[CHECKSUMS].decode().splitlines())
    assert lines == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if name not in {CHECKSUMS, "manifest.json"}
    }
    assert with_sums([Output("b", b""), Output("a", b"")])[-1].data.decode().splitlines()[0].endswith("  a")


def test_the_letter_is_made_of_the_report_and_a_few_fields(root):
    """Figures in place, lists as lists, who wrote it and who gets the decision; and the files by their names."""
    assert inside(root, "pack").returncode == 0
    files = packed(root)
    letter, decision = (
        Word(next(data for name, data in files.items() if kind in name)) for kind in ("tjansteskrivelse", "forslag")
    )
    said = [text(one).replace("\N{NO-BREAK SPACE}", " ") for one in letter.document.iter(w("p"))]
    headings = [
        text(one) for one in letter.document.iter(w("p")) if val(one.find(f"{w('pPr')}/{w('pStyle')}")) == "Heading1"
    ]
    assert headings == [
        "Förslag till beslut",
        "Bakgrund",
        "Överväganden",
        "Handlingar i ärendet",
        "Beslutet skickas till",
    ]
    for line in (
        "Vi har stöttat 12 personer.",
        "det andra",
        "Kommunstyrelsen",
        "Handläggare: Anna Exempel, controller",
    ):
        assert line in said
    assert {name for name in files if name.endswith((".docx", ".pdf")) and "tjansteskrivelse" not in name} == {
        line.partition("(")[2].rstrip(")") for line in said if line.endswith((".docx)", ".pdf)"))
    }
    told = [text(one) for one in decision.document.iter(w("p"))]
    assert told[-2:] == ["Nämnden godkänner rapporten.", "Nämnden ger förvaltningen ett uppdrag."]
    numbered = [val(one) for one in decision.document.iter(w("numId"))]
    assert numbered == ["2", "2"]


def test_an_adopted_report_is_packed_as_it_is_built(tmp_path):
    """PDF and Word are those of the build, byte for byte; nothing is marked as a draft."""
    root = tmp_path / "miljo"
    shutil.copytree(REPO / "exempel" / "miljo", root)
    assert inside(root, "pack").returncode == 0
    assert inside(root, "build", "--format", "pdf,docx").returncode == 0
    case, built = root / "till_diariet/2025/T2", root / "build/2025/T2"
    for ending in ("pdf", "docx"):
        (own,) = built.glob(f"*.{ending}")
        assert (case / f"mbn-2025-44_{own.name}").read_bytes() == own.read_bytes()
    assert not [path.name for path in case.iterdir() if "utkast" in path.name]
    assert "oförändrad" in inside(root, "pack").stdout


@pytest.mark.parametrize(
    ("sheet", "body", "says"),
    [
        (SHEET.partition("beslut:")[0], FULL, "säger inte vad nämnden ska besluta"),
        (SHEET, FULL.replace("bra.", "bra, 19640823-3234."), "rapporten har 1 fel"),
    ],
)
def test_what_cannot_be_put_before_the_board_is_not_packed(sheet, body, says, root):
    """A report that has errors, or asks the board for nothing; what was packed before stands."""
    assert inside(root, "pack").returncode == 0
    before = packed(root)
    write(root, {"2023/T1/rapport.yaml": sheet, "2023/T1/avsnitt.yaml": body})
    refused = inside(root, "pack")
    assert (refused.returncode, says in refused.stderr) == (1, True), refused.stderr
    assert packed(root) == before


def test_a_change_packs_anew_and_a_strangers_folder_is_left_alone(root):
    """The same rules as for a build."""
    assert inside(root, "pack").returncode == 0
    assert "oförändrad" in inside(root, "pack").stdout
    write(root, {"2023/T1/rapport.yaml": SHEET.replace("EXN", "ABC")})
    assert "6 filer" in inside(root, "pack").stdout
    assert all(name.startswith(("abc-", CHECKSUMS, "manifest")) for name in packed(root))
    other = root / "egna" / "2023" / "T1"
    other.mkdir(parents=True)
    (other / "mitt.txt").write_text("a")
    refused = inside(root, "pack", "--out", "egna")
    assert refused.returncode == 1, refused.stderr
    assert "som asn inte har skrivit" in refused.stderr
    assert [path.name for path in other.iterdir()] == ["mitt.txt"]
