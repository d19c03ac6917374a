"""S001: a file that is no YAML is told what is wrong, where it began and how it is mended."""

from pathlib import Path

import pytest
from tests.fixtures.golden import same

# (file, line, column, words of the message, words of the cure)
BROKEN = [
    ("namn: Mål: bättre", 1, 10, "Kolon följt av mellanslag", '"Mål: bättre"'),
    ("- namn: Obs: text", 1, 12, "Kolon följt av mellanslag", '"Obs: text"'),
    ('namn: Mål: "x"', 1, 10, "Kolon följt av mellanslag", "'Mål: \"x\"'"),
    ("namn: Mål: " + "lång text " * 9, 1, 10, "Kolon följt av mellanslag", "skriv |"),
    ("a: text som\n  fortsätter. Obs: viktigt", 2, 18, "Kolon följt av mellanslag", "hela texten"),
    ("a: text som\n  fortsätter\n  obs: viktigt", 3, 6, "Kolon följt av mellanslag", "hela texten"),
    ('a: "x": y', 1, 7, "Kolon följt av mellanslag", '\'"x": y\''),
    ("namn: *viktigt* text", 1, 7, "börja med «*»", '"*viktigt* text"'),
    ("namn: **fet**", 1, 7, "börja med «*»", '"**fet**"'),
    ("- *", 1, 3, "börja med «*»", '"*"'),
    ("namn: & Co", 1, 7, "börja med «&»", '"& Co"'),
    ("text: *Obs, läs detta", 1, 7, "börja med «*»", '"*Obs, läs detta"'),
    ("text: *Obs läs detta", 1, 7, "börja med «*»", '"*Obs läs detta"'),
    ("namn: !a!b c", 1, 7, "börja med «!»", '"!a!b c"'),
    ("namn: %d", 1, 7, "börja med «%»", '"%d"'),
    ("namn: @a", 1, 7, "börja med «@»", '"@a"'),
    ("namn: `kod`", 1, 7, "börja med «`»", '"`kod`"'),
    ("mål: >25 %", 1, 6, "börja med «>»", '">25 %"'),
    ("mål: > 25 %", 1, 6, "börja med «>»", '"> 25 %"'),
    ("mål: >0", 1, 6, "börja med «>»", '">0"'),
    ("mål: |25", 1, 6, "börja med «|»", '"|25"'),
    ("mål: >5", 1, 6, "«>5» läses som början", '">5"'),
    ("mål: |5\nb: c", 1, 6, "«|5» läses som början", '"|5"'),
    ("mål: >-5  \nb: c", 1, 6, "«>-5» läses som början", '">-5"'),
    ("a: |# x\n  b", 1, 4, "börja med «|»", '"|# x"'),
    ("a: [x, @y, z]", 1, 8, "börja med «@»", '"@y"'),
    ("a: ? b", 1, 4, "börja med «?»", '"? b"'),
    ("a: , b", 1, 4, "börja med «,»", '", b"'),
    ("a: ] b", 1, 4, "börja med «]»", '"] b"'),
    ("a: } b", 1, 4, "börja med «}»", '"} b"'),
    ("a: [1, 2\nb: 3\nc: 4", 1, 4, "Klammern [ som öppnas här stängs aldrig", "Sätt ]"),
    ("a: [1, 2", 1, 4, "Klammern [ som öppnas här stängs aldrig", "Sätt ]"),
    ("a: {b: 1\nc: 2", 1, 4, "Klammern { som öppnas här stängs aldrig", "Sätt }"),
    ("{a: b", 1, 1, "Klammern { som öppnas här stängs aldrig", '"{a: b"'),
    ('a: ["x" "y"]', 1, 9, "väntades kommatecken eller ]", "kommatecken mellan"),
    ("a: [vem?, vad?]", 1, 8, "frågetecken", "citattecken"),
    ("a: {vem: vad?}", 1, 13, "frågetecken", "citattecken"),
    ("a: [se bilaga] för mer", 1, 16, "«för mer» efter klammern ]", '"[se bilaga] för mer"'),
    ("a: {x} och y", 1, 8, "«och y» efter klammern }", '"{x} och y"'),
    ('"a" b: c', 1, 5, "efter det avslutande citattecknet", '"a" b: c'),
    ("}a: b", 1, 1, "börja med «}»", '"}a: b"'),
    ("a: [b, , c]", 1, 8, "saknas ett värde före kommatecknet", "Är det text"),
    ("a: [b,\nc: d", 1, 4, "Klammern [ som öppnas här stängs aldrig", "Sätt ]"),
    ("a: [b,", 1, 4, "Klammern [ som öppnas här stängs aldrig", "Sätt ]"),
    ("a: [- b]", 1, 5, "väntades kommatecken eller ]", "kommatecken mellan"),
    ('a: "Mål" för alla', 1, 10, "«för alla» efter det avslutande citattecknet", "'\"Mål\" för alla'"),
    ("a: 'Mål' för alla", 1, 10, "«för alla» efter det avslutande citattecknet", "\"'Mål' för alla\""),
    ('a: "b\n  c" d', 2, 6, "«d» efter det avslutande citattecknet", "'\"b c\" d'"),
    ("a: 'Annas' sak'", 1, 12, "efter det avslutande", "citattecken"),
    ('a: "oavslutad\nb: 3', 1, 4, 'Citattecknet " som öppnas här stängs aldrig', 'Sätt "'),
    ("a: 'oavslutad\nb: 3", 1, 4, "Citattecknet ' som öppnas här stängs aldrig", "Sätt '"),
    ('a: "oavslutad\nb: "ja"\nc: 4', 1, 4, "inte förrän på rad 2", 'Sätt "'),
    ("a: 'oavslutad\nb: 1\nc: 'ja'", 1, 4, "inte förrän på rad 3", "Sätt '"),
    (r'a: "C:\mapp"', 1, 7, r"«\m» betyder inget", "runt texten"),
    (r'a: "\xZZ"', 1, 5, r"«\x» betyder inget", "två snedstreck"),
    (r'a: "x\U00110000"', 1, 6, r"«\U00110000» är inget tecken", "Skriv tecknet"),
    (r'a: "\UFFFFFFFF"', 1, 5, r"«\UFFFFFFFF» är inget tecken", "Skriv tecknet"),
    ("a: b\n  c: d", 2, 3, "«a» har redan ett värde på rad 1", "Rätta indraget"),
    ("a: b\n\n  c: d", 3, 3, "«a» har redan ett värde på rad 1", "Rätta indraget"),
    ("a: 'b'\n  c: d", 2, 3, "«a» har redan ett värde på rad 1", "Rätta indraget"),
    ("a: [b]\n\n  c: d", 3, 3, "«a» har redan ett värde på rad 1", "Rätta indraget"),
    ("a: b # c\n  d\ne: f", 2, 3, "Texten tar slut vid # på rad 1", "hela texten"),
    ("- \nb: 1", 2, 1, "nyckel bland punkterna i en lista (från rad 1)", "Börja raden med -"),
    ("a:\n    b: 1\n  c: 2", 3, 3, "börjar i kolumn 3", "kolumn 5, som rad 2, eller i kolumn 1, som rad 1"),
    ("a:\n  - b: 1\n   c: 2", 3, 4, "börjar i kolumn 4", "kolumn 5, som rad 2"),
    ("  a: 1\nb: 2", 2, 1, "börjar i kolumn 1", "kolumn 3, som rad 1"),
    ("- a: 1\n b: 2", 2, 2, "börjar i kolumn 2", "kolumn 3, som rad 1"),
    ("- a: 1\nb: 2", 2, 1, "nyckel bland punkterna", "Börja raden med -"),
    ("a: 1\n- b", 2, 1, "punkt i en lista bland nycklar", "Dra in punkten"),
    ("a: - b", 1, 4, "samma rad som nyckeln", "ny rad"),
    ("namn:värde\nb: 1", 1, 5, "Mellanslag saknas efter kolonet", "«namn: värde»"),
    ("b: 1\nnamn:värde\nc: 1", 2, 5, "Mellanslag saknas efter kolonet", "«namn: värde»"),
    ("b: 1\nnamn:\N{NO-BREAK SPACE}x\nc: 1", 2, 6, "hårt mellanslag", "vanligt mellanslag"),
    ("namn\nb: 1", 1, 1, "«namn» är ingen nyckel", "sätt kolon efter"),
    ("namn\nb: *x", 1, 1, "«namn» är ingen nyckel", "sätt kolon efter"),
    ("b: 1\nnamn\nc: 1", 2, 1, "«namn» är ingen nyckel", "sätt kolon efter"),
    ("a: text som\nfortsätter här\nb: 1", 2, 1, "«fortsätter här» är ingen nyckel", "dra in den"),
    ("a:\n  - A\n  -B", 3, 3, "«-B» är ingen punkt i listan", "Skriv «- B»."),
    ("- A\n-B\n- C", 2, 1, "«-B» är ingen punkt i listan", "Skriv «- B»."),
    ("a:\n  - b: 1\n    c: 2\n  -b: 3\n    c: 4", 4, 3, "«-b: 3» är ingen punkt i listan", "Skriv «- b: 3»."),
    ("- -5\n-3", 2, 1, "«-3» är ingen punkt i listan", "«- 3», eller «- -3» om talet är under noll"),
    ("- A\n–  B", 2, 1, "«– B» är ingen punkt i listan", "Skriv «- B»."),
    ("- A\n• B: c", 2, 1, "«• B: c» är ingen punkt i listan", "Skriv «- B: c»."),
    ("- A\n-\N{NO-BREAK SPACE}B", 2, 2, "Efter strecket står ett hårt mellanslag", "vanligt mellanslag"),
    (": b", 1, 1, "Nyckeln före kolonet saknas", '": b"'),
    ("{: b}", 1, 2, "väntades kommatecken eller }", "Är det text"),
    ("[a]\nb: c", 2, 1, "redan avslutat", "Ta bort raden"),
    ("a: b\n...\nc: d", 3, 1, "redan avslutat", "Ta bort raden"),
    ("a: b\n\tc: d", 2, 1, "Rad 2 är indragen med tabb.", "mellanslag"),
    ("a:\n\tb: 1\n\tc: 1", 2, 1, "Rad 2 är indragen med tabb, och 1 rad till", "mellanslag"),
    ("a:\n\tb: 1\n\tc: 1\n\td: 1", 2, 1, "tabb, och 2 rader till", "mellanslag"),
    ("a:\n  \tb: 1", 2, 1, "indragen med tabb", "mellanslag"),
    ("a:\n\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}b: 1", 2, 1, "hårt mellanslag", "vanliga mellanslag"),
    ("a:\n \N{THIN SPACE}b: 1", 2, 1, "hårt mellanslag", "vanliga mellanslag"),
    ('a: "b"#c', 1, 7, "Mellanslag saknas före #", "mellanslag före #"),
    ("a: 'b'#c", 1, 7, "Mellanslag saknas före #", "mellanslag före #"),
    ("a: [b]#c", 1, 7, "Mellanslag saknas före #", "mellanslag före #"),
    ("a: {b: c}#c", 1, 10, "Mellanslag saknas före #", "mellanslag före #"),
    ("a: 1\rb: 2\r", 1, 5, "bara CR", "LF"),
    ("a: b\n---\n'c", 3, 1, "Citattecknet ' som öppnas", "Sätt '"),
]  # fmt: skip


