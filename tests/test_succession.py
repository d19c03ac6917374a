"""What is carried from one period to the next: each case as an editor would see it, before and after."""

import pytest

from asn.read import read_yaml
from asn.succession import DROPPED, EMPTIED, MOVED, Step, carried

STEP = Step(2023, "T1", 2024, "T1")


def after(text, step=STEP):
    tree, findings = read_yaml("a.yaml", text.encode())
    assert tree, findings
    return carried(tree, step)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param("a: 1\n", "a: 1\n", id="allt annat är kvar"),
        pytest.param("", "", id="en tom fil"),
        pytest.param("utfall: 36 %\nb: 2\n", "utfall:\nb: 2\n", id="utfall töms"),
        pytest.param("utfall: 36 %  # från Stratsys\n", "utfall:  # från Stratsys\n", id="kommentaren är kvar"),
        pytest.param("text: |\n  Ett.\n\n  Två.\nb: 2\n", "text:\nb: 2\n", id="flera rader"),
        pytest.param("text: >-\n  Ett.\n  Två.\n\n# till b\nb: 2\n", "text:\n\n# till b\nb: 2\n", id="tomrad efter"),
        pytest.param('text: "a\n  b"\nb: 2\n', "text:\nb: 2\n", id="citat över rader"),
        pytest.param("{a: 1, utfall: 3, b: 2}\n", "{a: 1, utfall:, b: 2}\n", id="inom klamrar"),
        pytest.param("{utfall: 3}\n", "{utfall:}\n", id="ensam inom klamrar"),
        pytest.param("undantag:\n  - {regel: M201, motivering: A}\nb: 2\n", "b: 2\n", id="undantag tas bort"),
        pytest.param("a: 1\nundantag:\n  - regel: M201\n    motivering: A\n", "a: 1\n", id="undantag sist"),
        pytest.param("- a: 1\n  undantag: []\n- b: 2\n", "- a: 1\n- b: 2\n", id="undantag i en punkt"),
        pytest.param("- undantag: []\n  a: 1\n", "- a: 1\n", id="undantag först i en punkt"),
        pytest.param("- undantag: []", "-", id="undantag ensamt i en punkt"),
        pytest.param("{a: 1, undantag: [], b: 2}\n", "{a: 1, b: 2}\n", id="undantag inom klamrar"),
        pytest.param("{undantag: [], b: 2}\n", "{b: 2}\n", id="undantag först inom klamrar"),
        pytest.param("{undantag: []}\n", "{}\n", id="undantag ensamt inom klamrar"),
        pytest.param("tillstånd: fastställd\n", "tillstånd: utkast\n", id="ett utkast"),
        pytest.param("rubrik: Mål 2023 och 2022\n", "rubrik: Mål 2024 och 2023\n", id="år flyttas"),
        pytest.param("rubrik: Diarienr 20231\n", "rubrik: Diarienr 20231\n", id="bara hela årtal"),
        pytest.param("rubrik: >-\n  Mål\n  2023\nb: 2\n", "rubrik: >-\n  Mål\n  2024\nb: 2\n", id="år på flera rader"),
        pytest.param("namn: Plan 2023\n", "namn: Plan 2023\n", id="namn rörs inte"),
        pytest.param("mot: 2022/VB\n", "mot: 2023/VB\n", id="jämförelsen flyttas"),
        pytest.param("- {id: a, avslutad: Klar.}\n- {id: b}\n", "- {id: b}\n", id="avslutat faller bort"),
        pytest.param("- id: a\n  avslutad: Klar.\n  b: 1\n- id: b\n", "- id: b\n", id="avslutat på flera rader"),
        pytest.param("avslutad: Klar.\n", "avslutad: Klar.\n", id="en hel fil kan inte avslutas"),
        pytest.param("värden: {2021: 3, 2022: 4}\n", "värden: {2021: 3, 2022: 4}\n", id="år för år är historia"),
        pytest.param("värden: {jan: 3, feb: 4}\n", "värden:\n", id="månad för månad är periodens"),
        pytest.param(
            "punkter:\n  - text: Utred.\n", "punkter:\n  - text: Utred.\n", id="uppdragets punkt är dess namn"
        ),
        pytest.param("a:\n  - b:\n      utfall: 3\n", "a:\n  - b:\n      utfall:\n", id="djupt nere"),
        pytest.param("kommentar: å 😀 ö # 2\n", "kommentar: # 2\n", id="tecken utanför latin"),
        pytest.param("kommentar:\nutfall:\n", "kommentar:\nutfall:\n", id="redan tomt"),
    ],
)
def test_a_file_is_carried_like_this(before, expected):
    """Text is changed only where a value is emptied or a year moves."""
    assert after(before) == expected


@pytest.mark.parametrize(
    ("period", "to", "before", "expected"),
    [
        ("T1", "T2", "rubrik: Utfall jan–apr 2023\n", "rubrik: Utfall jan–aug 2024\n"),
        ("T2", "VB", "rubrik: Januari–augusti\n", "rubrik: Januari–augusti\n"),
        ("T2", "VB", "rubrik: januari–augusti\n", "rubrik: januari–december\n"),
        ("VB", "T1", "rubrik: Utfall jan–dec\n", "rubrik: Utfall jan–apr\n"),
        ("M03", "M04", "rubrik: Utfall jan–mar\n", "rubrik: Utfall jan–apr\n"),
        ("M01", "M02", "rubrik: Utfall jan\n", "rubrik: Utfall jan\n"),
        ("T1", "plan", "rubrik: Utfall jan–apr\n", "rubrik: Utfall jan–apr\n"),
    ],
)
def test_the_span_of_months_moves_with_the_period(period, to, before, expected):
    """A column's heading tells the new period's months."""
    assert after(before, Step(2023, period, 2024, to)) == expected


@pytest.mark.parametrize("key", sorted(EMPTIED | DROPPED | MOVED | {"tillstånd"}))
def test_every_key_that_is_treated_is_a_field_of_the_model(key):
    """A field that changes its name must not be carried by mistake."""
    from asn.model.avsnitt import KINDS
    from asn.model.record import Värde
    from asn.model.report import Rapportblad

    def below(kind):
        return {kind}.union(*(below(inner) for inner in kind.__subclasses__()))

    assert KINDS
    assert Rapportblad
    assert key in {name for kind in below(Värde) for name in kind.model_fields}


def test_what_is_carried_reads_as_yaml_again():
    """However the files of the repository are written, what comes out is YAML with the same keys of structure."""
    from tests.fixtures.reports import PUBLISHED, project

    files = [name for name in project().filer if name.startswith(tuple(f"content/{one}/" for one in PUBLISHED))]
    assert len(files) > 30
    for name in files:
        tree, _ = read_yaml(name, project().filer[name])
        made, findings = read_yaml(name, carried(tree, STEP).encode())
        assert made, (name, findings)
        assert findings == (), name
