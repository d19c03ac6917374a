"""A report's data: every figure of its tables by the name that fetches it, and the words that speak of it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from asn.binding import expressions
from asn.check.figures_in_text import (
    AMOUNT,
    PERCENT,
    Figure,
    Passage,
    comparable,
    kind_of,
    sentences,
    without_expressions,
)
from asn.check.rule import Granskad
from asn.figures import Mätvärde, Rounded, Storhet, as_money, decimals_of, round_half_up
from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import MONTH_NUMBERS, MONTHS
from asn.model.report import Rapport

_STEM = 5  # letters of a word that stay when it is bent


class TableFigure(NamedTuple):
    """A figure of a table: its path in names, its value, and what the table calls its row."""

    steps: tuple[str, ...]
    value: Storhet
    namn: str

    @property
    def path(self) -> str:
        """What fetches the figure: nettokostnad.resultat.avvikelse."""
        return ".".join(self.steps)

    @property
    def rounded(self) -> Rounded:
        """The value in kronor or percent."""
        return comparable(self.value)


@dataclass(frozen=True)
class TableFigures:
    """Every figure of a report's tables; those that a section itself only states in ``tal`` are none."""

    report: Rapport

    @cached_property
    def all(self) -> tuple[TableFigure, ...]:
        """The figures in the report's order."""
        return tuple(cell for part in self.report.alla_avsnitt() for cell in _of(part))

    @cached_property
    def _sorted(self) -> dict[str, list[tuple[Decimal, int]]]:
        kinds: dict[str, list[tuple[Decimal, int]]] = {}
        for number, cell in enumerate(self.all):
            kinds.setdefault(kind_of(cell.value), []).append((abs(cell.rounded.value), number))
        return {kind: sorted(values) for kind, values in kinds.items()}

    def that_print(self, figure: Figure) -> tuple[TableFigure, ...]:
        """The figures that are printed so when they are rounded as far as the text has done it."""
        rounded = figure.exact
        least, most = abs(rounded.value) - rounded.slack, abs(rounded.value) + rounded.slack
        known = self._sorted.get(kind_of(figure.value), [])
        places = []
        for place in range(bisect_left(known, (least, -1)), len(known)):
            amount, number = known[place]
            if amount > most:
                break
            places.append(number)
        return tuple(cell for number in sorted(places) if _fits(cell := self.all[number], figure))


def all_stems(text: str) -> frozenset[str]:
    """The longer words of a text, cut so that their forms are alike."""
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text.lower()))


def stems(text: str) -> frozenset[str]:
    """The same, but for those that say nothing of which figure is meant."""
    return all_stems(text) - _COMMON_STEMS


# Words that say nothing of which figure is meant.
_COMMON_STEMS = frozenset(
    word[:_STEM]
    for word in (
        *("avvikelse", "utfall", "budget", "prognos", "andel", "antal", "resultat", "värde", "målnivå", "belopp"),
        *("kommunen", "nämnden", "förvaltningen", "verksamhet", "enhet", "arbete", "insats", "personer", "totalt"),
        *("under", "efter", "eller", "andra", "mellan", "perioden", "helår", "föregående", "procent", "kronor"),
    )
)


def _fits(cell: TableFigure, figure: Figure) -> bool:
    signs = not figure.signed or (cell.value.tal < 0) == (figure.value.tal < 0)
    return signs and cell.rounded.slack <= figure.exact.slack


def _of(section: Avsnitt) -> Iterator[TableFigure]:
    if section.id:
        values = {name: value for name, value in section.värden().items() if value is not section.tal.get(name)}
        yield from _leaves((section.id,), values, "")


def _leaves(steps: tuple[str, ...], values: Mapping[str, Any], called: str) -> Iterator[TableFigure]:
    named = values.get("namn", called)
    for name, value in values.items():
        match value:
            case Mapping():
                yield from _leaves((*steps, name), value, "")
            case Storhet() | Mätvärde(operator="") if value.tal is not None:
                yield TableFigure(
                    (*steps, name), Storhet(value.tal, value.enhet), named if isinstance(named, str) else ""
                )


