"""A small project to run commands in."""

import pytest
from tests.fixtures.projects import report, write

ADOPTED = (
    "tillstånd: fastställd\ndatum: 2023-02-15\ndiarienummer: ASN 2023/4\nparagraf: § 12\n"
    "avsnitt:\n  - {fil: avsnitt.yaml, rubrik: Avsnitt}\n"
)


@pytest.fixture
def root(tmp_path):
    """An adopted yearly report and a draft of the next."""
    files = {**report("slag: text\ntext: Det gångna året.\n", "2022/VB"), **report("slag: text\ntext: Hej på dig.\n")}
    return write(tmp_path / "Årets rapporter", {**files, "2022/VB/rapport.yaml": ADOPTED})
