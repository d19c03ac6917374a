"""`asn verify` of a PDF that was signed after it was built: who has signed, and whether anything else was changed."""

import datetime
import io
import json
import re
import subprocess
import sys

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write
from tests.verification.sample import pdf_of
from tests.verification.signing import sign, write_over

from asn.render.pdf import PdfError

TODAY = datetime.datetime.now(tz=datetime.UTC).date  # the signer's own clock


@pytest.fixture
def asked(tmp_path):
    """What `asn verify` answers of some bytes."""

    def ask(data):
        (tmp_path / "rapport.pdf").write_bytes(data)
        ran = inside(tmp_path, "verify", "rapport.pdf", "--output-format", "json", sandboxed=True)
        assert ran.stderr == ""
        return json.loads(ran.stdout)

    return ask


def _author(file):
    info = file.trailer["/Info"]
    info["/Author"] = generic.TextStringObject("Någon annan")
    file.update_container(info)


def _covered(file):
    page = file.root["/Pages"]["/Kids"][0]
    over = file.add_object(generic.StreamObject(stream_data=b"0 0 0 rg 20 20 400 400 re f\n"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), over])
    file.update_container(page)


def _script(file):
    form = file.root["/AcroForm"]
    field = form["/Fields"][0]
    field["/AA"] = generic.DictionaryObject({generic.pdf_name("/PV"): generic.DictionaryObject()})
    file.update_container(field)


def test_signed(asked, good):
    """Two who have signed are named, in order; the sources give all before that."""
    before = TODAY().isoformat()
    answer = asked(sign(sign(good, "Anna Ask"), "Bo Berg"))
    assert (answer["signed"], answer["identical"], answer["differences"]) == (True, False, [])
    assert [(one["name"], one["issuer"], one["faults"]) for one in answer["signatures"]] == [
        ("Anna Ask", "Anna Ask", []),
        ("Bo Berg", "Bo Berg", []),
    ]
    assert all(before <= one["day"] <= TODAY().isoformat() for one in answer["signatures"])


def test_changed_after_the_signature(asked, good):
    """An update that nobody has signed is told, with what it changes."""
    answer = asked(write_over(sign(good, "Anna Ask"), _author))
    assert not answer["signed"]
    assert answer["differences"] == [
        "Efter underskriften av Anna Ask ligger en ändring som ingen har skrivit under.",
        "Skillnad i dokumentinformationen (titel, författare, datum).",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_author, "Skillnad i dokumentinformationen (titel, författare, datum)."),
        (_covered, "Utseendet är ett annat på sida 1, men orden är desamma."),
    ],
)
def test_changed_before_the_signature(asked, good, change, told):
    """Who signs something else than the sources give doesn't make it the report."""
    answer = asked(sign(write_over(good, change), "Anna Ask"))
    assert (answer["signed"], answer["differences"]) == (False, [told])
    assert [one["faults"] for one in answer["signatures"]] == [[]]


def test_what_more_a_field_does(asked, good):
    """A field that does more than carry a signature is a difference."""
    answer = asked(sign(write_over(sign(good, "Anna Ask"), _script), "Bo Berg"))
    assert not answer["signed"]
    assert "Skillnad i AcroForm i dokumentets rot." in answer["differences"]


def test_box_over_a_page(asked, good):
    """A signature that is painted where the report had no field could hide a figure."""
    answer = asked(sign(good, "Anna Ask", box=(50, 50, 400, 400)))
    assert answer["differences"] == [
        "På sida 1 ligger underskriftens ruta. Den fanns inte när rapporten byggdes, och kan dölja text."
    ]


def test_other_metadata(asked, good):
    """A program that writes the metadata anew when it signs is told of."""
    answer = asked(sign(good, "Anna Ask", writer=IncrementalPdfFileWriter))
    assert answer["differences"] == [
        "Skillnad i dokumentinformationen (titel, författare, datum).",
        "Skillnad i metadata (XMP).",
    ]


def test_broken_signature(asked, good):
    """A byte that is changed under the signature, and a signature of another key, are told apart."""
    data = sign(good, "Anna Ask")
    changed = data.replace(b"/SigFlags 3", b"/SigFlags 1")
    assert changed != data
    assert asked(changed)["differences"] == [
        "Underskriften av Anna Ask håller inte: det som är undertecknat är ändrat sedan dess."
    ]
    end = re.search(rb"/Contents <[0-9a-fA-F]+?(?=(?:00){20,}>)", data).end() - 8  # in the last number of the signature
    digit = b"0" if data[end : end + 1] != b"0" else b"1"
    assert asked(data[:end] + digit + data[end + 1 :])["differences"] == [
        "Underskriften av Anna Ask håller inte: den är inte gjord med certifikatets nyckel."
    ]