_DECIMALS = {"mnkr": 1, "mdkr": 1, "tkr": 0, "kr": 0}


def in_unit_of(value: Storhet, like: Storhet) -> Storhet:
    """A figure in the unit and with the decimals of another of its kind."""
    amount = as_money(value, like.enhet) if kind_of(value) == AMOUNT else value
    return Storhet(round_half_up(amount.tal, decimals_of(like.tal)), amount.enhet)


def expression(cell: TableFigure, figure: Figure) -> str:
    """What an editor writes to fetch a figure as the text shows it."""
    unit, decimals = figure.value.enhet, decimals_of(figure.value.tal)
    fetched = cell.path
    if kind_of(figure.value) == PERCENT:
        fetched += " | procent"
    elif unit in _DECIMALS:
        fetched += f" | {unit}" if decimals == _DECIMALS[unit] else f" | {unit}({decimals})"
    if cell.value.tal < 0 and not figure.signed:
        fetched += " | utan_tecken"
    elif figure.signed and figure.value.tal > 0:
        fetched += " | med_tecken"
    return f"{{{{ {fetched} }}}}"


_MONTHS = dict(zip(MONTH_NUMBERS, MONTHS, strict=True))
_WORD = re.compile(r"[^\W\d_]{3,}|(?:19|20)[0-9]{2}")
_NAME = re.compile(r"[a-zåäö]\w*(?:\.\w+)*")
_LEAST, _ENDING = 4, 6  # letters that two forms of a word share at least, and that come after them at most
_INSIDE = 5  # letters of a word that is part of a longer one: sjukfrånvaro in långtidssjukfrånvaro
_BENT = 9  # letters of a word that, but for the last of them, is known in a longer one: förbättrats, prognosförbättring
# Words that say nothing of which figure is meant, as they begin.
_EMPTY = re.compile(
    r"(?:av|på|för|med|till|från|och|eller|som|den|det|de|har|hade|är|var|blev|kan|ska|inom|under|efter|mellan|enligt"
    r"|sina?|sitt|inte|också|även|gör|går|gick|ger|gav|kom(?:mit)?|fått|fick|finns|alla|annan|andra|andel\w*|antal\w*"
    r"|enhet\w*|verksamhet\w*|person(?:er|erna)?|värde|utan|mot|hela|totalt?|arbete\w*|insats\w*|kommun\w*"
    r"|vidare|eget|egen|egna|mer|mindre|stor\w*|månad\w*|år(?:et|ets|en)?|beräkna\w*|vänta\w*|mnkr|tkr|procent\w*|kronor|samt|föregående|redovisa\w*|risk\w*)"
)
# Words of what kind a figure of money is, not of what it is money for.
_COMMON = re.compile(
    r"(?:helårs|års|budget|netto)?(?:avvikelse|underskott|överskott|prognos|utfall|budget|resultat|kostnad|intäkt|helår|period|belopp)(?:en|et|er|erna?|ens|ets|ers?|ernas?|n|ns|s|rade|rad)?"
    r"|nämnd(?:en|ens)?|förvaltning(?:en|ens)?|kostar?|kostade|jan|feb|mar|apr|(?:19|20)\d\d"
)


class KnownFigure(NamedTuple):
    """A figure of a report's data, where it is found, and the words that tell it.

    ``ord`` are those of its name, ``omkring`` the sentences that fetch it, in small letters; ``kring`` the words
    of the heading that it stands below. ``rad`` has the words of the table's row that it is of, of its name and of its
    id, and ``hel`` is whether that is the whole board's result.
    """

    sökväg: str
    värde: Storhet
    ord: frozenset[str]
    omkring: str = ""
    kring: frozenset[str] = frozenset()
    rad: tuple[frozenset[str], ...] = ()
    hel: bool = False

    def has(self, word: str) -> bool:
        """Whether a word of a sentence is one of those that tell the figure."""
        return any(alike(word, own) for own in (*self.ord, *figure_words(self.omkring)))


