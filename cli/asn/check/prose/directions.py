"""T504: a word that says up or down, against the figures beside it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from asn.binding import ExpressionError, evaluate, expressions
from asn.check.figures_in_text import Figure, Passage, kind_of, sentences
from asn.check.prose.qualifiers import Doubt, cues
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import MONEY, NumberError, Storhet, format_quantity, parse_quantity
from asn.finding import Severity
from asn.model.fields import MONTHS
from asn.model.report import Rapport

_GOES = r"(?:går|gick|gått|gå)\s+(?:[a-zåäö]+\s+)?"
_UP = (
    rf"öka\w*|ökning(?:en|ar)?|stig(?:er|it|a)|steg|höj(?:er|t|ts|s|a|as|des|de)|höjning(?:en|ar)?|väx(?:er|t|a|te)|"
    rf"{_GOES}upp"
)
_DOWN = (
    rf"minska\w*|minskning(?:en|ar)?|sjunk(?:er|it|a)|sjönk|sänk(?:er|t|ts|s|a|as|tes|te)|sänkning(?:en|ar)?|"
    rf"fall(?:er|it)|föll|{_GOES}ne[dr]"
)
# What may stand between the word and its figures: how much, since when, and the thing itself.
_HOW = (
    "något|lite|kraftigt|markant|svagt|tydligt|mycket|marginellt|rejält|ytterligare|därmed|också|avsevärt|betydligt|"
    r"successivt|gradvis|stadigt|snabbt|åter|igen|totalt|först|sedan|i\s+år|under\s+(?:perioden|året|delåret)|"
    rf"(?:den\s+[0-9]+|i)\s+(?:{'|'.join(MONTHS)})|"
    r"(?:under|sedan|år)\s+[0-9]{4}|mellan\s+\S+\s+och\s+\S+"
)
_THING = r"(?:\s+(?:andelen|antalet|kostnaden|nivån)\s+[a-zåäö]+|\s+[a-zåäö]+(?:en|et|an|na|erna)s?)"
_WORD = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_WAY = re.compile(
    rf"(?<!\w){_WORD}(?:\s+(?:{_HOW}))*{_THING}?(?:\s+(?:i|på|inom|för|hos|bland)\s+[a-zåäö]+)?(?:\s+(?:{_HOW}))*"
    r"[,:]?\s+(?P<link>från|med)\s+",
    re.IGNORECASE,
)
# «Från 7 till 5 procent har andelen minskat», «från 7 till 5 procent, en minskning».
_WAY_BACK = re.compile(
    r"\b(?P<link>från)\s+(?:[^.,;:]|,(?=[0-9]))+(?:,\s+(?:vilket\s+är\s+)?en\s+(?:\w+\s+)?|\s+(?:har|hade)\s+(?:\w+\s+){1,3}?)"
    rf"{_WORD}(?!\w)",
    re.IGNORECASE,
)
# «I ett första steg» is no verb.
_NOUN = re.compile(r"\b(?:ett|två|tre|första|andra|nästa|varje|flera|några|i)\s+$", re.IGNORECASE)
# Costs are negative: a cost that grows goes from −10 to −12.
_COST = re.compile(r"kostnad|utgift|underskott", re.IGNORECASE)
_HEDGE = r"(?:cirka|drygt|nästan|knappt|omkring)\s+"
_RESULT = re.compile(rf"\b(?P<word>(?:under|över)skott)(?:et)?\s+(?:på|om)\s+(?:{_HEDGE})?$", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?P<between>(?:\s+(?!(?:från|och|men|till)\b)[^\s.,;:]+)*)\s+till\s+(?:{_HEDGE})?", re.IGNORECASE
)
# «Från 5 procent i veckan till 12 procent i månaden» are no two of a kind.
_OF = re.compile(r"\b(?:per|av)\s+\w+|\b(?:i|om)\s+(?:året|månaden|veckan|timmen)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE = re.compile(r"(?<![\w,.])(?P<number>[0-9]+(?:,[0-9]+)?)(?![\w,.])")


class _Way(NamedTuple):
    """A word of a text that says up (1) or down (-1), and what it leads to: «från» or «med», and where that ends.

    ``of_cost`` is whether its sentence is of costs.
    """

    word: str
    sign: int
    link: str
    end: int
    of_cost: bool


def direction(seen: Granskad) -> Iterator[Fynd | Looked]:
    """«Ökat från a till b», «minskat med a», «underskott på a»: only where one word and its figures stand together."""
    signs = _deviations(seen.rapport)
    for passage, figures in seen.siffertexter:
        own = passage.names(seen.namn)
        for way in _ways(passage.text):
            if way.link == "från":
                yield from _from_to(passage, way, figures, own)
        for way, figure in _changes(passage, figures):
            yield _signed(passage, way, figure)
        for figure in figures:
            yield from _results(passage, figure, signs)


def _ways(text: str) -> Iterator[_Way]:
    """Each word of a text that says which way a figure beside it goes, and isn't denied."""
    for start, end in sentences(text):
        for match in (*_WAY.finditer(text, start, end), *_WAY_BACK.finditer(text, start, end)):
            denied = any(cue.doubt is Doubt.NEKANDE for cue in cues(text[start : match.end()]))
            if denied or _NOUN.search(text[start : match.start()]):
                continue
            after = match.end("link")
            figures = after + len(text[after:]) - len(text[after:].lstrip())
            sign, of_cost = 1 if match["up"] else -1, bool(_COST.search(text, start, end))
            yield _Way(match["up"] or match["down"], sign, match["link"].lower(), figures, of_cost)


