"""S006: files that are not UTF-8 are told what they look like, and are read on where that can be guessed."""

from pathlib import Path

import pytest
from tests.fixtures.golden import same

TEXT = "a: b\nnamn: Göteborgs förskolor på ön\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Windows-1252 (Excel/Anteckningar)"), ("mac_roman", "Mac OS Roman"), ("cp850", "DOS-text")],
)
def test_guess(read, encoding, name):
    """The likely encoding is named, with what the text then is, at the first byte that is wrong."""
    tree, findings = read(TEXT.encode(encoding))
    assert [finding.code for finding in findings] == ["S006"]
    place = findings[0].place
    assert (place.line, place.column, place.end_column) == (2, 8, 9)
    assert name in findings[0].message
    assert "«namn: Göteborgs förskolor på ön»" in findings[0].message
    assert "UTF-8" in findings[0].suggestion
    assert tree.value["namn"] == "Göteborgs förskolor på ön"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_with_mark(read, encoding):
    """UTF-16 and UTF-32 with a byte order mark are named, and read."""
    tree, findings = read(("\N{ZERO WIDTH NO-BREAK SPACE}" + TEXT).encode(encoding))
    assert [finding.code for finding in findings] == ["S006"]
    assert encoding[:6].upper() in findings[0].message
    assert tree.value["a"] == "b"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_without_mark(read, encoding):
    """UTF-16 without a mark is known by its zeros."""
    tree, findings = read(TEXT.encode(encoding))
    assert [finding.code for finding in findings] == ["S006"]
    assert "UTF-16" in findings[0].message
    assert tree.value["a"] == "b"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfea",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8",
        b"a: \xc0\x80",
        b"a: \xed\xa0\x80",
        b"a: \xf5\x80\x80\x80",
        "a: å".encode()[:-1],
        "a: åäö".encode() + b"\xe5",
        "ö".encode("cp1252") * 20 + b"\x81",
        "aþðæ ö".encode("cp1252"),
    ],
)
def test_no_guess(read, data):
    """What looks like nothing known gives no tree and one finding."""
    tree, findings = read(data)
    assert tree is None
    assert [finding.code for finding in findings] == ["S006"]


def test_goes_on(read):
    """What else is wrong with the file is told in the same run."""
    _, findings = read("å: 1\nå: 2\n".encode("cp1252"))
    assert [finding.code for finding in findings] == ["S006", "S002"]


def test_guess_is_one_line(read):
    """The text that is shown is of the line, and not more than a glance can take."""
    _, findings = read(("x" * 90 + "\r\n" + "y" * 90 + "ö" + "z" * 90 + "\r\nw").encode("cp1252"))
    assert "«" + "y" * 30 + "ö" + "z" * 29 + "»" in findings[0].message


def test_column_counts_characters(read):
    """The column is of the character, not of the byte."""
    _, findings = read("a: åä\n".encode() + b"b: \xc3\xb6\xe5\n")
    assert (findings[0].place.line, findings[0].place.column) == (2, 5)


def test_one_dash(read):
    """A file with no more than a dash from Windows is guessed too."""
    tree, findings = read("a: b – c".encode("cp1252"))
    assert "Windows-1252" in findings[0].message
    assert tree.value == {"a": "b – c"}


@pytest.mark.parametrize("data", [b"\x00", b"a\x00", b"a\x00b\x00", b"a: b\x00\x00\x00\x00\x00\x00", b"a: bcd\x00"])
def test_few_zeros(read, data):
    """A few zeros do not make UTF-16: they are characters that may not be there."""
    _, findings = read(data)
    assert "S006" not in {finding.code for finding in findings}
    assert "S007" in {finding.code for finding in findings}


TOLD = Path(__file__).with_name("encodings.txt")
FILES = [
    *(f"\ufeff{TEXT}".encode(wide) for wide in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")),
    *(TEXT.encode(wide) for wide in ("utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850")),
    *("Å: Ä\nö: é".encode(narrow) for narrow in ("cp1252", "mac_roman", "cp850")),
    *("a: “x” – y".encode(narrow) for narrow in ("cp1252", "mac_roman")),
    "å: “”““”".encode("mac_roman"),
    "a: ÀÈÜ".encode("cp1252"),
    *(b"a\0b\0c", b"a\0:\0 \0", b"\0a\0:", b"\0a\0:\0 ", b"a\0b\0", b"\xff\xfea"),
    *(b"a\0" * 4 + b"bb" * 4, b"a\0" * 4 + b"bb" * 3, b"\0b" * 4 + b"bb" * 3, b"a\0\0\0" * 3),
    *(b"a: \xe5", b"\n\xe5: 1", b"\xe5: 1", b"a: 1\n\xe5: 2\nb: 3\n", b"a: \xc0\x80", b"a: \xff\xff\xff"),
    *("".join(("ö" * known, "þ")).encode("cp1252") for known in (8, 9)),
    *("".join(("ö" * known, "þþ")).encode("cp1252") for known in (17, 18, 19)),
    *("a: öl".encode(narrow) for narrow in ("cp1252", "mac_roman", "cp850")),
    "Müller: å".encode("cp1252"),
    "a: ü".encode("cp1252"),
    b"\0\0b\0c\0d\0e\0",
    "a: å\r\nb: c\r\n".encode("cp1252"),
    "a: 1\rb: å\rc: d\r".encode("cp1252"),
    ("x" * 29 + "ö" + "y" * 29).encode("cp1252"),
    ("x" * 30 + "ö" + "y" * 30).encode("cp1252"),
    ("x" * 31 + "ö" + "y" * 31).encode("cp1252"),
    b"",
]


def test_what_is_told_is_as_agreed(told):
    """What each kind of file is taken for, and what is read of it, are those of encodings.txt."""
    same(TOLD, "".join(told(data) for data in FILES))
