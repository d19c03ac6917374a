"""Files are read from the project and from nowhere else."""

import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from asn.files import FolderListing, InMemory, OnDisk, Refused, below, listed, read_file
from asn.finding import Finding, Place, Severity
from asn.load.reading import refusal
from asn.resources import PRINT_STYLE, RESOURCE_NAME, TEMPLATES, WEB_STYLE, ResourceMissing, Resources

OUT = "Sökvägen leder ut ur projektet."
LINK = "Filen är en länk, och länkar läses inte. Lägg själva filen i projektet."
NO_FILE = "Detta är ingen vanlig fil."


@pytest.fixture(name="root")
def _root(tmp_path):
    """A project with a file in a folder, and a secret beside it."""
    (tmp_path / "hemligt.yaml").write_bytes(b"hemligt")
    root = tmp_path / "projekt"
    (root / "content/2023").mkdir(parents=True)
    (root / "content/2023/mål.yaml").write_bytes(b"a: 1\r\n")
    return root


def refused(root, name):
    """What is told of a file that may not be read."""
    with pytest.raises(Refused) as why:
        read_file(root, name)
    return str(why.value)


@pytest.mark.parametrize("name", ["content/2023/mål.yaml", "content//2023/mål.yaml", "content/./2023/mål.yaml"])
def test_a_file_of_the_project_is_read_as_it_is(root, name):
    """Its bytes are not touched."""
    assert read_file(root, name) == b"a: 1\r\n"


@pytest.mark.parametrize("name", ["saknas.yaml", "content/saknas/mål.yaml"])
def test_a_file_that_is_not_there_is_told_apart(root, name):
    """Whether it has to be there is for the one who asks to say."""
    with pytest.raises(FileNotFoundError):
        read_file(root, name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../hemligt.yaml", "content/../../hemligt.yaml", "content/..", "{root}/content/2023/mål.yaml"),
        *("/{root}/content/2023/mål.yaml", "//etc/passwd", "///etc/passwd", ".git/config", "content/.dold.yaml"),
        *("..\\hemligt.yaml", "content\\2023", "C:hemligt.yaml", "content/a:b", "content/a\0b"),
    ],
)
def test_a_name_that_leads_out_of_the_project_is_refused(root, name):
    """Up, from the root of this or another system, into another stream of a file, or to what is hidden."""
    assert refused(root, name.format(root=root)) == OUT


def test_a_link_is_refused_wherever_it_leads(root):
    """As the file, as a folder on the way, out of the project, within it and to nothing."""
    content = root / "content"
    (content / "ut.yaml").symlink_to(root.parent / "hemligt.yaml")
    (content / "in.yaml").symlink_to(content / "2023/mål.yaml")
    (content / "inget.yaml").symlink_to("saknas")
    (content / "mapp").symlink_to(content / "2023")
    (root / "allt").symlink_to(root)
    for name in ("ut.yaml", "in.yaml", "inget.yaml", "mapp/mål.yaml", "mapp/saknas.yaml"):
        assert refused(root, f"content/{name}") == LINK
    assert refused(root, "allt/content/2023/mål.yaml") == LINK


def test_the_project_itself_may_be_reached_by_a_link(root):
    """Where the project lies is not the content's doing."""
    (root.parent / "genväg").symlink_to(root)
    assert read_file(root.parent / "genväg", "content/2023/mål.yaml") == b"a: 1\r\n"


@pytest.mark.parametrize("taken", ["content", "content/2023", "content/2023/mål.yaml"])
def test_a_link_that_comes_while_a_file_is_opened_is_refused_too(root, monkeypatch, taken):
    """Just before each step of the way somebody may put a link there: no step follows one, and nothing is read."""
    elsewhere = root.parent / "annanstans"
    (elsewhere / "2023").mkdir(parents=True)
    for name in ("2023/mål.yaml", "mål.yaml"):
        (elsewhere / name).write_bytes(b"hemligt")
    target = elsewhere / "mål.yaml" if taken.endswith(".yaml") else elsewhere / taken.removeprefix("content").strip("/")
    opened = os.open

    def swapping(path, *args, **kwargs):
        if str(path) == Path(taken).name:
            (root / taken).rename(root / "undan")
            (root / taken).symlink_to(target)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", swapping)
    assert refused(root, "content/2023/mål.yaml") == LINK


