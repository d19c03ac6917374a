"""The part of a sentence that tells a figure, read word by word: only one that is wholly understood is judged.

The words of a part may come in any order. It is understood where it holds one name, one figure, a word for what the
figure is (underskott, prognos …), and besides those only words that change nothing of that.
"""

import re
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from asn.check.prose.qualifiers import (
    ALTOGETHER,
    BUDGET,
    CHANGES,
    COST,
    DEFICIT,
    DEVIATION,
    DEVIATIONS,
    EXPECTING,
    FORECAST,
    HIGHER,
    JOINING,
    LOWER,
    MORE,
    OUTCOME,
    PAST,
    PHRASES,
    PREPOSITIONS,
    SURPLUS,
    Doubt,
    ReportWords,
    is_plain,
    role,
)

_AGAINST_BUDGET = re.compile(
    r"\b(?:(?:gente)?mot|jämfört med|i jämförelse med|i förhållande till) "
    r"(?:årets |helårets |sin )?(?:helårs)?budget(?:en)?\b"
)
_REASON = re.compile(
    r",?(?: (?:främst|framför allt|huvudsakligen|bland annat|delvis|till stor del))? "
    r"(?:eftersom|därför att|på grund av|beroende på|tack vare|till följd av)\b"
    r"|, (?:främst|framför allt|huvudsakligen|bland annat)\b|,?(?: (?:vilket|som|och(?: det)?))? (?:beror|förklaras)\b"
)
_SPLIT = re.compile(rf"[,;:()–—]|\b(?:{'|'.join(JOINING)})\b|(?={_REASON.pattern})")
# What is understood is masked, letter by letter; an expression that is no figure is masked too, and isn't understood.
_NAME, _FIGURE, _KNOWN = "\x01", "\x02", "\x03"
_TOKEN = re.compile(r"\x00+|[<>≤≥±~≈]|\x01+|\x02+|\x03+|[\x04-\x08\x0e\x0f]+|[^\W\d_]+(?:[-:][^\W\d_]+)*\.?|\d+")
# «Nämnden, ASN, redovisar», «Ekonomiskt bistånd, en av de största verksamheterna, visar».
_APPOSITION = re.compile(r"(?<=\x01), (?:\x01+|(?:en|ett|den|det|vår|vårt) [^,\x01\x02]*),")
_KIND_OF_NAME = re.compile(r"\b(?:verksamhet(?:en)?|(?:verksamhets)?område[nt]?) (?:för )?(?=\x01)")
# A condition, a question, somebody's words, and a pronoun for what was said before: «det ger nämnden ett underskott».
_NO_STATEMENT = re.compile(
    r"(?:^|[,;:] |\b(?:och|men) )om (?!\x02)|\?\s*$|[”“\"»«]"
    r"|\b(?:den|det|de|detta) (?:(?:upp|redo)?visar|ger|gav|gör|blir?|blev|pekar|är|var|har|hade|låg|[a-zåäö]+as)\b"
    r"|\b(?:blir|blev|ger|gav|gör|är|var|har|hade|väntas|beräknas) det\b"
)
_NOW = re.compile(r"\b(?:nu|numera|i dag)\b")
_COMPARED = re.compile(r"skr(?:ed|id)| än |ats med|kostat")
_OPEN = "(:,–"


class Clause(NamedTuple):
    """What the part of a sentence that holds a figure says: of which name, and by which word what the figure is.

    ``roll`` is one of the vocabulary's; it and the word are empty where the name alone says what the figure is.
    """

    name: str
    roll: str
    word: str
    past: bool = False

    def fits(self, context: str, words: ReportWords) -> bool:
        """Whether it is still about this board, now, after the heading and the sentence that it follows on."""
        doubts = words.doubts(context)
        return doubts.isdisjoint({Doubt.PLATS, Doubt.VILLKOR, Doubt.ANFÖRING, *((Doubt.TID,) if self.past else ())})


def read_clause(
    sentence: str, figure: tuple[int, int], others: list[tuple[int, int]], words: ReportWords
) -> Clause | None:
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
    named = {tokens.start(): words.keys[(tokens.lastindex or 0) - 1] for tokens in words.names.finditer(text)}
    text = words.names.sub(lambda tokens: _NAME * len(tokens[0]), text)
    text = _phrased(text, written.lower())
    for pattern in (words.now, _AGAINST_BUDGET, _KIND_OF_NAME):
        text = pattern.sub(_masked, text)
    text = _APPOSITION.sub(
        lambda tokens: tokens[0] if words.doubts(written[slice(*tokens.span())]) else _masked(tokens), text
    )
    if _NO_STATEMENT.search(text):
        return None
    start, end = _part(text, figure)
    if not _are_plain(text[:start]) or not _is_harmless(text[end:], written[end:], words):
        return None
    matches = [*_TOKEN.finditer(text, start, end)]
    names = {named[token.start()] for token in matches if token[0][0] == _NAME}
    claim = _figure_role([token[0].rstrip(".") for token in matches])
    past = any(token[0] in PAST for token in matches)
    if not claim or len(names) != 1 or (past and _NOW.search(written.lower())):
        return None
    return Clause(names.pop(), *claim, past)


