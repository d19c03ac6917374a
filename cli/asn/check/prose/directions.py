"""T504: a word that says up or down, against the figures beside it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from asn.binding import evaluate, expressions
from asn.binding.expression import ExpressionError
from asn.check.figures_in_text import Figure, kind_of, sentences
from asn.check.passages import Passage
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import MONEY, NumberError, Storhet, format_quantity, parse_quantity
from asn.model.avsnitt.belopp import Belopp
from asn.model.report import Rapport

_UP = re.compile(
    r"\b(?:öka\w*|ökning\w*|stig(?:er|it|a|ande)|steg|höj(?:er|t|ts|s|a|as|des|de|ning\w*)|väx(?:er|t|a|te)|upp)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:minska\w*|minskning\w*|sjunk(?:er|it|a|ande)|sjönk|sänk(?:er|t|ts|s|a|as|tes|te|ning\w*)|fall(?:er|it)|föll|"
    r"ned|ner)\b",
    re.IGNORECASE,
)
# Costs are negative: a cost that grows goes from −10 to −12.
_COST = re.compile(r"kostnad|utgift|underskott", re.IGNORECASE)
_BY = re.compile(r"\bmed\s+(?:cirka\s+|drygt\s+|nästan\s+|knappt\s+|omkring\s+)?$", re.IGNORECASE)
_RESULT = re.compile(
    r"\b(?P<word>(?:under|över)skott)(?:et)?\s+(?:på|om)\s+(?:cirka\s+|drygt\s+|nästan\s+|knappt\s+|omkring\s+)?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w,.])(?P<number>[0-9]+(?:,[0-9]+)?)(?![\w,.])")


def direction(seen: Granskad) -> Iterator[Fynd | Looked]:
    """«Ökat från a till b», «minskat med a», «underskott på a»: only where one word and its figures stand together."""
    signs = _deviations(seen.rapport)
    for passage, told in seen.siffertexter:
        own = passage.names(seen.namn)
        for start, end in sentences(passage.text):
            inside = [figure for figure in told if start <= figure.start < end]
            if inside or "från" in passage.text[start:end]:
                yield from _from_to(passage, start, end, inside, own)
                yield from _by(passage, start, end, inside)
        for figure in told:
            yield from _results(passage, figure, signs)


def _word(sentence: str) -> tuple[str, int] | None:
    """The one direction that a sentence tells, and its word; none if it tells both ways."""
    up, down = list(_UP.finditer(sentence)), list(_DOWN.finditer(sentence))
    if bool(up) == bool(down):
        return None
    return (up[0][0], 1) if up else (down[0][0], -1)


def _from_to(
    passage: Passage, start: int, end: int, inside: list[Figure], names: Mapping[str, Any]
) -> Iterator[Fynd | Looked]:
    sentence = passage.text[start:end]
    said = _word(sentence)
    pair = _pair(passage, start, end, inside, names) if said else None
    if not said or not pair:
        return
    first, last = pair
    word, way = said
    change = _size(last.value, sentence) - _size(first.value, sentence)
    if change * way > 0:
        yield OK
        return
    verb = "går upp" if change > 0 else "går ned" if change < 0 else "är oförändrat"
    yield Fynd(
        passage.place(first.start, last.end),
        f"Texten säger «{word}», men {verb}: från {format_quantity(first.value)} till {format_quantity(last.value)}.",
        "Rätta ordet eller siffrorna. Med filtret riktning följer ordet siffran.",
    )


def _size(value: Storhet, sentence: str) -> Any:
    amount = value.tal * MONEY.get(value.enhet, 1)
    return abs(amount) if amount < 0 and _COST.search(sentence) else amount


def _pair(
    passage: Passage, start: int, end: int, inside: list[Figure], names: Mapping[str, Any]
) -> tuple[Figure, Figure] | None:
    """The two figures of «från a till b», where the sentence has that once and both are of one unit."""
    text = passage.text
    starts = [found.end() for found in re.finditer(r"\bfrån\s+", text[start:end])]
    for place in starts:
        first = _at(text, start + place, end, inside, names)
        if not first:
            continue
        until = re.compile(r"[^.,;:]{0,40}?\btill\s+").match(text, first.end, end)
        last = _at(text, until.end(), end, inside, names) if until else None
        if not last:
            continue
        if not first.value.enhet:
            first = replace(first, value=Storhet(first.value.tal, last.value.enhet))
        if kind_of(first.value) == kind_of(last.value) and last.value.enhet:
            return first, last
    return None


def _at(text: str, place: int, end: int, inside: list[Figure], names: Mapping[str, Any]) -> Figure | None:
    """The figure that starts at a place; one that gets its unit from the next has none of its own."""
    known = next((figure for figure in inside if figure.start == place), None)
    if known:
        return known
    bare = _BARE.match(text, place, end)
    if bare:
        return Figure(bare.start(), bare.end(), parse_quantity(bare["number"]))
    for found in expressions(text):
        if found.start == place:
            try:
                return Figure(found.start, found.end, parse_quantity(evaluate(found.text, names)), uttryck=found.text)
            except (ExpressionError, NumberError):
                return None
    return None


def _by(passage: Passage, start: int, end: int, inside: list[Figure]) -> Iterator[Fynd | Looked]:
    said = _word(passage.text[start:end])
    for figure in inside if said else ():
        if not said or not _BY.search(passage.text[start : figure.start]):
            continue
        if figure.value.tal >= 0 and not figure.signed:
            yield OK
            continue
        way = "ökat" if figure.value.tal > 0 else "minskat"
        yield Fynd(
            passage.place(figure.start, figure.end),
            f"Texten säger «{said[0]}» med {format_quantity(figure.value, sign=True)}: tecknet säger också {way}.",
            "Skriv beloppet utan tecken (filtret utan_tecken) och låt ordet säga riktningen.",
        )


def _deviations(report: Rapport) -> dict[str, int]:
    """Which way each deviation of the report's tables goes, by what fetches it."""
    return {
        f"{table.id}.{row.id}.{column.id}": (amount > 0) - (amount < 0)
        for table in report.poster(Belopp)
        for row in table.rader
        for column in table.kolumner
        if column.roll in {"avvikelse", "förändring", "jämförelse"}
        if (amount := table.amount(row.id, column.id)) is not None
    }


def _results(passage: Passage, figure: Figure, signs: Mapping[str, int]) -> Iterator[Fynd | Looked]:
    """«Underskott på» a deviation that is positive, or the other way round."""
    found = _RESULT.search(passage.text[max(0, figure.start - 60) : figure.start]) if figure.uttryck else None
    path = figure.uttryck.partition("|")[0].strip()
    if not found or path not in signs:
        return
    way = -1 if found["word"].lower() == "underskott" else 1
    if signs[path] == way:
        yield OK
        return
    other = {1: "ett överskott", -1: "ett underskott", 0: "noll"}[signs[path]]
    yield Fynd(
        passage.place(figure.start, figure.end),
        f"Texten säger «{found['word']}», men {path} är {other}.",
        "Rätta ordet, eller låt det följa siffran med filtret riktning.",
    )