# What is told of each, in full: what an editor makes of it is judged in that file.
TOLD = Path(__file__).with_name("findings.txt")
ODD = [
    "a: [4,53, -29 390,5]",
    "a: ['4',5, b,6]",
    "a: text\n  - b",
    "a: |\nb: >\nc: ''\nd: |2",
    "a-b c: d",
    "x: 1\nab:\n  2\nab: 3",
    "{a: 1, b: 2, a: 3}",
    "a? : b",
    "a:\n\tb: 1\n\t\n  \tc: 2",
    "a: 1\r\nb: 2\rc: 3\r\n",
    "a: text#1 och #2 i listan",
    "a: text #2 i listan\n  fortsätter #3",
    " \tb: 1",
    "a: b\n\n\n   c: d",
    "{a b: [c\nd: e",
    "'a b': c\n  d: e",
    'k: "en >\n \\u0\\n5 och \\n b"',
    " |\n   a: 1\nb 2",
    "- [x, 'y z']Ä:*a #",
    "- \n?b:1",
    "a: !>\n  c",
    '""  a:',
    "a: [1:",
    "{ [b,",
    "{?a: {b}",
    "[",
    "1: <<:",
    "a: : &x",
    "{a}: c\na: text som\n  fortsätter\n  obs: viktigt",
    "? : b",
    "a: -",
    "-\r\n 1\nb: 2",
    "a # x\nb: c",
    "a: [b]\n\n  c: d #",
    "[a]\n c",
    "*ax",
    "",
    "# x",
    "a:\n\t- " + "[" * 21,
    "a: |2# x\n  b",
    "a: >-#",
    "a\t: b",
    "a : b\nc  :",
    "{a : b, c: }",
    "a: b\u202d\u202e",
    "a: \0\a\b\x1b\x85\x7f",
    "a: \0 \a \b \x1b \x85 \x7f \x01 \u2066 \ue000 \ufdd0",
    'a: "\\0 \\a \\b \\e \\N"',
    "a: \n%b",
    "n #n:\N{NO-BREAK SPACE}x\nc: 1",
    "b: 1\nmitt namn:x\nc: 1",
    "b: 1\n:\N{NO-BREAK SPACE}x\nc: 1",
    "b: 1\n-a:b\nc: 1",
    "- A\n# x\n\n-B",
    "a:\n -\n  x: 1\n -y\nb: 2",
    "- a: |\n     -x\n    -y\n-B # c",
    "- a:\n    - b\n  -c",
    "b: 1\n-c",
    "--- A: 1\n-B",
    "- A\n--B",
    "- A\n-#B",
    "- A\n-\u202eB",
    "- A\n-[B, C]\n",
    "- A\n-'5'",
    "-A\n-B",
    "a:\n  -b: 1\n  -7: 2",
    "a:\n  --b: 1",
    "b: 1\nklockan:12:30\nc: 1",
    "- a: 1\n  b:2",
    "- a: 1\n  b:2\n  c: 3",
    "a:\n  - 'oavslutad\n  - öb_2-c: 'ja'",
    "a: 'oavslutad\n- b: 'ja'",
    "a: 'oavslutad\nb:: 'ja'",
    "a: 'oavslutad\n-b: 'ja'",
    'k: "\\x4"',
    'k: "\\xAg"',
    'k: "\\uaF0"',
    'k: "\\U0001d1"',
    'a: "\\',
    '"\\m"',
    "\n%\na: b",
    "  \n # x\n%TAG ! tag:x,2000:\na: b",
    "# x\n#\n%\na: b",
    "a: b\n%\n",
    "a: !%",
    "a: !%zz b",
    "b: '\\\\'\na: !%zz",
    "a: &",
    "a: !",
    "a: &b\n  c: d\ne: *b f",
    "text: &Co, läs detta",
    "text: !Obs läs detta",
    "{>2?b}",
    "{a: [@b}, c: d]",
    "[`]",
    "- ? a",
    "- , a",
    "a: [b}",
    "a: {b]",
    "a: !t [b",
    "a: &x {b: [c",
    "a: [b c",
    "a: [b] c]",
    'a: ["b" c]',
    "a: [b\nc: d]",
    "a: [b\n",
    'a: {"b" c}',
    "a: {?}",
    "a: [,]",
    "a: [b, ?]",
    "[se bilaga] för mer",
    "- [se bilaga] för mer",
    "- 'x' y",
    "a: ' b: c",
    "a: b' c: d",
    "a: '' c",
    "a: '",
    "'a' 'b'",
    "a: b\nc\n  d: e",
    "a: b\n  c\nd: e",
    "- a\n  b: c",
    "  - a\n  b: c",
    "a: b: c: d",
    "b\n: c",
    "a: x\n : b",
    "a: 'x' : b",
    "a: - b\n   - c",
    "- b\na: c\n",
    "- b: 1\n- \nc: 2",
    "-\n  - a\n b",
    "a:\n  b: 1\n - c",
    "a:\n   b: # x\n  c: d",
    "a: b # c\n    d: e",
    "a: |\n    b\n  c",
    "a: >2 # x\n   b\n c",
    "a:\n- b\n c: d",
    "a: [b]\n  c",
    "a: b\n...\n  c: d",
    "--- a\nb: c",
    "a: " + "lång text " * 9 + ": b",
    "a: [" + "lång text " * 9 + "? b]",
    "a: {" + "lång text " * 9,
    "a: @" + "lång text " * 9,
]


