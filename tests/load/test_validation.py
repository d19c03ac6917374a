"""What an editor is told of a file that doesn't fit the model: each fault, at its own characters, in Swedish.

In the cases ``⟦ ⟧`` marks where the finding stands; they are no part of the file.
"""

import pytest
from tests.fixtures.projects import loaded, report, told, unmarked

from asn.finding import Severity
from asn.model.avsnitt import KIND_OF

FILE = "content/2023/T1/avsnitt.yaml"
KINDS = f"{', '.join(sorted(KIND_OF))}."
FIELDS = "Här ska det stå fält med namn och värde, ett per rad."
LIST = "Här ska det stå en lista: en rad för varje post, som börjar med ett bindestreck."
COLON = "En text med kolon behöver citattecken omkring sig, eller |- efter nyckeln och texten på nästa rad."
LIGHTS = "grön, gul, röd"
MONTHS = "jan, feb, mar, apr, maj, jun, jul, aug, sep, okt, nov, dec"

RISK = "slag: risker\nrisker:\n  - id: a\n    namn: A\n    "
GOAL = "slag: mål\nnämndmål:\n  - id: a\n    namn: A\n    "
MONEY = "slag: belopp\nid: kostnad\ntabellrubrik: Kostnad\nkolumner:\n  - {id: utfall, rubrik: Utfall, roll: utfall}\n"
ROW = f"{MONEY}rader:\n  - {{id: a, namn: A, belopp: {{utfall: -1}}}}\n"
UNKNOWN = [
    ("nyckel", "slag: text\n⟦rubirk⟧: A\n", "S003 Fältet «rubirk» finns inte här. | Menade du rubrik?"),
    ("stor bokstav", "slag: text\n⟦Text⟧: A\n", "S008 «Text» kan inte vara nyckel. | Menade du «text»?"),
    ("i en post", RISK + "⟦sanolikhet⟧: 3\n", "S003 Fältet «sanolikhet» finns inte här. | Menade du sannolikhet?"),
    (
        "som förut hette not_",
        ROW.replace("namn: A,", 'namn: A, ⟦not_⟧: "*",'),
        "S003 Fältet «not_» finns inte här. | Menade du not?",
    ),
    ("utan prickar", RISK + "⟦atgarder⟧: []\n", "S003 Fältet «atgarder» finns inte här. | Menade du åtgärder?"),
    (
        "i en indikator",
        GOAL + "indikatorer:\n      - namn: B\n        ⟦målnvå⟧: 3\n",
        "S003 Fältet «målnvå» finns inte här. | Menade du målnivå?",
    ),
    (
        "i en enhets resultat",
        GOAL + "enheter:\n      - {enhet: mottagningen, ⟦bedömd⟧: grön}\n",
        "S003 Fältet «bedömd» finns inte här. | Menade du bedömning?",
    ),
    (
        "i ett underavsnitt",
        "slag: text\nunderavsnitt:\n  - slag: händelser\n    ⟦händelse⟧: []\n    händelser: []\n",
        "S003 Fältet «händelse» finns inte här. | Menade du händelser?",
    ),
    (
        "i en post i ett underavsnitts underavsnitt",
        (
            "slag: text\nunderavsnitt:\n  - slag: text\n    underavsnitt:\n      - slag: uppdrag\n        uppdrag:\n"
            "          - {id: a, namn: A, ⟦statuss⟧: grön}\n"
        ),
        "S003 Fältet «statuss» finns inte här. | Menade du status?",
    ),
    (
        "i ett undantag",
        RISK + "undantag:\n      - {regel: R301, ⟦motiv⟧: B, motivering: B}\n",
        "S003 Fältet «motiv» finns inte här. | Menade du motivering?",
    ),
    (
        "i kommentarsgränsen",
        ROW + "kommentarsgräns: {värde: 10 %, räknas_in: ja, ⟦gräns⟧: 3}\n",
        "S003 Fältet «gräns» finns inte här. | Fält som finns: värde, räknas_in.",
    ),
    (
        "i målplanens indikator",
        (
            "slag: målplan\nmålområde: kvalitet\nnämndmål:\n  - id: a\n    namn: A\n    indikatorer:\n"
            "      - {namn: B, ⟦underpunkt⟧: []}\n"
        ),
        "S003 Fältet «underpunkt» finns inte här. | Menade du underpunkter?",
    ),
    (
        "långt från alla",
        "slag: händelser\nhändelser:\n  - {⟦xyz⟧: 1, text: A}\n",
        "S003 Fältet «xyz» finns inte här. | Fält som finns: id, text.",
    ),
]
MISSING = [
    ("slag", "⟦⟧rubrik: A\n", "S004 Fältet «slag» saknas. | Skriv vilket slags avsnitt det är: " + KINDS),
    (
        "slag i ett underavsnitt",
        "slag: text\nunderavsnitt:\n  - ⟦rubrik: A⟧\n",
        "S004 Fältet «slag» saknas. | Skriv vilket slags avsnitt det är: " + KINDS,
    ),
    ("i avsnittet", "⟦⟧slag: risker\n", "S004 Fältet «risker» saknas. | Lägg till «risker:» med sitt värde."),
    (
        "i en post",
        "slag: risker\nrisker:\n  - ⟦id: a⟧\n",
        "S004 Fältet «namn» saknas. | Lägg till «namn:» med sitt värde.",
    ),
    (
        "i en post i en post",
        GOAL + "indikatorer:\n      - ⟦utfall: 3⟧\n",
        "S004 Fältet «namn» saknas. | Lägg till «namn:» med sitt värde.",
    ),
    (
        "i en grupp",
        ROW + "⟦kommentarsgräns⟧:\n  värde: 10 %\n",
        "S004 Fältet «räknas_in» saknas. | Lägg till «räknas_in:» med sitt värde.",
    ),
    (
        "i ett undantag",
        RISK + "undantag:\n      - ⟦regel: R301⟧\n",
        "S004 Fältet «motivering» saknas. | Lägg till «motivering:» med sitt värde.",
    ),
    (
        "i en flödespost",
        GOAL + "enheter:\n      - ⟦{bedömning: grön}⟧\n",
        "S004 Fältet «enhet» saknas. | Lägg till «enhet:» med sitt värde.",
    ),
    (
        "i ingående",
        (
            "slag: brygga\nid: b\ntabellrubrik: B\n⟦ingående⟧: {id: a, belopp: 2}\nändringar: []\n"
            "utgående: {id: c, namn: C, belopp: 1}\n"
        ),
        "S004 Fältet «namn» saknas. | Lägg till «namn:» med sitt värde.",
    ),
]
KIND = [
    ("okänt slag", "slag: ⟦risk⟧\n", "S005 «risk» är inget slags avsnitt. | Menade du risker?"),
    ("utan prickar", "slag: ⟦uppdragg⟧\n", "S005 «uppdragg» är inget slags avsnitt. | Menade du uppdrag?"),
    ("långt från alla", "slag: ⟦xyz⟧\n", "S005 «xyz» är inget slags avsnitt. | " + KINDS),
    (
        "i ett underavsnitt",
        "slag: text\nunderavsnitt:\n  - slag: ⟦texter⟧\n",
        "S005 «texter» är inget slags avsnitt. | Menade du text?",
    ),
    ("en lista", "slag: ⟦[text]⟧\n", "S005 Här ska det stå ett slags avsnitt, inte en lista. | " + KINDS),
    ("tomt", "slag:⟦⟧\nrubrik: A\n", "S005 Här ska det stå ett slags avsnitt. | " + KINDS),
]
TEXT = [
    ("lista", "slag: text\nrubrik: ⟦[A, B]⟧\n", "S005 Här ska det stå text, inte en lista."),
    ("fält", "slag: text\nrubrik: ⟦{a: b}⟧\n", "S005 Här ska det stå text, inte flera fält. | " + COLON),
    ("true", "slag: text\nrubrik: ⟦true⟧\n", "S005 Här ska det stå text, inte true."),
    ("tomt", "slag: risker\nrisker:\n  - {id: a, namn:⟦⟧ }\n", "S005 Här ska det stå text."),
    ("tomma citat", 'slag: risker\nrisker:\n  - {id: a, namn: ⟦""⟧}\n', "S005 Här ska det stå text."),
    ("prosa som lista", "slag: text\ntext:\n  ⟦- A\n  - B⟧\n", "S005 Här ska det stå text, inte en lista."),
    (
        "prosa som fält",
        "slag: text\ntext:\n  ⟦obs: viktigt⟧\n",
        "S005 Här ska det stå text, inte flera fält. | " + COLON,
    ),
    (
        "åtgärd med kolon",
        RISK + "åtgärder:\n      - ⟦utbildning: alla går kursen⟧\n",
        "S005 Här ska det stå text, inte flera fält. | " + COLON,
    ),
]
ID = [
    (
        "versal",
        "slag: text\nid: ⟦Mål⟧\n",
        "S005 «Mål» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först.",
    ),
    (
        "bindestreck",
        "slag: text\nid: ⟦mål-kvalitet⟧\n",
        "S005 «mål-kvalitet» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först.",
    ),
    (
        "som nyckel",
        "slag: text\ntal:\n  ⟦2023⟧: 3 %\n",
        "S005 «2023» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först: år_2023.",
    ),
    (
        "som nyckel i en rad",
        MONEY + "rader:\n  - {id: a, namn: A, belopp: {⟦2023⟧: 3}}\n",
        "S005 «2023» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först: år_2023.",
    ),
    ("lista", "slag: text\nid: ⟦[a]⟧\n", "S005 Här ska det stå ett id, inte en lista."),
]
NUMBER = [
    (
        "decimalpunkt",
        MONEY + "rader:\n  - {id: a, namn: A, belopp: {utfall: ⟦-1.5⟧}}\n",
        "S005 «-1.5» är inget svenskt tal. Skriv decimalkomma: -1,5.",
    ),
    (
        "ord",
        MONEY + "rader:\n  - {id: a, namn: A, belopp: {utfall: ⟦ett⟧}}\n",
        "S005 «ett» är inget tal. Skriv till exempel 4,53 eller -29 390.",
    ),
    (
        "mellanslag efter kommat",
        MONEY + 'rader:\n  - {id: a, namn: A, belopp: {utfall: ⟦"1, 5"⟧}}\n',
        "S005 «1, 5» har ett mellanslag efter kommat. Skriv 1,5.",
    ),
    (
        "understreck",
        MONEY + "rader:\n  - {id: a, namn: A, belopp: {utfall: ⟦1_500⟧}}\n",
        "S005 «1_500» är inget tal. Skriv tusental med mellanslag: 1 500.",
    ),
    (
        "enhet där ingen hör hemma",
        MONEY + "rader:\n  - {id: a, namn: A, belopp: {utfall: ⟦3 tkr⟧}}\n",
        "S005 «3 tkr» är inget tal. Skriv till exempel 4,53 eller -29 390.",
    ),
    (
        "för många siffror",
        MONEY + f"rader:\n  - {{id: a, namn: A, belopp: {{utfall: ⟦{'9' * 18}⟧}}}}\n",
        "S005 Talet har för många siffror; högst 17 går att räkna exakt med.",
    ),
    (
        "lista",
        MONEY + "rader:\n  - {id: a, namn: A, belopp: {utfall: ⟦[3]⟧}}\n",
        "S005 Här ska det stå ett tal, inte en lista.",
    ),
    (
        "mängd i ord",
        "slag: text\ntal:\n  andel: ⟦många procent⟧\n",
        "S005 «många procent» är inget tal. Skriv till exempel 4,53 eller -29 390.",
    ),
    ("mängd som saknas", "slag: text\ntal:\n  andel:⟦⟧\n", "S005 Här ska det stå ett tal med enhet."),
    ("mått som lista", GOAL + "utfall: ⟦[3]⟧\n", "S005 Här ska det stå ett värde, inte en lista."),
    ("mått som true", GOAL + "utfall: ⟦true⟧\n", "S005 Här ska det stå ett värde, inte true."),
    (
        "heltal med komma",
        RISK + "sannolikhet: ⟦3,5⟧\n",
        "S005 «3,5» är inget heltal. | Skriv ett tal utan decimaler, med siffror: 3.",
    ),
    (
        "heltal i ord",
        RISK + "sannolikhet: ⟦tre⟧\n",
        "S005 «tre» är inget heltal. | Skriv ett tal utan decimaler, med siffror: 3.",
    ),
    (
        "negativt heltal",
        RISK + "riskvärde: ⟦-3⟧\n",
        "S005 «-3» är inget heltal. | Skriv ett tal utan decimaler, med siffror: 3.",
    ),
    ("sannolikhet utanför skalan", RISK + "sannolikhet: ⟦0⟧\n", "S005 0 är inget av värdena 1 till 5."),
    ("konsekvens utanför skalan", RISK + "konsekvens: ⟦6⟧\n", "S005 6 är inget av värdena 1 till 5."),
    ("heltal som fält", RISK + "riskvärde: ⟦{a: 3}⟧\n", "S005 Här ska det stå ett heltal, inte flera fält."),
]
CHOICE = [
    ("versal", RISK + "bedömning: ⟦Grön⟧\n", f"S005 «Grön» är inget av {LIGHTS}. | Menade du grön?"),
    ("bokstav", RISK + "bedömning: ⟦G⟧\n", f"S005 «G» är inget av {LIGHTS}. | Menade du grön eller gul?"),
    ("stavfel", RISK + "bedömning: ⟦rod⟧\n", f"S005 «rod» är inget av {LIGHTS}. | Menade du röd?"),
    ("engelska", RISK + "bedömning: ⟦green⟧\n", f"S005 «green» är inget av {LIGHTS}. | Menade du grön?"),
    ("långt från alla", RISK + "bedömning: ⟦blå⟧\n", f"S005 «blå» är inget av {LIGHTS}."),
    ("true", RISK + "bedömning: ⟦true⟧\n", "S005 Här ska det stå ett ljus, inte true."),
    (
        "månad",
        "slag: årshjul\nposter:\n  - {månad: ⟦januari⟧, namn: A}\n",
        f"S005 «januari» är inget av {MONTHS}. | Menade du jan?",
    ),
    (
        "månad som nyckel",
        GOAL + "månader: {⟦janu⟧: grön}\n",
        f"S005 «janu» är inget av {MONTHS}. | Menade du jan?",
    ),
    (
        "ljus under en månad",
        GOAL + "månader: {jan: grön, feb: ⟦gult⟧}\n",
        f"S005 «gult» är inget av {LIGHTS}. | Menade du gul?",
    ),
    (
        "roll",
        MONEY.replace("roll: utfall", "roll: ⟦utfal⟧") + "rader: []\n",
        "S005 «utfal» är inget av utfall, budget, prognos, avvikelse, förändring, jämförelse. | Menade du utfall?",
    ),
    (
        "roll utan värde",
        MONEY.replace("roll: utfall", "roll:⟦⟧ ") + "rader: []\n",
        "S005 Här ska det stå ett av utfall, budget, prognos, avvikelse, förändring, jämförelse.",
    ),
    (
        "roll som lista",
        MONEY.replace("roll: utfall", "roll: ⟦[utfall]⟧") + "rader: []\n",
        "S005 Här ska det stå ett av utfall, budget, prognos, avvikelse, förändring, jämförelse, inte en lista.",
    ),
    ("enhet", ROW + "enhet: ⟦Tkr⟧\n", "S005 «Tkr» är inget av kr, tkr, mnkr, mdkr. | Menade du tkr?"),
    (
        "riktning",
        GOAL + "riktning: ⟦uppåt⟧\n",
        "S005 «uppåt» är inget av upp, ner. | Menade du upp?",
    ),
    ("ja eller nej", GOAL.replace("nämndmål", "liggande: ⟦kanske⟧\nnämndmål"), "S005 Skriv ja eller nej."),
    (
        "regelns form",
        RISK + "undantag:\n      - {regel: ⟦m201⟧, motivering: B}\n",
        "S005 «m201» har fel form här. | En regels kod är en versal och tre siffror: M201.",
    ),
]
POINT = f"S005 {LIST} | Skriv ett streck och ett mellanslag framför varje punkt: - {{}}"
RECORD = f"S005 {LIST} | Börja varje post med ett streck, ett mellanslag och ett fält: - {{}}: …"
SHAPE = [
    ("text i stället för lista", "slag: risker\nrisker: ⟦inga⟧\n", RECORD.format("id")),
    ("text i stället för händelser", "slag: händelser\nhändelser:\n  ⟦-Hej⟧\n", RECORD.format("text")),
    ("text i stället för punkter", RISK + "åtgärder: ⟦Samarbete⟧\n", POINT.format("Samarbete")),
    (
        "streck utan mellanslag",
        RISK + "åtgärder:\n      ⟦-Samarbete med högskolan\n      -Utbildning⟧\n",
        POINT.format("Samarbete med högskolan"),
    ),
    (
        "punkter i ett textblock",
        RISK + "åtgärder: ⟦|-\n      Samarbete\n      Utbildning⟧\n",
        POINT.format("Samarbete"),
    ),
    (
        "en lång text",
        RISK + "åtgärder: ⟦Samarbete med högskolan om praktik för studenter i årskurs tre⟧\n",
        POINT.format("Samarbete med högskolan om praktik för studenter i årskurs …"),
    ),
    ("fält i stället för lista", "slag: risker\nrisker:\n  ⟦id: a\n  namn: A⟧\n", "S005 " + LIST),
    ("text i stället för post", "slag: risker\nrisker:\n  - ⟦Brand⟧\n", "S005 " + FIELDS),
    ("text i stället för grupp", "slag: text\ntal: ⟦3 %⟧\n", "S005 " + FIELDS),
    ("lista i stället för grupp", "slag: text\ntal:\n  ⟦- 3 %⟧\n", "S005 " + FIELDS),
    ("lista i stället för fält", ROW + "kommentarsgräns: ⟦[10 %]⟧\n", "S005 " + FIELDS),
    ("text i stället för fält", ROW + "kommentarsgräns: ⟦10 %⟧\n", "S005 " + FIELDS),
    ("tom punkt", "slag: händelser\nhändelser:\n  -⟦⟧\n", "S005 " + FIELDS),
    ("en lista som fil", "⟦- slag: text⟧\n", "S005 " + FIELDS),
    ("text som fil", "⟦Hej på dig⟧\n", "S005 " + FIELDS),
    ("text som underavsnitt", "slag: text\nunderavsnitt:\n  - ⟦Hej⟧\n", "S005 " + FIELDS),
    ("underavsnitt utan lista", "slag: text\nunderavsnitt: ⟦text⟧\n", RECORD.format("slag")),
]
GROUPS = (UNKNOWN, MISSING, KIND, TEXT, ID, NUMBER, CHOICE, SHAPE)
CASES = [
    pytest.param(text, said, id=f"{number}-{name}") for number, group in enumerate(GROUPS) for name, text, said in group
]


