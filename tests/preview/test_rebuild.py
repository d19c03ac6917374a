"""What a save does: the page follows, a broken file takes nothing away, and the findings know their place."""

import os
import shutil
import subprocess
import sys

import pytest
from tests.fixtures.projects import REPO, report, write
from tests.hostile.inputs_templates import ENDLESS_LOOP
from tests.preview.conftest import NAME, TEXT

from asn.load.project import FreshReader, load_project
from asn.pipeline import checked, outputs
from asn.preview import Rebuilder, Views
from asn.preview.pages import KeptReader
from asn.preview.rebuild import last_saved, settled_snapshot, snapshot
from asn.render.pdf import PdfEngineMissing, PdfError
from asn.resources import Resources
from asn.sandbox import Child


def built(root):
    """The report's page as asn build makes it."""
    project = load_project(root)
    made = outputs(project, checked(project, project.rapport(NAME)), Resources(root), ("html",))
    return next(output.data for output in made if output.name.endswith(".html"))


def test_the_page_is_what_a_build_gives(preview):
    """Byte for byte: the preview adds nothing to the report, and no script."""
    preview.judged()
    status, _, body = preview.get(f"/{NAME}/rapport.html")
    assert status == 200
    assert body == built(preview.root)
    assert b"<script" not in body


def test_a_save_is_news(preview):
    """Whoever waits is told, with the new page."""
    first = preview.judged()
    preview.save(TEXT.replace("Hej", "Hejsan"))
    second = preview.judged(first["nummer"])
    assert "Hej på dig" in first["sida"]
    assert "Hejsan på dig" in second["sida"]
    assert second["sida"].encode() == built(preview.root)


def test_a_save_that_changes_nothing_is_no_news(tmp_path):
    """A page that is up to date is left alone: the very same view lies there, under the same number."""
    root = write(tmp_path, report(TEXT))
    views = Views()
    rebuilder = Rebuilder(root, views)
    views.later(NAME, 0, 0)
    while rebuilder.work():
        pass
    before = views.view(NAME)
    assert before.granskad
    os.utime(root / "content" / NAME / "avsnitt.yaml", (1, 1))
    assert rebuilder.work()
    while rebuilder.work():
        pass
    assert views.view(NAME) is before
    rebuilder.close()


def test_a_broken_file_leaves_the_last_good_page(preview):
    """The finding stands over the page as it was; when the file is mended, the page is fresh again."""
    first = preview.judged()
    preview.save(TEXT + ": : [\n")
    broken = preview.judged(first["nummer"])
    assert "sida" not in preview.news(first["nummer"]), "the page is the same, and isn't sent again"
    assert broken["besked"] == "Filerna går inte att läsa just nu. Sidan visar rapporten som den var innan."
    assert [(f["allvar"], f["kod"], f["fil"], f["ankare"]) for f in broken["fynd"]] == [
        ("fel", "S001", f"content/{NAME}/avsnitt.yaml", "aret")
    ]
    assert "Hej på dig" in preview.get(f"/{NAME}/rapport.html")[2].decode()
    preview.save(TEXT.replace("Hej", "Hejsan"))
    mended = preview.judged(broken["nummer"])
    assert mended["besked"] == ""
    assert "Hejsan på dig" in mended["sida"]


def test_what_is_wrong_stands_before_what_is_still_to_write(preview):
    """A misspelled figure in the last lines is seen above the blanks of a new draft."""
    first = preview.judged()
    blank = "slag: text\nrubrik: Året\nunderavsnitt:\n  - slag: text\n    rubrik: A\n    text:\n"
    preview.save(blank + "  - slag: text\n    rubrik: B\n    text: Vi är {{ antal }}.\n")
    told = preview.judged(first["nummer"])["fynd"]
    assert [(one["allvar"], one["kod"]) for one in told] == [("varning", "S013"), ("varning", "K904")]


def test_a_report_that_was_broken_from_the_start_says_so(preview):
    """There is no page yet, but there are findings."""
    write(preview.root, report("slag: [\n", "2024/T1"))
    while preview.get("/2024/T1")[0] == 404:
        pass
    told = preview.news(name="2024/T1")
    assert told["sida"] is None
    assert told["besked"] == "Rapporten kan inte visas förrän felen här intill är rättade."
    assert told["fynd"]
    assert preview.get("/2024/T1/rapport.html")[0] == 503


