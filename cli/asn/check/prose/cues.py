"""Words that say that a sentence is about something else than this board, here, now and for certain.

They tell another place or time, a condition, an intention, another measure, a denial, or that somebody else says so.
Swedish bends its words, so each is given as a stem with its endings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from asn.model.report import Rapport, month_name


class Doubt(Enum):
    """What a word makes a sentence be about."""

    PLATS = "plats"
    TID = "tid"
    VILLKOR = "villkor"
    AVSIKT = "avsikt"
    MÅTT = "mått"
    NEKANDE = "nekande"
    ANFÖRING = "anföring"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a text: where it stands, and what it makes its sentence be about."""

    start: int
    end: int
    doubt: Doubt


_EN, _ET = "(?:en|ens|er|ers|erna|ernas|s)?", "(?:et|ets|en|ens|s)?"
_SEASONS = "(?:vinter|vår|sommar|höst|jul|semester|påsk|ferie)"
_MONTHS = "|".join(month_name(number) for number in range(1, 13))
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
        r"därutöver", r"ytterligare", r"\w*(?:förändring|ökning|minskning|förbättring|försämring|skillnad)\w*",
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
    return (board.kommun, board.kommun.removesuffix(" kommun"), board.namn, board.förkortning, *units, str(report.år))


def cues(text: str, own: tuple[str, ...] = ()) -> Iterator[Cue]:
    """Each word of a text that makes what it says uncertain, or about something else.

    Args:
        text: some sentences, or one.
        own: what isn't another place or time though it looks so, as :func:`own_words` gives it.
    """
    text = re.sub(r"\s", " ", text)
    if own:
        text = _own(own).sub(lambda found: "\0" * len(found[0]), text)
    for found in _CUES.finditer(text):
        yield Cue(*found.span(), Doubt[found.lastgroup or ""])
    for found in _NAMED_PLACE.finditer(text):
        yield Cue(*found.span("name"), Doubt.PLATS)
    for found in _QUOTED.finditer(text):
        yield Cue(*found.span(), Doubt.ANFÖRING)


@lru_cache(maxsize=8)
def _own(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})s?\b", re.IGNORECASE)
