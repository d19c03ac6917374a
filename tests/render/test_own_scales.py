"""A board's own scale: each class is its word and its sign in every output, and the rules know the order."""

import json
import re
from itertools import combinations, permutations, product

import pytest
from tests.fixtures.projects import REPO, loaded, report

from asn.check import RULES, examine
from asn.check.contrast import StyleSheet, _colour, contrast, weak_colours
from asn.comparison import compared
from asn.comparison.output import text as told_in_a_terminal
from asn.compute.trend import COLUMN, history, with_trend
from asn.light import COLOURS, MOST_CLASSES, READY_CLASSES, SIGNS, Ljusklass, classes
from asn.pipeline import checked, computed, outputs
from asn.pipeline import weak_lights as weak_lights_of
from asn.resources import WEB_STYLE, Resources

# id and word: a plan- och byggnadsnämnd's five, a status of two, and six; those without a word are known by their id.
SCALES = {
    "ja_nej": {"avslutad": "Avslutad", "pågår": "Pågår"},
    "fem": {
        "helt": "Helt",
        "hög": "I hög grad",
        "delvis": "Delvis",
        "låg": "I låg grad",
        "inte": "Inte alls",
    },
    "sex": {
        "a": "Mycket bra",
        "bra": "",
        "c": "Ganska *bra*",
        "d": "Ganska dåligt",
        "e": "Dåligt",
        "f": "Mycket dåligt",
    },
}
WORDS = {name: {id_: word or id_ for id_, word in scale.items()} for name, scale in SCALES.items()}
EACH = pytest.mark.parametrize("name", SCALES)


def scales():
    """The file with all scales."""
    lines = ["skalor:"]
    for name, scale in SCALES.items():
        lines += [f"  - id: {name}", f"    namn: Skalan {name}", "    ej_bedömd: Ej bedömd", "    klasser:"]
        for id_, word in scale.items():
            lines.append(f"      - {{bedömning: {id_}{f', ord: {word}' if word else ''}, betyder: så är det {id_}}}")
    return "\n".join(lines) + "\n"


def sections(name, lights):
    """Every kind of section that has lights, each with all of the scale's, and one without."""
    ids = [*lights, ""]
    goals = "".join(f"      - {{id: m_{at}, namn: Mål {at}, bedömning: {id_}}}\n" for at, id_ in enumerate(ids))
    done = "".join(f"      - {{id: a_{at}, namn: Aktivitet {at}, bedömning: {id_}}}\n" for at, id_ in enumerate(ids))
    risks = "".join(f"      - {{id: r_{at}, namn: Risk {at}, bedömning: {id_}}}\n" for at, id_ in enumerate(ids))
    asked = "".join(f"      - {{id: u_{at}, namn: Uppdrag {at}, status: {id_}}}\n" for at, id_ in enumerate(ids))
    values = ", ".join(f"p{at}: {at}" for at in range(len(ids)))
    shown = ", ".join(f"p{at}: {id_}" for at, id_ in enumerate(lights))
    points = "".join(f"      - {{id: p{at}, rubrik: P{at}}}\n" for at in range(len(ids)))
    counted = ", ".join(f"{id_}: 1" for id_ in lights)
    return (
        "slag: text\nrubrik: Ljus\nunderavsnitt:\n"
        f"  - slag: mål\n    rubrik: Mål\n    skala: {name}\n    målområde: medarbetare\n    nämndmål:\n{goals}"
        f"  - slag: aktiviteter\n    rubrik: Aktiviteter\n    skala: {name}\n    aktiviteter:\n{done}"
        f"  - slag: risker\n    rubrik: Risker\n    skala: {name}\n    risker:\n{risks}"
        f"  - slag: uppdrag\n    id: uppdragen\n    rubrik: Uppdrag\n    skala: {name}\n    uppdrag:\n{asked}"
        f"  - slag: statusräkning\n    rubrik: Antal\n    skala: {name}\n    avser: uppdragen\n"
        f"    antal: {{{counted}}}\n    totalt: {len(ids)}\n"
        f"  - slag: matris\n    id: mätning\n    tabellrubrik: Mätning\n    skala: {name}\n    mätpunkter:\n{points}"
        f"    rader:\n      - {{id: rad, namn: Rad, värden: {{{values}}}, bedömningar: {{{shown}}}}}\n"
    )


