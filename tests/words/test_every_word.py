"""Every word that a report prints is the board's to change: none is fixed in code, template or style sheet."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import lxml.html
import pikepdf
from tests.archive.tree import read_tree
from tests.fixtures import content, history, reports
from tests.fixtures.pictures import ANNEX, png
from tests.fixtures.projects import REPO, loaded
from tests.fixtures.word import Word, text, val, w
from tests.test_buildable import dumped
from tests.words.charts import CHARTS, LONG, MONTHS, SCALE
from tests.words.nonsense import GROUPS, Marked, nonsense, ours

from asn.casefile import case_pages
from asn.compute import document
from asn.finding import Finding, Place, Severity
from asn.model.avsnitt import KIND_OF
from asn.model.avsnitt.matris import MEASURES
from asn.model.ord import Ord
from asn.model.record import record_in
from asn.model.report import Fastställande, Ärende
from asn.pdf_jobs import pdf_job
from asn.pipeline import pages_and_data
from asn.read import read_yaml
from asn.render.pdf import write_pdf
from asn.resources import Resources
from asn.schema.fields import ascii_letters
from asn.site.build import site_of

RESOURCES = Resources(REPO)
WORDS, FIELDS = nonsense()
MARKED = Marked(WORDS)
MARKED.known["Sammanfattning"] = WORDS.sammanfattning.rubrik
MARKED.known["Prognosen"] = WORDS.sammanfattning.prognos
MARKED.known["%"] = "%"
MARKED.known |= {month: getattr(WORDS.månader_kort, month[:3].lower()) for month in MONTHS}
MARKED.known |= {"utfall": "utfall", LONG: " ".join(["zc"] * 11)}
MARKED.known["Avvikelse"] = "zcavvikelse"
MARKED.known |= {year: year for year in ("2021", "2022", "2023", "U40455")}
ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "summary", "label", "data-kolumn")
FINDINGS = tuple(Finding(Place(f"zc{number}"), "M201", grave, "zc") for number, grave in enumerate(Severity))
DECISION = Fastställande(datum="2023-05-17", paragraf="zc1", av="zc", roll="zc")
CASE = Ärende(handläggare="zc", roll="zc", bakgrund="zc", överväganden="zc", skickas_till=("zc",))
MEETING, FORMATS = "sammanfattning.md", ("md", "html", "data", "pdf", "docx")

NOTED = {
    "slag": "text",
    "text": "Enligt avtalet[^a] den {{ datum | datum }}, {{ finns.inte }}, {{ a }}, {{ b }}.",
    "tal": {"a": "2 mdkr", "b": "3 procentenheter"},
    "fotnoter": [{"id": "a", "text": "Avtal."}],
}
PLAN = {
    "slag": "målplan",
    "målområde": "kvalitet",
    "nämndmål": [{"id": "a", "namn": "Mål", "indikatorer": [{"id": "b", "namn": "Indikator", "målnivå": "80 %"}]}],
}
WIDE = {
    "slag": "tabell",
    "id": "bred",
    "tabellrubrik": "Bred",
    "radrubrik": "Rad",
    "kolumner": [{"id": f"k{number}", "rubrik": f"Kolumn {number}", "slag": "tal"} for number in range(30)],
    "rader": [{"id": "a", "namn": "A", "celler": {f"k{number}": "1 234 567" for number in range(30)}}],
}
RESULT = {
    "slag": "belopp",
    "id": "netto",
    "tabellrubrik": "Netto",
    "kolumner": [
        {"id": "prognos", "rubrik": "Prognos", "roll": "prognos"},
        {"id": "budget", "rubrik": "Budget", "roll": "budget"},
        {"id": "förra", "rubrik": "Prognos T1", "roll": "prognos"},
        {"id": "avvikelse", "rubrik": "Avvikelse", "roll": "avvikelse", "av": "prognos", "minus": "budget"},
        {"id": "mot", "rubrik": "Mot T1", "roll": "jämförelse", "av": "prognos", "minus": "förra"},
    ],
    "rader": [
        {"id": "a", "namn": "A", "roll": "resultat", "belopp": {"prognos": "-3", "budget": "-2", "förra": "-4"}},
        {"id": "b", "namn": "B", "belopp": {"prognos": "-3", "budget": "-2"}},
    ],
}
LARGE = {
    **RESULT,
    "kommentarsgräns": {"värde": "10 %", "räknas_in": "nej"},
    "rader": [{"id": "a", "namn": "A", "belopp": {"prognos": "-3", "budget": "-2", "förra": "-4"}}],
}
FROM = {**LARGE, "id": "från", "kommentarsgräns": {"värde": "10 %", "räknas_in": "ja"}}
DIFFERENCES = {"slag": "beloppsposter", "poster": [{"namn": "A", "belopp": "-2 mnkr", "text": "Hjälp."}]}
MEASURED = {
    "slag": "matris",
    "id": "kkik",
    "tabellrubrik": "KKIK",
    "mätpunkter": [{"id": "2023", "rubrik": "2023"}],
    "rader": [
        {"id": "a", "namn": "A", "kolada": "U40455", "värden": {"2023": "46,2"}, "bedömningar": {"2023": "grön"}}
    ],
}
QUARTERS = {"år": 2023, "värde": "46,2", "kommuner": 241, "kvartiler": ["31,4", "40,1", "45,5"]}
KOLADA = {"nyckeltal": [{"id": "U40455", "namn": "A", "hämtades": "2025-05-12", "värden": [QUARTERS]}]}
SICK_LEAVE = {
    "slag": "sjukfrånvaro",
    "id": "sjuka",
    "mätpunkter": [{"id": "2023", "rubrik": "2023"}],
    "rader": [{"id": id_, "värden": {"2023": "6,2"} if id_ == "total" else {}} for id_ in MEASURES],
}
SICK_LEAVE["rader"][3]["få"] = ["2023"]
RISKS = {"slag": "risker", "id": "risker", "risker": [{"id": f"r{n}", "namn": f"Risk {n}"} for n in range(5)]}
PLACED = {
    "slag": "risker",
    "id": "placerade",
    "risker": [{"id": f"p{n}", "namn": f"Risk {n}", "sannolikhet": n, "konsekvens": 4} for n in range(1, 4)],
}
OWN_SCALE = {"skalor": [{"id": "egen", "namn": "Egen", "klasser": [{"bedömning": "ja"}, {"bedömning": "nej"}]}]}
UNITS = ["mottagningen", "vuxenenheten"]
_HALF = 2  # of four: each report is a draft and adopted, and every second one has nothing of a decision


def _of_units(light, units, areas=("kvalitet", "ekonomi")):
    """Goals of some målområden, each with the lights of some units."""
    told = [{"enhet": unit, "bedömning": light} for unit in units]
    made = ({"id": area, "namn": f"Mål {area}", "enheter": told} for area in areas)
    below = [{"slag": "mål", "målområde": goal["id"], "nämndmål": [goal]} for goal in made]
    return {"slag": "text", "underavsnitt": below}


GOAL = {"nämndmål": [{"id": "b", "namn": "Mål", "mäts_med": "Mått"}]}
UNSET = {"slag": "årshjul", "poster": [{"månad": "jan", "namn": f"Sak {n}"} for n in range(3)]}
ODD_SECTIONS = (
    PLACED,
    UNSET,
    {"slag": "text"},
    {"slag": "text", "rubrik": "Sammanfattning", "underavsnitt": [{"slag": "mål", "målområde": "kvalitet", **GOAL}]},
    NOTED,
    {"slag": "text", "bilaga": "1", "text": "Hjälp."},
    {"slag": "årshjul", "som_lista": "ja", "poster": [{"månad": "jan", "namn": "Bokslut"}]},
    {
        "slag": "mål",
        "nämndmål": [
            {"id": "a", "namn": "Mål", "bedömning": "grön", "månader": {"jan": "grön"}},
        ],
    },
    {"slag": "målplan", "målområde": "kvalitet", "nämndmål": [{"id": "a", "namn": "Mål"}]},
    {
        "slag": "matris",
        "id": "puls",
        "tabellrubrik": "Puls",
        "mätpunkter": [{"id": "jan", "rubrik": "Jan"}, {"id": "feb", "rubrik": "Feb"}],
        "rader": [
            {"id": "a", "namn": "Trivsel", "värden": {"jan": "4,5", "feb": "4,6"}},
            {"id": "b", "namn": "Tomt", "värden": {"jan": None}},
        ],
        "linjediagram": "Linjer",
    },
    {
        "slag": "belopp",
        "id": "luckor",
        "tabellrubrik": "Luckor",
        "kolumner": [{"id": "utfall", "rubrik": "Utfall", "roll": "utfall"}],
        "rader": [
            {"id": "a", "namn": "A", "belopp": {"utfall": "-12"}},
            {"id": "b", "namn": "B"},
        ],
        "diagram_av": [
            {"slag": "avvikelser", "kolumner": ["utfall"], "titel": "Luckor"},
            {"slag": "linjer", "kolumner": ["utfall"], "titel": "Linjer"},
        ],
    },
    {
        "slag": "tabell",
        "id": "volymer",
        "tabellrubrik": "Volymer",
        "radrubrik": "Volym",
        "kolumner": [{"id": "antal", "rubrik": "Antal", "slag": "tal"}],
        "rader": [{"id": "a", "namn": "A", "celler": {"antal": "12"}}],
        "diagram_av": [{"slag": "staplar", "kolumner": ["antal"], "titel": "Antal"}],
    },
)


def _loaded(periods, more=()):
    files = dict(more)
    for period, sections in periods.items():
        names = [f"a{number}.yaml" for number, _ in enumerate(sections)]
        plan = [{"fil": name, "rubrik": f"Avsnitt {name}"} for name in names]
        files[f"{period}/rapport.yaml"] = dumped({"tillstånd": "utkast", "datum": "2023-05-17", "avsnitt": plan})
        files |= {f"{period}/{name}": dumped(part) for name, part in zip(names, sections, strict=True)}
    with TemporaryDirectory() as folder:
        project = loaded(Path(folder), files)
    assert not project.fel_i, project.fynd
    return project


def _goals(*lights):
    goals = [{"id": f"mål_{n}", "namn": f"Mål {n}", "bedömning": light} for n, light in enumerate(lights)]
    return [{"slag": "mål", "målområde": "kvalitet", "nämndmål": goals}]


def _example(kind):
    """A kind's own example, for kinds whose cells must agree with each other, or that name a file."""
    if kind not in {"tabell", "planuppföljning", "bilaga"}:
        return None
    file = REPO / "cli" / "asn" / "model" / "avsnitt" / "exempel" / f"{ascii_letters(kind)}.yaml"
    made = read_yaml(file.name, file.read_bytes())[0].value
    return {**made, "fil": "bilagor/zc1.pdf"} if kind == "bilaga" else made


