"""The part of a sentence that tells a figure, read word by word: only one that is wholly understood is judged.

The words of a part may come in any order. It is understood where it holds one name, one figure, a word for what the
figure is (underskott, prognos …), and besides those only words that change nothing of that.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from asn.check.prose.cues import Doubt, cues
from asn.model.report import Rapport, month_name

DEFICIT, SURPLUS, DEVIATION = "underskott", "överskott", "avvikelse"
FORECAST, BUDGET, COST, OUTCOME = "prognos", "budget", "kostnad", "utfall"
_DEVIATIONS = {DEFICIT, SURPLUS, DEVIATION}
_ROLES = {
    DEFICIT: re.compile(r"(?:budget)?underskott(?:et)?"),
    SURPLUS: re.compile(r"(?:budget)?överskott(?:et)?"),
    DEVIATION: re.compile(r"(?:netto|budget)?avvikelsen?|avviker|avvek"),
    FORECAST: re.compile(r"(?:helårs|års)?prognos(?:en)?"),
    BUDGET: re.compile(r"(?:helårs|års)?budget(?:en|ram|ramen)?"),
    COST: re.compile(r"utfall(?:et)?|nettokostnad(?:en)?"),
}
_PAST = frozenset(
    ("hade", "blev", "var", "låg", "uppgick", "visade", "redovisade", "gick", "gav", "fick", "landade", "avvek")
)
_PREPOSITIONS = frozenset(("på", "om", "till", "med", "för", "mot", "i", "inom"))
_PLAIN = re.compile(
    "|".join(
        (
            *_PAST,
            *_PREPOSITIONS,
            r"(?:upp)?visa(?:r|s)?|redovisa(?:r|s)?|har?|får?|ger?|gör|går?|blir?|är|ligger|uppgår?|landar?|hamnar?",
            r"prognos(?:ti|tic)sera(?:r|s)|beräknas|väntas|förväntas|bedöms|pekar|finns|noteras|ett?|en|de[nt]?|sin|sitt",
            r"negativ[ta]?|positiv[ta]?|ekonomiska?|ekonomiskt|total[ta]?|sam(?:lad|lat|lade|manlagt|mantaget)|stor[ta]?",
            r"litet|(?:prognos(?:ti|tic)sera|beräkna|förvänta|redovisa)(?:t|d|de)|resultat(?:et)?|periodens?",
            r"delårets?|helårets?|helår|årets?|nu|hittills|alltså|därmed|också|även|fortfarande",
            r"cirka|ca|omkring|ungefär|runt|drygt|knappt|nästan|närmare",
        )
    )
)
_JOINING = frozenset(("och", "men", "medan", "samt"))
_AGAINST_BUDGET = re.compile(
    r"\b(?:(?:gente)?mot|jämfört med|i jämförelse med|i förhållande till) "
    r"(?:årets |helårets |sin )?(?:helårs)?budget(?:en)?\b"
)
_REASON = re.compile(
    r",? (?:eftersom|därför att|på grund av|beroende på|tack vare|till följd av)\b"
    r"|, (?:vilket|som) (?:beror|förklaras)\b|, (?:främst|framför allt|huvudsakligen|bland annat)\b"
)
_SHORT = 5  # a word of fewer letters isn't bent: och, för, IFO
_SPLIT = re.compile(rf"[,;:()–—]|\b(?:och|men|medan|samt)\b|(?={_REASON.pattern})")
# What is understood is masked, letter by letter.
_NAME, _FIGURE, _KNOWN = "\x01", "\x02", "\x03"
_TOKEN = re.compile(r"\x00+|[<>≤≥±~≈]|\x01+|\x02+|\x03+|[^\W\d_]+(?:[-:][^\W\d_]+)*\.?|\d+")
# «Nämnden, ASN, redovisar», «Ekonomiskt bistånd, en av de största verksamheterna, visar».
_APPOSITION = re.compile(r"(?<=\x01), (?:\x01+|(?:en|ett|den|det|vår|vårt) [^,\x01\x02]*),")
_KIND_OF_NAME = re.compile(r"\b(?:verksamhet(?:en)?|(?:verksamhets)?område[nt]?) (?=\x01)")
# A condition, a question, somebody's words, and a pronoun for what was said before: «det ger nämnden ett underskott».
_NO_STATEMENT = re.compile(
    r"(?:^|[,;:] |\b(?:och|men) )om (?!\x02)|\?\s*$|[”“\"»«]"
    r"|\b(?:den|det|de|detta) (?:(?:upp|redo)?visar|ger|gav|gör|blir?|blev|pekar|är|var|har|hade|låg|[a-zåäö]+as)\b"
    r"|\b(?:blir|blev|ger|gav|gör|är|var|har|hade|väntas|beräknas) det\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A report's own words: its names, what there means now, and what looks like another place or time and isn't."""

    names: re.Pattern[str]
    keys: tuple[str, ...]  # in the order of the pattern's groups
    now: re.Pattern[str]
    own: tuple[str, ...]

    def certain(self, text: str) -> bool:
        """Whether some words beside a statement leave it to be about this board, now."""
        return {Doubt.PLATS, Doubt.TID, Doubt.ANFÖRING}.isdisjoint(cue.doubt for cue in cues(text, *self.own))

    @classmethod
    def of(cls, names: Iterable[str], report: Rapport) -> "Words":
        """The words of a report; its names are given in small letters."""
        longest = sorted(names, key=len, reverse=True)
        first, last = (month_name(number) for number in report.månader)
        now = (
            rf"{first}(?: ?[–-] ?| till(?: och med)? ){last}|{first[:3]}\.?[–-]{last[:3]}\.?",
            rf"(?:till och med|t\.?o\.?m\.?) {last}|(?:år )?{report.år}|i år|i dag",
            r"(?:under|för|på) (?:perioden|delåret|året|helåret|helår)",
        )
        own = (report.register.nämnd.kommun, str(report.år))
        return cls(
            re.compile("|".join(rf"({_bent(name)})" for name in longest) or r"(?!)"),
            tuple(longest),
            re.compile(rf"\b(?:{'|'.join(now)})\b"),
            own,
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """What the part of a sentence that holds a figure says: of which name, and by which word what the figure is.

    ``roll`` is one of the constants above; it and the word are empty where the name alone says what the figure is.
    """

    name: str
    roll: str
    word: str
    past: bool = False

    def fits(self, context: str, words: "Words") -> bool:
        """Whether it is still about this board, now, after the heading and the sentences that it follows on."""
        doubts = {cue.doubt for cue in cues(context, *words.own)}
        return doubts.isdisjoint({Doubt.PLATS, Doubt.VILLKOR, Doubt.ANFÖRING, *((Doubt.TID,) if self.past else ())})


def read(sentence: str, figure: tuple[int, int], others: list[tuple[int, int]], words: Words) -> Clause | None:
    """The part of a sentence that holds a figure, if every word of it is understood and nothing else casts doubt.

    Args:
        sentence: a whole sentence.
        figure: where in it the figure stands.
        others: where the other figures of it stand.
        words: the report's own words.
    """
    written = re.sub(r"\s", " ", sentence)
    text = written.lower()
    for start, end in (figure, *others):
        text = text[:start] + _FIGURE * (end - start) + text[end:]
    named = {found.start(): words.keys[(found.lastindex or 0) - 1] for found in words.names.finditer(text)}
    text = words.names.sub(lambda found: _NAME * len(found[0]), text)
    for pattern in (words.now, _AGAINST_BUDGET, _KIND_OF_NAME):
        text = pattern.sub(_masked, text)
    text = _APPOSITION.sub(
        lambda found: _masked(found) if words.certain(written[slice(*found.span())]) else found[0], text
    )
    if _NO_STATEMENT.search(text):
        return None
    start, end = _part(text, figure)
    reason = bool(_REASON.match(text[end:])) or text[end : end + 1] == ")"
    if not _is_plain(text[:start]) or not (_is_plain(text[end:]) or (reason and words.certain(written[end:]))):
        return None
    found = [*_TOKEN.finditer(text, start, end)]
    names = {named[token.start()] for token in found if token[0][0] == _NAME}
    told = _told([token[0].rstrip(".") for token in found])
    past = any(token[0] in _PAST for token in found)
    return Clause(names.pop(), *told, past) if told and len(names) == 1 else None


def _masked(found: re.Match[str]) -> str:
    return _KNOWN * len(found[0])


def _bent(name: str) -> str:
    """A pattern for a name, also in definite form and genitive."""
    return r"(?<![\w-])" + r"\s+".join(map(_bent_word, name.split())) + r"(?![\w-])"


def _bent_word(word: str) -> str:
    known = re.escape(word)
    if len(word) < _SHORT or not word.isalpha():
        return known if len(word) < _SHORT else rf"{known}s?"
    return (
        rf"(?:{known}(?:e?ns?|e?ts?|na?s?|s)?|{known[:-1]}a)"
        if word.endswith("t")
        else rf"{known}(?:e?ns?|e?ts?|na?s?|s)?"
    )


def _part(text: str, figure: tuple[int, int]) -> tuple[int, int]:
    """Where the part that holds a figure begins and ends; in parentheses after a name, the name belongs to it."""
    start, end = 0, len(text)
    for found in _SPLIT.finditer(text):
        if found.end() <= figure[0]:
            start = found.end()
        elif found.start() >= figure[1]:
            end = found.start()
            break
    owner = re.search(r"\x01+ \($", text[:start])
    if owner and _NAME not in text[start:end]:
        start = owner.start()
    return start, end


def _is_plain(text: str) -> bool:
    """Whether some words leave the figure beside them as it is."""
    if _NAME in text and _FIGURE not in text:
        return False  # «socialpsykiatri och integration»: the figure is of both
    tokens = (token[0].rstrip(".") for token in _TOKEN.finditer(text))
    return all(
        token[0] in {_NAME, _FIGURE, _KNOWN} or token in _JOINING or _PLAIN.fullmatch(token) or _role(token)
        for token in tokens
    )


def _role(token: str) -> str:
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(token)), "")


