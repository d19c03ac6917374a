"""S002, S008 and S012: what YAML allows and this project refuses or doubts."""

import pytest

ALIAS_BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
MERGE_BOMB = "a: &a {k: v}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)}\n  <<: [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)

# (file, line, column, words of the message)
REFUSED = [
    ("a: &x b", 1, 4, "«&x» är ett ankare"),
    ("a: &x [b]", 1, 4, "«&x» är ett ankare"),
    ("a: &x\n  b: c", 1, 4, "«&x» är ett ankare"),
    ("a: &x", 1, 4, "«&x» är ett ankare"),
    ("a: *x", 1, 4, "«*x» hänvisar"),
    ("- *x", 1, 3, "«*x» hänvisar"),
    ("a: !b c", 1, 4, "typmärkningar"),
    ("a: !!str c", 1, 4, "typmärkningar"),
    ("a: ! c", 1, 4, "typmärkningar"),
    ("a: !!python/object:os.system [x]", 1, 4, "typmärkningar"),
    ("a: !<tag:x> c", 1, 4, "typmärkningar"),
    ("a: {<<: b}", 1, 5, "«<<» slår ihop"),
    ("<<: b", 1, 1, "«<<» slår ihop"),
    ("%YAML 1.2\n---\na: b", 1, 1, "instruktion till YAML"),
    ("# x\n%TAG ! tag:x,2000:\n---\na: b", 2, 1, "instruktion till YAML"),
    ("%FOO\n---\na: b", 1, 1, "instruktion till YAML"),
    ("%YAML 1.2\na: b", 1, 1, "instruktion till YAML"),
    ("a: b\n---\nc: d", 2, 1, "ett nytt dokument"),
    ("a: b\n---\n", 2, 1, "ett nytt dokument"),
    ("[a]: b", 1, 1, "kan inte vara nyckel"),
    ("{a: b}: c", 1, 1, "kan inte vara nyckel"),
    ("? - a\n: b", 1, 3, "kan inte vara nyckel"),
    ('"": b', 1, 1, "Nyckeln före kolonet saknas"),
    ("? a\n: b", 1, 3, "frågetecken framför en nyckel"),
    ("{?a: b}", 1, 3, "frågetecken framför en nyckel"),
    ("{x: y, ? a: b}", 1, 10, "frågetecken framför en nyckel"),
    ("x: y\n? a\n: b", 2, 3, "frågetecken framför en nyckel"),
    ("- x\n- ? a\n  : b", 2, 5, "frågetecken framför en nyckel"),
    ("1: b", 1, 1, "«1» kan inte vara nyckel"),
    ("20221: b", 1, 1, "«20221» kan inte vara nyckel"),
    ("1.5: b", 1, 1, "«1.5» kan inte vara nyckel"),
    ("~: b", 1, 1, "«~» kan inte vara nyckel"),
    ("a b: c", 1, 1, "«a b» kan inte vara nyckel"),
    ("Namn: c", 1, 1, "«Namn» kan inte vara nyckel"),
    ("nаmn: c", 1, 1, "kan inte vara nyckel"),
    ("é: c", 1, 1, "kan inte vara nyckel"),
    ("a\N{NO-BREAK SPACE}b: c", 1, 1, "kan inte vara nyckel"),
    ("x" * 70 + " y: c", 1, 1, "…»"),
    ("[" * 21 + "]" * 21, 1, 21, "nivåer djupa"),
    ("a:\n" + "".join("  " * n + "- \n" for n in range(1, 21)), 21, 41, "nivåer djupa"),
    ("k: " + "x" * 100_001, 1, 4, "100001 tecken"),
    ("k: |\n  " + "x\n  " * 50_001, 1, 4, "100002 tecken"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "message"), REFUSED)
def test_refused(read, text, line, column, message):
    """What could be a bomb, or be read in two ways, is S008 on the spot, with a cure."""
    _, findings = read(text)
    assert [(finding.code, finding.place.line, finding.place.column) for finding in findings] == [
        ("S008", line, column)
    ]
    assert message in findings[0].message
    assert findings[0].suggestion


@pytest.mark.parametrize("text", ["a: b # vad ?\nc: d", "# vad?\na: b ?\nc: d?", "- a: b\n# ?\n- c: d"])
def test_question(read, text):
    """A question mark that ends a comment or a text is none in front of the key on the next line."""
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "[\n" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "\n".join(" " * n + "a:" for n in range(1000)),
        "? " * 10_000,
    ],
)
def test_nesting(read, text):
    """Nesting of any depth is a finding and no crash."""
    tree, findings = read(text)
    assert tree is None
    assert [finding.code for finding in findings] == ["S008"]
    assert "20 nivåer" in findings[0].message