@cache
def _full():
    """Every kind of section with something in all its fields, and some that are special."""
    sections = [_example(name) or content.record(kind, 2) for name, kind in KIND_OF.items()]
    sections = [{**part, "id": f"nummer_{number}"} for number, part in enumerate(sections)]
    counted = next(part["id"] for part in sections if part["slag"] == "uppdrag")
    sections = [{**part, "avser": counted} if "avser" in part else part for part in sections]
    looks = {
        "utseende.yaml": dumped({"omslag": {"fil": "omslag.png", "alt": "Bild", "foto": "Anna"}}),
        "omslag.png": png(),
        "2023/T1/hjalp.png": png(),
        "2023/T1/bilagor/zc1.pdf": ANNEX,
    }
    return _loaded({"2023/T1": [*sections, *ODD_SECTIONS, WIDE]}, looks)


def _projects():
    yield _full()
    yield reports.project()
    for number in range(1, 13):
        yield _loaded({f"2023/M{number:02}": _goals(*["grön"] * number)})
    then = {"2022/VB": _goals("grön", "röd", "gul")}
    yield _loaded({**then, "2023/T1": _goals("gul", "gul", "gul", None, "röd", "röd")})
    yield _loaded({**then, "2023/T1": _goals("röd", "grön", "grön", "gul")})
    yield _loaded({**then, "2023/T1": _goals("grön", "röd", "gul")})
    many = {"2022/VB": _goals(*["grön"] * 3, *["röd"] * 3)}
    yield _loaded({**many, "2023/T1": _goals(*["röd"] * 3, *["grön"] * 3, *[None] * 3)})
    yield _loaded({"2023/T1": [{"slag": "text", "rubrik": "Tomt"}]})
    yield _loaded({"2023/T1": [RESULT]})
    yield _loaded({"2023/T1": [LARGE, FROM]})
    yield _loaded({"2023/T1": [DIFFERENCES]})
    yield _loaded({"2023/T1": CHARTS}, {"skalor.yaml": dumped({"skalor": [SCALE]})})
    for lights in (["ja"], ["ja"] * 2, ["ja"] * 3, ["ja", "nej"]):
        yield _loaded({"2023/T1": [{**_goals(*lights)[0], "skala": "egen"}]}, {"skalor.yaml": dumped(OWN_SCALE)})
    yield _loaded({"2023/T1": [*_goals(*["grön"] * 7, "gul"), RISKS]})
    yield _loaded({"2023/T1": [_of_units("grön", UNITS), _of_units(None, UNITS), _of_units(None, UNITS[:1])]})
    yield _loaded({"2023/plan": [PLAN], "2023/T1": [{"slag": "planuppföljning"}]})
    yield _loaded(
        {"2022/VB": _goals("grön"), "2023/T1": [{**_goals("ja")[0], "skala": "egen"}]},
        {"skalor.yaml": dumped(OWN_SCALE)},
    )
    years = {"id": "a", "namn": "Mål", "utfall": {"2022": "80 %", "2023": "85 %"}}
    yield _loaded({"2023/T1": [{"slag": "mål", "målområde": "kvalitet", "nämndmål": [years]}]})
    yield _loaded({"2023/T1": [SICK_LEAVE]})
    yield _loaded({"2023/T1": [MEASURED]}, {"kolada.yaml": dumped(KOLADA)})
    files = {f"2023/T1/{name}.json": _board(state) for name, state in (("a", "utkast"), ("b", "fastställd"))}
    boards = [{"id": name, "namn": f"Nämnd {name}", "fil": f"{name}.json"} for name in ("a", "b")]
    yield _loaded({"2023/T1": [{"slag": "samlade_mål", "nämnder": boards}]}, files)
    for columns in (LEVELS, BARE, TURNED):
        yield _loaded({"2023/T1": [_costs(columns)]})


