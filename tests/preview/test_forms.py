"""Reports written by forms: what is saved, what is refused, and who may send anything at all."""

import json
import socket
from urllib.parse import urlencode

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write
from tests.preview.conftest import NAME, running
from tests.preview.forms import Browser, address

from asn.formatting import formatted

GOALS = """\
slag: mål
rubrik: Mål
nämndmål:
  # det första målet
  - id: väntetid
    namn: Kort väntetid
    bedömning: gul
    från_enheter: ja
    sammanvägning: sämsta
"""
EVENTS = """\
slag: händelser
rubrik: Händelser
händelser:
  # överst
  - id: lokaler
    text: Nya lokaler.
  - text: Ny chef.  # tills vidare
"""
UNIT = """\
enhet: mottagningen
mål:
  # Kort väntetid. Målnivå: 95 %
  - mål: väntetid
    utfall:
    bedömning:
    kommentar:
händelser: []
"""
SHEET = "tillstånd: utkast\navsnitt:\n  - {fil: mal.yaml, rubrik: Mål}\n  - {fil: avsnitt.yaml, rubrik: Händelser}\n"
PAGE, OWN = address("avsnitt.yaml"), address("enheter/mottagningen.yaml")


@pytest.fixture
def browser(tmp_path):
    """The editor of a draft, opened in one browser."""
    files = {
        f"{NAME}/rapport.yaml": SHEET,
        f"{NAME}/mal.yaml": GOALS,
        f"{NAME}/avsnitt.yaml": EVENTS,
        f"{NAME}/enheter/mottagningen.yaml": UNIT,
    }
    with running(write(tmp_path / "projekt", files), edited=True) as shown:
        yield Browser(shown)


def text(browser, file="avsnitt.yaml"):
    return (browser.preview.root / "content" / NAME / file).read_text(encoding="utf-8")


def in_style(file, written):
    return formatted(file, written.encode(), frozenset()).data.decode() == written


def test_a_unit_manager_fills_in_a_part(browser):
    """What was sent stands in its place, the comment above it stays, and the page beside is fresh."""
    page = browser.open(OWN)
    assert page.options["/mål/0/bedömning"] == ["", "grön", "gul", "röd"]
    assert page.options["/mål/0/mål"] == ["väntetid"]
    saved = browser.send(
        page, mål__0__utfall="88 %", mål__0__bedömning="gul", mål__0__kommentar="Två har börjat...\r\n\r\nFler kommer."
    )
    assert "Sparat" in saved.text
    after = UNIT.replace("utfall:", "utfall: 88 %").replace("bedömning:", "bedömning: gul")
    after = after.replace("kommentar:", "kommentar: |\n      Två har börjat…\n\n      Fler kommer.")
    assert text(browser, "enheter/mottagningen.yaml") == after
    assert "Två har börjat…" in browser.preview.get(f"/{NAME}/rapport.html")[2].decode()


def test_a_finding_stands_beside_its_field(browser):
    """It is saved all the same; the summary leads to the field, and the field says that it is about it."""
    saved = browser.send(browser.open(OWN), mål__0__utfall="88 %")
    assert text(browser, "enheter/mottagningen.yaml") == UNIT.replace("utfall:", "utfall: 88 %")
    assert saved.text.count("varning «Mottagningsenheten» saknar bedömning.") == 1
    assert "n1" in saved.described["/mål/0/bedömning"]
    assert 'role="alert" tabindex="-1" autofocus' in saved.html
    assert any(link.startswith("#f") for link in saved.links)


def test_what_cannot_be_read_back_is_refused_and_kept(browser):
    """No byte of the file changes, the text stays in its field, and the reason stands beside it."""
    before = text(browser, "enheter/mottagningen.yaml")
    refused = browser.send(browser.open(OWN), mål__0__utfall="1.126,50 %", mål__0__kommentar="Min långa text.")
    assert browser.status == 422
    assert text(browser, "enheter/mottagningen.yaml") == before
    assert refused.values["/mål/0/utfall"] == "1.126,50 %"
    assert refused.values["/mål/0/kommentar"] == "Min långa text."
    assert "är inget svenskt tal" in refused.text
    assert "n1" in refused.described["/mål/0/utfall"]
    mended = browser.send(refused, mål__0__utfall="1 126,50 %")
    assert browser.status == 200
    assert mended.values["/mål/0/utfall"] == "1 126,50 %"
    assert "kommentar: Min långa text.\n" in text(browser, "enheter/mottagningen.yaml")


