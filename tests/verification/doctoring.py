"""Ways to doctor a PDF, and to ask what is said of it."""

from functools import cache
from unittest import mock

import pikepdf
from tests.verification.sample import sample_pdf

from asn import verification
from asn.verification.archive import _glyphs, read_archive
from asn.verification.enclosed import engine_of


def told(path):
    """What is said of a PDF that is not identical; what the sample's own sources give is built once for all of them."""
    _sample()
    with mock.patch.object(verification, "_rebuilt", _known_or_rebuilt):
        said = verification.verify(path)
    assert not said.identical
    assert said.differences
    return said.differences


_REBUILT = verification._rebuilt


@cache
def _sample():
    """The sources of the sample's PDF with its engine, and what they give."""
    given = read_archive(sample_pdf()).enclosed
    return given.sources, engine_of(given), _REBUILT(given)


def _known_or_rebuilt(files):
    sources, engine, rebuilt = _sample()
    return rebuilt if (files.sources, engine_of(files)) == (sources, engine) else _REBUILT(files)


def files_of(pdf):
    """The PDF's embedded files, by name."""
    return pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)


def attach(pdf, name, data):
    """Put another file in the PDF, under any name at all."""
    stream = pdf.make_stream(data)
    stream.Type = pikepdf.Name.EmbeddedFile
    text = pikepdf.String(name)
    spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=text, UF=text, EF=pikepdf.Dictionary(F=stream))
    files_of(pdf)[name] = pdf.make_indirect(spec)


def swap(pdf, number, old, new):
    """Let a page show one character where it shows another, the first time."""
    page = pdf.pages[number]
    content = page.obj.Contents.read_bytes()
    for font in page.obj.Resources.Font.values():
        codes = {text: b"<%04x>" % code for code, text in _glyphs(font).items()}
        if {old, new} <= codes.keys() and codes[old] in content:
            page.obj.Contents = pdf.make_stream(content.replace(codes[old], codes[new], 1))
            return
    raise AssertionError(f"{old} and {new} are not on the page")


def plain(text):
    """A text with common spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