def test_a_folder_that_is_exchanged_after_it_was_opened_is_still_the_one(root, monkeypatch):
    """What is opened next is opened in the folder that was looked into, wherever its name leads now."""
    elsewhere = root.parent / "annanstans"
    elsewhere.mkdir()
    (elsewhere / "mål.yaml").write_bytes(b"hemligt")
    opened = os.open

    def swapping(path, *args, **kwargs):
        if path == "mål.yaml":
            (root / "content/2023").rename(root / "undan")
            (root / "content/2023").symlink_to(elsewhere)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", swapping)
    assert read_file(root, "content/2023/mål.yaml") == b"a: 1\r\n"


def test_a_folder_that_is_a_link_is_not_listed(root):
    """Neither one on the way nor the last: what lies outside is not even named."""
    (root / "content/ut").symlink_to(root.parent)
    for folder in ("content/ut", "content/ut/projekt"):
        with pytest.raises(Refused):
            listed(root, folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these among its files")
def test_what_is_no_file_is_refused_without_waiting_for_it(root, monkeypatch):
    """A folder, a pipe that nobody writes to and a socket."""
    monkeypatch.chdir(root)
    os.mkfifo("rör")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("uttag")
        assert refused(root, "content") == NO_FILE
        assert refused(root, "rör") == NO_FILE
        assert refused(root, "uttag") == "Filen kan inte läsas: systemet säger nej (ENXIO)."


def test_what_the_system_cannot_open_is_told(root):
    """A file taken for a folder, and a name that is too long, are refusals and no crash."""
    assert refused(root, "content/2023/mål.yaml/a") == "Filen kan inte läsas: systemet säger nej (ENOTDIR)."
    assert refused(root, "a" * 300) == "Filen kan inte läsas: systemet säger nej (ENAMETOOLONG)."


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "rättighet saknas (EACCES)"),
        (errno.EPERM, "rättighet saknas (EPERM)"),
        (errno.EIO, "disken svarar med ett läsfel (EIO)"),
        (errno.EMFILE, "systemet säger nej (EMFILE)"),
        (99999, "systemet säger nej (99999)"),
        (None, "systemet säger nej (0)"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_with_the_systems_name(root, monkeypatch, number, told):
    """The cause in Swedish, and the name that the IT department asks for."""

    def fails(*_, **__):
        raise OSError(number, "x") if number else OSError

    monkeypatch.setattr(os, "open", fails)
    assert refused(root, "content/2023/mål.yaml") == f"Filen kan inte läsas: {told}."


def test_no_more_is_read_than_tells_that_it_is_too_much(root):
    """The reader takes a million bytes; one more is enough to know."""
    (root / "stor.yaml").write_bytes(b"x" * 1_000_002)
    assert len(read_file(root, "stor.yaml")) == 1_000_001
    (root / "stor.yaml").write_bytes(b"x" * 1_000_000)
    assert len(read_file(root, "stor.yaml")) == 1_000_000


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files are open")
def test_nothing_is_left_open(root):
    """Neither what was read nor what was refused keeps its handle."""
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(9):
        read_file(root, "content/2023/mål.yaml")
        assert refused(root, "content") == NO_FILE
    assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_a_folder_is_listed_in_order_and_its_hidden_parts_apart(root):
    """Folders and the rest apart; a link to a folder is none, and is for the reading to refuse."""
    content = root / "content"
    for name in ("b.yaml", "a.yaml", ".dold.yaml", "c"):
        (content / name).touch()
    for name in ("2021", ".mapp", "2022"):
        (content / name).mkdir()
    (content / "länk").symlink_to(content / "2021")
    assert listed(root, "content") == FolderListing(
        ("2021", "2022", "2023"), ("a.yaml", "b.yaml", "c", "länk"), ("länk",), (".dold.yaml", ".mapp")
    )


def test_folders_too_deep_in_each_other_are_refused(root):
    """However deep a stranger's folders are, they end no program: no report has any so deep."""
    (root / "content/2023" / "/".join("a" * 30)).mkdir(parents=True)
    with pytest.raises(Refused, match="för djupt"):
        list(below(root, "content"))
    assert list(below(root, "saknas")) == []


def test_files_in_memory_are_read_as_those_of_a_folder(root):
    """The same names are refused and missed, no more is read, and a folder has what lies in it."""
    files = {"content/a.yaml": b"x" * 1_000_002, "content/2023/b.yaml": b"b", "templates/c.j2": b""}
    source = InMemory(files)
    assert len(source.read("content/a.yaml")) == 1_000_001
    assert source.listed("content") == FolderListing(("2023",), ("a.yaml",))
    with pytest.raises(FileNotFoundError):
        source.read("content/saknas.yaml")
    for name in ("../a", "content/.dold", ""):
        with pytest.raises(Refused):
            source.read(name)
    assert OnDisk(root).read("content/2023/mål.yaml") == b"a: 1\r\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take only names that are text")
