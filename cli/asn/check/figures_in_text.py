"""The texts of a report, and the amounts and shares in them: found, read and compared as far as they are rounded."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from asn.binding import ExpressionError, evaluate, expressions
from asn.binding.resolution import local
from asn.figures import DASH, MINUS, MONEY, SPACES, Rounded, Storhet, decimals_of
from asn.finding import KeyPath, Place
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde, prose_fields
from asn.model.report import Rapport

_LONGEST_WORDS = 40
"""Characters of a cell that still holds words in a figure's place, or a name."""


class Passage(NamedTuple):
    """A text of a report and the record that it belongs to, last on the way down to it."""

    text: str
    steps: KeyPath
    väg: tuple[Värde, ...]

    @property
    def is_prose(self) -> bool:
        """Whether the text's field is for prose; in a table's cell a sentence is, but not «ca 116 000»."""
        in_cell = self.steps[0] == "celler" and len(self.text) > _LONGEST_WORDS
        return in_cell or self.steps[0] in prose_fields(type(self.väg[-1]))

    def place(self, start: int, end: int) -> Place:
        """The place of some characters of the text."""
        return self.väg[-1].within(self.steps, start, end)

    def names(self, names: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the text can fetch: its own section's figures come first, then those of the sections above."""
        for record in self.väg if "{{" in self.text else ():
            names = local(record, names) if isinstance(record, Avsnitt) else names
        return names


def passages_of(section: Avsnitt) -> Iterator[Passage]:
    """Every text of a section that is prose; those of the sections below it are their own."""
    own = (text for text in _texts((section,)) if not any(isinstance(record, Avsnitt) for record in text.väg[1:]))
    return (text for text in own if text.is_prose)


def texts(report: Rapport) -> Iterator[Passage]:
    """Every text of a report in its order, names and headings too."""
    for part in (report.blad, *report.avsnitt):
        yield from _texts((part,))


def _texts(way: tuple[Värde, ...]) -> Iterator[Passage]:
    record = way[-1]
    for steps, text in record.texts():
        yield Passage(text, steps, way)
    for inner in record.children:
        yield from _texts((*way, inner))


AMOUNT = "belopp"
NUMBER_WORDS = (
    *("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton"),
    *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo"),
)
"""Numbers as texts write them, from nought."""
NUMBER_OF = {word: number for number, word in enumerate(NUMBER_WORDS)} | {"en": 1, "inget": 0, "ingen": 0, "inga": 0}
PERCENT = "%"
PERCENTAGE_POINTS = "procentenheter"

_S = f"[{SPACES}\n]"
_UNITS = (
    (re.compile(r"(?:procent|%-)enhet(?:er|en)?"), PERCENTAGE_POINTS),
    (re.compile(r"%|procent"), PERCENT),
    (re.compile(r"mdkr|miljard(?:er)?(?: kronor| kr)"), "mdkr"),
    (re.compile(r"mnkr|mkr|msek|milj\.? ?(?:kr|kronor)|miljon(?:er)?(?: kronor| kr)"), "mnkr"),
    (re.compile(r"tkr|kkr|tusen (?:kronor|kr)"), "tkr"),
    (re.compile(r"kr|kronor|kronan?|sek"), "kr"),
)
_WORDS = "|".join(pattern.pattern.replace(" ", _S) for pattern, _ in _UNITS)
_DIGITS = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]+"
_FIGURE = re.compile(
    rf"(?<![\w,.])(?P<sign>[+\-{MINUS}{DASH}]?)(?P<whole>{_DIGITS})(?:[,.](?P<fraction>[0-9]+))?"
    rf"(?:[{SPACES}]|\n[{SPACES}]*)?(?P<unit>{_WORDS})(?![\w/])",
    re.IGNORECASE,
)
# «80–100 %», «mellan 64 och 91 procent»: one end of a range is no figure of its own.
_RANGE = re.compile(
    rf"(?:[0-9]{_S}?[{DASH}\-]{_S}?|\b(?:mellan|från){_S}[\w,.{SPACES}]{{1,24}}?{_S}(?:och|till){_S})$", re.IGNORECASE
)
_HEDGE = re.compile(
    rf"\b(?:cirka|ca\.?|omkring|ungefär|runt|drygt|knappt|nästan|närmare|över|under|minst|högst|max|upp{_S}till|"
    rf"(?:mer|fler|mindre|högre|lägre|större){_S}än|plus/minus|\+/-){_S}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?][”\"')]*(?=\s+[\"”(*_]*(?:[A-ZÅÄÖ0-9]|\x00)|\s*$)|\n\s*\n|\n(?=\s*(?:[-*+]|[0-9]+\.) )"
)
_BEFORE = 40
_NEAR = Decimal("0.15")


