"""The handbook's Markdown as HTML: headings to link to, tables that can be heard, code whose lines stay lines.

A parser of its own: the one for prose (``asn.render.prose``) is narrow on purpose. Raw HTML is no part of either.
"""

import re
from collections.abc import Collection, Iterator, MutableMapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import escape

from asn.compute.document import ascii_name
from asn.render.prose import typeset

Env = MutableMapping[str, Any]
PICTURES = "bilder/"
_LINKS = ("#", "https://", PICTURES)
_BELOW = "· "  # before a field's name, once for each level that it lies below the first
_BOX = "[ ] "  # a point to tick off, as git hosts write it
_ANSWER = "Så svarar asn check"
_CARET = re.compile(r"^ *\| *\^+$", re.MULTILINE)
_WHOLE = 18  # characters: a name or an option up to this length is never broken at its hyphen
_GAP = re.compile(r"(?<=\S  ) {3,}")  # what sets columns apart, where there is room for columns
_SHORT = 15  # characters: a longer name is broken between its words in a narrow column
_PARTS = re.compile(rf".{{1,{_SHORT - 1}}}(?:_|$)|.+")
_NAME = re.compile(r"\w+_\w+")
_OPTION = re.compile(r"--[a-z-]+")
_LONG = 14  # lines: code up to this length stays whole in a column
_WIDE = 51  # characters in a column: an answer with a mark further out takes both, so that it stays under its word
DEEPEST = 12  # spaces: a line that starts further in hangs as if it started here


@lru_cache(maxsize=1)
def handbook_parser() -> MarkdownIt:
    """The handbook's parser; ``env["bilder"]`` has the address of each picture, ``env["breda"]`` the wide ones."""
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    md.validateLink = lambda url: url.startswith(_LINKS)  # type: ignore[method-assign]
    md.core.ruler.push("handbook", _prepared)
    for name, rule in (
        ("table_open", _table),
        ("table_close", _table_end),
        ("fence", _code),
        ("code_inline", _word),
        ("image", _picture),
    ):
        md.add_render_rule(name, rule)
    return md


def _prepared(state: StateCore) -> None:
    _typeset(state.tokens)
    _anchored(state.tokens)
    _boxed(state.tokens, state.env.get("breda", ()))
    for start, end in list(_spans(state.tokens, "table")):
        _headed(state.tokens[start:end])
    state.tokens = _named(state.tokens)


def _typeset(tokens: Sequence[Token]) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = typeset(child.content)


def _anchored(tokens: Sequence[Token]) -> None:
    """Give every heading an address in ASCII, and lead the links there from the addresses that git hosts give."""
    hosts: dict[str, str] = {}
    for start, inline in pairwise(tokens):
        if start.type == "heading_open":
            slug = re.sub(r"[^\w\- ]", "", inline.content.lower()).replace(" ", "-")
            hosts[_free(slug, hosts)] = start.attrs["id"] = _free(ascii_name(slug), hosts.values())
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and (href := str(child.attrs["href"])).startswith("#"):
                child.attrs["href"] = "#" + hosts[unquote(href[1:])]


def _free(name: str, taken: Any) -> str:
    """The name, with the next number after it if it is taken; git hosts number them alike."""
    number, text = 0, name
    while text in taken:
        number += 1
        text = f"{name}-{number}"
    return text


def _boxed(tokens: Sequence[Token], wide: Collection[str]) -> None:
    for place, token in enumerate(tokens):
        if token.content.startswith(_BOX) and token.children and tokens[place - 2].type == "list_item_open":
            token.children[0].content = token.children[0].content.removeprefix(_BOX)
            tokens[place - 2].attrs["class"] = "kryss"
        elif token.children and [child.type for child in token.children] == ["image"]:
            name = unquote(str(token.children[0].attrs["src"])).removeprefix(PICTURES)
            tokens[place - 1].attrs["class"] = "bild bred" if name in wide else "bild"


def _spans(tokens: Sequence[Token], kind: str) -> Iterator[tuple[int, int]]:
    starts = [place for place, token in enumerate(tokens) if token.type == f"{kind}_open"]
    ends = [place for place, token in enumerate(tokens) if token.type == f"{kind}_close"]
    yield from zip(starts, ends, strict=True)


