"""The texts of a report: the prose that an editor writes in sentences, and names, headings and reasons besides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asn.binding.namespace import local
from asn.finding import Place
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Path, Värde, prose_fields
from asn.model.report import Rapport


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a report and the record that it belongs to, last on the way down to it."""

    text: str
    steps: Path
    väg: tuple[Värde, ...]

    @property
    def is_prose(self) -> bool:
        """Whether the text's field is for prose."""
        return self.steps[0] in prose_fields(type(self.väg[-1]))

    def place(self, start: int, end: int) -> Place:
        """The place of some characters of the text."""
        return self.väg[-1].within(self.steps, start, end)

    def names(self, names: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the text can fetch: its own section's figures come first, then those of the sections above."""
        for record in self.väg if "{{" in self.text else ():
            names = local(record, names) if isinstance(record, Avsnitt) else names
        return names


def passages(report: Rapport) -> Iterator[Passage]:
    """Every text that is prose, in the report's order."""
    return (text for text in texts(report) if text.is_prose)


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
