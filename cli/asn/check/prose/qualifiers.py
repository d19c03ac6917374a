"""Words that say that a sentence is about something else than this board, here, now and for certain.

They tell another place or time, a condition, an intention, another measure, a denial, or that somebody else says so.
Swedish bends its words, so each is given as a stem with its endings.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from asn.model.fields import MONTHS
from asn.model.report import Rapport


class Doubt(Enum):
    """What a word makes a sentence be about."""

    PLATS = "plats"
    TID = "tid"
    VILLKOR = "villkor"
    AVSIKT = "avsikt"
    MÅTT = "mått"
    NEKANDE = "nekande"
    ANFÖRING = "anföring"


class Cue(NamedTuple):
    """A word or phrase of a text: where it stands, and what it makes its sentence be about."""

    start: int
    end: int
    doubt: Doubt


_EN, _ET = "(?:en|ens|er|ers|erna|ernas|s)?", "(?:et|ets|en|ens|s)?"
_SEASONS = "(?:vinter|vår|sommar|höst|jul|semester|påsk|ferie)"
_MONTHS = "|".join(MONTHS)
_WORDS = {
    Doubt.PLATS: (
        rf"\w+kommun{_EN}", r"kommun(?:s|er|ers|erna|ernas)?", r"kommun(?:koncern|styrelse|förbund)\w*", r"riket\w*",
        r"riks(?:snitt|genomsnitt|nivå)\w*",
        r"landet\w*", r"län(?:et|ets|en|s)?", rf"region{_EN}", r"grann\w+", r"nationell\w*", r"sverige\w*",
        r"södertörn\w*", r"(?:andra|övriga|annan) (?:nämnd|förvaltning|verksamhet|enhet)\w*", r"på andra håll",
    ),
    Doubt.TID: (
        rf"(?:{_MONTHS})\w*", rf"\w*(?:kvartal|tertial|halvår|decennium|årtionde){_ET}", rf"\w*månad{_EN}",
        r"(?:vardag|arbetsdag|dag)(?:en|ar|arna|s)?", r"\w*veck(?:a|an|or|orna|ans|ornas)", rf"säsong{_EN}",
        rf"termin{_EN}", rf"{_SEASONS}(?:en|n|s|ens|ns|tid\w*|perioden)?", r"i (?:vår|somr|höst|vintr|jul)as",
        r"(?:i )?fjol\w*", r"ifjol", r"förr(?:a|e|förra)?", r"föregående", r"tidigare", r"dessförinnan", r"då", r"när",
        r"dittills", r"inledningsvis", r"inledning", r"inledde\w*", r"början", r"ursprunglig\w*", r"initial\w*",
        r"\w*årsskifte\w*", r"bokslut\w*", r"sedan", r"nästa", r"kommande", r"framöver", r"framgent", r"framtid\w*",
        r"senare", r"snart", r"nyligen", r"i ?går", r"innan", r"därefter", r"åren\w*", r"decenni\w+",
        r"(?:19|20)\d\d",
    ),
    Doubt.VILLKOR: (
        r"(?<!\w )om(?! (?:\d|\0|året|månaden|veckan|timmen))", r"ifall", r"såvida", r"förutsatt", r"förutsättning\w*",
        r"skulle", r"vore", r"bortsett", r"scenari\w+", r"\w*kalkyl\w*", r"annars", r"i (?:bästa|värsta|så) fall",
        r"anta(?:s|ges)",
    ),
    Doubt.AVSIKT: (
        r"kan", r"kunde", r"borde", r"bör", r"ska(?:ll)?", r"måste", r"befara\w*", r"riskera\w*", r"räkna(?:t|de|s)?",
        r"planera\w*", r"(?:bedöm|beräkna|vänta|förvänta)des", r"antogs", r"mål(?:et|en|nivå\w*)?", r"krav\w*",
        r"kräv\w+", r"tänk\w+", r"tanken",
    ),
    Doubt.MÅTT: (
        r"per", r"\w*dygn\w*", r"snitt\w*", r"\w*genomsnitt\w*", r"medel\w+", r"varav", r"därav", r"av vilk\w+",
        r"andel\w*", r"del(?:ar|arna|en)?", r"\w+del(?:en|ar)? av", r"hälften", r"halva", r"jämfört med", r"utöver",
        r"därutöver", r"ytterligare",
        r"\w*(?:förändring|(?<!unders)ökning|minskning|förbättring|försämring|skillnad)\w*",
        r"kumulativ\w*", r"ackumulera\w*", r"(?:in|ex)klusive", r"(?:in|ex)kl\.?", r"brutto\w*", r"fasta priser",
        r"vardera",
        r"(?:högre|lägre|mer|mindre|fler|färre|större) än", r"tillsammans", r"respektive", r"båda", r"varje",
        r"(?:om|i) (?:året|månaden|veckan|timmen|dygnet)", r"motsvarar\w*",
    ),
    Doubt.NEKANDE: (
        r"inte", r"ej", r"ing(?:en|et|a)", r"aldrig", r"varken", r"knappast", r"utan", r"icke", r"slutat",
    ),
    Doubt.ANFÖRING: (
        r"enligt(?! (?:plan|budget|beslut|prognos|lag|avtal))", r"skr(?:ev|iver)", r"uppg(?:er|av)", r"hävda\w*",
        r"men(?:ar|ade)", r"ans(?:er|åg)", r"påst\w+", r"tro(?:r|dde)", r"sade?",
    ),
}  # fmt: skip
_CUES = re.compile(
    "|".join(rf"(?P<{doubt.name}>\b(?:{'|'.join(words)})\b)" for doubt, words in _WORDS.items()), re.IGNORECASE
)
# A name after «i» or «hos» is a place; one that the report itself has is asked about first.
_NAMED_PLACE = re.compile(r"\b(?:[Ii]|[Hh]os|[Vv]id) (?P<name>[A-ZÅÄÖ][a-zåäö]{2,}\w*)")
_QUOTED = re.compile('[”“"»«]')


def own_words(report: Rapport) -> tuple[str, ...]:
    """What is no other place or time in a report, though it looks so: its municipality, its units and its year."""
    board = report.register.nämnd
    units = (unit.namn for unit in report.register.enheter.values())
    whole = board.huvudman.namn
    short = re.sub(r"^Region | kommun$", "", whole)
    return (whole, short, board.namn, board.förkortning, *units, str(report.år))


def cues(text: str, own: tuple[str, ...] = ()) -> Iterator[Cue]:
    """Each word of a text that makes what it says uncertain, or about something else.

    Args:
        text: some sentences, or one.
        own: what isn't another place or time though it looks so, as :func:`own_words` gives it.
    """
    text = re.sub(r"\s", " ", text)
    if own:
        text = _own(own).sub(lambda match: "\0" * len(match[0]), text)
    for hit in _CUES.finditer(text):
        yield Cue(*hit.span(), Doubt[hit.lastgroup or ""])
    for hit in _NAMED_PLACE.finditer(text):
        yield Cue(*hit.span("name"), Doubt.PLATS)
    for hit in _QUOTED.finditer(text):
        yield Cue(*hit.span(), Doubt.ANFÖRING)


@lru_cache(maxsize=8)
def _own(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})s?\b", re.IGNORECASE)


DEFICIT, SURPLUS, DEVIATION = "underskott", "överskott", "avvikelse"
FORECAST, BUDGET, COST, OUTCOME = "prognos", "budget", "kostnad", "utfall"
HIGHER, LOWER = "högre än budget", "lägre än budget"
DEVIATIONS = frozenset((DEFICIT, SURPLUS, DEVIATION, HIGHER, LOWER))
WORSE, BETTER = "försämrad prognos", "förbättrad prognos"
CHANGES = frozenset((WORSE, BETTER))
_ROLES = {
    DEFICIT: re.compile(r"(?:budget|helårs|års)?underskott(?:et)?|minus(?:et)?"),
    SURPLUS: re.compile(r"(?:budget|helårs|års)?överskott(?:et)?|plus(?:et)?"),
    DEVIATION: re.compile(r"(?:netto|budget)?avvikelsen?|avviker|avvek"),
    FORECAST: re.compile(r"(?:helårs|års)?prognos(?:en)?"),
    BUDGET: re.compile(r"(?:helårs|års)?budget(?:en|ram|ramen)?"),
    COST: re.compile(r"(?:helårs|års|netto)?utfall(?:et)?|(?:netto)?kostnad(?:en|er|erna)?|kosta(?:r|de)?"),
}
# The roles of the columns that a figure can then stand in.
_DIFFERENCES = {"avvikelse", "förändring", "jämförelse"}
COLUMNS = {
    DEFICIT: _DIFFERENCES,
    SURPLUS: _DIFFERENCES,
    DEVIATION: _DIFFERENCES,
    HIGHER: _DIFFERENCES,
    LOWER: _DIFFERENCES,
    FORECAST: {"prognos"},
    BUDGET: {"budget"},
    COST: {"utfall", "prognos"},
    OUTCOME: {"utfall"},
    WORSE: {"förändring"},
    BETTER: {"förändring"},
}
_THE_BUDGET = r"(?:årets |helårets |periodens |sin )?(?:helårs)?budget(?:en)?\b"
_THE_EARLIER = r"(?:(?:den )?(?:föregående|förra)(?: prognos(?:en)?)?)(?!\w| \w)"
# What is said by several words side by side; each is known by a letter of its own, that no text has.
PHRASES = {
    "\x04": (
        DEFICIT,
        re.compile(rf"\b(?:överskr(?:ed|ider|ida|idit)|(?:sämre|dyrare) än) {_THE_BUDGET}"),
    ),
    "\x05": (
        SURPLUS,
        re.compile(rf"\b(?:underskr(?:ed|ider|ida|idit)|(?:bättre|billigare) än) {_THE_BUDGET}"),
    ),
    "\x06": (WORSE, re.compile(rf"\bhar försämrats med\b|\bsämre än {_THE_EARLIER}")),
    "\x07": (BETTER, re.compile(rf"\bhar förbättrats med\b|\bbättre än {_THE_EARLIER}")),
    "\x08": (OUTCOME, re.compile(r"\bhar (?:hittills |nu )?kostat\b")),
}
# More than budget is bad for a cost and good for an income: which the row is, its budget tells.
MORE = {
    "\x0e": (HIGHER, re.compile(rf"\b(?:mer|högre|större) än {_THE_BUDGET}")),
    "\x0f": (LOWER, re.compile(rf"\b(?:mindre|lägre) än {_THE_BUDGET}")),
}
PAST = frozenset(
    (
        "hade",
        "blev",
        "var",
        "låg",
        "uppgick",
        "visade",
        "redovisade",
        "gick",
        "gav",
        "fick",
        "landade",
        "avvek",
        "kostade",
    )
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
            r"just|nu|hittills|alltså|därmed|också|även|fortfarande",
            r"cirka|ca|omkring|ungefär|runt|drygt|knappt|nästan|närmare",
        )
    )
)
# Rows that are called so are rather spoken of than named: «övrigt underskott».
_NO_NAMES = frozenset(("övrigt", "övriga", "summa", "totalt", "kostnader", "intäkter", "resultat", "netto"))
_SHORT = 5  # a word of fewer letters isn't bent: och, för, IFO


def role(word: str) -> str:
    """What a word, in small letters, says that a figure is; nothing if it says something else."""
    if word[:1] in PHRASES or word[:1] in MORE:
        return (PHRASES | MORE)[word[0]][0]
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(word)), "")


def is_plain(word: str) -> bool:
    """Whether a word, in small letters, leaves a figure beside it as it is."""
    return bool(_PLAIN.fullmatch(word))


class ReportWords(NamedTuple):
    """A report's own words: its names, what there means now, and what looks like another place or time and isn't."""

    names: re.Pattern[str]
    keys: tuple[str, ...]  # in the order of the pattern's groups
    now: re.Pattern[str]
    own: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], report: Rapport) -> "ReportWords":
        """The words of a report; its names are given in small letters."""
        longest = sorted({*names} - _NO_NAMES, key=len, reverse=True)
        first, last = (MONTHS[number - 1] for number in report.månader)
        now = (
            rf"(?:(?:under|för) )?{first}(?: ?[–-] ?| till(?: och med)? ){last}|{first[:3]}\.?[–-]{last[:3]}\.?",
            rf"(?:till och med|t\.?o\.?m\.?|per) {last}|(?:(?:under|för) )?(?:år )?{report.år}|i år|i dag",
            r"(?:under|för|på) (?:perioden|delåret|året|helåret|helår)",
            rf"(?:under |för |efter )?(?:{'|'.join(re.escape(word.lower()) for word in report.tid.kallas) or '(?!)'})",
        )
        return cls(
            re.compile(rf"(?<![\w-])(?:{'|'.join(f'({_bent(name)})' for name in longest) or '(?!)'})(?![\w-])"),
            tuple(longest),
            re.compile(rf"\b(?:{'|'.join(now)})(?!\w)"),
            own_words(report),
        )

    def doubts(self, text: str) -> set[Doubt]:
        """What some words make a statement beside them be about, but for this board and this period."""
        return {cue.doubt for cue in self.cues(text)}

    def cues(self, text: str) -> Iterator[Cue]:
        """Each word that does so."""
        return cues(text, self.own)


def _bent(name: str) -> str:
    """A pattern for a name, also in definite form, genitive and plural: «anläggningarna» of the row «anläggning»."""
    return r"\s+".join(map(_bent_word, name.split()))


def _bent_word(word: str) -> str:
    if word in {"&", "och"}:
        return "(?:&|och)"
    known = re.escape(word)
    if len(word) < _SHORT or not word.isalpha():
        return rf"{known}s?" if word.isalpha() else known
    forms = rf"{known}(?:e?ns?|e?ts?|na?s?|s|[ae]r(?:nas?|s)?)?"
    return rf"(?:{forms}|{known[:-1]}a)" if word.endswith("t") else forms