def test_a_broken_template_leaves_the_last_good_page(preview):
    """Whoever writes a template sees what is wrong with it, and the page as it was."""
    first = preview.judged()
    own = preview.root / "templates" / "avsnitt"
    own.mkdir(parents=True)
    (own / "text.j2").write_text("{% if %}", encoding="utf-8")
    told = preview.news(first["nummer"])
    assert told["besked"].startswith("Mallen templates/avsnitt/text.j2, rad 1, går inte att läsa")
    assert "Hej på dig" in preview.get(f"/{NAME}/rapport.html")[2].decode()
    (own / "text.j2").write_text(
        '{% extends "avsnitt/avsnitt.j2" %}{% block innehåll %}<p>Egen</p>{% endblock %}', encoding="utf-8"
    )
    assert "<p>Egen</p>" in preview.judged(told["nummer"])["sida"]


def test_what_is_saved_while_a_page_is_judged_is_judged_again(tmp_path, monkeypatch):
    """An editor empties a file before it fills it: a page of what was there meanwhile is never told as judged."""
    root, views = write(tmp_path, report(TEXT)), Views()
    own = root / "templates" / "avsnitt" / "text.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{% if %}", encoding="utf-8")
    rebuilder = Rebuilder(root, views)
    views.later(NAME, 0, 0)
    texts, asked = ["", "Egen"], rebuilder._asked

    def saved_before(what, name):
        """The child's answer while somebody saves the template."""
        if what == "judge" and texts:
            own.write_text(texts.pop(0), encoding="utf-8")
        return asked(what, name)

    monkeypatch.setattr(rebuilder, "_asked", saved_before)
    judged = []
    while rebuilder.work():
        view = views.view(NAME)
        if view and view.granskad and not view.besked:
            judged.append("Egen" in view.sida)
    rebuilder.close()
    assert judged
    assert all(judged)


def test_a_template_without_end_is_ended_and_the_preview_goes_on(tmp_path):
    """The page stays as it was and says so; when the template is mended the preview works again."""
    root, views = write(tmp_path, report(TEXT)), Views()
    rebuilder = Rebuilder(root, views, 1)
    views.later(NAME, 0, 0)

    def done():
        while rebuilder.work():
            pass
        return views.view(NAME)

    page = done().sida
    own = root / "templates" / "avsnitt" / "text.j2"
    own.parent.mkdir(parents=True)
    own.write_text(ENDLESS_LOOP, encoding="utf-8")
    told = done()
    assert told.besked == "Sidan blev inte klar. Det tog för lång tid och avbröts. Den visas igen när felet är rättat."
    assert told.sida == page
    own.write_text("<p>Egen</p>", encoding="utf-8")
    told = done()
    assert (told.besked, "<p>Egen</p>" in told.sida, told.granskad) == ("", True, True)
    rebuilder.close()


def test_a_finding_leads_to_the_innermost_section(preview):
    """Through the file and the line to the anchor on the page."""
    under = "underavsnitt:\n  - slag: text\n    rubrik: Ett\n    text: Bra.\n  - slag: text\n    rubrik: Två\n"
    first = preview.judged()
    preview.save(TEXT + under + "    text: Se {{ finns.inte }} här.\n")
    told = preview.judged(first["nummer"])
    assert [(f["kod"], f["rad"], f["ankare"]) for f in told["fynd"] if f["kod"] == "S013"] == [("S013", 11, "tva")]
    assert 'id="tva"' in told["sida"]


def test_a_personnummer_is_not_shown_in_the_panel(preview):
    """The panel masks it, as every other output does, even where a message quotes the file."""
    first = preview.judged()
    preview.save(TEXT.replace("text", "'19121212-1212'", 1))
    told = preview.judged(first["nummer"])
    assert "S005" in [f["kod"] for f in told["fynd"]]
    assert "1212-1212" not in str(told["fynd"])


def test_a_new_report_is_in_the_list(preview):
    """Also for pages that were open before it came."""
    first = preview.judged()
    write(preview.root, report(TEXT, "2024/T1"))
    preview.save(TEXT.replace("Hej", "Hejsan"))
    told = first
    while len(told["rapporter"]) < 2:
        told = preview.news(told["nummer"])
    assert [name for name, _ in told["rapporter"]] == [NAME, "2024/T1"]


