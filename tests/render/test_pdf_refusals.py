"""What the PDF engine refuses: everything it was not given, and every page that cannot be read by everyone."""

import io
import os
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from asn.render.pdf import PageStyle, PdfError, import_engine, write_pdf

SAMPLE = Path(__file__).with_name("test_pdf.py")
JOB = runpy.run_path(str(SAMPLE))["JOB"]
SECRET = "file:///etc/hostname"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
CELLS = "<tbody><tr><th scope=row>a</th><td>b</td></tr></tbody></table>"
CHANNELS = {
    "img": f'<img alt="x" src="{SECRET}">',
    "img http": '<img alt="x" src="http://127.0.0.1:9/x.png">',
    "img data": '<img alt="x" src="data:image/png;base64,iVBORw0KGgo=">',
    "img relative": '<img alt="x" src="../../etc/hostname">',
    "img through base": '<base href="file:///etc/"><img alt="x" src="hostname">',
    "object": f'<object data="{SECRET}">x</object>',
    "embed": f'<embed src="{SECRET}">',
    "style sheet": f'<link rel="stylesheet" href="{SECRET}">',
    "import": f"<style>@import url({SECRET});</style>",
    "background": f'<p style="background: url({SECRET})">x</p>',
    "list style": f'<ul style="list-style: url({SECRET})"><li>x</li></ul>',
    "content": f"<style>p::before {{ content: url({SECRET}) }}</style><p>x</p>",
    "font face": f"<style>@font-face {{ font-family: X; src: url({SECRET}) }}</style>",
    "local font": "<style>@font-face { font-family: X; src: local('DejaVu Sans') }</style>",
    "svg image": f'{SVG}<title>x</title><image href="{SECRET}" width="5" height="5"/></svg>',
    "svg style": f"{SVG}<title>x</title><style>@import url({SECRET});</style><rect width='5' height='5'/></svg>",
    "attachment": f'<link rel="attachment" href="{SECRET}">',
    "attachment of ours": '<link rel="attachment" href="asn:typsnitt/AsnSans-Regular.ttf">',
    "attachment link": f'<p><a rel="attachment" href="{SECRET}">x</a></p>',
    "attachment link https": '<p><a rel="attachment" href="https://127.0.0.1:9/">x</a></p>',
    "file link": f'<p><a href="{SECRET}">x</a></p>',
    "script link": '<p><a href="javascript:alert(1)">x</a></p>',
    "relative link": '<p><a href="andra.md">x</a></p>',
}
FAULTS = {
    "språk": (JOB.html.replace('<html lang="sv">', "<html>"), "Sidan saknar språk"),
    "titel": (JOB.html.replace("<title>Delårsrapport 1 2023</title>", ""), "Sidan saknar titel"),
    "mål": ('<p><a href="#nej">x</a></p>', "Länken till #nej leder ingenstans."),
    "nivå": ("<h3>Sist</h3>", "Rubriken «Sist» är på nivå 3 men följer på nivå 1"),
    "alt": ('<img src="asn:bild">', "En bild saknar beskrivning"),
    "title": (f"{SVG}<rect width='5' height='5'/></svg>", "En bild saknar beskrivning"),
    "sammanslagna": (
        (
            "<table><caption>C</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
            "<tbody><tr><th scope=row colspan=2>a</th></tr></tbody></table>"
        ),
        "Tabellen «C» har sammanslagna celler.",
    ),
    "olika många": (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><th scope=row>a</th></tr></tbody></table>",
        "Tabellen utan rubrik har rader med olika många celler.",
    ),
    "hörn": (f"<table><thead><tr><td></td><th>a</th></tr></thead>{CELLS}", "har en rubrikcell som inte är"),
    "tre rader": (
        f"<table><thead>{'<tr><th>a</th><th>b</th></tr>' * 3}</thead>{CELLS}",
        "har fler än två rubrikrader",
    ),
    "hål": (
        f"<table><thead><tr><th>a</th><th>b</th></tr><tr><th>a</th></tr></thead>{CELLS}",
        "har rubriker som inte täcker var sin kolumn",
    ),
    "utan rubrikrad": (f"<table>{CELLS}", "ska ha en rubrikrad i thead"),
    "genomskinlig": ('<p style="opacity: .5">x</p>', "Text har opacity under 1"),
    "tecken": (
        "<p>a😀中</p>",
        "Tecknet «中» (U+4E2D) finns inte i rapportens typsnitt.\nTecknet «😀» (U+1F600) finns inte",
    ),
    "styrtecken": ("<p>a\x07</p>", "Tecknet U+0007 finns inte i rapportens typsnitt."),
    "stil": ('<p style="foo: bar">x</p>', "PDF-motorn varnar: Ignored `foo: bar`"),
    "mått": ('<p style="letter-spacing: 1e30px">Två ord.</p>', "Ett mått i stilmallarna är för stort"),
    "djup": ("<div>" * 200 + "x" + "</div>" * 200, "Sidan är för djupt nästlad"),
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8ffffff7f0009fb03fd0543cd4f0000000049454e44ae426082"
)
WITH_IMAGE = replace(JOB, style=PageStyle(JOB.style.css, {**JOB.style.resources, "asn:bild": (PIXEL, "image/png")}))


def small(body):
    return f'<html lang="sv"><head><title>Prov</title></head><body><h1>Prov</h1>{body}</body></html>'


