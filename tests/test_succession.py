"""What is carried from one period to the next: each case as an editor would see it, before and after."""

import re
from unittest.mock import patch

import pytest
from tests.fixtures.reports import project

from asn.model.avsnitt import KINDS
from asn.model.fields import (
    Arv,
    Datum,
    Flyttas,
    Grupp,
    Lista,
    Ljus,
    Mängd,
    Mått,
    Periodens,
    Procent,
    Prosa,
    Tal,
    Text,
    Utgår,
    Varar,
)
from asn.model.record import Värde, marks
from asn.model.report import Rapportblad
from asn.model.scalars import Read
from asn.period import READY
from asn.read import read_yaml
from asn.succession.periods import carry_over, model_of_tree
from asn.succession.years import PeriodStep

STEP = PeriodStep(2023, READY["T1"], 2024, READY["T1"])


class Innerst(Värde):
    utfall: Periodens[Text | None] = None


class Inre(Värde):
    b: Innerst | None = None


class Punkt(Värde):
    text: Varar[Prosa]


class Prov(Värde):
    """A record with a field of each fate, as the models of sections have them."""

    a: Lista[Inre] = ()
    utfall: Periodens[Text | None] = None
    text: Periodens[Prosa | None] = None
    kommentar: Periodens[Prosa | None] = None
    värden: Periodens[Grupp[Text, Text]] = {}
    undantag: Utgår[Lista[Innerst]] = ()
    rubrik: Flyttas[Text | None] = None
    mot: Flyttas[Text | None] = None
    namn: Text = ""
    tillstånd: Text = ""
    punkter: Lista[Punkt] = ()


def after(text, step=STEP):
    """A text carried to the next period: as the section that it says it is, else as a record of the kind above."""
    tree, findings = read_yaml("a.yaml", text.encode())
    assert tree, findings
    with patch("asn.succession.periods.model_of_tree", lambda tree: model_of_tree(tree) or Prov):
        return carry_over(tree, step)


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
    assert after(before, PeriodStep(2023, READY[period], 2024, READY[to])) == expected


def _kinds():
    def below(kind):
        return {kind}.union(*(below(inner) for inner in kind.__subclasses__()))

    assert KINDS
    assert Rapportblad
    return sorted(
        (kind for kind in below(Värde) if kind.__module__.startswith("asn.model")), key=lambda kind: kind.__name__
    )


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_every_figure_text_and_light_says_what_becomes_of_it(kind):
    """A new kind of section can't forget that its forecast was last year's: it says töms, utgår, flyttas or varar."""
    if kind.__module__ in {"asn.model.register", "asn.model.skalor", "asn.model.rapportslag"}:
        return  # what is common to all periods is carried by none
    decided = (Prosa, Tal, Mängd, Procent, Mått, Ljus, Datum)
    readers = {alias.__metadata__[0] for alias in decided}
    for name, found in marks(kind).items():
        if readers & {mark for mark in found if isinstance(mark, Read)}:
            assert any(isinstance(mark, Arv) for mark in found), name


YEARS = """slag: matris
id: besök
tabellrubrik: Besök 2024–2026
mätpunkter:
  - {id: "2024", rubrik: Bokslut 2024}
  - {id: "2025", rubrik: Bokslut 2025}
  - {id: "2026", rubrik: Budget 2026}
rader:
  - id: bad
    namn: Badet
    värden: {"2024": 60 100, "2025": 62 014, "2026": 65 000}
    bedömningar: {"2024": grön, "2025": gul}
"""


def test_years_move_with_their_values():
    """The oldest goes and an empty newest comes; what was a budget is no outcome under its own year."""
    made = after(YEARS, PeriodStep(2025, READY["VB"], 2026, READY["VB"]))
    tree, findings = read_yaml("a.yaml", made.encode())
    assert not findings
    assert [point["id"] for point in tree.value["mätpunkter"]] == ["2025", "2026", "2027"]
    assert [point["rubrik"] for point in tree.value["mätpunkter"]] == ["Bokslut 2025", "Bokslut 2026", "Budget 2027"]
    (row,) = tree.value["rader"]
    assert row["värden"] == {"2025": "62 014", "2026": None, "2027": None}
    assert row["bedömningar"] == {"2025": "gul"}
    assert tree.value["tabellrubrik"] == "Besök 2025–2027"


def test_hidden_years_and_the_sheets_columns_move_with_the_years():
    """A small group stays hidden while its year has a column, and the new year is read from the sheet's next one."""
    made = after(
        "slag: sjukfrånvaro\nid: sjuka\nunderlag:\n  fil: underlag/sjuka.xlsx\n  rubrikrad: 1\n  nyckel: A\n"
        '  kolumner: {"2024": Frånvaro 2024, "2025": F}\n'
        'mätpunkter: [{id: "2024", rubrik: "2024"}, {id: "2025", rubrik: "2025"}]\nrader:\n'
        '  - {id: män, värden: {"2024": , "2025": }, få: ["2024", "2025"]}\n'
        '  - {id: kvinnor, värden: {"2024": , "2025": "6,4"}, få: ["2024"]}\n',
        PeriodStep(2025, READY["VB"], 2026, READY["VB"]),
    )
    tree, _ = read_yaml("a.yaml", made.encode())
    assert tree.value["underlag"]["kolumner"] == {"2025": "Frånvaro 2025", "2026": "F"}
    men, women = tree.value["rader"]
    assert (men["få"], women["få"]) == (["2025"], None)
    assert '"2026":' in made