def test_the_first_page_is_the_draft_that_one_works_with(preview):
    """The one that was saved last of those that aren't adopted; the last in time where all are."""
    adopted = report(TEXT, "2025/T1") | {"2025/T1/rapport.yaml": "tillstånd: fastställd\n"}
    write(preview.root, {**report(TEXT, "2024/T1"), **adopted})

    def first(wanted):
        while preview.get("/")[1]["Location"] != wanted:
            pass

    first("/2024/T1")
    preview.save(TEXT.replace("Hej", "Hejsan"))
    first(f"/{NAME}")
    write(preview.root, {"2024/T1/avsnitt.yaml": "slag: [\n"})
    first("/2024/T1")


def test_the_pdf_is_built_when_asked_for_and_once(preview, monkeypatch):
    """It comes from memory, under the report's own name; a save makes a new one."""
    builds = []
    monkeypatch.setattr("asn.preview.rebuild.Child", lambda *args: builds.append(args) or Child(*args))
    status, headers, body = preview.get(f"/{NAME}/rapport.pdf")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert headers["Content-Disposition"].startswith('inline; filename="')
    assert body.startswith(b"%PDF-")
    assert preview.get(f"/{NAME}/rapport.pdf")[2] == body
    assert len(builds) == 1
    first = preview.judged()
    preview.save(TEXT.replace("Hej", "Hejsan"))
    preview.judged(first["nummer"])
    assert preview.get(f"/{NAME}/rapport.pdf")[2] != body
    assert not (preview.root / "build").exists()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("avsnitt.yaml", "slag: [\n", "Rapporten kan inte visas förrän felen"),
        ("avsnitt.yaml", TEXT.replace("dig", "{{ finns.inte }}"), "En fastställd rapport får inte ha fel"),
    ],
)
def test_a_pdf_that_cannot_be_built_says_why(file, text, told, preview):
    """In a sentence, at the address of the PDF."""
    first = preview.judged()
    sheet = preview.root / "content" / NAME / "rapport.yaml"
    sheet.write_text(sheet.read_text().replace("utkast", "fastställd"), encoding="utf-8")
    preview.save(text, file)
    while preview.news(first["nummer"])["räknat"] == first["räknat"]:
        pass
    status, _, body = preview.get(f"/{NAME}/rapport.pdf")
    assert status == 503
    assert body.decode().startswith(told)


def test_what_was_kept_is_what_would_be_read(tmp_path, monkeypatch):
    """A project loaded again with only one file read anew is the project loaded from nothing."""
    root = tmp_path / "projekt"
    shutil.copytree(REPO / "content", root / "content")
    reader = KeptReader()
    before = load_project(root, reader)
    file = root / "content" / "2023" / "T1" / "handelser.yaml"
    file.write_text(file.read_text().replace("rubrik: ", "rubrik: Nu ", 1), encoding="utf-8")
    read, section = [], FreshReader.section
    monkeypatch.setattr(
        FreshReader, "section", lambda own, tree, *how: read.append(tree.file) or section(own, tree, *how)
    )
    again = load_project(root, reader)
    assert read == ["content/2023/T1/handelser.yaml"]
    fresh = load_project(root)
    assert again.fynd == fresh.fynd
    assert again.filer == fresh.filer
    texts = [
        [list(record.texts()) for report in one.rapporter for part in report.avsnitt for record in part.below()]
        for one in (before, again, fresh)
    ]
    assert texts[1] == texts[2] != texts[0]


def test_an_editors_own_files_are_not_seen(tmp_path):
    """Swap files, backups and vim's 4913 come and go without a reload."""
    root = write(tmp_path, report(TEXT))
    before = snapshot(root)
    for name in (".avsnitt.yaml.swp", "avsnitt.yaml~", "4913", "#avsnitt.yaml#", "avsnitt.yaml.tmp"):
        (root / "content" / NAME / name).write_text("x", encoding="utf-8")
    assert snapshot(root) == before
    (root / "content" / NAME / "ny.yaml").write_text("x", encoding="utf-8")
    assert snapshot(root) != before
    assert settled_snapshot(root) == snapshot(root)


