"""The prose of a report: what an editor writes in sentences, apart from names, headings and the reasons of exceptions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from asn.finding import Place
from asn.model.avsnitt.grund import Avsnitt
from asn.model.fields import Prosa
from asn.model.record import Path, Värde
from asn.model.report import Rapport

_MARK = Prosa.__metadata__[0]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a report, the record that it belongs to, and the section that its record stands in.

    ``väg`` is every record from the section of the report's own level down to the one that has the text.
    """

    text: str
    record: Värde
    steps: Path
    avsnitt: Avsnitt | None
    väg: tuple[Värde, ...]

    def place(self, start: int, end: int) -> Place:
        """The place of some characters of the text."""
        return self.record.within(self.steps, start, end)


def passages(report: Rapport) -> Iterator[Passage]:
    """Every text that is prose, in the report's order."""
    for part in (report.blad, *report.avsnitt):
        yield from _passages(part, None, ())


def _passages(record: Värde, section: Avsnitt | None, way: tuple[Värde, ...]) -> Iterator[Passage]:
    section = record if isinstance(record, Avsnitt) else section
    way = (*way, record)
    prose = _prose_fields(type(record))
    for steps, text in record.texts():
        if steps[0] in prose:
            yield Passage(text, record, steps, section, way)
    for name in type(record).model_fields:
        for inner in _records(getattr(record, name)):
            yield from _passages(inner, section, way)


def _records(value: object) -> Iterator[Värde]:
    if isinstance(value, Värde):
        yield value
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _records(item)


@lru_cache(maxsize=256)
def _prose_fields(kind: type[Värde]) -> frozenset[str]:
    """The fields that are declared to be prose: a new kind of section needs no line here."""
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if any(mark is _MARK for mark in field.metadata) or _is_prose(field.annotation)
    )


def _is_prose(annotation: Any) -> bool:
    if any(mark is _MARK for mark in getattr(annotation, "__metadata__", ())):
        return True
    return any(_is_prose(inner) for inner in get_args(annotation))