def test_a_bridge_moves_its_years_and_keeps_no_amount():
    """Ids, names and what refers to them move together."""
    made = after(
        "slag: brygga\nid: ram\nrubrik: Ram\ntabellrubrik: Ram\n"
        "ingående: {id: ram_2024, namn: Ram 2024, belopp: -39 600}\n"
        "ändringar:\n  - {id: löner, namn: Löner, belopp: -400}\n"
        "utgående: {id: ram_2025, namn: Ram 2025, belopp: -40 000}\n",
        PeriodStep(2025, READY["plan"], 2026, READY["plan"]),
    )
    assert "{id: ram_2025, namn: Ram 2025, belopp:}" in made
    assert "{id: ram_2026, namn: Ram 2026, belopp:}" in made
    assert "39 600" not in made


FIGURES = """slag: uppdrag
id: uppdrag
tal:
  start: 4,2 %
  ungdomar: 246
  # målet
  mål: 60 %
uppdrag:
  - id: mat
    namn: Maten
    syfte: Från {{ start | procent }} till {{ mål | procent }}.
    kommentar: "{{ ungdomar }} fick jobb."
"""


def test_figures_that_a_lasting_text_fetches_go_with_it():
    """The assignment says where it began; the comment's own figures were the earlier period's."""
    made = after(FIGURES)
    tree, findings = read_yaml("a.yaml", made.encode())
    assert not findings
    assert tree.value["tal"] == {"start": "4,2 %", "mål": "60 %"}
    flow = FIGURES.replace(
        FIGURES[FIGURES.index("tal:") : FIGURES.index("uppdrag:\n  -")], 'tal: {start: "4,2 %", u: 2 %}\n'
    )
    assert 'tal: {start: "4,2 %"}\n' in after(flow)
    assert "tal" not in after("slag: text\ntal: {u: 2 %}\ntext: Det är {{ u }}.\n")


def test_an_exception_for_a_lasting_word_goes_with_it():
    """One for a figure or a comment goes, and so does one whose words are gone."""
    kept = "  - regel: U404\n    gäller: ¹⁴\n    motivering: Så heter det.\n"
    gone = (
        "  - regel: T501\n    gäller: ¹⁴\n    motivering: A.\n  - regel: T513\n    gäller: inkl.\n    motivering: B.\n"
    )
    text = "namn: Hinder¹⁴\nkommentar: inkl. dörrar\nundantag:\n"
    assert after(text + kept + gone) == "namn: Hinder¹⁴\nkommentar:\nundantag:\n" + kept
    assert after(text + gone) == "namn: Hinder¹⁴\nkommentar:\n"


def test_a_year_far_ahead_is_a_name():
    """Agenda 2030 is not the year's."""
    assert (
        after("slag: text\nrubrik: Agenda 2030 och läget 2023\n") == "slag: text\nrubrik: Agenda 2030 och läget 2024\n"
    )


@pytest.mark.parametrize("name", ["2022/VB", "2023/T1", "2025/plan"])
def test_no_figure_of_the_published_reports_stands_under_a_new_year(name):
    """Every table of years of our own reports, a year on: what stands under a year stood under it before."""
    report = project().rapport(name)
    year, period = name.split("/")
    for file in (file for file in project().filer if file.startswith(f"content/{name}/")):
        before, _ = read_yaml(file, project().filer[file])
        made, _ = read_yaml(
            file, carry_over(before, PeriodStep(int(year), READY[period], int(year) + 1, READY[period])).encode()
        )
        for path, value in _dated(made.value, ()):
            assert value == _value(before.value, path), (file, path)
    assert report


def _dated(value, path):
    """Every value that stands under a year, with the way to it; ids and headings tell the way."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if re.fullmatch(r"(?:19|20)\d{2}", key) and isinstance(inner, str):
                yield (*path, key), inner
            yield from _dated(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _dated(inner, (*path, index))


def _value(value, path):
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


def test_what_is_carried_reads_as_yaml_again():
    """However the files of the repository are written, what comes out is YAML with the same keys of structure."""
    from tests.fixtures.reports import PUBLISHED

    files = [name for name in project().filer if name.startswith(tuple(f"content/{one}/" for one in PUBLISHED))]
    assert len(files) > 30
    for name in files:
        tree, _ = read_yaml(name, project().filer[name])
        made, findings = read_yaml(name, carry_over(tree, STEP).encode())
        assert made, (name, findings)
        assert findings == (), name
