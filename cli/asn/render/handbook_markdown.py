"""The handbook's Markdown as HTML: headings to link to, tables that can be heard, code whose lines stay lines.

A parser of its own: the one for prose (``asn.render.prose``) is narrow on purpose. Raw HTML is no part of either.
"""

import re
from collections.abc import Iterator, MutableMapping, Sequence
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
_BOX = "[ ] "  # a point to tick off, as git hosts write it
_ANSWER = "Så svarar asn check"
_CARET = re.compile(r"^ *\| *\^+$", re.MULTILINE)
_WHOLE = 18  # characters: a name or an option up to this length is never broken at its hyphen
_OPTION = re.compile(r"--[a-z-]+")
_LONG = 24  # lines: code up to this length stays whole on a page
DEEPEST = 12  # spaces: a line that starts further in hangs as if it started here


@lru_cache(maxsize=1)
def handbook_parser() -> MarkdownIt:
    """The handbook's parser; ``env["bilder"]`` tells it the address of each picture."""
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    md.validateLink = lambda url: url.startswith(_LINKS)  # type: ignore[method-assign]
    md.core.ruler.push("handbook", _prepared)
    for name, rule in (("table_open", _table), ("fence", _code), ("code_inline", _word), ("image", _picture)):
        md.add_render_rule(name, rule)
    return md


def _prepared(state: StateCore) -> None:
    _typeset(state.tokens)
    _anchored(state.tokens)
    _boxed(state.tokens)
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
    number, found = 0, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _boxed(tokens: Sequence[Token]) -> None:
    for place, token in enumerate(tokens):
        if token.content.startswith(_BOX) and token.children and tokens[place - 2].type == "list_item_open":
            token.children[0].content = token.children[0].content.removeprefix(_BOX)
            tokens[place - 2].attrs["class"] = "kryss"
        elif [child.type for child in token.children or ()] == ["image"]:
            tokens[place - 1].attrs["class"] = "bild"


def _spans(tokens: Sequence[Token], kind: str) -> Iterator[tuple[int, int]]:
    starts = [place for place, token in enumerate(tokens) if token.type == f"{kind}_open"]
    ends = [place for place, token in enumerate(tokens) if token.type == f"{kind}_close"]
    yield from zip(starts, ends, strict=True)


def _headed(table: Sequence[Token]) -> None:
    """The first row heads the columns and the first cell its row; each cell knows its column, for narrow screens."""
    headings = [table[place + 1] for place, token in enumerate(table) if token.type == "th_open"]
    column = 0
    for token in table:
        column = 0 if token.type == "tr_open" else column + (token.type in {"th_open", "td_open"})
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        elif column == 1 and token.type in {"td_open", "td_close"}:
            token.tag = "th"
            token.attrs = {"scope": "row"} if token.type == "td_open" else {}
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
    made = renderer.renderToken(tokens, place, options, env)
    if not (named := tokens[place].meta):
        return made
    words = renderer.renderInline(named["caption"].children, options, env)
    return f'{made}<caption id="{named["id"]}">{words}</caption>\n'


def _picture(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:
    token = tokens[place]
    name = unquote(str(token.attrs["src"])).removeprefix(PICTURES)
    words = renderer.renderInlineAsText(token.children, options, env)
    return f'<img src="{env["bilder"][name]}" alt="{escape(words)}">'


def _word(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:  # noqa: ARG001 - the parser's signature
    words = tokens[place].content
    whole = ' class="hel"' if len(words) <= _WHOLE else ""
    return f"<code{whole}>{escape(words)}</code>"


def _code(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:  # noqa: ARG001 - the parser's signature
    """Code with its file's name above it.

    Every line is a block of its own: it hangs where it must be broken, and a screen reader reads it by itself.
    """
    language, _, name = tokens[place].info.partition(" ")
    lines = tokens[place].content.expandtabs(4).removesuffix("\n").split("\n")
    label = name or (_ANSWER if language == "text" else "")
    # The mark under a line of an answer must stay under its word: there a narrow screen scrolls, which needs focus.
    frame = (
        f' tabindex="0" role="group" aria-label="{label or "Exempel"}"' if _CARET.search(tokens[place].content) else ""
    )
    kind = f"kod kod-{language}{' lang' if len(lines) > _LONG else ''}"
    told = f'<p class="filnamn">{escape(label)}</p>\n' if label else ""
    return f'<div class="{kind}">\n{told}<pre{frame}>{"".join(_line(line, language) for line in lines)}</pre>\n</div>\n'


def _line(line: str, language: str) -> str:
    words = line.lstrip(" ")
    kind = f"rad i{min(len(line) - len(words), DEEPEST)}"
    if language == "yaml" and words.startswith("#"):
        kind += " anm"
    elif language == "console" and words.startswith("$ "):
        kind += " skrivet"
    shown = _OPTION.sub(r'<span class="hel">\g<0></span>', str(escape(line)))
    return f'<span class="{kind}"><code>{shown}\n</code></span>'