def _from_to(
    passage: Passage, way: _Way, figures: tuple[Figure, ...], names: Mapping[str, Any]
) -> Iterator[Fynd | Looked]:
    pair = _pair(passage.text, way.end, figures, names)
    if not pair:
        return
    first, last = pair
    change = _size(last.value, way) - _size(first.value, way)
    if change * way.sign > 0:
        yield OK
        return
    verb = "går upp" if change > 0 else "går ned" if change < 0 else "är oförändrat"
    text = f"från {format_quantity(first.value)} till {format_quantity(last.value)}"
    yield Fynd(
        passage.place(first.start, last.end),
        f"Texten säger «{way.word}», men {verb}: {text}.",
        "Rätta ordet eller siffrorna. Med filtret riktning följer ordet siffran.",
    )


def _size(value: Storhet, way: _Way) -> Decimal:
    amount = value.tal * MONEY.get(value.enhet, 1)
    return abs(amount) if way.of_cost else amount


def _pair(text: str, place: int, figures: tuple[Figure, ...], names: Mapping[str, Any]) -> tuple[Figure, Figure] | None:
    """The two figures of «a till b» that begin at a place, where both are of one unit.

    One without a unit has that of the next, which must then come at once: «från 5 till 7 procent».
    """
    first = _at(text, place, figures, names)
    until = _UNTIL.match(text, first.end) if first else None
    last = _at(text, until.end(), figures, names) if until else None
    if not first or not until or not last:
        return None
    if not first.value.enhet and not until["between"]:
        first = first._replace(value=Storhet(first.value.tal, last.value.enhet))
    same = kind_of(first.value) == kind_of(last.value) and last.value.enhet
    of = [match[0] for match in _OF.finditer(until["between"])]
    also = [match[0] for match in _OF.finditer(text[last.end :].partition(".")[0])]
    return (first, last) if same and (not of or of == also[: len(of)]) else None


def _at(text: str, place: int, figures: tuple[Figure, ...], names: Mapping[str, Any]) -> Figure | None:
    """The figure that starts at a place, with a unit or without, but no year."""
    known = next((figure for figure in figures if figure.start == place), None)
    bare = None if known else _BARE.match(text, place)
    if bare and not _YEAR.fullmatch(bare["number"]):
        return Figure(bare.start(), bare.end(), parse_quantity(bare["number"]))
    for expression in () if known else expressions(text):
        if expression.start == place:
            try:
                return Figure(
                    expression.start,
                    expression.end,
                    parse_quantity(evaluate(expression.text, names)),
                    uttryck=expression.text,
                )
            except (ExpressionError, NumberError):
                return None
    return known


def _changes(passage: Passage, figures: tuple[Figure, ...]) -> Iterator[tuple[_Way, Figure]]:
    """Each «ökat med a» of a text."""
    for way in _ways(passage.text):
        start = re.compile(f"(?:{_HEDGE})?").match(passage.text, way.end)
        figure = next((figure for figure in figures if start and figure.start == start.end()), None)
        if way.link == "med" and figure:
            yield way, figure


def _signed(passage: Passage, way: _Way, figure: Figure) -> Fynd | Looked:
    """A sign against its word is wrong; one that says the same again is only clumsy."""
    sign = (figure.value.tal > 0) - (figure.value.tal < 0)
    if not (figure.signed or sign < 0) or (sign != way.sign and way.of_cost):
        return OK
    text = f"«{way.word}» med {format_quantity(figure.value, sign=True)}"
    cure = "Skriv beloppet utan tecken (filtret utan_tecken) och låt ordet säga riktningen."
    place = passage.place(figure.start, figure.end)
    if sign == way.sign:
        return Fynd(place, f"Texten säger {text}: tecknet säger samma sak en gång till.", cure, Severity.RÅD)
    return Fynd(place, f"Texten säger {text}: tecknet säger {'ökat' if sign > 0 else 'minskat'}.", cure)


def _deviations(report: Rapport) -> dict[str, int]:
    """Which way each deviation of the report's tables goes, by what fetches it."""
    return {
        f"{table.id}.{row.id}.{column.id}": ((amount > 0) - (amount < 0)) * table.better(column)
        for table in (part.grid for part in report.tabeller)
        for row in table.rader
        for column in table.kolumner
        if column.is_difference
        if (amount := table.amount(row.id, column.id)) is not None
    }


def _results(passage: Passage, figure: Figure, signs: Mapping[str, int]) -> Iterator[Fynd | Looked]:
    """«Underskott på» a deviation that is positive, or the other way round."""
    match = _RESULT.search(passage.text[max(0, figure.start - 60) : figure.start]) if figure.uttryck else None
    path = figure.uttryck.partition("|")[0].strip()
    if not match or path not in signs:
        return
    way = -1 if match["word"].lower() == "underskott" else 1
    if signs[path] == way:
        yield OK
        return
    other = {1: "ett överskott", -1: "ett underskott", 0: "noll"}[signs[path]]
    yield Fynd(
        passage.place(figure.start, figure.end),
        f"Texten säger «{match['word']}», men {path} är {other}.",
        "Rätta ordet, eller låt det följa siffran med filtret riktning.",
    )