def test_deep_enough(read):
    """Twenty levels are allowed."""
    tree, findings = read("[" * 20 + "]" * 20)
    assert findings == ()
    assert tree is not None


@pytest.mark.parametrize("text", [ALIAS_BOMB, MERGE_BOMB, "&x [*x]"])
def test_bombs(read, text):
    """Aliases and merge keys are never followed, so a bomb is but a file with findings."""
    _, findings = read(text)
    assert findings
    assert {finding.code for finding in findings} == {"S008"}


def test_too_large(read):
    """A file of more than 1 MB is not read at all."""
    tree, findings = read(b"#" * 1_000_001)
    assert tree is None
    assert [finding.code for finding in findings] == ["S008"]
    assert findings[0].message == "Filen är 1,0 MB; högst 1 MB går."
    assert read(b"#" * 1_950_001)[1][0].message == "Filen är 2,0 MB; högst 1 MB går."


def test_large_enough(read):
    """A file of 1 MB is read."""
    tree, findings = read(b"#" * 1_000_000)
    assert (tree.value, findings) == (None, ())


def test_long_enough(read):
    """A text of 100 000 characters is read."""
    tree, findings = read("k: " + "x" * 100_000)
    assert findings == ()
    assert len(tree.value["k"]) == 100_000


def test_too_many(read):
    """More than 100 000 values are refused where the last one too many stands."""
    tree, findings = read("- a\n" * 100_000)
    assert tree is None
    assert [(finding.code, finding.place.line) for finding in findings] == [("S008", 99_999)]
    assert "100 000 värden" in findings[0].message


def test_repeated_key(read):
    """S002: the second of two equal keys is told with the line of the first, whose value is kept."""
    tree, findings = read("a:\n  1\nb:\n  a: 2\n'a': 3\na: 4\n")
    assert [(finding.code, finding.place.line) for finding in findings] == [("S002", 5), ("S002", 6)]
    assert all("«a» finns redan på rad 1" in finding.message for finding in findings)
    assert tree.value == {"a": "1", "b": {"a": "2"}}


def test_repeated_key_composed(read):
    """S002: keys that look the same are the same, however they were typed."""
    _, findings = read("å: 1\na\N{COMBINING RING ABOVE}: 2\n")
    assert [(finding.code, finding.place.line) for finding in findings] == [("S002", 2)]
    assert "«å»" in findings[0].message


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Namn", "namn"), ("mål nivå", "mål_nivå"), ("NÄMND", "nämnd"), ("risk?", "risk"), ("å.ä", "å_ä")],
)
def test_near_miss(read, written, meant):
    """A key that is nearly right is kept as what was meant, which is the cure."""
    tree, findings = read(f"{written}: x")
    assert findings[0].suggestion == f"Menade du «{meant}»?"
    assert tree.value == {meant: "x"}


def test_near_miss_taken(read):
    """A key is not taken for another that is there."""
    tree, findings = read("namn: x\nNamn: y\n")
    assert [(finding.code, finding.place.line) for finding in findings] == [("S008", 2)]
    assert tree.value == {"namn": "x"}


def test_inside_refused(read):
    """What is wrong under a key that is refused is told in the same run."""
    tree, findings = read("12:\n  a: 1\n  a: 2\n[b]:\n  c: &d e\n")
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("S008", 1),
        ("S002", 3),
        ("S008", 4),
        ("S008", 5),
    ]
    assert tree.value == {}


def test_first_document(read):
    """Of several documents the first is the file's value."""
    tree, _ = read("a: b\n---\nc: d\n")
    assert tree.value == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "column", "end", "cure"),
    [
        ("namn: Ärende #12", 14, 17, '"Ärende #12"'),
        ("namn: #12", 7, 10, '"#12"'),
        ("- Ärende   #a b # c", 12, 20, '"Ärende #a b # c"'),
        ('namn: sa "hej" #åäö', 16, 20, "'sa \"hej\" #åäö'"),
        ("a: true #1", 9, 11, '"true #1"'),
        ("a: b # kommentar", 0, 0, ""),
        ("a: b #", 0, 0, ""),
        ("a: b #- x", 0, 0, ""),
        ('a: "b" #12', 0, 0, ""),
        ("a: b#12", 0, 0, ""),
        ("a: b\n#12", 0, 0, ""),
        ("a:\n  #12\n  b", 0, 0, ""),
    ],
)
def test_cut_off(read, text, column, end, cure):
    """S012 warns where a # that was part of the text cuts it off, and is silent on real comments."""
    _, findings = read(text)
    spans = [(finding.place.column, finding.place.end_column) for finding in findings]
    assert spans == ([(column, end)] if column else [])
    assert all((finding.code, finding.severity) == ("S012", "varning") for finding in findings)
    assert all(cure in finding.suggestion for finding in findings)
