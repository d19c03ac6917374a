"""Prose: the safe part of Markdown that an editor may use, as HTML or as Markdown again.

Raw HTML, headings, images, tables and code are no part of it; the checks (S011) say so at their place.
"""

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from asn.figures import DASH, MINUS, NBSP
from asn.model.ord import Ord, ifylld

QUOTE = "\N{RIGHT DOUBLE QUOTATION MARK}"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# A unit of more than four letters would leave a hole in the line before it.
_UNITS = "%|‰|tkr|mnkr|mdkr|kr|§|kap|år"
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\d,])(\d{1,3})((?: \d{3})+)(?![\d])"), "groups"),
    (re.compile(rf"(\d) ({_UNITS})(?![a-zåäö])"), rf"\1{NBSP}\2"),
    (re.compile(rf"(?<!\d)(\d\d?) (?=(?:{_MONTHS})\b)"), rf"\1{NBSP}"),
    (re.compile(r"§ ?(\d)"), rf"§{NBSP}\1"),
    (re.compile(r"\b([Bb]ilaga|[Ss]id(?:an?)?|[Kk]apitel|[Aa]vsnitt|[Ff]otnot|[Pp]unkt|nr|kl\.) (?=\d)"), rf"\1{NBSP}"),
    (re.compile(r"(?<![\w\d/:-])-(?=\d)"), MINUS),
    # No telephone number (08-12 34) is a span; its zero tells.
    (re.compile(r"(?<![\d:/-])(0|[1-9]\d{0,3})-(\d{1,4})(?![\d-])"), rf"\1{DASH}\2"),
    (re.compile(r"(?<=\S) - (?=\S)"), f" {DASH} "),
    (re.compile(rf"(\d(?:{NBSP}?%)?) {DASH} (?=\d)"), rf"\1{NBSP}{DASH}{NBSP}"),
    (re.compile(r"\.\.\."), ELLIPSIS),
    (re.compile(r'"'), QUOTE),
    (re.compile(r"(?<=\w)'(?=\w)"), APOSTROPHE),
)
# The space before a last word of at most nine characters, in a text that takes more than a line; a number and a long
# word would leave a hole in the line above.
_LONELY = re.compile(r"(?<=[^\s]{2})(?<=.{60}) (?=\S{1,4}$|(?<!\d )\S{5,9}$)")
# Addresses and Markdown's link targets are no prose.
_UNTOUCHED = re.compile(r"(\]\([^)\s]*\)|<?https?://\S+)")


def typeset(text: str) -> str:
    """Text with Swedish marks; Markdown's own marks and addresses are left alone."""
    parts = _UNTOUCHED.split(text)
    return "".join(part if index % 2 else _typeset(part) for index, part in enumerate(parts))


_FEW_WORDS, _SHORT_WORD = 2, 20
"""Blanks before the last word of a heading that is kept from standing alone, and the characters of such a word."""


def heading_text(text: str) -> str:
    """A heading as :func:`typeset`, whose last word, if it is short, stands alone on no line."""
    first, _, last = typeset(text).rpartition(" ")
    joined = first.count(" ") >= _FEW_WORDS and len(last) <= _SHORT_WORD
    return f"{first}{NBSP}{last}" if joined else f"{first} {last}".lstrip()


def _typeset(text: str) -> str:
    for pattern, replacement in _RULES:
        if replacement == "groups":
            text = pattern.sub(lambda match: match[0].replace(" ", NBSP), text)
        else:
            text = pattern.sub(replacement, text)
    return text