def test_what_is_told_is_as_agreed(told):
    """Place, message, cure and value of each mistake, common or odd, are those of findings.txt."""
    same(TOLD, "".join(told(text) for text in dict.fromkeys([*(row[0] for row in BROKEN), *ODD])))


@pytest.mark.parametrize(("text", "line", "column", "message", "cure"), BROKEN)
def test_broken(read, text, line, column, message, cure):  # noqa: PLR0913, PLR0917 - a row of the table
    """Each common mistake is one finding with its own message, on the spot, with the cure."""
    _, findings = read(text)
    found = [finding for finding in findings if finding.code == "S001"]
    assert [(finding.place.line, finding.place.column) for finding in found] == [(line, column)]
    assert message in found[0].message
    assert cure in found[0].suggestion
    assert found[0].severity == "fel"


@pytest.mark.parametrize("text", ["a: [b", "a: b: c", '"', "a: 1\n- b"])
def test_no_tree(read, text):
    """Half a file would look like one where the rest is missing: there is no tree."""
    tree, _ = read(text)
    assert tree is None


def test_goes_on(read):
    """Tabs do not hide the other findings of a file that can be read in spite of them."""
    tree, findings = read("a:\n\tb: 1\n\tb: 2\nc: &x d\n")
    assert [finding.code for finding in findings] == ["S001", "S002", "S008"]
    assert tree.value == {"a": {"b": "1"}, "c": "d"}


