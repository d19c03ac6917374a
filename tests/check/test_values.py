"""One value of the published reports is changed, as a hand does that slips: mistakes, and what is only unusual."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mutation.ground import remembered_reading

from asn.check import RULES, examine
from asn.finding import Finding, Severity
from asn.load.project import load_project

ROOT = Path(__file__).parents[2]
WRONG = (
    ("2023/T1/ekonomi.yaml", "belopp: 27,8 mnkr", "belopp: 27,8 tkr", "E113"),
    ("2023/T1/ekonomi.yaml", "belopp: 5,9 mnkr", "belopp: 5 900 mnkr", "E113"),
    ("2023/T1/handelser.yaml", "ersättning: 420 kr", "ersättning: 420 tkr", "E113"),
    ("2020/T1/ekonomi.yaml", "covid_ifo: 1,3 mnkr", "covid_ifo: 1,3 tkr", "E110"),
    ("2020/T1/ekonomi.yaml", "belopp: -4,0 mnkr", "belopp: -4,0 mdkr", "E113"),
    ("2023/T1/ekonomi.yaml", "rubrik: Mot utfall 2022", "rubrik: Mot utfall 2021", "S016"),
    ("2023/T1/ekonomi.yaml", "helåret 2023", "helåret 2022", "S016"),
    ("2023/T1/mal.yaml", "Till och med april 2023 är", "Till och med april 2022 är", "T507"),
    ("2022/VB/ekonomi.yaml", "rubrik: Utfall 2021", "rubrik: Utfall 2020", "S016"),
    ("2022/VB/mal.yaml", "KKIK 2018–2022", "KKIK 2017–2021", "S016"),
    ("2025/plan/resurser.yaml", "tabellrubrik: Budget 2025", "tabellrubrik: Budget 2024", "S016"),
    ("2025/plan/resurser.yaml", "rubrik: Prognos 2024*", "rubrik: Prognos 2023*", "S016"),
    ("2022/T1/mal.yaml", "Pulsmätning januari–april 2022", "Pulsmätning januari–april 2021", "S016"),
    ("2022/T1/handelser.yaml", "löpande under hela 2022", "löpande under hela 2032", "T507"),
    ("2022/T1/handelser.yaml", "Den 19 april", "Den 31 april", "T507"),
    ("2023/T1/tillganglighet.yaml", "Den 12 mars", "Den 32 mars", "T507"),
    ("2022/VB/mal.yaml", "den 31 oktober 2022", "den 31 november 2022", "T507"),
    ("2020/T1/grundforutsattningar.yaml", "2019-09-24", "2019-09-31", "T507"),
    (
        "2023/T1/risker.yaml",
        (
            "Planering och åtgärder behöver sammanställas av IT- och digitaliseringsstaben.\n      "
            "Behovsanalyserna behöver komma i gång och göras effektivare."
        ),
        (
            "Risken är fortfarande hög, eftersom den nya tidplanen ännu inte har gett resultat.\n      "
            "Styrgruppen behöver tala mer om kraven och om genomförandet för att arbetet ska komma vidare."
        ),
        "T521",
    ),
    (
        "2022/T1/ekonomi.yaml",
        "källa: nettokostnad.socialpsykiatri.avvikelse_helår",
        "källa: nettokostnad.integration.avvikelse_helår",
        "E114",
    ),
    (
        "2022/T1/ekonomi.yaml",
        "källa: nettokostnad.missbruksvård.prognosförändring",
        "källa: nettokostnad.missbruksvård.avvikelse_helår",
        "E114",
    ),
    (
        "2023/T1/ekonomi.yaml",
        "källa: nettokostnad.resultat.prognosförändring",
        "källa: nettokostnad.resultat.avvikelse_helår",
        "E114",
    ),
    ("2020/T1/mal.yaml", "målnivå: <2555 år", "målnivå: <2255 år", "U405"),
    ("2020/T1/mal.yaml", "delmål: [<852 tertial]", "delmål: [<825 tertial]", "U405"),
    (
        "2022/VB/mal.yaml",
        "namn: Motiverade och kompetenta medarbetare med fokus på medborgarna",
        "namn: Motiverade och engagerade medarbetare med fokus på medborgarna",
        "H602",
    ),
    ("2023/T1/risker.yaml", "riskvärde: 16", "riskvärde: 17", "R305"),
    ("2022/T1/risker.yaml", "riskvärde: 15", "riskvärde: 150", "R305"),
    ("2025/plan/risker.yaml", "riskvärde: 16", "riskvärde: 20", "R301"),
    ("2025/plan/risker.yaml", "sannolikhet: 4", "sannolikhet: 6", "S005"),
    ("2022/T1/mal.yaml", "apr: röd", "apr: gul", "M210"),
    ("2022/VB/mal.yaml", "dec: grön", "dec: röd", "M210"),
    ("2022/VB/mal.yaml", "verksamhetsberättelsens bilaga 1", "verksamhetsberättelsens bilaga 8", "S015"),
    ("2025/plan/resurser.yaml", "prognos oktober", "prognos oktober, se bilaga 9", "U404"),
    ("2025/plan/omvarld.yaml", "[^vägval]\n", "[^vagval]\n", "U404"),
    ("2022/VB/ekonomi.yaml", "utfall: -27 809", "utfall: -72 809", "E112"),
    ("2022/T1/ekonomi.yaml", "utfall: 630", "utfall: 63 000", "E112"),
    ("2022/T1/ekonomi.yaml", "utfall: -680\n", "utfall: 680\n", "E112"),
    (
        "2022/T1/uppdrag.yaml",
        "Rekryteringen av en anhörigkonsulent pågår.",
        "Rekryteringen har avstannat och ligger efter planen.",
        "M211",
    ),
    ("2023/T1/tillganglighet.yaml", "De kan även föreskriva hjälpmedel.", "Arbetet är försenat.", "M211"),
    ("2022/VB/handelser.yaml", "text: |\n", "text: |\n      Hittills har tio avslutats.\n", "T522"),
    ("2022/T1/handelser.yaml", "som barn- och ungdomsenheten får", "som barn-och ungdomsnheten får", "T520"),
    (
        "2023/T1/mal.yaml",
        "Störst är minskningen i Försörjningsstödsenheten",
        "Störst är minskningen i Försörjningstödsenheten",
        "T520",
    ),
    ("2022/VB/mal.yaml", "Vuxenenheten var med", "Vuxnenheten var med", "T520"),
    ("2023/T1/mal.yaml", "sjukfrånvaro_2022: 6,72 %", "sjukfrånvaro_2022: 1,11 %", "S015"),
    ("2022/VB/mal.yaml", "utfall: 70 % gröna mål", "utfall: 90 % gröna mål", "S015"),
    ("2020/T1/ekonomi.yaml", "prognos: 14,6 mnkr", "prognos: 16,6 mnkr", "S015"),
)
"""A file, what stands in it, what is written instead, and the rule that must say so."""
RIGHT = (
    ("2023/T1/ekonomi.yaml", "belopp: 5,9 mnkr", "belopp: 900 tkr"),
    ("2023/T1/ekonomi.yaml", "belopp: 5,9 mnkr", "belopp: 0,2 mnkr"),
    ("2023/T1/handelser.yaml", "ersättning: 420 kr", "ersättning: 1 420 kr"),
    ("2023/T1/handelser.yaml", "ersättning: 420 kr", "ersättning: 0,4 tkr"),
    ("2022/T1/handelser.yaml", "löpande under hela 2022", "löpande under 2023–2032"),
    ("2022/T1/handelser.yaml", "Den 19 april", "Den 29 februari 2020"),
    ("2023/T1/risker.yaml", "riskvärde: 16", "riskvärde: 12"),
    ("2023/T1/tillganglighet.yaml", "De kan även föreskriva hjälpmedel.", "Se bilaga 4 till kommunplanen."),
    ("2022/VB/ekonomi.yaml", "rubrik: Utfall 2021", "rubrik: Utfall föregående år"),
    ("2022/T1/mal.yaml", "Pulsmätning januari–april 2022", "Pulsmätning januari–april"),
    ("2020/T1/ekonomi.yaml", "statsbidrag_sommarjobb: 0,8 mnkr", "statsbidrag_sommarjobb: 800 tkr"),
    ("2025/plan/inledning.yaml", "Takten måste öka", "Takten måste under 2029 öka"),
)
"""The same without anything to say."""


@pytest.fixture(scope="module", autouse=True)
def _once():
    """A file that isn't changed is read once."""
    with remembered_reading():
        yield


def _said(tmp_path: Path, file: str, old: str, new: str) -> Iterator[Finding]:
    """What is said of a changed copy and not of the untouched content, little by little: first of the file's report."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    path = tmp_path / "content" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    project = load_project(tmp_path)
    yield from (finding for finding in project.fynd if "2024/" not in finding.place.file)
    reports = [report for report in project.rapporter if not report.utkast]
    for report in sorted(reports, key=lambda report: not file.startswith(f"{report.namn}/")):
        yield from examine(report, project.tidigare(report), RULES).fynd


@pytest.mark.parametrize(("file", "old", "new", "code"), WRONG)
def test_a_wrong_value_is_found(file, old, new, code, tmp_path):
    """The rule that the mistake is of speaks."""
    assert any(found.code == code for found in _said(tmp_path, file, old, new))


@pytest.mark.parametrize(("file", "old", "new"), RIGHT)
def test_a_right_value_raises_no_alarm(file, old, new, tmp_path):
    """What is only unusual is neither an error nor a warning."""
    alarms = {Severity.FEL, Severity.VARNING}
    assert [found for found in _said(tmp_path, file, old, new) if found.severity in alarms] == []
