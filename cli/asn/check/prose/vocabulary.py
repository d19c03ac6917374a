"""The words by which a sentence tells a figure of a table: names, what the figure is, and words that change nothing.

Each is given with the endings that it can have. A word that isn't here may mean anything.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from asn.check.prose.cues import Doubt, cues, own_words
from asn.model.report import Rapport, month_name

DEFICIT, SURPLUS, DEVIATION = "underskott", "överskott", "avvikelse"
FORECAST, BUDGET, COST, OUTCOME = "prognos", "budget", "kostnad", "utfall"
DEVIATIONS = frozenset((DEFICIT, SURPLUS, DEVIATION))
_ROLES = {
    DEFICIT: re.compile(r"(?:budget)?underskott(?:et)?|minus(?:et)?"),
    SURPLUS: re.compile(r"(?:budget)?överskott(?:et)?|plus(?:et)?"),
    DEVIATION: re.compile(r"(?:netto|budget)?avvikelsen?|avviker|avvek"),
    FORECAST: re.compile(r"(?:helårs|års)?prognos(?:en)?"),
    BUDGET: re.compile(r"(?:helårs|års)?budget(?:en|ram|ramen)?"),
    COST: re.compile(r"(?:helårs|års|netto)?utfall(?:et)?|nettokostnad(?:en|er|erna)?"),
}
# The roles of the columns that a figure can then stand in.
_DIFFERENCES = {"avvikelse", "förändring", "jämförelse"}
COLUMNS = {
    DEFICIT: _DIFFERENCES,
    SURPLUS: _DIFFERENCES,
    DEVIATION: _DIFFERENCES,
    FORECAST: {"prognos"},
    BUDGET: {"budget"},
    COST: {"utfall", "prognos"},
    OUTCOME: {"utfall"},
}
PAST = frozenset(
    ("hade", "blev", "var", "låg", "uppgick", "visade", "redovisade", "gick", "gav", "fick", "landade", "avvek")
)
PREPOSITIONS = frozenset(("på", "om", "till", "med", "för", "mot", "i", "inom"))
JOINING = frozenset(("och", "men", "medan", "samt"))
# A budget that is expected is the next one, and a deficit that was expected is the forecast's of that time.
EXPECTING = re.compile(
    r"få[rs]?|ger?|blir?|prognos(?:ti|tic)sera\w+|(?:beräkna|förvänta)(?:s|t|d|de|r)|väntas|bedöms|räknar|pekar"
)
ALTOGETHER = re.compile(r"total[ta]?|totalt|samman(?:lagt|taget)|saml(?:ad|at|ade)")
_PLAIN = re.compile(
    "|".join(
        (
            *PAST,
            *PREPOSITIONS,
            *(EXPECTING.pattern, ALTOGETHER.pattern),
            r"(?:upp)?visa(?:r|s)?|redovisa(?:r|s|t|d|de)?|har?|göra?|går?|är|ligger|uppgår?|landar?|hamnar?|slutar?",
            r"finns|noter(?:ar|as)|(?:upp)?nå[rs]?|genererar?|ett?|en|de[nt]?|sin|sitt|resultat(?:et)?",
            r"(?:nega|posi)tiv[ta]?|ekonomisk[ta]?|stor[ta]?|största?|litet|periodens?|delårets?|helår(?:ets?)?|årets?",
            r"nu|hittills|alltså|därmed|också|även|fortfarande",
            r"cirka|ca|omkring|ungefär|runt|drygt|knappt|nästan|närmare",
        )
    )
)
# Rows that are called so are rather spoken of than named: «övrigt underskott».
_NO_NAMES = frozenset(("övrigt", "övriga", "summa", "totalt", "kostnader", "intäkter", "resultat", "netto"))
_SHORT = 5  # a word of fewer letters isn't bent: och, för, IFO
_ORDINALS = {"T1": "första tertialet|tertial (?:1|ett)", "T2": "andra tertialet|tertial (?:2|två)"}


def role(word: str) -> str:
    """What a word, in small letters, says that a figure is; nothing if it says something else."""
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(word)), "")


def is_plain(word: str) -> bool:
    """Whether a word, in small letters, leaves a figure beside it as it is."""
    return bool(_PLAIN.fullmatch(word))


@dataclass(frozen=True, slots=True)
class Words:
    """A report's own words: its names, what there means now, and what looks like another place or time and isn't."""

    names: re.Pattern[str]
    keys: tuple[str, ...]  # in the order of the pattern's groups
    now: re.Pattern[str]
    own: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], report: Rapport) -> "Words":
        """The words of a report; its names are given in small letters."""
        longest = sorted({*names} - _NO_NAMES, key=len, reverse=True)
        first, last = (month_name(number) for number in report.månader)
        now = (
            rf"{first}(?: ?[–-] ?| till(?: och med)? ){last}|{first[:3]}\.?[–-]{last[:3]}\.?",
            rf"(?:till och med|t\.?o\.?m\.?|per) {last}|(?:år )?{report.år}|i år|i dag",
            r"(?:under|för|på) (?:perioden|delåret|året|helåret|helår)",
            rf"(?:under |för |efter )?(?:{_ORDINALS.get(report.period, '(?!)')})",
        )
        return cls(
            re.compile("|".join(rf"({_bent(name)})" for name in longest) or r"(?!)"),
            tuple(longest),
            re.compile(rf"\b(?:{'|'.join(now)})(?!\w)"),
            own_words(report),
        )

    def doubts(self, text: str) -> set[Doubt]:
        """What some words make a statement beside them be about, but for this board and this period."""
        return {cue.doubt for cue in cues(text, self.own)}


def _bent(name: str) -> str:
    """A pattern for a name, also in definite form and genitive."""
    return r"(?<![\w-])" + r"\s+".join(map(_bent_word, name.split())) + r"(?![\w-])"


def _bent_word(word: str) -> str:
    if word in {"&", "och"}:
        return "(?:&|och)"
    known = re.escape(word)
    if len(word) < _SHORT or not word.isalpha():
        return rf"{known}s?" if word.isalpha() else known
    forms = rf"{known}(?:e?ns?|e?ts?|na?s?|s)?"
    return rf"(?:{forms}|{known[:-1]}a)" if word.endswith("t") else forms