@lru_cache(maxsize=4096)
def figure_words(text: str) -> frozenset[str]:
    """The words of a text that can say what a figure in it is of, in small letters; years too."""
    words = (word[0] for word in _WORD.finditer(text.lower().replace("_", " ")))
    return frozenset(word for word in words if not _EMPTY.fullmatch(word))


def is_common(word: str) -> bool:
    """Whether a word tells what kind a figure is, and not what it is of."""
    return bool(_COMMON.fullmatch(word))


@lru_cache(maxsize=16384)
def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one, or the one a part of the other."""
    short, long = sorted((one, other), key=len)
    inside = (len(short) >= _INSIDE and short in long) or (len(short) >= _BENT and short[:-3] in long)
    return inside or is_bent(short, long)


@lru_cache(maxsize=16384)
def is_bent(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    short, long = sorted((one, other), key=len)
    shared = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return one == other or (shared >= max(_LEAST, len(short) - 2) and len(long) - shared <= _ENDING)


def known_figures(seen: Granskad) -> tuple[KnownFigure, ...]:
    """Every figure of a report's data: those of its tables, and those that its sections state in ``tal``."""
    around = _around(seen)
    return (*_cells(seen, around), *_stated(seen, around))


def _cells(seen: Granskad, around: dict[str, str]) -> Iterator[KnownFigure]:
    rows = {f"{table.grid.id}.{row.id}": row.roll for table in seen.rapport.tabeller for row in table.grid.rader}
    for cell in seen.celler.all:
        row, kind = (figure_words(cell.namn), figure_words(cell.steps[-2])), rows.get(".".join(cell.steps[-3:-1]))
        about = around.get(".".join(cell.steps[-2:]), "")
        column = _MONTHS.get(cell.steps[-1], cell.steps[-1])
        own = row[0] | row[1] | figure_words(f"{column} {_sign(column, cell.value)} {cell.steps[-3] if kind else ''}")
        whole = kind in {"resultat", "summa"}
        yield KnownFigure(cell.path, cell.value, own, about, rad=row if kind else (), hel=whole)


def _sign(name: str, value: Storhet) -> str:
    """What a deviation can also be called."""
    return ("underskott" if value.tal < 0 else "överskott") if "avvikelse" in name else ""


def _stated(seen: Granskad, around: dict[str, str]) -> Iterator[KnownFigure]:
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            heading = figure_words(section.rubrik or "")
            yield KnownFigure(
                name,
                value,
                figure_words(f"{name} {_sign(name, value)}"),
                around.get(f"{section.id or id(section)}.{name}", ""),
                heading,
            )


def _around(seen: Granskad) -> dict[str, str]:
    """The words of the sentences that fetch each figure, by its owner's id and its name."""
    texts: dict[str, str] = {}
    for passage in seen.passager:
        for sentence, names in _fetching(passage):
            for name in names:
                texts[name] = f"{texts.get(name, '')} {sentence.lower()}"
    return texts


def _fetching(passage: Passage) -> Iterator[tuple[str, list[str]]]:
    fetches = list(expressions(passage.text)) if "{{" in passage.text else []
    hidden = without_expressions(passage.text) if fetches else ""
    for start, end in sentences(passage.text) if fetches else ():
        own = [
            name
            for expression in fetches
            if start <= expression.start < end
            for name in _names(expression.text, passage)
        ]
        if own:
            yield hidden[start:end], own


def _names(expression: str, passage: Passage) -> Iterator[str]:
    for path in _NAME.findall(expression):
        *owner, name = path.split(".")
        if owner:
            yield f"{owner[-1]}.{name}"
            continue
        inner = (part for part in reversed(passage.väg) if isinstance(part, Avsnitt) and name in part.tal)
        yield from (f"{part.id or id(part)}.{name}" for part in inner)