def made(tmp_path, **bodies):
    """A project with the scales and a report for each period."""
    files = {key: text for period, body in bodies.items() for key, text in report(body, f"2023/{period}").items()}
    return loaded(tmp_path, {**files, "skalor.yaml": scales()})


def plain(text):
    """What a reader sees of Markdown."""
    return text.replace("\\", "")


@EACH
def test_each_class_is_its_word_and_sign_in_every_output(name, tmp_path):
    """Markdown, HTML, CSV, the metadata of the CSV and data.json; and no id where a word is told."""
    project = made(tmp_path, T1=sections(name, SCALES[name]))
    assert project.fynd == ()
    (the_report,) = project.rapporter
    judged = checked(project, the_report)
    files = {
        one.name: one.data.decode() for one in outputs(project, judged, Resources(project.root), ("md", "html", "data"))
    }
    page = next(text for file, text in files.items() if file.endswith(".html"))
    markdown = plain(next(text for file, text in files.items() if file.endswith("1-2023.md")))
    known = the_report.register.skalor[name].visade
    told = json.loads(files["data.json"])["skalor"]
    assert [kind["ord"] for kind in next(scale for scale in told if scale["id"] == name)["klasser"]] == list(
        WORDS[name].values()
    )
    for klass, (id_, word) in zip(known, WORDS[name].items(), strict=True):
        shown = f"{word[:1].upper()}{word[1:]}"
        assert klass.id == id_
        assert re.search(rf'<span class="ljus {klass.tecken} f-[\w-]+">{re.escape(shown)}</span>', page)
        assert re.search(rf"(Bedömning: |\| )\S {re.escape(shown)}", markdown.replace("\\*", "*"))
        assert f"{shown}: så är det {id_}" in markdown
        for table in ("mal", "aktiviteter", "risker", "uppdragen"):
            assert re.search(rf",{re.escape(word)}[,\r]", files[f"tabeller/{table}.csv"]), table
        assert re.escape(word).replace("\\ ", " ") in files["tabeller/mal.csv-metadata.json"].replace("\\\\", "\\")
    assert page.count('<span class="ljus tom">Ej bedömd</span>') == 4
    assert "Ej bedömd" in markdown


@EACH
def test_an_arrow_follows_the_rank_and_never_the_colour(name, tmp_path):
    """Each pair of classes, both ways, in the column of changes and in a comparison."""
    for number, (was, now) in enumerate(product(SCALES[name], repeat=2)):
        section = "slag: mål\nrubrik: Mål\nskala: {}\nnämndmål:\n  - {{id: a, namn: A, bedömning: {}}}\n"
        project = made(tmp_path / str(number), T1=section.format(name, was), T2=section.format(name, now))
        before, after = project.rapporter
        (table,) = after.avsnitt[0].tabeller(after.register)
        table = with_trend(table, history([before]), after.register.ord)
        told = table.rader[0].celler[[column.id for column in table.kolumner].index(COLUMN)]
        ids = list(SCALES[name])
        step = ids.index(now) - ids.index(was)
        word = WORDS[name][was]
        assert told == (
            f"→ oförändrat {word}" if not step else f"↑ bättre, var {word}" if step < 0 else f"↓ sämre, var {word}"
        )
        made_of = told_in_a_terminal([compared(before, after, ("då", "nu"))])
        if step:
            assert f"{word} → {WORDS[name][now]} ({'bättre' if step < 0 else 'sämre'})" in made_of


@EACH
def test_the_summary_tells_the_words(name, tmp_path):
    """What can't be bent stands as it is, in small letters."""
    project = made(tmp_path, T1=sections(name, SCALES[name]))
    told = computed(project, checked(project, project.rapporter[0])).sammanfattning.dom
    first, *others = (word[0].lower() + word[1:] for word in WORDS[name].values())
    assert f"ett bedömningen {first}" in told
    assert all(f"ett {word}" in told for word in others)
    assert "Ett saknar bedömning (" in told


def findings(project):
    """What the rules say of the last report."""
    return examine(project.rapporter[-1], (), RULES).fynd


