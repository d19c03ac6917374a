"""A check of three files, and the schemas that are published for what comes out."""

import json
from pathlib import Path

import pytest
from jsonschema.validators import validator_for
from lxml import etree

from asn.finding import Finding, Place, Severity

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
HERE = Path(__file__).parent
MÅL, RISKER, REN = (f"content/2023/T1/{name}.yaml" for name in ("mal", "risker", "handelser"))


@pytest.fixture
def sources() -> dict[str, str]:
    return {
        MÅL: f"""nämndmål:
  - namn: Trygghet
    bedömning: grn
\ttext: "日本 {OVERRIDE}dold"
    kommentar: {"många ord " * 30}2 3 procent{" och ännu fler" * 30}\r
""",
        RISKER: "risker:\n  - namn: Brand\n    åtgärder:\n      - Öva\n      - Öva\n",
        REN: "händelser: []\n",
    }


@pytest.fixture
def rules() -> dict[str, str]:
    return {"M204": "okänd bedömning", "T501": "tecken som inte syns", "T510": "tusentalsavgränsning"}


@pytest.fixture
def findings() -> list[Finding]:
    return [
        Finding(Place(MÅL, 1, 1, 1, 1), "K901", Severity.RÅD, "Nämnden har ett mål. Är det alla?"),
        Finding(Place(MÅL, 3, 16, 3, 19), "M204", Severity.FEL, "«grn» är ingen bedömning.", "Menade du grön?"),
        Finding(
            Place(MÅL, 4, 12, 4, 13),
            "T501",
            Severity.FEL,
            f"{OVERRIDE} syns inte.",
            "Ta bort det.",
        ),
        Finding(
            Place(MÅL, 5, 316, 5, 319),
            "T510",
            Severity.VARNING,
            "«2 3» är inget tal.",
            "Skriv 23, eller:\n  2,3",
        ),
        Finding(Place(RISKER, 3, 5, 5, 12), "R305", Severity.VARNING, "Åtgärden på rad 4 finns redan."),
        Finding(Place("content/2023/T1/uppdrag.yaml"), "S001", Severity.FEL, "Filen saknas."),
    ]


@pytest.fixture
def valid_json():
    """Raises unless a text is JSON that a schema of ours accepts."""

    def check(text: str, schema: str):
        known = json.loads((HERE / "schemas" / schema).read_text("utf-8"))
        value = json.loads(text, parse_constant=pytest.fail)
        validator_for(known)(known).validate(value)
        return value

    return check


@pytest.fixture
def valid_junit():
    """Raises unless a text is a JUnit report as Jenkins defines it."""
    schema = etree.XMLSchema(etree.parse(HERE / "schemas" / "junit-10.xsd"))

    def check(text: str):
        root = etree.fromstring(text.encode())
        schema.assertValid(root)
        return root

    return check
