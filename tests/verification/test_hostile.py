"""A PDF made to harm: names that lead out, files that grow, locks, and files that are cut or broken."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from tests.verification.doctoring import attach, files_of, told

from asn.verification import enclosed


@pytest.mark.parametrize(
    "name",
    [
        *("../utanför.yaml", "content/../../utanför.yaml", "/etc/asn.yaml", "content/2023/../../../x.yaml"),
        *("C:/x.yaml", "content\\..\\x.yaml", "content/.git/x/y.yaml", ".git/config", "content//x.yaml"),
        *("content/a\x00.yaml", "content/\x1b]0;x\x07.yaml", "content/" + "a" * 300 + ".yaml", ""),
        *("templates/../../x.css", "templates/x.py", "program.exe", "content/CON .yaml/x/y.yaml"),
    ],
)
def test_hostile_name(doctored, name):
    """A name that leads out, hides or isn't a report's is refused, and told without what a terminal obeys."""
    changes = told(doctored(lambda pdf: attach(pdf, name, b"slag: text\n")))
    (refused,) = [change for change in changes if "inte uppackad" in change]
    assert refused.startswith("Bilagan «")
    assert refused.isprintable()


def test_alike_names(doctored):
    """Two names that some file systems take for one are told."""
    changes = told(doctored(lambda pdf: attach(pdf, "content/NAMND.yaml", b"x: 1\n")))
    assert "Bilagan «content/namnd.yaml» finns mer än en gång; den andra är inte uppackad." in changes


WATCHED = """
import os, sys
from pathlib import Path
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def hear(event, args):
    opened = event == "open" and (args[2] or 0) & writing and not isinstance(args[0], int)
    if opened or event in {"os.mkdir", "os.rename", "os.link", "os.symlink"}:
        os.write(1, os.fsencode(args[0]) + b"\\n")  # also by the child
sys.addaudithook(hear)
sys.dont_write_bytecode = True
from asn.sandbox import isolation
from asn.verification import verify
isolation.STREAMS = (0, 2)
verify(Path(sys.argv[1]))
"""


def test_nothing_that_is_in_a_pdf_is_written(doctored, tmp_path):
    """Its files are read in memory, so no name of theirs is a path; the engine's are in the scratch folder, for now."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def change(pdf):
        for name in ("../ut.yaml", f"{tmp_path}/ut.yaml", "content/../../../ut.yaml", "content/2023/T1/ny.yaml"):
            attach(pdf, name, b"slag: text\n")

    path = doctored(change)
    before = sorted(tmp_path.rglob("*"))
    environment = os.environ | {"TMPDIR": str(scratch)}
    ran = subprocess.run(
        [sys.executable, "-P", "-c", WATCHED, path],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    made = [place for place in ran.stdout.splitlines() if place != os.devnull]
    assert made
    assert [place for place in made if place.endswith((".yaml", ".j2", ".css")) or "content" in place] == []
    assert [place for place in made if not Path(place).is_relative_to(scratch)] == []
    assert sorted(tmp_path.rglob("*")) == before


def test_file_that_grows_when_unpacked(doctored):
    """A small attachment that holds a huge one is refused without being unpacked."""
    bomb = zlib.compress(b"a" * 60_000_000, 9)
    assert len(bomb) < 100_000

    def change(pdf):
        stream = files_of(pdf)["content/2023/T1/handelser.yaml"].EF.F
        stream.write(bomb, filter=pikepdf.Name.FlateDecode)

    changes = told(doctored(change, compress_streams=False))
    assert changes[0] == "Bilagan «content/2023/T1/handelser.yaml» är större än 5 MB; den är inte uppackad."


def test_page_that_grows_when_unpacked(doctored):
    """A page's content is unpacked to a limit too; beyond it the page is not read."""

    def change(pdf):
        page = pdf.pages[-1].obj
        content = zlib.compress(page.Contents.read_bytes() + b" " * 40_000_000, 9)
        page.Contents = pikepdf.Stream(pdf, content, Filter=pikepdf.Name.FlateDecode)

    changes = told(doctored(change, compress_streams=False))
    assert any(change.startswith("Sida 3: i filen står «»") for change in changes)


def test_many_attachments(doctored, monkeypatch):
    """There is an end to how many files are taken out."""
    monkeypatch.setattr(enclosed, "_MAX_FILES", 12)
    changes = told(doctored(lambda pdf: attach(pdf, "content/x.yaml", b"")))
    assert changes[0] == "Det finns fler än 12 bilagor; de följande är inte lästa."


def test_other_packing(doctored):
    """An attachment packed in a way that the build doesn't use is refused."""

    def change(pdf):
        stream = files_of(pdf)["data.json"].EF.F
        stream.write(stream.read_bytes().hex().encode() + b">", filter=pikepdf.Name.ASCIIHexDecode)

    changes = told(doctored(change, compress_streams=False))
    assert changes[0] == "Bilagan «data.json» är packad på ett sätt som asn inte använder; den är inte uppackad."


def test_encrypted(doctored):
    """An encrypted file is told, with a password that can't be asked for and without one."""
    locked = pikepdf.Encryption(user="hemlig", owner="hemlig")
    assert told(doctored(lambda _: None, encryption=locked)) == (
        "Filen är krypterad med ett lösenord. En arkivfil får inte vara krypterad.",
    )
    opens = pikepdf.Encryption(user="", owner="hemlig")
    assert "Filen är krypterad. En arkivfil får inte vara det." in told(doctored(lambda _: None, encryption=opens))


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_truncated(tmp_path, good, part):
    """A file that is cut short is never said to be identical, wherever it was cut."""
    path = tmp_path / "rapport.pdf"
    path.write_bytes(good[: int(len(good) * part)])
    assert any("skadad" in change for change in told(path))


def test_damaged(tmp_path, good):
    """A file that a reader must mend before it can be read is told to be damaged."""
    path = tmp_path / "rapport.pdf"
    start = good.rindex(b"startxref") + len(b"startxref\n")
    path.write_bytes(good[:start] + b"9" + good[start + 1 :])
    assert told(path)[0] == "Filen är skadad: den gick att läsa först sedan den hade lagats."
