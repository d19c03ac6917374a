"""What stands between content and the formats: cells, drawings, and the parser that knows what prose may be."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from asn.figures import DASH, MINUS, NBSP, Mätvärde, Storhet
from asn.light import GRÖN, GUL, RÖD
from asn.model.ord import Ord
from asn.render import chart_drawing
from asn.render.cells import html_cell, light_html, light_word, markdown_cell, number_text, plain_cell
from asn.render.chart_drawing import coordinate, element, line, text_line, word_parts
from asn.render.prose import cell_html, escape_markdown, html, inline_html, item_html, markdown, parser
from asn.table import Listcell, Ljuscell, Länkcell, Prosacell, Talcell

WORDS = Ord()

GREEN = GRÖN
NUMBER = Decimal("-1234.5")
CELLS = [
    ("nothing", None, "", "", ""),
    ("light", Ljuscell(GREEN), '<span class="ljus cirkel f-gron">Grön</span>', "● Grön", "grön"),
    ("amber", Ljuscell(GUL), '<span class="ljus triangel f-gul">Gul</span>', "▲ Gul", "gul"),
    ("red", Ljuscell(RÖD), '<span class="ljus kvadrat f-rod">Röd</span>', "■ Röd", "röd"),
    ("no light", Ljuscell(None), '<span class="ljus tom">Ej angiven</span>', DASH, ""),
    ("number", Talcell(NUMBER, 1), f"{MINUS}1{NBSP}234,5", f"{MINUS}1{NBSP}234,5", "-1234.5"),
    ("rounded", Talcell(Decimal("0.5")), "1", "1", "0.5"),
    ("signed", Talcell(Decimal(3), tecken=True), "+3", "+3", "3"),
    (
        "link",
        Länkcell("A & <b>", "../x?a&b"),
        '<a href="../x?a&amp;b">A &amp; &lt;b&gt;</a>',
        "A \\& \\<b\\>",
        "A & <b>",
    ),
    ("no number", Talcell(None), "", "", ""),
    (
        "judged number",
        Talcell(Decimal(3), bedömning=GREEN),
        '3 <span class="ljus cirkel f-gron">Grön</span>',
        "3 (● Grön)",
        "3",
    ),
    (
        "judged nothing",
        Talcell(None, bedömning=GREEN),
        ' <span class="ljus cirkel f-gron">Grön</span>',
        " (● Grön)",
        "",
    ),
    ("prose", Prosacell("**a**\n<b> - c"), "<strong>a</strong>\n&lt;b&gt; – c", "**a**\n\\<b> – c", "**a** <b> - c"),
    ("no points", Listcell(()), "", "", ""),
    ("one point", Listcell(("*a* <",)), "<em>a</em> &lt;", "*a* <", "*a* <"),
    (
        "points",
        Listcell(("a", "b - c *d*", "<i>")),
        "<ul><li>a</li><li>b – c <em>d</em></li><li>&lt;i&gt;</li></ul>",
        "a; b – c *d*; \\<i>",
        "a; b - c *d*; <i>",
    ),
    ("text", "<b> & *c* - d", f"&lt;b&gt; &amp; *c* {DASH} d", rf"\<b\> \& \*c\* {DASH} d", "<b> & *c* - d"),
    ("figure", Storhet(Decimal(36), "%"), f"36{NBSP}%", f"36{NBSP}%", f"36{NBSP}%"),
    ("outcome", Mätvärde(Decimal(5), "%", "<"), f"&lt;{NBSP}5{NBSP}%", rf"\<{NBSP}5{NBSP}%", f"<{NBSP}5{NBSP}%"),
]


@pytest.mark.parametrize(("cell", "page", "markdowned", "plain"), [row[1:] for row in CELLS], ids=[r[0] for r in CELLS])
def test_a_cell_is_written_in_each_format(cell, page, markdowned, plain):
    """As HTML with what could be a tag escaped, as Markdown on its terms, and for a machine as it is."""
    assert (html_cell(cell, WORDS), markdown_cell(cell, WORDS), plain_cell(cell)) == (page, markdowned, plain)
    assert isinstance(html_cell(cell, WORDS), Markup)
    assert isinstance(markdown_cell(cell, WORDS), Markup)


def test_a_light_that_is_not_set_is_told_as_such():
    """In words too, for those who don't see the shape."""
    assert light_word(None, WORDS) == "Ej angiven"
    assert light_html(None, WORDS) == '<span class="ljus tom">Ej angiven</span>'
    assert number_text(Talcell(Decimal("2.25"), 1)) == "2,3"


def test_what_is_markup_already_is_not_escaped_again():
    """A cell that has been through its format passes a second time as it is; plain text doesn't."""
    assert escape_markdown(Markup("*a*")) == "*a*"
    assert escape_markdown("*a*") == r"\*a\*"
    assert escape_markdown(7) == "7"


