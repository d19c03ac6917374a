"""Every rule, family by family. Codes are never reused."""

from asn.check import (
    accessibility,
    adoption,
    assignments,
    boards,
    completeness,
    economy,
    examination,
    goals,
    history,
    imports,
    kolada,
    privacy,
    prose,
    readability,
    risks,
    sick_leave,
    structure,
)
from asn.check.contrast import CODE as CONTRAST
from asn.check.rule import Rule
from asn.imports.mapping import TITLES as IMPORTING

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *examination.RULES,
    *economy.RULES,
    *goals.RULES,
    *risks.RULES,
    *assignments.RULES,
    *history.RULES,
    *prose.RULES,
    *readability.RULES,
    *privacy.RULES,
    *accessibility.RULES,
    *completeness.RULES,
    *adoption.RULES,
    *sick_leave.RULES,
    *imports.RULES,
    *kolada.RULES,
    *boards.RULES,
)

# What reading and loading say before there is a report to judge.
LOADING = {
    CONTRAST: "Färger med för låg kontrast",
    "S001": "Filen går inte att läsa som YAML",
    "S002": "Samma nyckel eller id två gånger",
    "S003": "Okänt fält",
    "S004": "Fält saknas",
    "S005": "Fel slags värde",
    "S006": "Filen är inte UTF-8",
    "S007": "Tecken som inte syns eller som vänder texten",
    "S008": "För stort, för djupt eller YAML som kan läsas på två sätt",
    "S009": "Fil som inte används, eller som saknas",
    "S010": "Sökväg som leder ut ur projektet",
    "S012": "Text som klipps av vid #",
    "S015": "Undantag för något som har ändrats",
    "S018": "Dold fil eller länk i innehållet",
    "S017": "Tecken som rapportens typsnitt saknar",
    "S020": "Bild, typsnitt eller bilaga som inte går att använda",
    "S021": "Innehåll som inte får plats i PDF:en",
    "S014": "Undantag som inte behövs längre",
    "U404": "Hänvisning som inte leder någonstans",
}

# Of these, what is a warning; all else that loading and importing say is an error.
DOUBTS = frozenset({"S012", "S014", "X106", "X107", "X110", "X113"})


def titles() -> dict[str, str]:
    """Each code's short title in Swedish."""
    return LOADING | IMPORTING | {rule.code: rule.title for rule in RULES}