@pytest.mark.parametrize("file", ["avsnitt.yaml", "mal.yaml"])
def test_what_would_break_the_report_is_refused(file, browser):
    """A light that the scale doesn't have, or an id that something else needs."""
    page = browser.open(address(file))
    if file == "mal.yaml":
        refused = browser.send(page, nämndmål__0__bedömning="lila")
        assert "«lila» är inget av grön, gul, röd." in refused.text
    else:
        refused = browser.send(page, händelser__0__text="")
        assert "Här ska det stå text." in refused.text
    assert browser.status == 422


def test_an_item_comes_moves_and_goes(browser):
    """Each step leaves the other items and the comments where they were, and fmt has nothing to mend."""
    page = browser.send(browser.open(PAGE), "ny /händelser/-")
    page = browser.send(page, **{"händelser__-__text": "Ett nytt tak."})
    assert text(browser) == EVENTS + "  - text: Ett nytt tak.\n"
    page = browser.send(page, "upp /händelser/2")
    assert text(browser).index("Ett nytt tak") < text(browser).index("Ny chef.  # tills vidare")
    page = browser.send(page, "bort /händelser/0")
    assert "Nya lokaler" not in text(browser)
    page = browser.send(page, "ned /händelser/0")
    assert (
        text(browser) == EVENTS.replace("  - id: lokaler\n    text: Nya lokaler.\n", "") + "  - text: Ett nytt tak.\n"
    )
    assert in_style("avsnitt.yaml", text(browser))


def test_what_is_added_to_nothing_has_lines_of_its_own(browser):
    """An empty list within brackets, and a list whose key isn't there."""
    page = browser.send(browser.open(OWN), "ny /händelser/-")
    browser.send(page, **{"händelser__-__text": "Larm."})
    assert text(browser, "enheter/mottagningen.yaml") == UNIT.replace(" []", "\n  - text: Larm.")
    page = browser.send(browser.open(address("mal.yaml")), "ny /nämndmål/0/aktiviteter/-")
    browser.send(
        page, **{"nämndmål__0__aktiviteter__-__namn": "Lucka i centrum", "nämndmål__0__aktiviteter__-__status": "grön"}
    )
    added = "    aktiviteter:\n      - namn: Lucka i centrum\n        status: grön\n"
    assert text(browser, "mal.yaml") == GOALS.replace("    från_enheter", f"{added}    från_enheter")


def test_a_new_key_of_a_group(browser):
    """It is written with its value; one that is there already, or has no name, is refused."""
    page = browser.open(PAGE)
    new = {**page.values, "nyckel /tal/-": "antal", "/tal/-": "12 st", "gör": "spara"}
    page = browser.sent(page.action, new)
    assert text(browser).count("tal:\n  antal: 12 st\n") == 1
    for key, told in (("antal", "finns redan"), ("", "Skriv också namnet")):
        refused = browser.sent(page.action, {**page.values, "nyckel /tal/-": key, "/tal/-": "3", "gör": "spara"})
        assert told in refused.text, key
        assert browser.status == 422


def test_the_last_saves_are_undone(browser):
    """Byte for byte, the last first; not where somebody has changed the file since."""
    page = browser.open(PAGE)
    for words in ("Ett.", "Två."):
        page = browser.send(page, händelser__0__text=words)
    page = browser.send(page, "ångra")
    assert text(browser) == EVENTS.replace("Nya lokaler.", "Ett.")
    (browser.preview.root / "content" / NAME / "avsnitt.yaml").write_text(text(browser) + "# mitt\n", encoding="utf-8")
    refused = browser.send(page, "ångra")
    assert browser.status == 409
    assert "kan inte ångras" in refused.text
    assert text(browser).endswith("# mitt\n")
    assert "ångra" not in browser.open(PAGE).buttons


def test_a_file_that_has_changed_shows_both_texts(browser):
    """What was written stands in the field, what the file says below it; nothing of the other's is lost."""
    page = browser.open(PAGE)
    theirs = EVENTS.replace("Nya lokaler.", "Deras text.").replace("Ny chef.", "Deras chef.")
    (browser.preview.root / "content" / NAME / "avsnitt.yaml").write_text(theirs, encoding="utf-8")
    both = browser.send(page, händelser__0__text="Min text.")
    assert browser.status == 409
    assert text(browser) == theirs
    assert both.values["/händelser/0/text"] == "Min text."
    assert both.values["/händelser/1/text"] == "Deras chef."
    assert "I filen står nu: Deras text." in both.text
    assert len([link for link in both.links if link.startswith("#f")]) == 1
    browser.send(both, händelser__0__text="Vår text.")
    assert text(browser) == theirs.replace("Deras text.", "Vår text.")