def _told(tokens: list[str]) -> tuple[str, str] | None:
    """What the words of a part say that its figure is, and the word for it; None if some of them isn't understood."""
    said = {token: role for token in tokens if (role := _role(token))}
    plain = all(token[0] in {_NAME, _FIGURE, _KNOWN} or token in said or _PLAIN.fullmatch(token) for token in tokens)
    if not plain or sum(token[0] == _FIGURE for token in tokens) != 1:
        return None
    deviations = {token: role for token, role in said.items() if role in _DEVIATIONS}
    if deviations:
        return _deviation(tokens, deviations, {*said.values()} - _DEVIATIONS)
    if len({*said.values()}) > 1 or any(tokens[tokens.index(token) - 1] in _PREPOSITIONS for token in said):
        return None
    word, role = next(iter(said.items()), ("", ""))
    if _PAST.isdisjoint(tokens):
        return role, word
    # The forecast or the budget that was may be another than the one that is; a cost that was is no forecast.
    return None if role in {FORECAST, BUDGET} else (OUTCOME if role == COST else role, word)


def _deviation(tokens: list[str], said: Mapping[str, str], besides: set[str]) -> tuple[str, str] | None:
    """A deviation, with the sign that the words give it; from the forecast or the outcome, but none from a forecast."""
    signs = {role for role in said.values() if role != DEVIATION}
    signs |= {DEFICIT for token in tokens if token.startswith("negativ")}
    signs |= {SURPLUS for token in tokens if token.startswith("positiv")}
    against = any(_role(token) == FORECAST and before == "mot" for before, token in pairwise(tokens))
    if BUDGET in besides or against or len(signs) > 1:
        return None
    role = next(iter(signs), DEVIATION)
    return role, next((token for token, own in said.items() if own == role), next(iter(said)))