def test_the_project_may_go_and_come_back(tmp_path):
    """As when git changes branch: the last page is left, and follows when the files are there again."""
    root = write(tmp_path / "projekt", report(TEXT))
    views = Views()
    rebuilder = Rebuilder(root, views)
    views.later(NAME, 0, 0)
    while rebuilder.work():
        pass
    before = views.view(NAME)
    (root / "content").rename(root / "undan")
    assert not rebuilder.work()
    assert views.view(NAME).besked == "Filerna går inte att läsa just nu. Sidan visar rapporten som den var innan."
    assert views.view(NAME).sida == before.sida
    (root / "undan").rename(root / "content")
    (root / "content" / NAME / "avsnitt.yaml").write_text(TEXT.replace("Hej", "Hejsan"), encoding="utf-8")
    while rebuilder.work():
        pass
    assert "Hejsan" in views.view(NAME).sida
    assert views.view(NAME).besked == ""
    rebuilder.close()


def test_a_report_that_is_gone_is_told_over_its_last_page(preview):
    """As when git changes branch: its address is still there, and it comes back when the folder does."""
    first = preview.judged()
    write(preview.root, report(TEXT, "2024/T1"))
    (preview.root / "content" / NAME).rename(preview.root / "undan")
    told = first
    while [name for name, _ in told["rapporter"]] != ["2024/T1"]:
        told = preview.news(told["nummer"])
    assert told["besked"] == "Rapportens mapp finns inte längre. Sidan visar rapporten som den var innan."
    assert preview.get(f"/{NAME}")[0] == 200
    assert "Hej på dig" in preview.get(f"/{NAME}/rapport.html")[2].decode()
    (preview.root / "undan").rename(preview.root / "content" / NAME)
    assert preview.judged(told["nummer"])["besked"] == ""


def test_what_cannot_be_loaded_from_the_start_says_so(tmp_path, monkeypatch):
    """A project that takes too much is not one without reports: each page says why it has nothing to show."""
    root, views = write(tmp_path, report(TEXT)), Views()

    def slow(*_):
        while True:
            pass

    monkeypatch.setattr("asn.preview.pages.load_project", slow)
    rebuilder = Rebuilder(root, views, 1)
    assert views.first() == NAME
    views.later(NAME, 0, 0)
    while rebuilder.work():
        pass
    view = views.view(NAME)
    assert view.besked == "Sidan blev inte klar. Det tog för lång tid och avbröts. Den visas igen när felet är rättat."
    assert (view.sida, view.granskad, view.rapporter) == (None, True, ((NAME, NAME),))


def test_folders_without_end_are_looked_through(tmp_path):
    """However deep they lie; what lies too deep to be named is not seen."""
    root = write(tmp_path, report(TEXT))
    here = os.open(root / "content" / NAME, os.O_RDONLY)
    for _ in range(1900):
        os.mkdir("m", dir_fd=here)
        deeper = os.open("m", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    assert len(snapshot(root)) > 1900
    assert last_saved(snapshot(root), root, (NAME,)) == NAME
    views = Views()
    rebuilder = Rebuilder(root, views)
    views.later(NAME, 0, 0)
    while rebuilder.work():
        pass
    assert "S009" in [remark.kod for remark in views.view(NAME).fynd]
    rebuilder.close()
    subprocess.run(["rm", "-rf", root / "content"], check=True)  # pytest's own way runs out of depth


def test_the_preview_does_not_pay_for_the_pdf(tmp_path):
    """The engine is imported by the first who asks for a PDF."""
    root = write(tmp_path, report(TEXT))
    code = f"""if True:
        import pathlib, sys
        from asn.preview import Views, Rebuilder
        views = Views()
        rebuilder = Rebuilder(pathlib.Path(sys.argv[1]), views)
        views.later("{NAME}", 0, 0)
        while rebuilder.work():
            pass
        assert views.view("{NAME}").granskad
        sys.exit("weasyprint" in sys.modules)"""
    ran = subprocess.run([sys.executable, "-c", code, root], capture_output=True, check=False, text=True)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (PdfEngineMissing("Pango saknas."), "Pango saknas.\n"),
        (PdfError(("En bild saknas.",)), "PDF:en kunde inte byggas. En bild saknas.\n"),
    ],
)
def test_an_engine_that_cannot_says_why(why, told, preview, monkeypatch):
    """The same words as asn build has, where the PDF would have been."""

    def refusing(*_):
        raise why

    monkeypatch.setattr("asn.preview.rebuild.outputs", refusing)
    status, headers, body = preview.get(f"/{NAME}/rapport.pdf")
    assert (status, headers["Content-Type"], body.decode()) == (503, "text/plain; charset=utf-8", told)