class Figure(NamedTuple):
    """A figure in a text: where it stands, what it says, and whether the text only says about how much.

    ``uttryck`` is the expression that fetches it, empty when it is written out.
    """

    start: int
    end: int
    value: Storhet
    signed: bool = False
    hedged: bool = False
    part_of_range: bool = False
    uttryck: str = ""

    @property
    def rounded(self) -> Rounded:
        """The figure in kronor or percent, and how far it may be off: a whole one may end in rounded zeros."""
        return _rounded(self.value, zeros=True)

    @property
    def exact(self) -> Rounded:
        """The same, but as printed to its last digit."""
        return _rounded(self.value, zeros=False)

    @property
    def digits(self) -> int:
        """How many digits count, without leading zeros and those that a whole number ends in: 9 200 has two."""
        digits = f"{abs(self.value.tal):f}".replace(".", "").lstrip("0")
        return len(digits if decimals_of(self.value.tal) else digits.rstrip("0"))


def _rounded(value: Storhet, *, zeros: bool) -> Rounded:
    number = value.tal
    if zeros and number == number.to_integral_value() and not decimals_of(number):
        number = number.normalize()
    exponent = number.as_tuple().exponent
    slack = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    return Rounded(value.tal, slack).times(MONEY.get(value.enhet, Decimal(1)))


def comparable(value: Storhet) -> Rounded:
    """A figure of a table in kronor or percent, to compare with what :class:`Figure` says."""
    return _rounded(value, zeros=False)


def kind_of(value: Storhet) -> str:
    """What a figure measures: an amount whatever its unit, percent however it is spelled."""
    if value.enhet in MONEY:
        return AMOUNT
    return PERCENT if value.enhet in {PERCENT, "procent"} else value.enhet.lower()


def is_slip(one: Storhet, other: Storhet) -> bool:
    """Whether two figures differ, but by so little, or by the order of the same digits, that one must be a slip."""
    left, right = (value.tal * MONEY.get(value.enhet, Decimal(1)) for value in (one, other))
    if left == right:
        return False
    return abs(left - right) <= _NEAR * max(abs(left), abs(right)) or _shuffled(left) == _shuffled(right)


def _shuffled(value: Decimal) -> str:
    return "".join(sorted(f"{abs(value):f}".replace(".", "").replace("0", "")))


def figures_in(text: str) -> Iterator[Figure]:
    """Every amount and share that is written out in a text, outside its expressions."""
    hidden = without_expressions(text)
    for match in _FIGURE.finditer(hidden):
        before = hidden[max(0, match.start() - _BEFORE) : match.start()]
        yield Figure(
            match.start(),
            match.end(),
            _read(match),
            bool(match["sign"]),
            bool(_HEDGE.search(before)),
            bool(_RANGE.search(before)),
        )


def fetched_figures(text: str, names: Mapping[str, Any]) -> Iterator[Figure]:
    """Every amount and share that an expression of a text prints."""
    for expression in expressions(text) if "{{" in text else ():
        try:
            printed = evaluate(expression.text, names)
        except ExpressionError:  # S013 tells the editor
            continue
        match = _FIGURE.fullmatch(printed)
        if match:
            before = text[max(0, expression.start - _BEFORE) : expression.start]
            yield Figure(
                expression.start,
                expression.end,
                _read(match),
                bool(match["sign"]),
                bool(_HEDGE.search(before)),
                bool(_RANGE.search(before)),
                expression.text,
            )


def figures(text: str, names: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Every amount and share of a text, written or fetched, in order."""
    return tuple(sorted((*figures_in(text), *fetched_figures(text, names)), key=lambda figure: figure.start))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text starts and ends; a point of a list is one too."""
    start = 0
    for match in _SENTENCE_END.finditer(without_expressions(text)):
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def without_expressions(text: str) -> str:
    """The text with its expressions made invisible, everything else where it stands."""
    if "{{" not in text:
        return text
    parts, last = [], 0
    for expression in expressions(text):
        parts += [text[last : expression.start], "\0" * (expression.end - expression.start)]
        last = expression.end
    return "".join((*parts, text[last:]))


def _read(match: re.Match[str]) -> Storhet:
    whole = re.sub(f"[{SPACES}]", "", match["whole"])
    number = Decimal(f"{whole}.{match['fraction']}" if match["fraction"] else whole)
    unit = re.sub(rf"{_S}+", " ", match["unit"].lower())
    return Storhet(
        -number if match["sign"] in {"-", MINUS, DASH} else number,
        next(name for pattern, name in _UNITS if pattern.fullmatch(unit)),
    )
