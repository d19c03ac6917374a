"""Prose: what an editor may write comes out as it was meant, and nothing else ever comes out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from asn.model.ord import Ord
from asn.render.prose import cell_html, escape_markdown, html, inline_html, item_html, markdown, typeset

WORDS = Ord()

# What a reader of the Markdown file may use: CommonMark with tables and strikethrough.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ALLOWED = {
    "a": {"href", "title", "id", "aria-label"},
    "ol": {"start"},
    "sup": {"class"},
    **dict.fromkeys(("p", "ul", "li", "strong", "em", "code", "br"), frozenset()),
}
# Letters and the signs that Markdown, HTML and our own footnotes read.
WRITTEN = st.text(alphabet="aå1 \n\t\\`*_{}[]()<>#+-.!|~&;:'\"=/^?\N{NO-BREAK SPACE}", max_size=60)
PIECES = st.lists(
    st.sampled_from(
        (
            *(
                "<script>alert(1)</script>",
                "<img src=x onerror=y>",
                "![a](https://x)",
                "[a](javascript:x)",
                "- ",
                "1. ",
            ),
            *("[a](https://x.se 't')", "<https://x.se>", "&lt;b&gt;", "&#60;b&#62;", "[^1]", "**", "*", "\n\n", "    "),
            *(
                "[a](data:text/html,x)",
                "[a]: javascript:x\n\n[a]",
                "`<b>`",
                "\\<b>",
                "# a\n",
                "> a\n",
                "| a |\n|---|\n",
            ),
        )
    ),
    max_size=8,
).map("".join)


class Tags(HTMLParser):
    """The tags of a piece of HTML, and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.open = [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize("made", [html, inline_html, cell_html, item_html])
@given(text=WRITTEN | PIECES | st.text(max_size=40))
def test_prose_gives_no_tag_outside_the_allowed_ones(made, text):
    """Whatever stands in a YAML file, no script, image, heading or style comes of it."""
    seen = Tags(made(text, WORDS))
    assert seen.open == []
    for tag, attrs in seen.tags:
        assert tag in ALLOWED
        assert attrs.keys() <= ALLOWED[tag]
        assert re.match(r"https://|mailto:|tel:|#", attrs.get("href") or "#")


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("**fet** och *kursiv*", "<p><strong>fet</strong> och <em>kursiv</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("- a\n\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("[a](https://a.se)", '<p><a href="https://a.se">a</a></p>\n'),
        ("[a](http://a.se)", "<p>[a](http://a.se)</p>\n"),
        ("# rubrik", "<p># rubrik</p>\n"),
        ("> 80 %", "<p>&gt; 80\N{NO-BREAK SPACE}%</p>\n"),
        ("a\n---", "<p>a\n---</p>\n"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        ("~~a~~", "<p>~~a~~</p>\n"),
        ("    a", "<p>a</p>\n"),
        ('sa "ja" - nej', "<p>sa ”ja” – nej</p>\n"),
    ],
)
def test_what_is_written_becomes_this(written, made):
    """Emphasis, lists and links; the rest is text."""
    assert html(written, WORDS) == made


def test_a_footnote_reference_is_a_named_link():
    """A reader who hears the page knows what the raised number is."""
    assert html("a[^2]", WORDS) == (
        '<p>a<sup class="fotnot"><a href="#fot2" id="fotref2" aria-label="Fotnot 2">2</a></sup></p>\n'
    )


@pytest.mark.parametrize(
    ("written", "made"),
    [("a", "a"), ("a\n\nb", "<p>a</p>\n<p>b</p>"), ("- a", "<ul>\n<li>a</li>\n</ul>")],
)
def test_a_cell_with_one_paragraph_has_none(written, made):
    """A word in a cell is a word; only several paragraphs are marked as such."""
    assert cell_html(written, WORDS) == made


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.just(" "))
    | st.lists(st.sampled_from((*"a1 \\`*_{}[]()<>#+-.!|~&;:'\"=/^", "~~", "**", "](", "&amp;"))).map("".join)
)
def test_escaped_text_reads_as_just_that_text(text):
    """In a heading, after a label and in a table, any text comes back out of Markdown as one run of text."""
    plain = " ".join(typeset(text).split(" ")).strip()
    escaped = escape_markdown(text)
    for before in ("- etikett: ", "# rubrik "):
        inline = next(token for token in READER.parse(f"{before}{escaped}") if token.type == "inline")
        assert {child.type for child in inline.children} <= {"text", "text_special"}
        said = "".join(child.content for child in inline.children)
        assert said.removeprefix("etikett:").removeprefix("rubrik").strip() == plain
    rows = [token for token in READER.parse(f"| a | b |\n| - | - |\n| x | {escaped} |") if token.type == "inline"]
    assert len(rows) == 4
    assert "".join(child.content for child in rows[3].children).strip() == plain


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\N{LINE SEPARATOR}b", "a\x0bb"])
def test_escaped_text_is_on_one_line(text):
    """A line break in a name never starts a line of Markdown."""
    assert escape_markdown(text) == "a b"


@given(
    st.lists(
        st.sampled_from(["> 80 %", "- a", "-", "=", "---", "===", "___", "a", "", "  - b", "1. c", "***", "- - -"]),
        max_size=6,
    )
)
def test_markdown_reads_the_same_elsewhere(lines):
    """What our own pages show as text is no quotation, heading or line to another reader of the Markdown."""
    kinds = {token.type for token in READER.parse(str(markdown("\n".join(lines))))}
    assert not kinds & {"blockquote_open", "heading_open"}
    assert "hr" not in kinds or "***" in lines