def test_part_of_the_file(asked, good):
    """A signature over less than the file is told."""
    data = sign(good, "Anna Ask")
    covered = re.search(rb"/ByteRange \[\d+ \d+ \d+ (\d+)", data)
    less = b"%0*d" % (len(covered[1]), int(covered[1]) - 9)
    told = asked(data[: covered.start(1)] + less + data[covered.end(1) :])["differences"]
    assert told[0] == "Underskriften av Anna Ask täcker inte hela filen som den var då."


def test_something_else_that_is_called_a_signature(asked, good):
    """Bytes after the end that only speak of a signature are none."""
    answer = asked(good + b"/ByteRange [0 1 2 3]")
    assert answer["signed"] is False
    assert answer["differences"] == ["Efter filens slut ligger 20 byte som inte hör dit."]


def test_without_the_reader(tmp_path, good):
    """Without pyHanko it is said that a signature may follow, and what reads it."""
    (tmp_path / "rapport.pdf").write_bytes(sign(good, "Anna Ask"))
    code = (
        "import sys; sys.modules['pyhanko'] = None; from asn.commands import run;"
        "sys.exit(run(['verify', 'rapport.pdf']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "kan vara en underskrift" in " ".join(ran.stdout.split())
    assert "pip install 'asn[sign]'" in " ".join(ran.stdout.split())


SIGNED_BY_TWO = """slag: underskrifter
undertecknas: ja
text: Detta intygas, med [en länk](https://example.org).
underskrifter:
  - {namn: Anna Ask, roll: ordförande, nämnd: Exempelnämnden}
  - {namn: Bo Berg, roll: sekreterare, nämnd: Exempelnämnden}
"""


def test_empty_fields(tmp_path):
    """`undertecknas: ja` lays a tagged field for each; both standards are met before and after they have signed."""
    root = write(tmp_path / "projekt", report(SIGNED_BY_TWO))
    data = pdf_of(root)
    assert pdf_of(root) == data
    for name, field in (("", ""), ("Anna Ask", "Underskrift 1"), ("Bo Berg", "Underskrift 2")):
        data = sign(data, name, field) if name else data
        (tmp_path / "rapport.pdf").write_bytes(data)
        ran = inside(tmp_path, "verify", "rapport.pdf", sandboxed=True)
        words = " ".join(ran.stdout.split())
        assert (ran.returncode, ran.stderr) == (0, ""), words
        assert "PDF/UA-1: uppfylld" in words
        assert "PDF/A-3a: uppfylld" in words
    days = r"sedan undertecknad av Anna Ask den \d{4}-\d\d-\d\d och Bo Berg den \d{4}-\d\d-\d\d\."
    assert re.search(days, words)
    assert "Certifikatet för Bo Berg är utfärdat av Bo Berg." in words


def test_fields_are_tagged(tmp_path):
    """Each field says who signs, stands in the tags with their name, and is listed once."""
    with pikepdf.open(io.BytesIO(pdf_of(write(tmp_path / "projekt", report(SIGNED_BY_TWO))))) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        forms = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Form"]
        assert [str(field.TU) for field in fields] == [
            "Anna Ask, ordförande, Exempelnämnden",
            "Bo Berg, sekreterare, Exempelnämnden",
        ]
        assert [form.K[0].Obj.objgen for form in forms] == [field.objgen for field in fields]
        assert all("/V" not in field for field in fields)


def test_no_fields_unless_asked_for(tmp_path):
    """A report that is signed on paper has no form."""
    text = SIGNED_BY_TWO.replace("undertecknas: ja\n", "")
    with pikepdf.open(io.BytesIO(pdf_of(write(tmp_path / "projekt", report(text))))) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_fields_with_typst(tmp_path):
    """Typst lays no fields, and says so rather than leave them out."""
    with pytest.raises(PdfError, match=r"undertecknas: ja.* läggs av PDF-motorn WeasyPrint"):
        pdf_of(write(tmp_path / "projekt", report(SIGNED_BY_TWO)), engine="typst")
