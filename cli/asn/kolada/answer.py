"""An answer of Kolada's API v3, from a file or from the network: read strictly, since nobody knows who wrote it.

Shape: ``{"values": [{"kpi", "municipality", "period", "values": [{"gender", "value", "status", "isdeleted"}]}]}`` for
data, ``{"values": [{"id", "title"}]}`` for the measures' names; ``next_url`` or ``next_page`` where it goes on.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from asn.model.ledger import MEASURE, Kön

MOST_KOLADA_BYTES = 20_000_000
"""The largest answer that is read."""
_GENDERS: dict[object, Kön] = {"T": "alla", "K": "kvinnor", "F": "kvinnor", "M": "män"}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LARGEST = Decimal(10) ** 15
_PLACES = 12
FigureKey = tuple[str, int, Kön]
"""A measure, a year and a gender."""


class AnswerError(ValueError):
    """What is no answer of Kolada's; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class MunicipalFigure:
    """A municipality's value; None where Kolada has none, and its word for why."""

    value: Decimal | None
    status: str


@dataclass
class Answer:
    """What Kolada said: each municipality's figures by measure, year and gender, and what the measures are called."""

    figures: dict[FigureKey, dict[str, MunicipalFigure]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def read_answers(texts: Iterable[tuple[str, bytes]]) -> Answer:
    """Answers by the names that messages call them, together.

    Raises:
        AnswerError: if one isn't Kolada's.
    """
    answer = Answer()
    for name, data in texts:
        root = _parsed(name, data)
        rows = root.get("values")
        if not isinstance(rows, list):
            raise AnswerError(f"{name} är inget svar från Kolada: listan «values» saknas.")
        for row in rows:
            if not isinstance(row, dict):
                raise AnswerError(f"{name} är inget svar från Kolada: en rad är inget objekt.")
            _add(answer, name, row)
    return answer


def _parsed(name: str, data: bytes) -> Mapping[str, Any]:
    if len(data) > MOST_KOLADA_BYTES:
        raise AnswerError(f"{name} är för stor: högst {MOST_KOLADA_BYTES // 1_000_000} MB läses.")
    try:
        root = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_refused)
    except (ValueError, ArithmeticError, RecursionError):
        raise AnswerError(f"{name} går inte att läsa som JSON.") from None
    if not isinstance(root, dict):
        raise AnswerError(f"{name} är inget svar från Kolada.")
    return root


def _refused(word: str) -> NoReturn:
    raise ValueError(word)


def _add(answer: Answer, name: str, row: Mapping[str, Any]) -> None:
    if "kpi" not in row:
        if isinstance(row.get("id"), str) and isinstance(row.get("title"), str):
            answer.titles[row["id"]] = " ".join(row["title"].split())[:300]
        return
    kpi, place, period = row["kpi"], row.get("municipality"), str(row.get("period"))
    if not (isinstance(kpi, str) and re.fullmatch(MEASURE, kpi) and isinstance(place, str) and _YEAR.fullmatch(period)):
        raise AnswerError(f"{name}: en rad saknar nyckeltal, kommun eller år.")
    values = row.get("values")
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict) and value.get("isdeleted") is not True and value.get("gender") in _GENDERS:
            key = kpi, int(period), _GENDERS[value["gender"]]
            answer.figures.setdefault(key, {})[place] = MunicipalFigure(
                _number(name, value.get("value")), _status(value)
            )


def _status(value: Mapping[str, Any]) -> str:
    status = value.get("status")
    return " ".join(status.split())[:60] if isinstance(status, str) else ""


def _number(name: str, value: object) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= _LARGEST:
        raise AnswerError(f"{name}: ett värde är inget tal.")
    exponent = value.as_tuple().exponent
    return round(value, _PLACES) if isinstance(exponent, int) and exponent < -_PLACES else value