_REFUSED = (
    *("code", "fence", "blockquote", "hr", "html_block", "heading", "lheading", "table"),
    *("image", "html_inline", "strikethrough"),
)
_SCHEMES = ("https://", "mailto:", "tel:", "#")
_ONE_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
NOTE = re.compile(r"\[\^(\d+)\]")
_SAFE = r"https://|mailto:|tel:|#"
# At the start of a line or of a point: a quotation (> 80 %), a heading, a fence, the address of a link, or a line of
# dashes, which also makes a heading of the line above.
_FOREIGN = re.compile(
    r"(?m)^([ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*)"
    r"(>|#(?=#{0,5}(?:\s|$))|`(?=``)|~(?=~~)|-(?=[- \t]*$)|=(?=[= \t]*$)"
    rf"|([_*])(?=(?:[ \t]*\3){{2,}}[ \t]*$)|\[(?=[^\[\]^][^\[\]]{{0,998}}\]:(?!\s*<?(?:{_SAFE}))))"
)
# Anywhere: HTML, an image, a line through the text, and a link to somewhere else than a link may lead. An address
# between < and > is a link, too.
_LIVE = re.compile(
    rf"(?<!\\)((?:\\\\)*)(<(?=[A-Za-z/!?])(?!(?:https://|mailto:|tel:)[^\s<>]*>)"
    rf"|!(?=\[(?!\^))|(?<!~)~(?=~)|(?<=\])\((?!{_SAFE}))"
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~!&])")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The one parser: nothing of what is refused, no HTML, links to listed schemes."""
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 40})
    md.disable(_REFUSED)
    md.validateLink = lambda url: url.startswith(_SCHEMES)  # type: ignore[method-assign]
    md.core.ruler.push("swedish", _swedish)
    return md


def _swedish(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = typeset(child.content)
    _keep_last_words(state.tokens)
    _hide_item_paragraphs(state.tokens)


def _keep_last_words(tokens: list[Token]) -> None:
    """A short word that ends a paragraph isn't left alone on its last line."""
    for token in tokens:
        last = token.children[-1] if token.type == "inline" and token.children else None
        if last is not None and last.type == "text":
            last.content = _LONELY.sub(NBSP, last.content)


def _hide_item_paragraphs(tokens: list[Token]) -> None:
    """A list point is one run of text: a paragraph of its own inside it breaks the tags of a PDF."""
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and tokens[index - 1].type == "list_item_open":
            token.hidden = tokens[index + 2].hidden = True


def html(text: str, words: Ord) -> Markup:
    """Prose as HTML blocks."""
    return _noted(parser().render(text), words)


def inline_html(text: str, words: Ord) -> Markup:
    """One run of prose as HTML, without a paragraph around it."""
    return _noted(parser().renderInline(text), words)


def cell_html(text: str, words: Ord) -> Markup:
    """Prose for a table's cell: a single paragraph stands bare, more keep their blocks."""
    return _noted(_rendered(bare(parser().parse(text), alone=True)), words)


def item_html(text: str, words: Ord) -> Markup:
    """Prose for a point of a list: its first paragraph stands bare, lists below it follow."""
    return _noted(_rendered(bare(parser().parse(text), alone=False)), words)


def bare(tokens: list[Token], *, alone: bool) -> list[Token]:
    """The same tokens, the first paragraph without a block of its own; if ``alone``, only one that is all there is."""
    if [token.type for token in (tokens if alone else tokens[:3])] == _ONE_PARAGRAPH:
        tokens[0].hidden = tokens[2].hidden = True
    return tokens


def _rendered(tokens: list[Token]) -> str:
    md = parser()
    text: str = md.renderer.render(tokens, md.options, {})
    return text.strip()


def _noted(rendered: str, words: Ord) -> Markup:
    # [^n] comes through the parser as text, since it knows no footnotes.
    return Markup(NOTE.sub(lambda match: _reference(match[1], words), rendered))  # noqa: S704 - the parser escapes all that isn't its own markup


def _reference(number: str, words: Ord) -> str:
    label = escape(ifylld(words.sida.fotnot, nummer=number))
    link = f'<a href="#fot{number}" id="fotref{number}" aria-label="{label}">{number}</a>'
    return f'<sup class="fotnot">{link}</sup>'


def markdown(text: str) -> Markup:
    """Prose as Markdown, typeset; what only other readers of Markdown would take for more than text is escaped.

    S011 has told the editor of most of it, but a draft is built all the same.
    """
    return Markup(_LIVE.sub(r"\1\\\2", _FOREIGN.sub(r"\1\\\2", typeset(text.strip()))))  # noqa: S704 - Markdown out of Markdown


def escape_markdown(value: Any) -> Markup:
    """Plain text as Markdown that reads as just that text, on one line."""
    if hasattr(value, "__html__"):
        return Markup(value)  # noqa: S704 - already rendered
    return Markup(_SPECIAL.sub(r"\\\1", typeset(" ".join(str(value).splitlines()))))  # noqa: S704 - just escaped
