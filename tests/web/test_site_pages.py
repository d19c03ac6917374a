"""What axe-core finds on the site's own pages: nothing, on a phone and on a desk, light or dark."""

import pytest
from tests.fixtures.history import FILES
from tests.fixtures.projects import loaded
from tests.web.test_axe import DRAWN, judged, violations

from asn.resources import Resources
from asn.site.build import site

PAGES = ("index.html", "register.html", "indikator/svarstid.html", "mal/besked.html", "tabell/kostnad-stod.html")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of a small site."""
    project = loaded(tmp_path_factory.mktemp("projekt"), FILES)
    folder = tmp_path_factory.mktemp("sajt")
    for one in site(project, Resources(project.root), "https://a.example/", ("html", "pdf", "data")):
        path = folder / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
    return folder


@pytest.fixture
def shown(tab, pages):
    """Opens a page of the site."""

    def opened(name, width):
        tab.wide(width)
        tab.media()
        tab.load("about:blank")
        tab.said.clear()
        tab.load((pages / name).as_uri())
        return tab

    yield opened
    tab.media()


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_the_site(name, width, shown):
    """No violation of WCAG 2.2 AA or of what is known to be good practice, and every text's contrast is decided."""
    page = shown(name, width)
    assert page.said == []  # axe itself asks for the style sheet, which the page's policy says no to
    assert violations(page) == []
    page.style(DRAWN)
    for scheme in ("light", "dark"):
        page.media("screen", scheme)
        told = judged(page, {"exclude": [["svg"]]}, runOnly=["color-contrast"])
        assert (told["violations"], told["incomplete"]) == ([], []), scheme


@pytest.mark.parametrize("name", PAGES)
def test_the_page_itself_never_scrolls_sideways(name, shown):
    """At 320 px; and the style sheet has been read, or nothing would be laid out."""
    page = shown(name, 320)
    assert page.run("document.documentElement.scrollWidth") == 320
    assert page.run("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
