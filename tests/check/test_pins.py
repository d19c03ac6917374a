"""An exception excuses what it was made for, and nothing that comes later in its place."""

import json
import shutil

import pytest
from tests.fixtures import reports
from tests.fixtures.console import inside
from tests.fixtures.projects import REPO, report, write

from asn.check import RULES, examine
from asn.check.examination import is_within, pin_difference, pinned_text, stated_values
from asn.check.rules import example
from asn.light import READY_CLASSES, spoken_words
from asn.load.project import load_project
from asn.pipeline import adoption, check_output, checked

CODES = {rule.code for rule in RULES}
GOALS = """slag: mål
rubrik: Mål
nämndmål:
  - id: trivsel
    namn: Medarbetarna trivs
    bedömning: gul
    indikatorer:
      - {{id: hme, namn: HME, utfall: "80", bedömning: grön}}
    undantag:
      # Nämnden har sett det.
      - regel: M202{pin}
        motivering: Målet är publicerat som gult fast dess enda indikator är grön.
        till_läsaren: Målet publicerades som gult.
"""


def test_every_exception_of_the_content_says_what_it_was_made_for():
    """And it is what the findings state today."""
    seen = 0
    for name in reports.PUBLISHED:
        judged = reports.judged(name)
        for item in judged.rapport.med_undantag():
            for made in item.undantag:
                about = judged.granskning.gäller.get((item.file(), made.path()))
                assert made.gäller == about, made.at()
                assert about or made.regel not in CODES
                seen += bool(about)
    assert seen > 50


@pytest.mark.parametrize(
    ("pinned", "hits", "said"),
    [
        ("6,72 %; 6,66 %", (("6,72 %", "6,66 %"),), None),
        ("6,72 %", (("6,72 %", "6,66 %"),), None),
        ("-14,5 mnkr", (("−14,5 mnkr",),), None),
        ("a grön; b grön", (("a grön",),), None),
        ("6,72 %; 6,66 %", (("1,11 %", "6,66 %"),), ("6,72 %", "1,11 %")),
        ("a grön", (("a grön",), ("b grön",)), ("a grön", "b grön")),
    ],
)
def test_a_pin_holds_while_its_values_stand(pinned, hits, said):
    """Part of the values may be named and a finding may be gone; another value or another finding is a change."""
    assert pin_difference(pinned, hits) == said


def test_a_later_change_of_an_excused_figure_is_told(tmp_path):
    """The sick leave of 2022, excused at 6,72 %, can't become 1,11 % unseen."""
    shutil.copytree(REPO / "content", tmp_path / "content")
    goals = tmp_path / "content" / "2023" / "T1" / "mal.yaml"
    text = goals.read_text(encoding="utf-8")
    assert text.count("sjukfrånvaro_2022: 6,72 %") == 1
    goals.write_text(text.replace("sjukfrånvaro_2022: 6,72 %", "sjukfrånvaro_2022: 1,11 %"), encoding="utf-8")
    project = load_project(tmp_path)
    told = [found for found in checked(project, project.rapport("2023/T1")).fynd if found.code == "S015"]
    assert [found.message for found in told] == ["Undantaget gällde 6,72 %, nu står 1,11 %."]
    assert told[0].place.file == "content/2023/T1/mal.yaml"


def test_fmt_writes_what_an_exception_is_about(tmp_path):
    """The comments and the order are kept; a second run has nothing to do."""
    root = write(tmp_path, report(GOALS.format(pin="")))
    assert inside(root, "fmt", "--check").returncode == 1
    assert inside(root, "fmt").returncode == 0
    file = root / "content" / "2023" / "T1" / "avsnitt.yaml"
    assert file.read_text(encoding="utf-8") == GOALS.format(pin="\n        gäller: gul; grön")
    assert inside(root, "fmt", "--check").returncode == 0


def test_no_exception_is_called_needless_while_an_earlier_report_cannot_be_read(tmp_path):
    """One fault of syntax in one report gave twelve such advices in the next."""
    shutil.copytree(REPO / "content", tmp_path / "content")
    (tmp_path / "content" / "2022" / "T1" / "mal.yaml").write_text("slag: [\n", encoding="utf-8")
    project = load_project(tmp_path)
    assert "2022/T1" in project.fel_i
    for name in ("2022/VB", "2023/T1"):
        assert not [found for found in checked(project, project.rapport(name)).fynd if found.code == "S014"]


def test_kontroll_has_the_exceptions_of_the_scales_too():
    """With their reasons, and what they are about."""
    told = json.loads(check_output(reports.judged("2020/T1")).data)["undantag"]
    files = {one["fil"] for one in told}
    assert {"content/skalor.yaml", "content/2020/T1/mal.yaml"} <= files
    assert all(one["gäller"] and one["motivering"] and one["rad"] for one in told)


def test_the_manifest_says_who_adopted_and_from_which_commit():
    """The commit only where somebody who knows says it; nothing else may stand in its place."""
    made = reports.judged("2022/T1").rapport
    adopted = {"av": "Arbetsmarknads- och socialnämnden", "datum": "2022-05-17"}
    assert adoption(made, {}) == {"fastställd": adopted}
    assert adoption(made, {"ASN_COMMIT": "f" * 40}) == {"fastställd": adopted, "commit": "f" * 40}
    assert adoption(made, {"ASN_COMMIT": "main; rm"}) == {"fastställd": adopted}


def test_the_reader_meets_the_exception_where_it_stands():
    """The overview of 2023 shows four green lights: the reason stands below it, and at the end."""
    page = reports.built("2023/T1")["html"]
    overview = page.index("t-malbedomning") if "t-malbedomning" in page else page.index("Bedömning per målområde")
    note = page.index("#undantag", overview)
    assert note - overview < 6000
    both = reports.built("2020/T1")["html"]
    assert both.count("Den korta sjukfrånvaron publicerades som gul") == 2
    assert both.count("Den långa sjukfrånvaron publicerades som grön") == 2


def test_whatever_rule_speaks_says_what_an_exception_would_be_about(tmp_path):
    """Each finding of each rule's wrong examples: something on one line, which holds for itself."""
    seen = 0
    for rule in RULES:
        for number, case in enumerate(one for one in example(rule.code).cases if one.expected):
            project = load_project(write(tmp_path / f"{rule.code}-{number}", written(case.files)))
            for made in project.rapporter:
                posts = tuple(made.med_undantag())
                for found in examine(made, project.tidigare(made), [rule]).fynd:
                    around = [post for post in posts if found.code == rule.code and is_within(found.place, post)]
                    if around:
                        values = stated_values(found, around[-1], spoken_words(READY_CLASSES))
                        assert values
                        assert all(value == " ".join(value.split()) for value in values), values
                        assert pin_difference(pinned_text((values,)), (values,)) is None
                        seen += 1
    assert seen > len(RULES)


def written(files):
    """An example's files, and a sheet for each report that has none of its own."""
    folders = {name.rpartition("/")[0] for name in files if name.count("/") == 2}
    made = dict(files)
    for folder in folders:
        names = sorted(name.rpartition("/")[2] for name in files if name.startswith(f"{folder}/"))
        rows = "".join(f"  - {{fil: {name}, rubrik: Avsnitt}}\n" for name in names)
        made.setdefault(f"{folder}/rapport.yaml", f"tillstånd: fastställd\navsnitt:\n{rows}")
    return made
