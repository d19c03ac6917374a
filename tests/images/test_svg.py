"""A drawing is shapes and colours: what runs, fetches or grows is told, and what is let through every format draws."""

import random
from pathlib import Path

import pytest
from tests.fixtures.pictures import HEAD, SIGN, drawing

from asn.images import Faulty, read_picture
from asn.model.ord import Ord
from asn.render.html import print_style
from asn.render.pdf import PageStyle, PdfJob, write_pdf
from asn.resources import Resources

DRAWN = {
    "as drawing programs write": '<style>.a{fill:#fff;stroke-width:2px}.b,.c{fill:none}</style><path class="a" d="M0,0 '
    '10 10l-5.5-.5.3.3a1 1 0 01.5.5zM1 2H4V3Q1 1 2 2T3 3S1 1 2 2C1 1 2 2 3 3"/>',
    "gradients": '<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset="50%" stop-color="#0f0"'
    ' stop-opacity=".5"/></linearGradient><radialGradient id="b" xlink:href="#a" r="40%" '
    'gradientTransform="rotate(3)"/></defs><circle r="5" fill="url(#b)"/><rect width="9" height="9" stroke="url(#a)"/>',
    "pieces": '<g id="x"><path d="M0 0L1 1"/></g><use href="#x" x="3" transform="translate(1 2) scale(3)"/>',
    "cut": '<clipPath id="c"><rect width="5" height="5"/></clipPath><rect clip-path="url(#c)" width="9" height="9"/>',
    "seen through": '<title>T</title><g style="fill:blue;opacity:.5"><ellipse rx="2" ry="3"/></g><line x2="4" y2="3"/>',
    "lines": '<polyline points="1,2 3,4-5 6" stroke-dasharray="2 1" stroke="red"/><polygon points="0 0 9 0 9 9"/>',
    "other programs' words": '<metadata><a xmlns="x"/></metadata><i:b xmlns:i="y"><script/></i:b><rect data-x="1" '
    'i:c="2" xmlns:i="y" width="3" height="3" font-family="x"/>',
    "nothing": "",
    "odd sizes": '<rect width="0" height="3"/><circle r="0"/><path d="M0 0a0 0 0 0 0 0 0"/><path d=""/><path d="M1 1"/>'
    '<path d="M0 0A5 5 0 0 0 0 0"/><path d="M0 0A1 1 0 1 1 90 40"/><rect width="-3" height="3"/>',
}


@pytest.mark.parametrize("inner", DRAWN.values(), ids=DRAWN)
def test_a_drawing_comes_out_as_shapes_and_comes_out_of_itself_again(inner):
    """Nothing is left but what is known."""
    made = read_picture(drawing(inner), "svg")
    assert read_picture(made.data, "svg") == made
    assert not any(
        word in made.data for word in (b"style", b"class", b"data-", b"script", b"metadata", b"title", b"font")
    )


REFUSED = {
    "a script": "<script>1</script>", "a script in a shape": '<rect onload="a()"/>', "HTML in it": "<foreignObject/>",
    "a picture in it": '<image href="x.png"/>', "a piece from elsewhere": '<use href="http://x/#a"/>',
    "a piece from a file": '<use href="file:///etc/passwd#a"/>', "a piece that isn't there": '<use href="#nope"/>',
    "itself": '<g id="a"><use href="#a"/></g>', "pieces of pieces": '<g id="a"><rect/></g><g id="b"><use href="#a"/>'
    '</g><use href="#b"/>', "a colour from elsewhere": '<rect fill="url(http://x)"/>',
    "rules from elsewhere": "<style>@import url(x)</style>", "rules for all": "<style>rect{fill:red}</style>",
    "a colour from elsewhere in a style": '<rect style="fill:url(http://x)"/>', "words": "<text>hej</text>",
    "what moves": "<animate/>", "half a path": '<path d="M0 0 L1"/>', "a path from nowhere": '<path d="L0 0"/>',
    "a number too large": '<rect width="1e99"/>', "a number too long": f'<rect width="{"9" * 40}"/>',
    "gradients in a ring": '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
    "a filter": '<rect filter="url(#a)"/>', "a link": '<a href="javascript:1"/>', "depth": "<g>" * 80 + "</g>" * 80,
    "a drawing in it": "<svg/>", "a paint that isn't there": '<rect fill="url(#nope)"/>', "many": "<g/>" * 30_000,
    "many of many": f'<g id="a">{"<rect/>" * 300}</g>{"<use href=&quot;#a&quot;/>".replace("&quot;", chr(34)) * 300}',
    "a turn without a number": '<rect transform="rotate()"/>', "a mask": '<rect mask="url(#a)"/>',
    "a cut by itself": '<clipPath id="a"><rect clip-path="url(#a)"/></clipPath><rect clip-path="url(#a)"/>',
}  # fmt: skip


@pytest.mark.parametrize("inner", REFUSED.values(), ids=REFUSED)
def test_what_runs_fetches_or_grows_is_told(inner):
    """An editor is told what it is, and what to do instead."""
    with pytest.raises(Faulty) as why:
        read_picture(drawing(inner), "svg")
    assert why.value.cure


WHOLE = {
    "entities": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"),
    "laughs": b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + drawing("&b;"),
    "outer words": b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]>' + drawing(""),
    "no namespace": b'<svg viewBox="0 0 1 1"/>',
    "no size": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "not closed": HEAD.encode(),
    "another document": b"<html>" + drawing("") + b"</html>",
    "an unknown coding": b'<?xml version="1.0" encoding="x-nobody"?>' + drawing(""),
}


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_document_that_is_more_than_a_drawing_is_told(data):
    """So are those that can't be read."""
    with pytest.raises(Faulty):
        read_picture(data, "svg")


def test_a_doctype_that_says_nothing_is_no_fault():
    """Many drawing programs write one; what it names is never fetched."""
    assert read_picture(b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd">' + SIGN.encode(), "svg")


def _printed(pictures):
    style = print_style(Resources(Path("/nowhere")), Ord())
    shown = {f"asn:{number}": (data, "image/svg+xml") for number, data in enumerate(pictures)}
    figures = "".join(f'<p><img src="{name}" alt="A" width="90"></p>' for name in shown)
    page = f'<html lang="sv"><head><title>A</title></head><body><h1>A</h1>{figures}</body></html>'
    import datetime

    date = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    return write_pdf(PdfJob(page, PageStyle(style.css, {**style.resources, **shown}), (), date))


def test_what_is_let_through_the_pdf_engine_draws_without_a_word():
    """It would else say so when a report is built, and nowhere near the line."""
    assert _printed([read_picture(drawing(inner), "svg").data for inner in DRAWN.values()]).startswith(b"%PDF")


def test_whatever_is_changed_in_a_drawing_it_is_drawn_or_told():
    """A hundred drawings with words and figures of others in them."""
    chance, parts = random.Random(2), "".join(DRAWN.values())
    pieces = [
        "0",
        "-1",
        "1e5",
        ".5",
        "%",
        "px",
        "none",
        "url(#a)",
        "url(#c)",
        '"',
        "M",
        "z",
        "a",
        " ",
        "<g>",
        "</g>",
        "#",
    ]
    drawn = []
    for _ in range(3000):
        at = chance.randrange(len(parts))
        changed = parts[:at] + chance.choice(pieces) + parts[at + chance.randrange(3) :]
        try:
            drawn.append(read_picture(drawing(changed), "svg").data)
        except Faulty:
            continue
    assert len(drawn) > 50
    assert _printed(list(dict.fromkeys(drawn))[:150]).startswith(b"%PDF")
