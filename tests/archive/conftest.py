"""Every report of the repository as a PDF, built once, with the page that it was printed from."""

import io
from dataclasses import dataclass
from functools import cache

import pikepdf
import pytest
from tests.archive.tree import Element, read_tree
from tests.fixtures import pdfs
from tests.fixtures.projects import REPO
from tests.fixtures.reports import built, document, project

from asn.render.html import print_page
from asn.resources import Resources

REPORTS = tuple(report.namn for report in project().rapporter)


@dataclass(frozen=True)
class Printed:
    """A report: its PDF as bytes, opened and as a tree of tags, the HTML it was printed from, and its Markdown."""

    name: str
    data: bytes
    pdf: pikepdf.Pdf
    tree: Element
    html: str
    markdown: str


@cache
def printed(name: str) -> Printed:
    """One report."""
    data = pdfs.pdf(REPO, name)
    pdf = pikepdf.open(io.BytesIO(data))
    html = print_page(document(name), Resources(REPO))
    return Printed(name, data, pdf, read_tree(pdf), html, built(name)["md"])


@pytest.fixture(scope="session", params=REPORTS)
def report(request: pytest.FixtureRequest) -> Printed:
    """Each report in turn."""
    return printed(request.param)