@pytest.mark.parametrize("sign", list("\\`*_{}[]<>|#~!&"))
def test_every_sign_of_markdown_is_escaped(sign):
    """Each on its own, wherever it stands, and as often as it does."""
    assert escape_markdown(f"{sign}a{sign}{sign}") == f"\\{sign}a\\{sign}\\{sign}"


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("> 80 %", f"\\> 80{NBSP}%"),
        ("a\n \t> b", "a\n \t\\> b"),
        ("a\n-", "a\n\\-"),
        ("a\n- - \t-", "a\n- - \t\\-"),
        ("a\n---", "a\n\\---"),
        ("1. # a\n2) > b", "1. \\# a\n2) \\> b"),
        ("#a\n###### b\n####### c", "#a\n\\###### b\n####### c"),
        ("```\na\n~~~", "\\```\na\n\\~~~"),
        ("`a` ~b~", "`a` ~b~"),
        ("~~a~~", "\\~~a\\~~"),
        ("<b> a < b </b> <!-- -->", "\\<b> a < b \\</b> \\<!-- -->"),
        ("<B> <?a ?>", "\\<B> \\<?a ?>"),
        ("<https://a.se> <mailto:a@b.se> <tel:08123>", "<https://a.se> <mailto:a@b.se> <tel:08123>"),
        ("<http://a.se> <javascript:a>", "\\<http://a.se> \\<javascript:a>"),
        ("<https://a.se b> <https://<b>", "\\<https://a.se b> \\<https://\\<b>"),
        ("\\<https://a.se>", "\\<https://a.se>"),
        ("\\<b> \\\\<b>", "\\<b> \\\\\\<b>"),
        ("![a](https://b) a![^1]", "\\![a](https://b) a![^1]"),
        ("[a](http://b) [a](mailto:b) [a](tel:1) [a](#b)", "[a]\\(http://b) [a](mailto:b) [a](tel:1) [a](#b)"),
        ("[a]: http://b\n[c]: https://d\n[^1]: e", "\\[a]: http://b\n[c]: https://d\n[^1]: e"),
        ("a\n= \t=", "a\n\\= \t="),
        ("a\n_ \t_ _", "a\n\\_ \t_ _"),
        ("a\n___ ", "a\n\\___"),
        ("a\n__\nb\n_ _", "a\n__\nb\n_ _"),
        ("a\n* * * \nb", "a\n\\* * * \nb"),
        ("a\n***\t\nb", "a\n\\***\t\nb"),
        ("a\n_*_\n**a", "a\n_*_\n**a"),
        ("a\n_\nb", "a\n_\nb"),
        ("__a__", "__a__"),
        ("- -a\n=\ta", "- -a\n=\ta"),
        ("- a\n- b", "- a\n- b"),
        ("_a_", "_a_"),
        ("=a", "=a"),
        ("a > b", "a > b"),
        ("\n  a\n\n", "a"),
    ],
)
def test_markdown_stays_what_its_writer_saw(written, made):
    """A quotation or a line that only other readers of Markdown would see is escaped where it starts."""
    assert markdown(written) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("a\n\n    b", "<p>a</p>\n<p>b</p>\n"),
        ("```\na\n```", "<p><code>a</code></p>\n"),
        ("    a", "<p>a</p>\n"),
        ("***", "<p>***</p>\n"),
        ("a\n===", "<p>a\n===</p>\n"),
        ("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>\n"),
        ("| a |\n|---|\n| b |", "<p>| a |\n|---|\n| b |</p>\n"),
        ("![a](https://a.se)", '<p>!<a href="https://a.se">a</a></p>\n'),
        ("![a]", "<p>![a]</p>\n"),
        ("www.a.se https://a.se", "<p>www.a.se https://a.se</p>\n"),
        ("(c) a -- b", "<p>(c) a -- b</p>\n"),
        ("[a](mailto:a@b.se)", '<p><a href="mailto:a@b.se">a</a></p>\n'),
        ("[a](tel:08123)", '<p><a href="tel:08123">a</a></p>\n'),
        ("[a](#b)", '<p><a href="#b">a</a></p>\n'),
        ("[a](xhttps://b)", "<p>[a](xhttps://b)</p>\n"),
        ("<https://a.se>", '<p><a href="https://a.se">https://a.se</a></p>\n'),
        ("[a][b]\n\n[b]: https://a.se", '<p><a href="https://a.se">a</a></p>\n'),
        ("`a - b`", "<p><code>a - b</code></p>\n"),
        ("&lt; &#33; \\*a\\*", "<p>&lt; ! *a*</p>\n"),
        ("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n"),
        ("a[^1]b[^23][^x][^]", None),
    ],
)
def test_prose_knows_what_is_its_own(written, made):
    """Paragraphs, lists, emphasis, links of four kinds and code; all else is the text that it looks like."""
    if made is None:
        assert html(written, WORDS).count('<sup class="fotnot">') == 2
        assert 'href="#fot23" id="fotref23" aria-label="Fotnot 23">23</a></sup>[^x][^]' in html(written, WORDS)
    else:
        assert html(written, WORDS) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("- a\n\n  b\n\n  c", "<ul>\n<li>a\n<p>b</p>\n<p>c</p>\n</li>\n</ul>\n"),
        ("- a\n\n  - b\n\n  c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n</li>\n</ul>\n"),
        ("- a\n\nb", "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n"),
        ("- - a\n\n  - b", "<ul>\n<li>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
    ],
)
def test_a_point_is_a_run_of_text(written, made):
    """The first paragraph of a point stands bare; what follows the list has its own."""
    assert html(written, WORDS) == made


