"""A personnummer that has got into a draft goes no further than the file that it stands in."""

import io

import pikepdf
import pytest
from tests.fixtures.projects import loaded, report

from asn.cache import REPORT_FORMATS
from asn.pipeline import checked, outputs
from asn.resources import Resources

NUMBER = "811228-9874"
TEXT = f"slag: händelser\nrubrik: Händelser\nhändelser:\n  - text: Ärendet gäller {NUMBER}.  # {NUMBER}\n"


@pytest.fixture(name="built")
def _built(tmp_path):
    project = loaded(tmp_path, report(TEXT))
    judged = checked(project, project.rapporter[0])
    assert any(found.code == "P701" for found in judged.fynd)
    return {one.name: one.data for one in outputs(project, judged, Resources(tmp_path), REPORT_FORMATS)}


def test_no_output_of_a_draft_has_the_number(built):
    """Not the text, the page, the data, the tables or the list of findings."""
    assert len(built) > 6
    for name, data in built.items():
        assert NUMBER.encode() not in data, name
        assert NUMBER.replace("-", "").encode() not in data, name
    assert "•" in built["delarsrapport-1-2023.md"].decode()


def test_nor_has_anything_inside_the_pdf(built):
    """Not its pages, and not the sources that it carries."""
    with pikepdf.open(io.BytesIO(built["delarsrapport-1-2023.pdf"])) as pdf:
        streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert any("•".encode() in data and b"slag:" in data for data in streams)
        assert not any(NUMBER.encode() in data for data in streams)