def test_an_exception_is_told_what_it_is_about(browser):
    """As fmt would write it: what the rule spoke of stands beside the reason."""
    browser.send(browser.open(OWN), mål__0__bedömning="grön")
    page = browser.send(browser.open(address("mal.yaml")), "ny /nämndmål/0/undantag/-")
    way = "nämndmål__0__undantag__-__"
    browser.send(page, **{f"{way}regel": "M202", f"{way}motivering": "Vägs om i höst."})
    assert "    undantag:\n      - regel: M202\n" in text(browser, "mal.yaml")
    assert "        gäller: " in text(browser, "mal.yaml")
    assert inside(browser.preview.root, "fmt", "--check").returncode == 0


def test_what_has_lost_its_place_is_shown(browser):
    """A record that isn't there any more: what was written of it can still be copied."""
    page = browser.open(PAGE)
    (browser.preview.root / "content" / NAME / "avsnitt.yaml").write_text(
        EVENTS.replace("  - text: Ny chef.  # tills vidare\n", ""), encoding="utf-8"
    )
    both = browser.send(page, händelser__1__text="Min viktiga text.")
    assert browser.status == 409
    assert "Du hade skrivit: Min viktiga text." in both.text


def test_a_long_line_is_seen_whole_and_stays_one(browser):
    """A name longer than its field has room for several lines; a line end that slipped in is a space."""
    long = "Kort väntetid för den som söker stöd, och ett besked som går att förstå utan att fråga igen"
    page = browser.send(browser.open(address("mal.yaml")), nämndmål__0__namn=long)
    assert f">\n{long}</textarea>" in page.html
    browser.send(page, nämndmål__0__namn=f"{long}\r\nen gång till")
    assert text(browser, "mal.yaml") == GOALS.replace("Kort väntetid", f"{long} en gång till")


def test_a_save_of_nothing_writes_nothing(browser):
    """The file isn't even touched, and there is nothing to undo."""
    file = browser.preview.root / "content" / NAME / "avsnitt.yaml"
    before = file.stat()
    page = browser.send(browser.open(PAGE))
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert "ångra" not in page.buttons


def test_all_that_can_be_written_is_listed(browser):
    """Each unit by its name, each section by its heading, and the report's own sheet; each leads to a form."""
    page = browser.open(f"/{NAME}/redigera")
    forms = [link for link in page.links if "/redigera/" in link]
    assert forms == [OWN, address("mal.yaml"), PAGE, address("rapport.yaml")]
    for link in forms:
        assert browser.open(link).action == link
        assert browser.status == 200


def test_the_page_leads_to_each_sections_form(browser):
    """The frame says where, to the browser that opened the editor and to no other."""
    news = json.loads(browser.preview.get(f"/{NAME}/{'a' * 43}/0")[2])
    assert [way[1] for way in news["redigera"]] == [address("mal.yaml"), PAGE]
    mine, others = (browser.preview.get(f"/{NAME}", Cookie=cookie)[2] for cookie in (browser.cookie, "a=b"))
    assert b'data-redigera="ja"' in mine
    assert b'data-redigera="ja"' not in others


def refused(browser):
    """Requests that write, each with what it lacks: status, path, body and headers."""
    values = browser.open(PAGE).values | {"gör": "spara", "/händelser/0/text": "Intrång"}
    body = urlencode(values)

    def but(**other):
        return urlencode({name: value for name, value in {**values, **other}.items() if value is not None})

    return {
        "ingen kaka": (403, PAGE, body, {"Cookie": ""}),
        "fel kaka": (403, PAGE, body, {"Cookie": f"asn-redigera={'a' * 43}"}),
        "ingen nyckel": (403, PAGE, but(nyckel=None), {}),
        "fel nyckel": (403, PAGE, but(nyckel="b" * 43), {}),
        "ingen Origin": (403, PAGE, body, {"Origin": ""}),
        "Origin null": (403, PAGE, body, {"Origin": "null"}),
        "annan Origin": (403, PAGE, body, {"Origin": "http://elsewhere.example"}),
        "Origin med annan port": (403, PAGE, body, {"Origin": "http://127.0.0.1:1"}),
        "annan plats": (403, PAGE, body, {"Sec-Fetch-Site": "same-site"}),
        "annan Host": (421, PAGE, body, {"Host": "elsewhere.example"}),
        "för långt": (413, PAGE, body + "a" * 1_000_000, {}),
        "annat slag": (400, PAGE, json.dumps(values), {"Content-Type": "application/json"}),
        "två gånger": (400, PAGE, f"{body}&{urlencode({'/händelser/0/text': 'x'})}", {}),
        "för många fält": (400, PAGE, body + "".join(f"&x{n}=" for n in range(5001)), {}),
        "trasig kodning": (400, PAGE, f"{body}&x=%ff", {}),
        "fält utanför modellen": (400, PAGE, but(**{"/händelser/0/hemligt": "x"}), {}),
        "slag": (400, PAGE, but(**{"/slag": "text"}), {}),
        "post som inte finns": (400, PAGE, but(gör="bort /händelser/9"), {}),
        "lista som inte finns": (400, PAGE, but(gör="bort /hemligt/0"), {}),
        "okänd handling": (400, PAGE, but(gör="radera /"), {}),
        "ingen summa": (409, PAGE, but(summa=""), {}),
        "gammal summa": (409, PAGE, but(summa="0" * 64), {}),
        "utanför": (404, f"/{NAME}/redigera/../../namnd.yaml", body, {}),
        "utanför, kodat": (404, f"/{NAME}/redigera/..%2f..%2fnamnd.yaml", body, {}),
        "register": (404, "/redigera/namnd.yaml", body, {}),
        "mall": (404, f"/{NAME}/redigera/avsnitt.j2", body, {}),
        "underlag": (404, f"/{NAME}/redigera/underlag.yaml", body, {}),
        "fil som inte finns": (404, f"/{NAME}/redigera/finns_inte.yaml", body, {}),
        "rapport som inte finns": (404, "/2022/T1/redigera/avsnitt.yaml", body, {}),
        "post utanför filen": (409, f"{PAGE}?post=/finns/0", body, {}),
        "sidan själv": (404, f"/{NAME}", body, {}),
    }


