"""The PDF's bytes: the same everywhere, sound at every stream's end, and no trace left behind in the process."""

import ctypes.util
import gc
import hashlib
import logging
import os
import runpy
import subprocess
import sys
from ctypes.util import find_library
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from tests.fixtures.standards import validated

from asn.render.pdf import Attachment, PdfEngineMissing, PdfError, import_engine, write_pdf

SAMPLE = Path(__file__).with_name("test_pdf.py")
JOB = runpy.run_path(str(SAMPLE))["JOB"]
FONTS = Path(__file__).parents[2] / "templates" / "typsnitt"
PRINT_DIGEST = """
import hashlib, importlib.util
spec = importlib.util.spec_from_file_location("sample", {path!r})
sample = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sample)
print(hashlib.sha256(sample.write_pdf(sample.JOB)).hexdigest())
"""


@pytest.mark.parametrize(
    "circumstances",
    [
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {
            "TZ": "America/Lima",
            "LC_ALL": "sv_SE.UTF-8",
            "PYTHONHASHSEED": "2",
            "FONTCONFIG_PATH": "/nowhere",
            "HOME": "/nowhere",
        },
    ],
)
def test_same_bytes(tmp_path, circumstances):
    """Process, time zone, locale, hash seed, folder and the machine's fonts cannot be seen in the bytes."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    code = PRINT_DIGEST.format(path=str(SAMPLE))
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | circumstances | {"TMPDIR": str(scratch)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(write_pdf(JOB)).hexdigest()
    assert not run.stderr
    assert not list(scratch.iterdir())


def test_same_moment_same_bytes():
    """The date is a moment: the time zone it is written in does not matter, but it has to have one."""
    here = replace(JOB, html=small("<p>x</p>"))
    there = replace(here, date=JOB.date.astimezone(timezone(timedelta(hours=2))))
    assert write_pdf(here) == write_pdf(there)
    with pytest.raises(ValueError, match="no time zone"):
        write_pdf(replace(here, date=JOB.date.replace(tzinfo=None)))


def test_stream_that_ends_in_a_line_break():
    """A stream whose last byte is CR is told from its end of line: PDF/A counts the bytes."""
    last_byte_is_cr = Attachment("cr.bin", b"\x0c", "application/octet-stream", "Slutar med CR", "Data")
    pdf = write_pdf(replace(JOB, html=small("<p>x</p>"), attachments=(last_byte_is_cr,)))
    assert b"\r\r\nendstream" in pdf
    assert validated(pdf, "3a").is_compliant


def test_last_streams_that_end_in_a_line_break(monkeypatch):
    """Where one of the last two streams ends in CR, an empty object more gives it another end."""
    job = replace(JOB, html=small("<p>x</p>"))
    answers = iter([True, False])
    monkeypatch.setattr(import_engine(), "is_misread", lambda _: next(answers))
    again = write_pdf(job)
    monkeypatch.undo()
    assert again != write_pdf(job)
    assert validated(again, "3a").is_compliant


def small(body):
    return f'<html lang="sv"><head><title>Prov</title></head><body><h1>Prov</h1>{body}</body></html>'


def test_process_is_left_as_it_was(monkeypatch):
    """Environment, garbage collector and log are the caller's own again, also after an error."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/nowhere/fonts.conf")
    thresholds = gc.get_threshold()
    gc.set_threshold(thresholds[0] + 1)
    before = dict(os.environ), gc.get_threshold(), list(logging.getLogger("weasyprint").handlers), find_library
    write_pdf(replace(JOB, html=small("<p>x</p>")))
    with pytest.raises(PdfError):
        write_pdf(replace(JOB, html=small("<p>😀</p>")))
    after = dict(os.environ), gc.get_threshold(), logging.getLogger("weasyprint").handlers, ctypes.util.find_library
    gc.set_threshold(*thresholds)
    assert after == before
    monkeypatch.delenv("FONTCONFIG_FILE")
    write_pdf(replace(JOB, html=small("<p>x</p>")))
    assert "FONTCONFIG_FILE" not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="the loader is Linux's")
def test_machine_without_pango(tmp_path):
    """Where Pango is missing the Swedish text says how to get it, and stdout stays clean for results."""
    (tmp_path / "libpango-1.0.so.0").write_bytes(b"")
    code = PRINT_DIGEST.format(path=str(SAMPLE))
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert PdfEngineMissing.__name__ in run.stderr
    assert "sudo apt-get install libpango-1.0-0" in run.stderr
    assert not run.stdout


def test_import_is_cheap():
    """The contract can be imported without the engine."""
    code = "import sys, asn.render.pdf; print([n for n in sys.modules if n.split('.')[0] in ('weasyprint', 'pydyf')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


CHARACTERS = "åäöÅÄÖéüß–—−…”’‘%‰§·•→←↑↓↗↘●▲▼■◆○□✓✗≥≤±×½€\u00a0\u00ad\u2009\u2011\u202f"


@pytest.mark.parametrize("name", ["Regular", "Italic", "SemiBold", "SemiBoldItalic"])
def test_font(name):
    """Every font has the characters that a report needs, figures of one width, and a name of its own."""
    font = TTFont(FONTS / f"AsnSans-{name}.ttf")
    glyphs = font.getBestCmap()
    assert [character for character in CHARACTERS if ord(character) not in glyphs] == []
    assert len({font["hmtx"][glyphs[ord(figure)]][0] for figure in "0123456789"}) == 1
    assert not [
        str(entry) for entry in font["name"].names if entry.nameID in {1, 3, 4, 6, 16} and "Source" in str(entry)
    ]
    assert "fvar" not in font


@pytest.mark.parametrize("name", ["Regular", "SemiBold"])
def test_web_font(name):
    """The fonts inside the web page are small, and have all that a Swedish report needs."""
    file = FONTS / f"AsnSans-{name}.woff2"
    assert file.stat().st_size < 40_000
    assert [c for c in CHARACTERS if ord(c) not in TTFont(file).getBestCmap() and c not in "\u00ad\u2009"] == []