@pytest.mark.parametrize(
    ("written", "cell", "item", "inline"),
    [
        ("a *b*[^1]", None, None, None),
        ("a *b*", "a <em>b</em>", "a <em>b</em>", "a <em>b</em>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>", "a\n<p>b</p>", "a\n\nb"),
        ("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>", "a\n<ul>\n<li>b</li>\n</ul>", "a\n- b"),
        ("- a", "<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>", "- a"),
        ("", "", "", ""),
    ],
)
def test_a_single_paragraph_stands_bare(written, cell, item, inline):
    """In a cell only when it is alone, in a point when it is first, and in a run of text always."""
    made = [cell_html(written, WORDS), item_html(written, WORDS), inline_html(written, WORDS)]
    if cell is None:
        assert all(one.startswith('a <em>b</em><sup class="fotnot">') for one in made)
    else:
        assert made == [cell, item, inline]


def test_there_is_one_parser():
    """Building it costs more than using it, and all prose follows the same rules."""
    assert parser() is parser()


def test_depth_ends_in_text():
    """Prose nested without end costs no more than what can be read."""
    assert html("> " * 9 + "a", WORDS).startswith("<p>&gt;")
    assert html("- " * 99 + "a", WORDS).count("<ul>") < 40


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        *[(0, "0"), (-0.0, "0"), (-0.004, "0"), (0.005, "0.01"), (1, "1"), (10, "10"), (100.0, "100"), (2.5, "2.5")],
        *[(2.345678, "2.35"), (-3.10, "-3.1"), (1234567, "1234567"), (0.1 + 0.2, "0.3")],
    ],
)
def test_a_coordinate_is_short(value, printed):
    """At most two decimals, no zeros at the end, and no negative nought."""
    assert coordinate(value) == printed


@given(
    st.text(st.characters() | st.sampled_from("<>&\"'\0\x08\x7f\x9f\ud800\ufffe\uffff\u00ad\t\n ")),
    st.floats(-1e6, 1e6),
)
def test_any_drawing_is_well_formed(content, number):
    """Whatever text or number stands in content, the drawing can be read back, as text and nothing more."""
    made = text_line(number, 1, content, font_size=2.50, title=content)
    read = ElementTree.fromstring(made)
    assert read.tag == "text"
    assert list(read.attrib) == ["x", "y", "font-size", "title"]
    assert (read.get("x"), read.get("y"), read.get("font-size")) == (coordinate(number), "1", "2.5")
    assert (read.text or "") == chart_drawing.xml_text(content) == read.get("title")


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("  a \t\r\n b ", "a b"),
        ("mjuk\N{SOFT HYPHEN}a", "mjuka"),
        ("a\0b\x1fc\x7fd\x9fe\ufffef\uffffg\ud800h", "a b c d e f g h"),
        (f"\x20~\N{NO-BREAK SPACE}\ud7ff\ue000\ufffd\U00010000\U0010ffff{NBSP}", None),
    ],
)
def test_what_xml_cannot_hold_becomes_space(written, made):
    """Controls, lone surrogates and noncharacters go; all that is allowed stays, up to the edges."""
    assert chart_drawing.xml_text(written) == (written.strip(" ") if made is None else made)


def test_an_element_has_its_attributes_and_content():
    """Text in attributes is escaped, quotes too; content is markup already, and none closes the element at once."""
    assert element("g", {"a": '<&">', "b": 1.50}, word_parts("x<&>\"'"), element("i", {})) == (
        '<g a="&lt;&amp;&quot;&gt;" b="1.5">x&lt;&amp;&gt;"\'<i/></g>'
    )
    assert element("g", {"a": "b"}) == '<g a="b"/>'


def test_a_line_goes_from_one_point_to_another():
    """One unit thick when nothing else is said."""
    assert line((0, 1.5), (2, 3), "#123") == '<path d="M0 1.5L2 3" stroke="#123" stroke-width="1"/>'
    assert line((0, 0), (1, 1), "red", 2.25) == '<path d="M0 0L1 1" stroke="red" stroke-width="2.25"/>'