def _board(state):
    """A board's data whose words are nobody's."""
    told = {"namn": "2023/T1", "titel": "zc1", "tillstånd": state, "datum": "2023-05-17"}
    goals = [{"id": "a", "namn": "zc1", "bedömning": "grön", "indikatorer": [{"bedömning": "gul"}]}]
    return json.dumps({"rapport": told, "avsnitt": [{"slag": "mål", "nämndmål": goals}]})


# Costs without minus: amounts alone, whose headings say only when or only what; and an outcome less its budget.
LEVELS, BARE = {"utfall": "2021", "budget": "2022", "prognos": "2023"}, {"prognos": "Prognosen"}
TURNED = {"utfall": "Utfall", "budget": "Helår", "avvikelse": "Avvikelse"}


def _costs(columns):
    """A table with a result, whose columns are by role and have these headings."""
    made = [{"id": role, "rubrik": told, "slag": "pengar", "roll": role} for role, told in columns.items()]
    made = [{**one, "av": "utfall", "minus": "budget"} if one["roll"] == "avvikelse" else one for one in made]
    cells = {role: "12" for role in columns if role != "avvikelse"}
    row = {"id": "netto", "namn": "Netto", "roll": "resultat", "celler": cells}
    table = {"slag": "tabell", "id": "netto", "tabellrubrik": "Netto", "radrubrik": "Verksamhet"}
    return {**table, "tecken": "kostnader positiva", "kolumner": made, "rader": [row]}