@EACH
def test_a_goal_is_held_against_its_parts_by_rank(name, tmp_path):
    """M202: better than the best part or worse than the worst, and nothing else."""
    ids = list(SCALES[name])
    for number, (goal, one, other) in enumerate(product(ids, repeat=3)):
        text = (
            f"slag: mål\nrubrik: Mål\nskala: {name}\nnämndmål:\n  - id: a\n    namn: A\n    bedömning: {goal}\n"
            f"    indikatorer:\n      - {{id: i, namn: I, bedömning: {one}}}\n"
            f"      - {{id: j, namn: J, bedömning: {other}}}\n"
        )
        project = made(tmp_path / str(number), T1=text)
        low, high = sorted((ids.index(one), ids.index(other)))
        said = [found for found in findings(project) if found.code == "M202"]
        assert bool(said) == (not low <= ids.index(goal) <= high), (goal, one, other)
        if number > 40:
            break


BOUNDS = """skalor:
  - id: grad
    namn: Måluppfyllelse
    mäter: utfall
    klasser:
      - {bedömning: helt, betyder: minst 90 %, från: 90 %}
      - {bedömning: hög, betyder: 70 till under 90 %, från: 70 %, under: 90 %}
      - {bedömning: delvis, betyder: 50 till under 70 %, från: 50 %, under: 70 %}
      - {bedömning: låg, betyder: 20 till under 50 %, från: 20 %, under: 50 %}
      - {bedömning: inte_alls, betyder: under 20 %, under: 20 %}
    kräver_kommentar: [låg, inte_alls]
"""


@pytest.mark.parametrize(
    ("outcome", "right"), [(95, "helt"), (90, "helt"), (89, "hög"), (69, "delvis"), (20, "låg"), (0, "inte_alls")]
)
def test_bounds_hold_for_five_classes(outcome, right, tmp_path):
    """M201 knows which of the five an outcome gives, and M205 finds no hole between them."""
    for light in ("helt", "hög", "delvis", "låg", "inte_alls"):
        text = (
            "slag: mål\nrubrik: Mål\nskala: grad\nnämndmål:\n  - id: a\n    namn: A\n    indikatorer:\n"
            f"      - {{id: i, namn: I, utfall: {outcome} %, bedömning: {light}, kommentar: Så är det.}}\n"
        )
        project = loaded(tmp_path / light, {**report(text), "skalor.yaml": BOUNDS})
        codes = {found.code for found in findings(project)}
        assert ("M201" in codes) == (light != right), light
        assert "M205" not in codes


@pytest.mark.parametrize("light", ["låg", "inte_alls", "delvis"])
def test_a_comment_is_demanded_at_the_classes_that_the_scale_says(light, tmp_path):
    """U401."""
    text = f"slag: aktiviteter\nrubrik: A\nskala: grad\naktiviteter:\n  - {{id: a, namn: A, bedömning: {light}}}\n"
    project = loaded(tmp_path, {**report(text), "skalor.yaml": BOUNDS})
    assert ("U401" in {found.code for found in findings(project)}) == (light != "delvis")


def test_a_sentence_that_counts_a_light_is_counted_from_the_list(tmp_path):
    """U402, by the board's word."""
    rows = "".join(
        f"  - {{id: {id_}, namn: Uppdrag {id_}, status: {light}}}\n" for id_, light in (("a", "helt"), ("b", "hög"))
    )
    text = "slag: uppdrag\nrubrik: U\nskala: fem\ninledning: Två uppdrag är i hög grad.\nuppdrag:\n" + rows
    (found,) = [found for found in findings(made(tmp_path, T1=text)) if found.code == "U402"]
    assert found.message == "Texten säger 2 i hög grad, men listan har 1 av 2."


@pytest.mark.parametrize(
    ("light", "said"),
    [
        ("delvsi", "«delvsi» är inget av helt, hög, delvis, låg, inte i skalan «Skalan fem».|Menade du delvis?"),
        ("I hög grad", "«I hög grad» är inget av helt, hög, delvis, låg, inte i skalan «Skalan fem».|Menade du hög?"),
        ("grön", "«grön» är inget av helt, hög, delvis, låg, inte i skalan «Skalan fem».|"),
    ],
)
def test_a_light_that_the_scale_does_not_have_is_told_at_its_place(light, said, tmp_path):
    """With what was meant, also where the word was written in place of the id."""
    text = f"slag: aktiviteter\nskala: fem\naktiviteter:\n  - id: a\n    namn: A\n    bedömning: {light}\n"
    (found,) = made(tmp_path, T1=text).fynd
    assert (found.code, f"{found.message}|{found.suggestion}") == ("S005", said)
    assert (found.place.line, found.place.column, found.place.end_column) == (6, 16, 16 + len(light))


