"""What an answer says of the board's measures, as ``kolada.yaml`` keeps it."""

import re
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from asn.editing.writing import STEP, written_block
from asn.kolada.answer import Answer, MunicipalFigure
from asn.model.ledger import Koladafil, Koladamått, Koladavärde
from asn.read import Value

KOLADA_FILE = "content/kolada.yaml"
_HEAD = (
    "# yaml-language-server: $schema=../schema/kolada.schema.json\n"
    "# Skriven av asn import kolada. Källa: Kolada (RKA). Ändra inget för hand: asn import kolada hämtar på nytt.\n"
)
_MUNICIPALITY = re.compile(r"(?:0[1-9]|1\d|2[0-5])\d{2}")
"""A municipality's code: its county, then its number; 0000 is the country, G… are groups."""
_REGION = re.compile(r"00(?:0[1-9]|1\d|2[0-5])")
_FEWEST = 4  # municipalities that can be parted in four
Kept = dict[tuple[str, int, str], Koladavärde]


@dataclass(frozen=True, slots=True)
class Restated:
    """A value that Kolada tells otherwise than it did; None is one that it has no longer, or had not then."""

    measure: str
    year: int
    gender: str
    before: Decimal | None
    after: Decimal | None


def updated(old: Koladafil, asked: Mapping[str, set[str]], answer: Answer, code: str, today: date) -> Koladafil:
    """The file with what the answer says of the measures that were asked for; all else stays.

    Args:
        old: the file as it was.
        asked: each measure with the genders that the content uses.
        answer: what Kolada said.
        code: the municipality's or the region's code; it is compared with its like.
        today: when it said so.
    """
    known = {one.id: one for one in old.nyckeltal}
    measures = []
    for measure in sorted(asked):
        before = known.pop(measure, None)
        fresh = {(v.år, v.kön): v for v in _values(measure, asked[measure], answer, code)}
        if not fresh:
            measures += [before] if before else []
            continue
        kept = {(v.år, v.kön): v for v in (before.värden if before else ())} | fresh
        years = [year for (kpi, year, _), all_ in answer.figures.items() if kpi == measure and _has_value(all_)]
        latest = max((*years, *([before.senast] if before and before.senast else [])), default=None)
        name = answer.titles.get(measure) or (before.namn if before else measure)
        values = tuple(kept[key] for key in sorted(kept))
        measures.append(Koladamått.model_construct(id=measure, namn=name, senast=latest, hämtades=today, värden=values))
    return Koladafil.model_construct(nyckeltal=tuple(sorted((*measures, *known.values()), key=lambda one: one.id)))


def _has_value(figures: Mapping[str, MunicipalFigure]) -> bool:
    return any(one.value is not None for one in figures.values())


def _values(measure: str, genders: set[str], answer: Answer, code: str) -> Iterator[Koladavärde]:
    for (kpi, year, gender), places in answer.figures.items():
        own = places.get(code)
        if kpi == measure and gender in genders and own:
            alike = _REGION if _REGION.fullmatch(code) else _MUNICIPALITY
            others = [one.value for place, one in places.items() if alike.fullmatch(place)]
            numbers = sorted(value for value in others if value is not None)
            enough = len(numbers) >= _FEWEST
            cuts = statistics.quantiles(numbers, method="inclusive") if enough else ()
            yield Koladavärde.model_construct(
                år=year,
                kön=gender,
                värde=own.value,
                status=own.status or None,
                kommuner=len(numbers) if enough else None,
                kvartiler=tuple(_rounded(cut) for cut in cuts),
            )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001")).normalize()


def restated_values(old: Koladafil, new: Koladafil) -> Iterator[Restated]:
    """Each value that both have, and that differs."""
    before, after = _by_key(old), _by_key(new)
    for key in sorted(before.keys() & after.keys()):
        was, is_ = before[key].värde, after[key].värde
        if was != is_:
            yield Restated(*key, was, is_)


def _by_key(file: Koladafil) -> Kept:
    return {(one.id, value.år, value.kön): value for one in file.nyckeltal for value in one.värden}


def ledger_bytes(file: Koladafil) -> bytes:
    """The file's bytes, in the one style."""
    rows: list[Value] = [
        {
            "id": one.id,
            "namn": one.namn,
            **({"senast": str(one.senast)} if one.senast else {}),
            "hämtades": one.hämtades.isoformat(),
            "värden": [_record(value) for value in one.värden],
        }
        for one in file.nyckeltal
    ]
    return (_HEAD + written_block({"nyckeltal": rows}, -STEP).removeprefix("\n") + "\n").encode()


def _record(value: Koladavärde) -> Value:
    record: dict[str, Value] = {"år": str(value.år)}
    if value.kön != "alla":
        record["kön"] = value.kön
    record["värde"] = None if value.värde is None else _number(value.värde)
    if value.status:
        record["status"] = value.status
    if value.kommuner:
        record["kommuner"] = str(value.kommuner)
        record["kvartiler"] = [_number(one) for one in value.kvartiler]
    return record


def _number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
