"""Strings that have broken programs: each is refused at its place, or carried exactly as nothing but text."""

import json
import re
import unicodedata

import pytest
import yaml
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from tests.fixtures.projects import report, write
from tests.hostile.corpora import block, in_quotes, naughty

from asn.finding import Severity
from asn.load.project import load_project
from asn.pipeline import checked, outputs
from asn.read import read_yaml
from asn.render.prose import typeset
from asn.resources import Resources

STRINGS = naughty()
# A reader of Markdown that lets everything through, as whoever opens the file may have.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TABLE = "slag: belopp\nid: a\ntabellrubrik: A\nkolumner: [{id: u, rubrik: U, roll: utfall}]\nrader:\n"
HARMLESS = "harmlös"
TEXT = {"text", "text_special", "softbreak", "hardbreak"}
# What prose may become: on the web page, and to any reader of the Markdown file.
TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "br", "a", "sup", "div", "span", "section", "h2"}
TOKENS = {
    *("paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "ordered_list_open"),
    *("ordered_list_close", "list_item_open", "list_item_close", "inline"),
    *("heading_open", "heading_close"),
}
SPANS = TEXT | {"strong_open", "strong_close", "em_open", "em_close", "code_inline", "link_open", "link_close"}
ID = re.compile("[a-zåäö][a-zåäö0-9_]*")
# An empty address leads to the page that one is on.
SCHEMES = ("https://", "mailto:", "tel:", "#")


def read(text):
    """The value of ``k`` in a file, and what was said of it at fel."""
    tree, findings = read_yaml("a.yaml", text.encode("utf-8", "surrogatepass"))
    grave = [found for found in findings if found.severity is Severity.FEL]
    return (tree.value if tree else None), grave


def yaml_value(written):
    """What PyYAML's reader of texts has ``k`` to be; of bare words only those of YAML 1.2's core are more than text."""
    node = yaml.compose(written, yaml.CBaseLoader).value[0][1]
    if not isinstance(node.value, str):
        return yaml.load(written, yaml.CBaseLoader)["k"]
    words = {"": None, "~": None, "null": None, "true": True, "false": False}
    text = unicodedata.normalize("NFC", node.value)
    return words.get(text, text) if not node.style else text


def refused(grave, text):
    """Whether it was refused, and if so that the place is in the file."""
    lines = text.split("\n")
    for found in grave:
        assert 0 < found.place.line <= len(lines), found
        assert found.place.column > 0, found
        assert found.suggestion, found
    return bool(grave)


def everything():
    return [text for group in STRINGS.values() for text in group]


def test_the_corpus_is_as_large_as_is_said():
    """Five hundred strings of nineteen kinds, none of them twice within its kind."""
    assert len(STRINGS) >= 19
    assert len(everything()) >= 500
    assert all(len(set(group)) == len(group) for group in STRINGS.values())


@pytest.mark.parametrize("kind", STRINGS)
def test_in_quotes_it_is_refused_or_comes_out_as_it_was(kind):
    """Within quotation marks every character means itself."""
    for text in STRINGS[kind]:
        written = f"k: {in_quotes(text)}\n"
        value, grave = read(written)
        assert refused(grave, written) or value == {"k": unicodedata.normalize("NFC", text)}, ascii(text)


@pytest.mark.parametrize("kind", STRINGS)
def test_bare_it_is_refused_or_read_as_yaml_has_it(kind):
    """Written without quotes it is what PyYAML's own reader of nothing but texts has it to be."""
    for text in STRINGS[kind]:
        written = f"k: {text}\n"
        value, grave = read(written)
        if refused(grave, written):
            continue
        assert value == {"k": yaml_value(written)}, ascii(text)


@pytest.mark.parametrize("kind", STRINGS)
def test_as_a_block_it_is_refused_or_comes_out_as_it_was(kind):
    """In a block of text nothing is escaped and nothing ends early."""
    for text in STRINGS[kind]:
        written = f"k: {block(text, '  ')}"
        value, grave = read(written)
        if not refused(grave, written) and text.strip() and not text.startswith((" ", "\n", "\t")):
            wanted = unicodedata.normalize("NFC", text.replace("\r\n", "\n").rstrip("\n")) + "\n"
            assert value == {"k": wanted}, ascii(text)


@pytest.mark.parametrize("kind", STRINGS)
def test_as_an_id_it_is_refused_unless_it_is_one(kind, tmp_path):
    """An id is small Swedish letters, digits and _; everything else is refused on its line, one finding for each."""
    lines = [f"  - {{id: {in_quotes(text)}, namn: A, belopp: {{u: 1}}}}\n" for text in STRINGS[kind]]
    project = load_project(write(tmp_path, report(TABLE + "".join(lines))))
    told = {found.place.line - TABLE.count("\n") - 1 for found in project.fynd if found.severity is Severity.FEL}
    for number, text in enumerate(STRINGS[kind]):
        is_id = ID.fullmatch(unicodedata.normalize("NFC", text))
        assert (number in told) != bool(is_id), ascii(text)


def kept(kind):
    """The strings of a kind that can be a name; references to footnotes must have a note."""
    can_be = (text for text in STRINGS[kind] if text.strip() and "[^" not in text)
    return [text for text in can_be if not read(f"k: {in_quotes(text)}\n")[1]]


def built(folder, section):
    """A draft's files, and what was found in it."""
    project = load_project(write(folder, report(section)))
    assert project.rapporter, project.fynd
    judged = checked(project, project.rapporter[0])
    made = outputs(project, judged, Resources(project.root), ("md", "html", "data"))
    return {output.name: output.data.decode() for output in made}, judged.fynd


def table(names):
    """A table with a row for each name."""
    rows = [f"  - {{id: a{n}, namn: {in_quotes(name)}, belopp: {{u: 1}}}}\n" for n, name in enumerate(names)]
    return TABLE + "".join(rows)


def chapter(page):
    """The report's own chapter on the web page."""
    return lxml_html.fromstring(page.encode()).xpath("//section[contains(@class, 'niva-2')]")[0]


def shape(element):
    return [(one.tag, sorted(one.attrib)) for one in element.iter()]


def spaced(text):
    return " ".join(text.split())


@pytest.mark.parametrize("kind", STRINGS)
def test_as_a_name_in_a_table_it_is_just_that_text(kind, tmp_path):
    """In data exactly, on the page and in Markdown as it is typeset; no element and no mark comes of it."""
    # Expressions are put in everywhere; test_templates.py has them.
    names = [name for name in kept(kind) if "{{" not in name]
    if not names:
        pytest.skip("all of the kind are refused")
    files, _ = built(tmp_path / "a", table(names))
    plain, _ = built(tmp_path / "b", table([HARMLESS] * len(names)))
    exact = [unicodedata.normalize("NFC", name).strip() for name in names]
    assert [item["namn"] for item in json.loads(files["data.json"])["avsnitt"][0]["rader"]] == exact

    page = chapter(files["delarsrapport-1-2023.html"])
    assert shape(page) == shape(chapter(plain["delarsrapport-1-2023.html"]))
    shown = [spaced(cell.text_content()) for cell in page.xpath(".//tbody/tr/*[1]")]
    assert shown == [spaced(typeset(name)) for name in exact]

    spans = [token for token in READER.parse(files["delarsrapport-1-2023.md"]) if token.type == "inline"]
    # The links are the report's own, to its other formats.
    allowed = TEXT | {"strong_open", "strong_close", "link_open", "link_close"}
    assert {child.type for token in spans for child in token.children} <= allowed
    links = [child.attrs["href"] for token in spans for child in token.children if child.type == "link_open"]
    plain_spans = [token for token in READER.parse(plain["delarsrapport-1-2023.md"]) if token.type == "inline"]
    assert links == [c.attrs["href"] for token in plain_spans for c in token.children if c.type == "link_open"]
    said = {spaced("".join(child.content or " " for child in token.children)) for token in spans}
    assert [name for name in exact if spaced(typeset(name)) not in said] == []


@pytest.mark.parametrize("kind", STRINGS)
def test_as_prose_nothing_active_comes_of_it(kind, tmp_path):
    """On the page only what prose may have; in Markdown nothing that a more willing reader would take for more."""
    section = "slag: händelser\nhändelser:\n" + "".join(f"  - text: {in_quotes(text)}\n" for text in kept(kind))
    files, findings = built(tmp_path, section)
    assert all(found.place.file for found in findings)
    for element in chapter(files["delarsrapport-1-2023.html"]).iter():
        assert element.tag in TAGS
        assert not [name for name in element.attrib if name.startswith("on") or name in {"src", "style"}]
        assert (element.get("href") or "#").startswith(SCHEMES)
    own = files["delarsrapport-1-2023.md"].partition("\n## 1 ")[2].partition("\n## Kvar att göra")[0]
    for token in READER.parse(own):
        assert token.type in TOKENS, token
        for child in token.children or ():
            assert child.type in SPANS, child
            assert (child.attrGet("href") or "#").startswith(SCHEMES), child


@pytest.mark.parametrize("kind", STRINGS)
def test_as_a_name_in_the_registers_it_stops_no_rule(kind, tmp_path):
    """Units, areas and the board may be called anything: every rule has its say, and the report is built."""
    names = kept(kind) or ["A"]
    units = "".join(f"  - {{id: a{n}, namn: {in_quotes(name)}}}\n" for n, name in enumerate(names))
    areas = "".join(
        f"  - {{id: a{n}, nummer: {n + 1}, kort: {in_quotes(name)}, namn: {in_quotes(name)}, från: 2020}}\n"
        for n, name in enumerate(names)
    )
    more = {
        **report("slag: text\ntext: Enheten ökade 3 % och Mottagningsenheten minskade.\n"),
        "enheter.yaml": f"enheter:\n{units}",
        "malomraden.yaml": f"målområden:\n{areas}",
    }
    project = load_project(write(tmp_path, more))
    assert [found for found in project.fynd if found.severity is Severity.FEL] == []
    judged = checked(project, project.rapporter[0])
    assert outputs(project, judged, Resources(project.root), ("md", "html", "data"))
