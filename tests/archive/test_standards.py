"""Every report's PDF meets PDF/UA-1 and PDF/A-3a, and what no validator of rules looks for."""

import io
from collections import Counter

import pikepdf
from tests.archive.conftest import REPORTS, printed
from tests.archive.gate import lost_content, missing_glyphs
from tests.fixtures.reports import judged, project

from asn.pdf_jobs import sources
from asn.publish.manifest import digest
from asn.verification import archive, verify


def test_nothing_is_lost(report):
    """All that is painted is either read, through a tag that leads to it, or an artifact."""
    assert list(lost_content(report.pdf)) == []


def test_every_character_has_a_glyph(report):
    """No character is drawn as an empty box."""
    assert list(missing_glyphs(report.pdf)) == []


def test_the_gate_sees():
    """The two tests above find what they look for: a page that lost its tags, and a font that lost its glyphs."""
    with pikepdf.open(io.BytesIO(printed(REPORTS[0]).data)) as pdf:
        pdf.Root.StructTreeRoot.ParentTree.Nums[1] = pikepdf.Array([])
        page = pdf.pages[1]
        page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + b" BT /Nej 9 Tf 0 0 5 5 re f ET")
        font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
        page.obj.Resources.Font["/Nej"] = font
        found = Counter(found.split(": ")[0] for found in lost_content(pdf))
        assert set(found) == {"sida 1", "sida 2"}
        assert found["sida 1"] > 5
        pdf.pages[2].obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT /Nej 9 Tf [<0000>] TJ ET EMC")
        pdf.pages[2].obj.Resources.Font["/Nej"] = font
        assert list(missing_glyphs(pdf)) == ["sida 3: /Nej saknar tecken"]


def test_one_rdf(report):
    """The claims to both standards stand in the one description that readers look at, unpacked."""
    raw = report.pdf.Root.Metadata.read_raw_bytes()
    assert raw.count(b"<rdf:RDF") == 1
    assert b'pdfuaid:part="1"' in raw


def test_sources_inside(report):
    """The report's own files, the registers and those of every earlier report lie inside, as they are."""
    files = archive.read_archive(report.data).enclosed
    assert files.refused == ()
    assert files.sources == sources(project(), judged(report.name).rapport)
    assert f"content/{report.name}/rapport.yaml" in files.sources
    assert {"data.json", "manifest.json"} <= files.files.keys()
    kinds = {str(file.UF): str(file.AFRelationship) for file in report.pdf.Root.AF}
    assert kinds == {name: "/Source" if name in files.sources else "/Data" for name in files.files}


def test_proven(report, tmp_path):
    """The sources inside give the same PDF, byte for byte, and the validator finds nothing against any of its rules."""
    path = tmp_path / "rapport.pdf"
    path.write_bytes(report.data)
    verdict = verify(path, 60)  # a loaded machine takes longer than its ten seconds
    assert verdict.identical, verdict.differences
    assert [(one.name, one.met, one.broken, one.rules > 100) for one in verdict.standards] == [
        ("PDF/UA-1", True, (), True),
        ("PDF/A-3a", True, (), True),
    ]
    assert verdict.sha256 == digest(report.data)
