"""T506: figures that a text tells and no data holds, where the section wants all of its figures from data."""

import re
from collections.abc import Iterator
from decimal import Decimal

from asn.check.figures_in_text import without_expressions
from asn.check.passages import passages_of
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import SPACES, parse_number
from asn.model.fields import Månad

_MONTHS = "|".join(month.helt_namn for month in Månad)
_COUNTED = re.compile(
    rf"(?<![\w,.§-])(?!(?:19|20)[0-9]{{2}}\b)(?P<number>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?)"
    rf"[{SPACES}\n]+(?!(?:{_MONTHS}|och|eller|till|kap)\b)(?P<unit>%|[a-zåäö]{{2,}}(?:[{SPACES}][a-zåäö]{{3,}})?)"
)


def without_data(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A figure with what it counts, «37 nya ärenden», is in the report's data: else nothing can hold it right."""
    for section in seen.rapport.alla_avsnitt():
        if not section.siffror_ur_data:
            continue
        known = {abs(cell.value.tal) for cell in seen.celler.all} | {abs(value.tal) for value in section.tal.values()}
        for passage in passages_of(section):
            for found in _COUNTED.finditer(without_expressions(passage.text)):
                if abs(_value(found)) in known:
                    yield OK
                    continue
                told = " ".join(passage.text[found.start() : found.end()].split())
                place = passage.place(found.start(), found.end())
                hint = "Skriv siffran i avsnittets «tal» och hämta den med {{ … }}."
                yield Fynd(place, f"«{told}» finns inte i rapportens data.", hint)


def _value(found: re.Match[str]) -> Decimal:
    return parse_number(found["number"])