def test_before_the_fault(read):
    """What stands before a syntax error is told too."""
    _, findings = read("a: 1\na: 2\nb: [")
    assert [(finding.code, finding.place.line) for finding in findings] == [("S002", 2), ("S001", 3)]


def test_tabs_explain(read):
    """A file whose indentation is broken by tabs gets one finding, not also what they lead to."""
    _, findings = read("a:\n\tb: 1\n        c: 1\n")
    assert [finding.code for finding in findings] == ["S001"]
    assert "tabb" in findings[0].message


def test_unknown_fault(read):
    """What no cause knows is still one calm finding."""
    _, findings = read("...\n")
    assert [finding.code for finding in findings] == ["S001"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a: [4,53, 4,65]", [(5, 9), (11, 15)]),
        ("a: [4, 53]", []),
        ("a: [4, 53,2]", [(8, 12)]),
        ("a: {b: 4,53}", [(8, 12)]),
        ("a: [-29 390,5]", [(5, 14)]),
        ("a: [−3,2]", [(5, 9)]),
        ("a: [<4,5 %]", [(5, 11)]),
        ("a: [x4,5]", []),
        ("a: ['4',5]", []),
        ("a: [4,x]", []),
        ("a: 4,53", []),
        ("a: [1,2,3]", [(5, 8), (7, 10)]),
    ],
)
def test_decimal_comma(read, text, spans):
    """A decimal comma inside brackets makes two values of one number, and that is told."""
    _, findings = read(text)
    found = [finding for finding in findings if finding.code == "S001"]
    assert [(finding.place.column, finding.place.end_column) for finding in found] == spans
    assert all("kommatecknet" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: {jan: 4,5}", ["S001"]),
        ("a: {jan: -8 120,5, feb: 4,6}", ["S001", "S001"]),
        ("a: {jan: 4,5, feb: 4, 7}", ["S001", "S008"]),
        ("a: {jan: x,5}", ["S008"]),
        ("a: {jan: 4,'5': x}", ["S008"]),
        ("a: {jan: '4',5: x}", ["S008"]),
        ("a: {1: x,5: y}", ["S008", "S008"]),
        ("a: {jan: 4, 1: x,5: y}", ["S008", "S008"]),
    ],
)
def test_decimal_comma_in_a_group(read, text, codes):
    """The decimals are no key that somebody has misspelled: one cause is one finding."""
    _, findings = read(text)
    assert [finding.code for finding in findings] == codes