def _phrased(text: str, written: str) -> str:
    """A text in small letters with each phrase that tells what a figure is as the letter that it is known by."""
    if not _COMPARED.search(text):
        return text
    # A result that is higher than its budget is better, though it is written as a cost.
    for letter, (_, pattern) in (PHRASES | ({} if "resultat" in written else MORE)).items():
        text = pattern.sub(partial(_lettered, letter), text)
    return text


def _lettered(letter: str, match: re.Match[str]) -> str:
    return letter * len(match[0])


def _masked(match: re.Match[str]) -> str:
    return _KNOWN * len(match[0])


def _part(text: str, figure: tuple[int, int]) -> tuple[int, int]:
    """Where the part that holds a figure begins and ends; with what stands before it, where that has the name."""
    start, end, before = 0, len(text), 0
    for match in _SPLIT.finditer(text):
        if match.end() <= figure[0]:
            before, start = start, match.end()
        elif match.start() >= figure[1]:
            end = match.start()
            break
    # «Socialpsykiatri (överskott 0,9 mnkr)», «Underskottet för integration, 1,2 mnkr, beror på»
    owned = text[start - 1 : start] in _OPEN and start > 0 and _NAME not in text[start:end]
    return (before if owned else start), end


def _are_plain(text: str) -> bool:
    """Whether some words leave the figure beside them as it is."""
    if _NAME in text and _FIGURE not in text:
        return False  # «socialpsykiatri och integration»: the figure is of both
    tokens = (token[0].rstrip(".") for token in _TOKEN.finditer(text))
    return all(
        token[0] in {_NAME, _FIGURE, _KNOWN} or token in JOINING or is_plain(token) or role(token) for token in tokens
    )


def _is_harmless(text: str, written: str, words: ReportWords) -> bool:
    """Whether what comes after a figure is as plain, or only gives the reason for it."""
    if _are_plain(text):
        return True
    reason = bool(_REASON.match(text)) or text.startswith(")")
    return reason and words.doubts(written).isdisjoint({Doubt.PLATS, Doubt.TID, Doubt.ANFÖRING})


def _figure_role(tokens: list[str]) -> tuple[str, str] | None:
    """What the words of a part say that its figure is, and the word for it; None if some of them isn't understood."""
    said = {token: text for token in tokens if (text := role(token))}
    plain = all(token[0] in {_NAME, _FIGURE, _KNOWN} or token in said or is_plain(token) for token in tokens)
    if not plain or sum(token[0] == _FIGURE for token in tokens) != 1 or tokens[-1] in PREPOSITIONS:
        return None
    past = not PAST.isdisjoint(tokens)
    expected = any(EXPECTING.fullmatch(token) for token in tokens)
    roles = {*said.values()}
    if roles & CHANGES:
        return None if expected else _changed(roles)
    if roles & DEVIATIONS:
        earlier = past and (expected or FORECAST in roles)
        return None if earlier or BUDGET in roles else _deviation(tokens, said)
    if len(roles) > 1 or any(tokens[tokens.index(token) - 1] in PREPOSITIONS for token in said):
        return None
    word, kind = next(iter(said.items()), ("", ""))
    whole = any(ALTOGETHER.fullmatch(token) for token in tokens)
    if (kind == BUDGET and expected) or (kind and whole) or (kind in {FORECAST, BUDGET} and past):
        return None  # the next budget, that of all costs, and the forecast that was
    if not kind and expected:
        return None  # an outcome that is still to come
    return (OUTCOME if kind == COST and past else kind), word if word.isprintable() else ""


def _changed(roles: set[str]) -> tuple[str, str] | None:
    """A forecast that is better or worse than the one before it; nothing else that has changed."""
    change = next(iter(roles & CHANGES))
    return (change, change) if roles == {FORECAST, change} else None


def _deviation(tokens: list[str], said: Mapping[str, str]) -> tuple[str, str] | None:
    """A deviation with the sign that the words give it; none from a forecast, and none both ways."""
    signs = {*said.values()} & {DEFICIT, SURPLUS, HIGHER, LOWER}
    signs |= {DEFICIT for token in tokens if token.startswith("negativ")}
    signs |= {SURPLUS for token in tokens if token.startswith("positiv")}
    if len(signs) > 1 or any(role(token) == FORECAST and before == "mot" for before, token in pairwise(tokens)):
        return None
    kind = next(iter(signs), DEVIATION)
    words = [token for token, text in said.items() if text in DEVIATIONS]
    word = next((token for token in words if said[token] == kind), words[0])
    return kind, word if word.isprintable() else kind