def test_a_name_in_another_encoding_is_listed_as_text(root):
    """A disk from long ago may hold one: it is told of, with a sign for what can't be read, and stops nothing."""
    Path(os.fsdecode(os.fsencode(root) + b"/content/m\xe5l.yaml")).touch()
    assert listed(root, "content") == FolderListing(("2023",), ("m\N{REPLACEMENT CHARACTER}l.yaml",))


def test_a_refused_file_is_a_finding_on_the_file():
    """S010, with the reader's own words."""
    assert refusal("content/a.yaml", Refused(LINK)) == Finding(Place("content/a.yaml"), "S010", Severity.FEL, LINK)


@pytest.fixture(name="resources")
def _resources(tmp_path):
    """A project with a style sheet of its own, a copy of ours, and things that are no resources."""
    own = tmp_path / "templates"
    (own / "stil").mkdir(parents=True)
    (own / "avsnitt").mkdir()
    (own / "stil/webb.css").write_bytes(b"p { margin: 0 }\n")
    (own / "avsnitt/egen.j2").write_text("Å", encoding="utf-8")
    (own / "rapport.md.j2").write_bytes((TEMPLATES / "rapport.md.j2").read_bytes())
    (own / "README.md").write_text("x", encoding="utf-8")
    (own / "stil/.dold.css").write_text("x", encoding="utf-8")
    return Resources(tmp_path)


def test_a_projects_own_resource_stands_in_for_ours(resources):
    """By the same name; what it lacks is ours."""
    assert resources.read("stil/webb.css") == b"p { margin: 0 }\n"
    assert resources.text("avsnitt/egen.j2") == "Å"
    assert resources.read("stil/tryck.css") == (TEMPLATES / "stil/tryck.css").read_bytes()


@pytest.mark.parametrize("name", ["saknas.j2", "../hemligt.css", "/etc/passwd", "README.md", "typsnitt/OFL.txt", ""])
def test_what_is_no_resource_is_missing(resources, name):
    """Neither a name that nobody has, nor a file of another kind or out of the folder."""
    with pytest.raises(ResourceMissing) as why:
        resources.read(name)
    assert str(why.value) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        *[(f"A-9/B_c-9/d.{end}", True) for end in ("j2", "html.j2", "md.j2", "tryck.j2", "css", "ttf", "woff2")],
        *[
            (name, False)
            for name in (
                "a.txt",
                "a",
                "a/.css",
                "/a.css",
                "a//b.css",
                "a/b//c.css",
                "a/.css",
                "a.b.css",
                "å.css",
                "a.css.j2",
            )
        ],
        *[(name, False) for name in ("a.css\n", "xa.j2x", "ajj2", "a.htmlxj2", "a.woff", ".css", "a/b/c", "a b.css")],
    ],
)
def test_a_resource_has_a_plain_name(name, is_one):
    """ASCII letters, digits, - and _ in folders, and an ending of a template, a style sheet or a font."""
    assert bool(RESOURCE_NAME.fullmatch(name)) == is_one