@pytest.mark.parametrize(("text", "said"), CASES)
def test_a_fault_is_told_once_at_its_own_characters(text, said, tmp_path):
    """One fault gives one finding: its place from the first character to the last, what is wrong and what is right."""
    plain, places = unmarked(text, FILE)
    found = loaded(tmp_path, report(plain)).fynd
    assert [told(one) for one in found] == [said]
    assert [one.place for one in found] == places
    assert {one.severity for one in found} == {Severity.FEL}


@pytest.mark.parametrize("grade", [1, 5])
def test_the_ends_of_the_scale_are_on_it(grade, tmp_path):
    """Likelihood and consequence are graded 1-5, both ends counted in."""
    text = RISK + f"sannolikhet: {grade}\n    konsekvens: {grade}\n"
    assert loaded(tmp_path, report(text)).fynd == ()


def test_there_are_cases_enough():
    """Each kind of field has been written wrongly in several ways."""
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            RISK + "⟦sanolikhet⟧: 3\n    riskvärde: ⟦fyra⟧\n",
            [
                "S003 Fältet «sanolikhet» finns inte här. | Menade du sannolikhet?",
                "S005 «fyra» är inget heltal. | Skriv ett tal utan decimaler, med siffror: 3.",
            ],
        ),
        (
            "slag: risker\nrisker:\n  - ⟦bedömning: ⟦grn⟧⟧\n".replace("⟦bedömning: ⟦grn⟧⟧", "⟦sannolikhet: 3⟧"),
            [
                "S004 Fältet «id» saknas. | Lägg till «id:» med sitt värde.",
                "S004 Fältet «namn» saknas. | Lägg till «namn:» med sitt värde.",
            ],
        ),
        (
            GOAL + "månader: {⟦janu⟧: ⟦true⟧}\n",
            [
                f"S005 «janu» är inget av {MONTHS}. | Menade du jan?",
                "S005 Här ska det stå ett ljus, inte true.",
            ],
        ),
        (
            "slag: text\ntal: {⟦2023⟧: ⟦x⟧}\nunderavsnitt:\n  - {slag: ⟦x⟧}\n  - {slag: text, ⟦rubirk⟧: B}\n",
            [
                "S005 «2023» kan inte vara ett id. Skriv små bokstäver, siffror och _, med en bokstav först: år_2023.",
                "S005 «x» är inget tal. Skriv till exempel 4,53 eller -29 390.",
                "S005 «x» är inget slags avsnitt. | " + KINDS,
                "S003 Fältet «rubirk» finns inte här. | Menade du rubrik?",
            ],
        ),
    ],
    ids=["på en post", "saknas", "nyckel och värde", "i hela filen"],
)
def test_every_fault_of_a_file_is_told(text, said, tmp_path):
    """No fault hides another: an editor mends them all in one go."""
    plain, places = unmarked(text, FILE)
    found = loaded(tmp_path, report(plain)).fynd
    assert [told(one) for one in found] == said
    assert [one.place for one in found] == (places if len(places) == len(said) else places * len(said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("⟦⟧avsnitt: []\n", "S004 Fältet «tillstånd» saknas. | Lägg till «tillstånd:» med sitt värde."),
        (
            "tillstånd: ⟦klar⟧\n",
            "S005 «klar» är inget av utkast, fastställd.",
        ),
        ("tillstånd: ⟦utkst⟧\n", "S005 «utkst» är inget av utkast, fastställd. | Menade du utkast?"),
        (
            "tillstånd: utkast\ndatum: ⟦17 maj 2023⟧\n",
            "S005 «17 maj 2023» är inget datum. Skriv år-månad-dag: 2023-05-17.",
        ),
        (
            "tillstånd: utkast\ndatum: ⟦2023-02-30⟧\n",
            "S005 Datumet 2023-02-30 finns inte i almanackan.",
        ),
        ("tillstånd: utkast\ndatum: ⟦[2023-02-28]⟧\n", "S005 Här ska det stå ett datum, inte en lista."),
        ("tillstånd: utkast\n⟦dattum⟧: 2023-02-28\n", "S003 Fältet «dattum» finns inte här. | Menade du datum?"),
        (
            "tillstånd: utkast\navsnitt:\n  - {fil: ⟦Händelser.yaml⟧, rubrik: A}\n",
            "S005 «Händelser.yaml» är inget filnamn här. Skriv a–z, siffror, - eller _ och .yaml: handelser.yaml.",
        ),
        (
            "tillstånd: utkast\navsnitt:\n  - {fil: ⟦../../hemlig.yaml⟧, rubrik: A}\n",
            "S005 «../../hemlig.yaml» är inget filnamn här. Skriv a–z, siffror, - eller _ och .yaml: handelser.yaml.",
        ),
        (
            "tillstånd: utkast\navsnitt:\n  - {fil: a.yaml, rubrik: A, ⟦oblig⟧: ja}\n",
            "S003 Fältet «oblig» finns inte här. | Menade du obligatoriskt?",
        ),
        ("⟦⟧", f"S005 {FIELDS}"),
    ],
)
def test_the_report_sheet_is_told_of_the_same_way(text, said, tmp_path):
    """rapport.yaml is a record like any other."""
    plain, places = unmarked(text, "content/2023/T1/rapport.yaml")
    found = loaded(tmp_path, {"2023/T1/rapport.yaml": plain}).fynd
    assert [told(one) for one in found] == [said]
    assert [one.place for one in found] == places


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "enheter.yaml",
            "enheter:\n  - {id: a, namn: A, från: ⟦23⟧}\n",
            "S005 23 är inget årtal mellan 1990 och 2100.",
        ),
        (
            "enheter.yaml",
            "enheter:\n  - {id: a, ⟦nam⟧: A, namn: B}\n",
            "S003 Fältet «nam» finns inte här. | Menade du namn?",
        ),
        (
            "namnd.yaml",
            "nämnd:\n  namn: A\n  förkortning: A\n  kommun: K\n  kommunkod: ⟦123⟧\n  förvaltning: F\n",
            'S005 «123» har fel form här. | Kommunkoden är fyra siffror, inom citattecken: "0180".',
        ),
        ("malomraden.yaml", "⟦⟧områden: []\n", None),
        (
            "malomraden.yaml",
            "målområden:\n  - ⟦{id: a, kort: A, namn: A}⟧\n",
            "S004 Fältet «från» saknas. | Lägg till «från:» med sitt värde.",
        ),
        (
            "skalor.yaml",
            "skalor:\n  - id: a\n    namn: A\n    klasser:\n      - {bedömning: bra, tecken: ⟦kvadrt⟧}\n",
            (
                "S005 «kvadrt» är inget av cirkel, halvcirkel, triangel, romb, kvadrat, kryss, spets, ring. "
                "| Menade du kvadrat?"
            ),
        ),
        (
            "rapportslag.yaml",
            "rapportslag:\n  - {id: a, namn: A, filnamn: ⟦A b⟧, perioder: [T1], avsnitt: []}\n",
            (
                "S005 «A b» har fel form här. | "
                "Skriv små bokstäver a–z, siffror och -; {nummer}, {månad}, {år} och {period} fylls i."
            ),
        ),
    ],
)
def test_a_register_is_told_of_the_same_way(name, text, said, tmp_path):
    """A fault in a register is told at its place, and no report is read on the ground of half a register."""
    plain, places = unmarked(text, f"content/{name}")
    project = loaded(tmp_path, {**report("slag: text\n"), name: plain})
    assert project.rapporter == ()
    assert project.fel_i == ("2023/T1",)
    if said:
        assert [told(one) for one in project.fynd] == [said]
        assert [one.place for one in project.fynd] == places
    else:
        assert {one.code for one in project.fynd} == {"S003", "S004"}


def test_a_field_that_python_has_another_word_for_has_its_place(tmp_path):
    """What is said of a note's sign is said where it stands."""
    text, places = unmarked(ROW.replace("namn: A,", "namn: A, not: ⟦x⟧,"), FILE)
    (section,) = loaded(tmp_path, report(text)).rapport("2023/T1").avsnitt
    (row,) = section.rader
    (steps,) = [steps for steps, value in row.texts() if value == "x"]
    assert row.within(steps, 0, 1) == places[0]
    assert row.at("not") == places[0]
