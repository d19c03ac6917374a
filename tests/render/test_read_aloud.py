"""What is read aloud of the report in small."""

import io
import re
from dataclasses import replace

import pikepdf
from tests.archive.tree import read_tree
from tests.render.test_pdf import HTML, JOB, ROWS, WORDS

from asn.render.pdf import write_pdf


def test_read_aloud():
    """What is read is the text in order, without decoration and page furniture."""
    two_pages = ROWS[: ROWS.index('<tr><th scope="row">Enhet 31<')]
    html = HTML.replace(ROWS, two_pages).replace(WORDS * 70, WORDS).replace(WORDS * 40, WORDS)
    with pikepdf.open(io.BytesIO(write_pdf(replace(JOB, html=html)))) as pdf:
        spoken = re.sub(r"\s+", " ", read_tree(pdf).text())
    assert spoken.count("Utfall") == 1
    assert "◆" not in spoken
    assert "Sida 1 av" not in spoken
    assert spoken.index("Enhet 1") < spoken.index("Enhet 29") < spoken.rindex("Lång text")