def test_a_resource_that_is_a_link_is_refused(resources):
    """A template is code: it comes out of the project or not at all."""
    (resources.project / "templates/ut.j2").symlink_to(TEMPLATES / "rapport.md.j2")
    for ask in (lambda: resources.read("ut.j2"), lambda: resources.own, lambda: resources.digest):
        with pytest.raises(Refused, match=f"^templates/ut.j2: {LINK}$"):
            ask()


def test_a_resource_is_whole_or_refused(resources):
    """Of a font over a megabyte no part is used."""
    font = resources.project / "templates/typsnitt/Stor.ttf"
    font.parent.mkdir()
    font.write_bytes(b"x" * 1_000_000)
    assert len(resources.read("typsnitt/Stor.ttf")) == 1_000_000
    font.write_bytes(b"x" * 1_000_001)
    with pytest.raises(Refused, match=r"^templates/typsnitt/Stor.ttf: Filen är för stor: högst 1 MB går.$"):
        resources.read("typsnitt/Stor.ttf")


def test_a_text_is_utf8_or_refused(resources):
    """A style sheet in another encoding is told of by its name."""
    (resources.project / "templates/stil/webb.css").write_bytes(b"/* \xe5 */")
    with pytest.raises(Refused, match=r"^templates/stil/webb.css: Filen är inte UTF-8.$"):
        resources.text("stil/webb.css")


def test_a_projects_own_resources_are_told_from_ours(resources):
    """A copy of ours is its own file, but says nothing new."""
    assert [resources.is_own(name) for name in ("stil/webb.css", "rapport.md.j2", "stil/tryck.css", "stil")] == [
        *(True, True, False, False),
    ]
    assert resources.own == {"stil/webb.css": b"p { margin: 0 }\n", "avsnitt/egen.j2": "Å".encode()}


def test_in_our_own_checkout_nothing_is_the_projects_own():
    """There the templates of the project are the package's."""
    here = Resources(TEMPLATES.parent)
    assert here.read("rapport.md.j2")
    assert not here.is_own("rapport.md.j2")
    assert here.own == {}


def test_a_page_and_its_print_share_their_first_style_sheets(tmp_path):
    """What is common comes first, so that what is for the one alone has the last word; all are there."""
    *shared, own = WEB_STYLE
    assert [*shared, "stil/tryck.css"] == [*PRINT_STYLE]
    assert (shared[0], own) == ("stil/gemensam.css", "stil/webb.css")
    assert all(Resources(tmp_path).text(name) for name in (*WEB_STYLE, *PRINT_STYLE))


def test_the_fonts_are_ours_in_order(tmp_path):
    """Those for print and those for the page, and no licence among them."""
    fonts = Resources(tmp_path).fonts()
    assert list(fonts) == sorted(fonts)
    assert {"typsnitt/AsnSans-Regular.ttf", "typsnitt/AsnSans-Regular.woff2"} <= set(fonts)
    assert all(RESOURCE_NAME.fullmatch(name) for name in fonts)


def test_the_digest_tells_when_any_resource_has_changed(resources, tmp_path):
    """It is of names and contents: not of the folder, and not of what is no resource."""
    assert len(resources.digest) == 64
    elsewhere = Resources(tmp_path / "annan").digest
    assert elsewhere == Resources(tmp_path / "tredje").digest
    seen = {elsewhere, resources.digest}
    own = tmp_path / "templates"
    (own / "README.md").write_text("y", encoding="utf-8")
    (own / "mapp.css").mkdir()
    assert Resources(tmp_path).digest in seen
    for path, data in (("stil/webb.css", b"p"), ("stil/annan.css", b"p { margin: 0 }\n"), ("stil/tryck.css", b"")):
        (own / path).write_bytes(data)
        seen.add(Resources(tmp_path).digest)
    (own / "stil/annan.css").rename(own / "stil/tredje.css")
    seen.add(Resources(tmp_path).digest)
    assert len(seen) == 6
