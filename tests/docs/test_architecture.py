"""The picture of the house is the house's own."""

import runpy

from tests.fixtures.golden import same
from tests.fixtures.projects import REPO

DRAWING = runpy.run_path(str(REPO / "scripts" / "arkitektur.py"))


def test_the_picture_is_drawn_from_the_code_as_it_is():
    """Every room with what it is, and every arrow; ``ASN_GOLDEN=skriv`` draws it anew, as the script does."""
    assert len(DRAWING["rooms"]()) > 15
    same(REPO / "docs" / "arkitektur.md", DRAWING["whole"]())


def test_no_room_builds_on_itself():
    """The arrows lead one way."""
    found = DRAWING["rooms"]()
    assert not [room for room in found if room in DRAWING["_reach"](room, found)]
