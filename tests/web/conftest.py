"""One browser for all tests of the web page, and the page of each report in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.fixtures import reports
from tests.fixtures.projects import REPO
from tests.web.browser import BrowserMissing, Page, browser

from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render.html import web_page
from asn.resources import Resources

DRAFT = "2024/T1"
EVERY_KIND = "alla slag"
"""A made report with every kind of section."""
GROUPED = "exempel/stad"
"""An example whose table has its columns in groups."""
NAMES = (EVERY_KIND, *reports.PUBLISHED, DRAFT)
Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def tab() -> Iterator[Page]:
    """An empty page in a browser that is started once."""
    try:
        with browser() as running:
            yield running.page()
    except BrowserMissing as why:
        pytest.fail(str(why))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages that the browser opens lie."""
    return tmp_path_factory.mktemp("webb")


@pytest.fixture
def opened(tab: Page, folder: Path) -> Iterator[Opener]:
    """Opens a report by its name, in a window so wide, on screen or paper, light or dark."""

    def open_report(name: str, width: int = 1280, medium: str = "screen", scheme: str = "light") -> Page:
        file = folder / f"{name.replace('/', '-')}.html"
        if not file.exists():
            file.write_text(_page(name), encoding="utf-8")
        tab.wide(width)
        tab.media(medium, scheme)
        tab.load("about:blank")
        tab.said.clear()
        tab.load(file.as_uri())
        return tab

    yield open_report
    tab.media()


def _page(name: str) -> str:
    if name in {EVERY_KIND, GROUPED}:
        return _last_of(REPO / "tests" / "render" / "alla_slag" if name == EVERY_KIND else REPO / name)
    return reports.built(name)["html"]


def _last_of(root: Path) -> str:
    project = load_project(root)
    return web_page(computed(project, checked(project, project.rapporter[-1])), Resources(root))