@pytest.mark.parametrize("body", CHANNELS.values(), ids=CHANNELS.keys())
def test_what_was_not_given(body):
    """A page that asks for anything but the job's own resources becomes no PDF."""
    with pytest.raises(PdfError):
        write_pdf(replace(JOB, html=small(body)))


def test_refused_is_named():
    """Each refused address is named once, without the engine's own words about it."""
    with pytest.raises(PdfError) as error:
        write_pdf(replace(JOB, html=small(CHANNELS["img"] + CHANNELS["img http"])))
    assert error.value.messages == (
        "Resursen file:///etc/hostname får inte läsas: bara det som bygget har med sig.",
        "Resursen http://127.0.0.1:9/x.png får inte läsas: bara det som bygget har med sig.",
    )


def test_font_of_the_machine(tmp_path, monkeypatch):
    """Should a font of the machine slip in after all, it is told by name."""
    font = TTFont(io.BytesIO(JOB.style.resources["asn:typsnitt/AsnSans-Regular.ttf"][0]))
    for number in (1, 16):
        font["name"].setName("Främling", number, 3, 1, 0x409)
    font.save(tmp_path / "framling.ttf")
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    engine = import_engine().PdfEngine(JOB.style, tmp_path)
    engine.write(replace(JOB, html=small('<p style="font-family: Främling">x</p>')))
    assert engine.messages == ["Typsnittet Främling är inte rapportens eget."]


def test_file_as_link():
    """A link that would attach what it points at is refused as the link it is."""
    with pytest.raises(PdfError, match=r"Länken till https://127.0.0.1:9/ får inte finnas"):
        write_pdf(replace(JOB, html=small(CHANNELS["attachment link https"])))


LISTEN = """
import runpy, sys
refusals = runpy.run_path({path!r})
touched = []
refusals["write_pdf"](refusals["JOB"])
heard = {{"open", "socket.connect", "socket.getaddrinfo"}}
sys.addaudithook(lambda event, args: touched.append((event, args)) if event in heard else None)
for body in refusals["CHANNELS"].values():
    try:
        refusals["write_pdf"](refusals["replace"](refusals["JOB"], html=refusals["small"](body)))
    except refusals["PdfError"]:
        pass
print(len(touched), [event for event in touched if event[0] != "open" or "hostname" in str(event[1][0])])
"""


def test_nothing_is_read():
    """On no channel is the file opened or the network called."""
    code = LISTEN.format(path=str(Path(__file__)))
    run = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True)
    heard, wrong = run.stdout.split(maxsplit=1)
    assert int(heard) > 10
    assert wrong.strip() == "[]"


@pytest.mark.parametrize(("body", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_page_that_not_everyone_could_read(body, told):
    """What a validator or a screen reader would stumble on is refused, and told in Swedish."""
    html = body if "<html" in body else small(body)
    with pytest.raises(PdfError) as error:
        write_pdf(replace(WITH_IMAGE, html=html))
    assert told in str(error.value)


def test_style_sheet_without_font():
    """Without a font of its own the page is refused: the engine would crash."""
    for css, resources in (
        ("p { margin: 0 }", JOB.style.resources),
        (JOB.style.css[0], dict.fromkeys(JOB.style.resources, (b"x", "font/ttf"))),
    ):
        with pytest.raises(PdfError, match=r"Font-face|typsnitt"):
            write_pdf(replace(JOB, style=PageStyle((css,), resources), html=small("<p>x</p>")))


def test_links_that_may_stand():
    """To a place on the page, to a page behind https, to an address and to a telephone."""
    targets = ("#har", "https://example.se/a:b", "mailto:a@example.se", "tel:+468123")
    body = "".join(f'<p><a href="{target}">{target}</a></p>' for target in targets)
    assert write_pdf(replace(JOB, html=small(f'{body}<h2 id="har">Här</h2>')))


def test_scheme_is_the_whole_of_it():
    """An address that only begins like one that may stand is refused, and named."""
    for target in ("http://example.se/", "httpsx://example.se/", "ftp://https"):
        with pytest.raises(PdfError) as error:
            write_pdf(replace(JOB, html=small(f'<p><a href="{target}">x</a></p>')))
        told = f"Länken till {target} får inte finnas: skriv en adress som börjar med https."
        assert error.value.messages == (told,)


def test_vault():
    """It gives what it was given with its kind, remembers what it refused, and its parent has no way out either."""
    fetcher = import_engine().ResourceFetcher({"asn:a": (b"x", "text/css")})
    given = fetcher.fetch("asn:a")
    assert (given.read(), given.content_type, given.url) == (b"x", "text/css", "asn:a")
    for url in ("asn:b", SECRET, "asn:b"):
        with pytest.raises(ValueError, match=f"not registered: {url}"):
            fetcher.fetch(url)
    assert fetcher.refused == ["asn:b", SECRET, "asn:b"]
    with pytest.raises(ValueError, match="protocol"):
        super(type(fetcher), fetcher).fetch(Path(__file__).as_uri())


def test_given_image():
    """What the job brings is served: an image with alt is read, one with an empty alt is decoration."""
    for alt in ("En kvadrat", ""):
        assert write_pdf(replace(WITH_IMAGE, html=small(f'<p>x <img alt="{alt}" src="asn:bild"></p>')))
