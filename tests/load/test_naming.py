"""Names of reports and of their files: listed words are filled in, and anything else is a finding at its line."""

import re

import pytest
from tests.fixtures.projects import GROUND, loaded, report
from tests.fixtures.reports import built, judged

from asn.model.rapportslag import RESERVED_NAMES

SECTION = "slag: text\ntext: Hej.\n"
KINDS = (GROUND / "rapportslag.yaml").read_text("utf-8")
PATTERNS = (
    *(
        "{år.__class__}",
        "{år.__class__.__init__.__globals__}",
        "{år[0]}",
        "{år!r}",
        "{år:>999999999}",
        "{0}",
        "{}",
        "{",
    ),
    *(
        "}",
        "{{år}}",
        "{{",
        "}}",
        "a{r}",
        "{ år }",
        "{År}",
        "{år",
        "år}",
        "{nummer:d}",
        "{månad.real}",
        "{namn}",
        "{år}{",
    ),
    *("{__class__}", "{år\\n}", "%(år)s {x}", "{år:{nummer}}", "{self}"),
)
FILES = (
    *PATTERNS,
    "data",
    "manifest",
    "kontroll",
    "sammanfattning",
    "dcat",
    "tabeller",
    "A",
    "å",
    "a_b",
    "a/b",
    "../a",
)
FILES = (*FILES, "-a", "a.b", "a b", "a" * 61, "{år}", "con{x}")


def with_name(tmp_path, field, pattern):
    """A project whose kind of report has this in one of its fields."""
    line = re.compile(rf"^(    {field}: ).*$", re.MULTILINE)
    kinds = line.sub(lambda found: f'{found[1]}"{pattern}"', KINDS, count=1)
    assert kinds != KINDS
    return loaded(tmp_path, {**report(SECTION), "rapportslag.yaml": kinds}), kinds


@pytest.mark.parametrize(
    ("field", "pattern"), [*(("namn", one) for one in PATTERNS), *(("filnamn", one) for one in FILES)]
)
def test_what_is_no_listed_word_is_a_finding_at_its_line(field, pattern, tmp_path):
    """It is told where it stands, with the words that there are, and no report is made with it."""
    project, kinds = with_name(tmp_path, field, pattern)
    line = next(number for number, text in enumerate(kinds.split("\n"), 1) if text.startswith(f"    {field}: "))
    found = [one for one in project.fynd if one.place.file == "content/rapportslag.yaml"]
    assert {one.place.line for one in found} == {line}
    assert not project.rapporter
    assert all("{år}" in one.suggestion or "för lång" in one.message for one in found)


def test_the_words_are_filled_in(tmp_path):
    """Each by its own value, in the title and in the files' names."""
    project, _ = with_name(tmp_path, "namn", "{nummer} {månad} {år} {period} 100 % %s")
    assert project.rapporter[0].titel == "1 april 2023 T1 100 % %s"
    project, _ = with_name(tmp_path, "filnamn", "r-{nummer}-{månad}-{år}-{period}")
    assert project.rapporter[0].filnamn == "r-1-04-2023-t1"


def test_two_reports_of_a_year_never_share_a_name(tmp_path):
    """A pattern that tells its periods not apart is a finding."""
    project, _ = with_name(tmp_path, "filnamn", "rapport-{år}")
    assert [one.code for one in project.fynd if one.place.file.endswith("rapportslag.yaml")][:1] == ["S002"]


def test_every_name_of_the_programs_own_is_known():
    """What a build leaves besides the report's own files is listed, so that no report can be called so."""
    files = built("2023/T1")
    own = {name.split("/")[0].split(".")[0] for name in files} - {"md", "html", judged("2023/T1").rapport.filnamn}
    assert len(own) > 3
    assert own <= RESERVED_NAMES