SCALE = "skalor:\n  - id: s\n    namn: S\n    klasser:\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("bedömning: a",), "S005 Skalan «S» har 1 klasser; det ska vara 2 till 6."),
        (tuple(f"bedömning: k{at}" for at in range(7)), "S005 Skalan «S» har 7 klasser; det ska vara 2 till 6."),
        (("bedömning: a", "bedömning: a"), "S002 Två klasser i skalan «S» har id «a»."),
        (("bedömning: a, ord: Bra", "bedömning: b, ord: bra"), "S002 Två klasser i skalan «S» har ordet «bra»."),
        (
            ("bedömning: a, tecken: kryss", "bedömning: b, tecken: kryss"),
            "S002 Två klasser i skalan «S» har tecknet «kryss».",
        ),
        (("bedömning: röd", "bedömning: grön"), "S005 Skalan «S» har inte den bästa klassen först."),
        (("bedömning: a, färg: grönn", "bedömning: b"), "S005 «grönn» är ingen färg här."),
        (("bedömning: A", "bedömning: b"), "S005 «A» kan inte vara ett id."),
    ],
)
def test_a_scale_that_cannot_be_told_apart_is_told_in_its_own_file(rows, said, tmp_path):
    """At its class."""
    text = SCALE + "".join(f"      - {{{row}}}\n" for row in rows)
    found = loaded(tmp_path, {"skalor.yaml": text}).fynd
    assert any(f"{one.code} {one.message}".startswith(said) for one in found), found
    assert {one.place.file for one in found} == {"content/skalor.yaml"}


def test_the_signs_and_colours_that_are_chosen_are_told_apart():
    """By number of classes, with and without lights of the ready-made scale among them."""
    for number in range(2, MOST_CLASSES + 1):
        for ready in (0, 1, 2):
            ids = [*(klass.id for klass in READY_CLASSES[:ready]), *(f"k{at}" for at in range(number - ready))]
            for order in list(permutations(ids))[:24]:
                shown = classes(tuple(Ljusklass(id_, "", "", "") for id_ in order))
                assert len({klass.tecken for klass in shown}) == len(shown)
    assert len(SIGNS) > MOST_CLASSES


def test_every_colour_with_a_name_is_seen_on_white_and_on_dark():
    """3:1 at least (WCAG 1.4.11); a pale one by its edge."""
    light, dark = _colour("#ffffff"), _colour("#12191d")
    for name, colour in COLOURS.items():
        assert contrast(_colour(colour.kant or colour.ljus), light) >= 3, name
        assert contrast(_colour(colour.mörk), dark) >= 3, name
    assert all(one != other for one, other in combinations(COLOURS.values(), 2))


@pytest.mark.parametrize(
    ("row", "field"),
    [('färg: "#ffff66"', "färg"), ('färg: "#101010"', "färg"), ('färg: blå, färg_mörk: "#101820"', "färg_mörk")],
)
def test_a_colour_too_near_its_ground_is_told_at_its_class(row, field, tmp_path):
    """A806, in light and in dark."""
    text = SCALE + f"      - {{bedömning: a, {row}}}\n      - {{bedömning: b, färg: lila}}\n"
    section = "slag: aktiviteter\nskala: s\naktiviteter:\n  - {id: a, namn: A, bedömning: a}\n"
    project = loaded(tmp_path, {**report(section), "skalor.yaml": text})
    assert project.fynd == ()
    (found,) = weak_lights_of(project, project.rapporter[0])
    line = (tmp_path / "content" / "skalor.yaml").read_text(encoding="utf-8").splitlines()[found.place.line - 1]
    assert found.code == "A806"
    assert line[: found.place.column - 1].endswith(f"{field}: ")
    sheets = [StyleSheet(name, Resources(REPO).text(name), own=False) for name in WEB_STYLE]
    assert list(weak_colours(project.rapporter[0].register.skalor["s"], sheets)) == [found]


def test_counts_as_they_were_written_before_are_still_read(tmp_path):
    """Each count of the ready-made lights was once a field of its own."""
    text = (
        "slag: uppdrag\nid: u\nuppdrag: [{id: a, namn: A, status: grön}]\nunderavsnitt:\n"
        "  - {slag: statusräkning, avser: u, grön: 1, gul: 0, röd: 0, totalt: 1}\n"
    )
    project = loaded(tmp_path, report(text))
    assert project.fynd == ()
    (counted,) = project.rapporter[0].avsnitt[0].underavsnitt
    assert counted.antal == {"grön": 1, "gul": 0, "röd": 0}