REFUSED = 31


def test_the_table_of_refused_requests(browser):
    """None of them changes a byte of any file, and the right one does."""
    root = browser.preview.root
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    table = refused(browser)
    assert len(table) == REFUSED
    for what, (status, path, body, headers) in table.items():
        assert browser.post(path, body, **headers)[0] == status, what
        assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before, what
    assert browser.send(browser.open(PAGE), händelser__0__text="Rätt.").values["/händelser/0/text"] == "Rätt."


def test_nothing_is_written_by_reading(browser):
    """A form's values in an address do nothing but show the form, or nothing."""
    values = browser.open(PAGE).values | {"gör": "spara", "/händelser/0/text": "Intrång"}
    for method in ("GET", "HEAD"):
        status, _, _ = browser.preview.get(f"{PAGE}?{urlencode(values)}", method, Cookie=browser.cookie)
        assert status == 404
    assert text(browser) == EVENTS


def test_a_body_without_its_length_is_refused(browser):
    """Also one that says two, or none that is a number."""
    head = f"POST {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{browser.preview.port}\r\nOrigin: {browser.origin}\r\n"
    for more in (
        "",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked\r\n",
    ):
        with socket.create_connection(("127.0.0.1", browser.preview.port), timeout=30) as wire:
            wire.sendall(f"{head}{more}\r\n".encode())
            assert wire.recv(1 << 16).startswith(b"HTTP/1.1 411 "), more


def test_the_address_opens_the_editor_once(browser):
    """The browser that has it keeps it; any other is turned away, from every form too."""
    way = f"/{browser.editor.way_in}"
    assert browser.preview.get(way)[0] == 403
    assert browser.preview.get(way, Cookie=browser.cookie)[0] == 303
    assert browser.preview.get(f"/oppna/{'a' * 22}")[0] == 403
    for path in (PAGE, OWN, f"/{NAME}/redigera"):
        assert browser.preview.get(path)[0] == 403
        status, headers, _ = browser.preview.get(path, Cookie=browser.cookie)
        assert status == 200
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "script-src" not in headers["Content-Security-Policy"]
        assert "form-action 'self'; frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_the_cookie_is_for_this_site_alone(tmp_path):
    """No script reads it, no other site's page sends it; a question for the head alone uses nothing up."""
    with running(write(tmp_path / "p", report("slag: text\nrubrik: R\n")), edited=True) as shown:
        way = f"/{shown.server.answers.editor.way_in}"
        assert shown.get(way, "HEAD")[0] == 403
        cookie = shown.get(way)[1]["Set-Cookie"]
        assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")


def test_without_edit_nothing_of_it_exists(preview):
    """No form, no way in, nothing that writes, and no word of it on the page."""
    for path in (PAGE, f"/{NAME}/redigera", f"/oppna/{'a' * 22}"):
        assert preview.get(path)[0] == 404
        assert preview.ask("POST", path, "a=b", {"Origin": f"http://127.0.0.1:{preview.port}"})[0] == 405
    assert b"Redigera</a>" not in preview.get(f"/{NAME}")[2]
    assert preview.judged()["redigera"] == []


def test_what_content_says_is_text_in_a_form(browser):
    """A heading that is markup is shown as it is written."""
    attack = '"><script>1</script>'
    page = browser.send(browser.open(PAGE), händelser__0__text=f"</textarea>{attack}", rubrik=attack)
    assert page.values["/händelser/0/text"] == f"</textarea>{attack}".replace('"', "”")
    assert "<script" not in page.html