def _headed(table: Sequence[Token]) -> None:
    """The first row heads the columns and the first cell its row; each cell knows its column, for narrow screens."""
    row = table[0]
    headings = [table[place + 1] for place, token in enumerate(table) if token.type == "th_open"]
    column = 0
    for token in table:
        column = 0 if token.type == "tr_open" else column + (token.type in {"th_open", "td_open"})
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        elif column == 1 and token.type in {"td_open", "td_close"}:
            token.tag = "th"
            token.attrs = {"scope": "row"} if token.type == "td_open" else {}
            row = token if token.type == "td_open" else row
        elif column == 1 and (level := token.content.count(_BELOW)):
            row.attrs["class"] = f"djup-{level}"
        elif token.type == "td_open":
            token.attrs["data-kolumn"] = headings[column - 1].content
    table[0].attrs["class"] = f"h-{ascii_name(headings[0].content)} k-{len(headings)}"


def _named(tokens: Sequence[Token]) -> list[Token]:
    """Every table gets a name: a heading of the lowest level right before it becomes its caption.

    Other tables are named by the heading or paragraph that leads to them; a caption would say the same again.
    """
    kept: list[Token] = []
    heading = ""
    for token in tokens:
        heading = str(token.attrs["id"]) if token.type == "heading_open" else heading
        if token.type == "table_open":
            if kept[-1].type == "heading_close" and kept[-1].tag == "h4":
                token.meta = {"caption": kept[-2], "id": heading}
                del kept[-3:]
            else:
                token.attrs["aria-labelledby"] = _leading(kept, heading)
        kept.append(token)
    return kept


def _leading(before: Sequence[Token], heading: str) -> str:
    if before[-1].type != "paragraph_close":
        return heading
    return str(before[-3].attrs.setdefault("id", f"till-tabell-{len(before)}"))


def _table(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:
    text = f'<div class="ram">{renderer.renderToken(tokens, place, options, env)}'
    if not (named := tokens[place].meta):
        return text
    words = renderer.renderInline(named["caption"].children, options, env)
    return f'{text}<caption id="{named["id"]}">{words}</caption>\n'


def _table_end(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:
    return f"{renderer.renderToken(tokens, place, options, env)}</div>\n"


def _picture(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:
    token = tokens[place]
    name = unquote(str(token.attrs["src"])).removeprefix(PICTURES)
    words = renderer.renderInlineAsText(token.children, options, env)
    return f'<img src="{env["bilder"][name]}" alt="{escape(words)}">'


def _word(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:  # noqa: ARG001 - the parser's signature
    words = tokens[place].content
    whole = ' class="hel"' if len(words) <= _WHOLE else ""
    shown = str(escape(words))
    if len(words) > _SHORT and _NAME.fullmatch(words):
        shown = "".join(f'<span class="led">{part}</span>' for part in _PARTS.findall(words))
    return f"<code{whole}>{shown}</code>"


def _code(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:  # noqa: ARG001 - the parser's signature
    """Code with its file's name above it.

    Every line is a block of its own: it hangs where it must be broken, and a screen reader reads it by itself.
    """
    language, _, name = tokens[place].info.partition(" ")
    lines = tokens[place].content.expandtabs(4).removesuffix("\n").split("\n")
    answer = language == "text" and _CARET.search(tokens[place].content)
    label = name or (_ANSWER if answer else "")
    # The mark under a line of an answer must stay under its word: there a narrow screen scrolls, which needs focus.
    frame = (
        f' tabindex="0" role="group" aria-label="{label or "Exempel"}"' if _CARET.search(tokens[place].content) else ""
    )
    wide = any(_CARET.search(line) and max(len(line), len(before)) > _WIDE for before, line in pairwise(lines))
    kind = f"kod kod-{language}{' lang' if len(lines) > _LONG else ''}{' bred' if wide else ''}"
    text = f'<p class="filnamn">{escape(label)}</p>\n' if label else ""
    return f'<div class="{kind}">\n{text}<pre{frame}>{"".join(_line(line, language) for line in lines)}</pre>\n</div>\n'


def _line(line: str, language: str) -> str:
    words = line.lstrip(" ")
    kind = f"rad i{min(len(line) - len(words), DEEPEST)}"
    if language == "yaml" and words.startswith("#"):
        kind += " anm"
    elif language == "console" and words.startswith("$ "):
        kind += " skrivet"
    shown = _OPTION.sub(r'<span class="hel">\g<0></span>', str(escape(line)))
    if language == "console" and len(line) > _WIDE:
        shown = _GAP.sub(r'<span class="lucka">\g<0></span>', shown)
    return f'<span class="{kind}"><code>{shown}\n</code></span>'