@pytest.mark.parametrize(
    ("text", "column"),
    [("a: text\n  - b\n", 3), ("a:\n- b\n - c\n", 2), ("a: text\n  -b\n", 0), ("a: 'text\n  - b'\n", 0)],
)
def test_list_in_text(read, text, column):
    """A list under a value on the key's line becomes part of the text: a warning at the dash."""
    _, findings = read(text)
    assert [finding.place.column for finding in findings] == ([column] if column else [])
    assert all((finding.code, finding.severity) == ("S001", "varning") for finding in findings)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("namn: Mål: bättre", ":"),
        ("namn: *viktigt* text", "*viktigt* text"),
        ("a: [x, @y, z]", "@y"),
        ("text: *Obs läs detta", "*Obs läs detta"),
        ('a: "Mål" för alla', "för alla"),
        ('a: "oavslutad', '"'),
        ('a: "oavslutad\nb: "ja"', '"'),
        (r'a: "C:\mapp"', r"\m"),
        (r'a: "\U00110000"', r"\U00110000"),
        ("a: [1, 2", "["),
        ('a: ["x" "y"]', '"'),
        ("a: b\n  cd: d", "cd"),
        ("a:\n    b: 1\n  cd: 2", "cd: 2"),
        ("- a: 1\nbc: 2", "bc: 2"),
        ("a: - b", "-"),
        ("namn:värde\nb: 1", ":"),
        ("b: 1\nnamn:\N{NO-BREAK SPACE}x\nc: 1", "\N{NO-BREAK SPACE}"),
        ("namn\nb: 1", "namn"),
        (": b", ":"),
        ("mål: >5", ">5"),
        ("...\n", "."),
    ],
)
def test_span(read, text, shown):
    """The place spans what is wrong, no more."""
    _, findings = read(text)
    place = findings[-1].place
    assert place.line == place.end_line
    assert text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1] == shown