@cache
def documents():
    """Each report as a draft with something left to do, and as an adopted one."""
    made = []
    for project in _projects():
        for report in project.rapporter:
            earlier = tuple(MARKED.report(other) for other in project.tidigare(report))
            for state in ("utkast", "fastställd"):
                decided = len(made) % 4 < _HALF
                sheet = {"tillstånd": state, "paragraf": "zc1" if decided else None, "diarienummer": None}
                sheet |= {"fastställd": DECISION if decided else None, "ärende": CASE}
                sheet["beslut"] = ("zc1",) * (state == "utkast" and decided)
                marked = MARKED.report(report, **sheet)
                made.append(replace(document(marked, earlier, FINDINGS), föregående=marked, nästa=marked))
    return made


@cache
def site_files():
    """The site's own files, of reports where figures are told anew; and of none."""
    with TemporaryDirectory() as folder:
        project = loaded(Path(folder), history.FILES)
    adopted = [report for report in project.rapporter if not report.utkast]
    marked = [MARKED.report(report, fastställd=DECISION) for report in adopted]
    made = [document(report, marked[:number], ()) for number, report in enumerate(marked)]
    url = "https://zc.zc/"
    found = [*site_of(made, marked[-1], RESOURCES, url, FORMATS), *site_of([], marked[-1], RESOURCES, url, FORMATS)]
    return {(f"sajt {number}", one.name): one.data.decode() for number, one in enumerate(found)}


