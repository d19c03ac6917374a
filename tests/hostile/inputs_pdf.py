"""PDFs whose enclosed sources are made to harm whoever builds them anew with ``asn verify``.

Source: ISO 32000-2, 7.11.4 on embedded files; the rest is as for templates, style sheets and content of a project.
"""

import tempfile
from functools import cache
from pathlib import Path

import pikepdf
from tests.fixtures.projects import write
from tests.hostile.inputs import Input, Make
from tests.hostile.inputs_templates import END, ENDLESS_LOOP, FACE, FLEX, HEAD, NESTED
from tests.verification.doctoring import attach, files_of
from tests.verification.sample import FILES, pdf_of

_VERIFY = (("verify", "rapport.pdf"),)
_TEXT = "templates/avsnitt/text.j2"
_STYLE = "templates/stil/tryck.css"


@cache
def _good() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return pdf_of(write(Path(folder), FILES))


def _enclosing(named: dict[str, str]) -> Make:
    """A true report's PDF with other files put in it, or in the place of its own."""

    def make(root: Path) -> None:
        good = root / "god.pdf"
        good.write_bytes(_good())
        with pikepdf.open(good) as pdf:
            for name, text in named.items():
                if name in files_of(pdf):
                    files_of(pdf)[name].EF.F.write(text.encode())
                else:
                    attach(pdf, name, text.encode())
            pdf.save(root / "rapport.pdf")

    return make


_ENCLOSED = {
    "an endless template": {_TEXT: HEAD + ENDLESS_LOOP + END},
    "a template that reads files": {_TEXT: HEAD + "{% include '/etc/passwd' %}{{ ''.__class__ }}" + END},
    "a template nested too deep": {_TEXT: HEAD + "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}" + END},
    "flex boxes fourteen deep": {_TEXT: HEAD + NESTED + END, _STYLE: FACE + FLEX},
    "a style sheet nested too deep": {_STYLE: FACE + "p" + ":not(a" * 400 + ")" * 400 + " { color: red }"},
    "a style sheet that reads files": {_STYLE: FACE + "body { background: url(file:///etc/hostname) }"},
    "a style sheet that calls": {_STYLE: FACE + "body { background: url(http://127.0.0.1:9/a.png) }"},
    "content that is a bomb": {"content/2023/T1/handelser.yaml": "a: &a [*a]\n" + "[" * 50_000},
    "content that is slow to read": {"content/2023/T1/handelser.yaml": "slag: text\ntext: " + "[a](" * 24_000 + "\n"},
    "a report of no kind": {"content/rapportslag.yaml": "rapportslag: []\n"},
    "a manifest of something else": {"manifest.json": "[" * 100_000},
    "data of something else": {"data.json": "{" * 100_000},
}


def _page_of_26_mb(root: Path) -> None:
    """A true report with a page that paints for ever, packed to a few kilobytes."""
    (root / "god.pdf").write_bytes(_good())
    with pikepdf.open(root / "god.pdf") as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"q Q " * 6_500_000)
        pdf.save(root / "rapport.pdf")


def _objects_without_end(root: Path) -> None:
    """Millions of objects and no list of them."""
    objects = b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(1, 2_000_000))
    (root / "rapport.pdf").write_bytes(b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF\n")


PDFS = (
    *(Input(f"pdf: {name}", _enclosing(named), _VERIFY, 1) for name, named in _ENCLOSED.items()),
    Input("pdf: a page of 26 MB", _page_of_26_mb, _VERIFY, 1, "avbröts"),
    Input("pdf: two million objects", _objects_without_end, _VERIFY, None),
)