@cache
def _all_files():
    """What all of them become: the text of each file by the report's number and its name."""
    made = (
        (
            number,
            (*pages_and_data(one, RESOURCES, FORMATS), *case_pages(one, RESOURCES, ("a.pdf", "a.docx", "bilagor/a"))),
        )
        for number, one in enumerate(documents())
    )
    told = {
        (number, file.name): _told(file.name, file.data)
        for number, found in made
        for file in found
        if "bilder/" not in file.name
    }
    return told | site_files()


def files(*endings):
    """Those of them with some endings, or all."""
    return {key: text for key, text in _all_files().items() if not endings or key[1].endswith(endings)}


def _told(name, data):
    """A file's text: of a Word file what is read or heard of it, and what stands above and below its pages."""
    if not name.endswith(".docx"):
        return data.decode()
    word = Word(data)
    edges = [text(one) for tag in ("header", "footer") for one in word.edges(tag).values()]
    tables = [val(one) for tag in ("tblCaption", "tblDescription") for one in word.document.iter(w(tag))]
    # The letter to the board names the case's files.
    return re.sub(r"\([\w./-]+\)$", "", "\n".join((word.said, *edges, *tables)), flags=re.MULTILINE)


def seen(page):
    """All that is read or heard of a page: texts, attributes that are read out, and what its style sheet prints."""
    tree = lxml.html.document_fromstring(page)
    style = "".join(element.text for element in tree.iter("style"))
    yield from (told for part in re.findall(r"content:([^;}]*)", style) for told in re.findall(r'"([^"]*)"', part))
    for element in tree.iter():
        if element.tag == "style":
            continue
        yield from filter(None, (element.text, element.tail, *(element.get(name) for name in ATTRIBUTES)))
        if element.tag == "meta" and element.get("name") in {"author", "description"}:
            yield element.get("content")


@cache
def pdf_texts():
    """A draft with every kind of section on paper: its text, its headings and what its files are called."""
    project, made = _full(), documents()[0]
    with TemporaryDirectory() as folder:
        own = Path(folder, "templates", "stil", "webb.css")
        own.parent.mkdir(parents=True)
        own.write_text("p { color: black; }")
        job = pdf_job(project, made, Resources(Path(folder)))
    assert shutil.which("pdftotext"), "pdftotext is missing; install it with: sudo apt-get install poppler-utils"
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.pdf")
        file.write_bytes(write_pdf(job))
        command = ["pdftotext", "-raw", file, "-"]
        text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        with pikepdf.open(file) as pdf:
            spoken = [part for tag in read_tree(pdf).walk() for part in (tag.alt, *filter(is_text, tag.kids))]
    return (text, *seen(job.html)), [one.description for one in job.attachments], spoken


def is_text(kid):
    """Whether it is words, and not a tag below."""
    return isinstance(kid, str)


def test_markdown_has_no_word_of_ours():
    """Neither the report nor its summary."""
    found = files(".md")
    assert ours(re.sub(r"\]\([^)]*\)", "]", text) for text in found.values()) == set()
    assert sum(name == MEETING for _, name in found) == len(documents())


def test_word_has_no_word_of_ours():
    """Neither in the text nor around it, nor in what is read aloud of tables and pictures."""
    assert ours(files(".docx").values()) == set()


def test_the_web_page_has_no_word_of_ours():
    """Neither in sight nor for a screen reader."""
    assert ours(text for page in files(".html").values() for text in seen(page)) == set()


def test_paper_has_no_word_of_ours():
    """Neither on the pages nor at their feet, nor in what is read aloud of them."""
    texts, _, spoken = pdf_texts()
    assert ours(texts) == {"q"}, "the months' first letters, on the cover"
    assert sum("qx" in part for part in spoken) > 100


def test_every_word_is_used():
    """A word that nothing prints would be a promise that isn't kept."""
    texts, attachments, _ = pdf_texts()
    used = set(re.findall(r"qx\d+", "\n".join((*files().values(), *texts, *attachments)).lower()))
    assert {name for mark, name in FIELDS.items() if mark not in used} == set()


def test_there_are_words_to_look_at():
    """The fields are many, and each has its mark."""
    assert len(FIELDS) > 130
    assert len(FIELDS) == sum(len(record_in(Ord, group).model_fields) for group in GROUPS)
