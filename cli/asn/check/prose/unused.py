"""T505: a figure that is stated for the text, and that no text fetches."""

import re
from collections.abc import Iterable, Iterator

from asn.binding import expressions
from asn.check.passages import Passage
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.figures import format_quantity
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Värde
from asn.model.report import Rapport

_NAME = re.compile(r"[a-zåäö][\w]*(?:\.\w+)*")


def unused_figure(seen: Granskad) -> Iterator[Fynd | Looked]:
    """What stands in ``tal`` is there to be fetched; a text that writes the figure by itself can come to differ."""
    used = {*_used(seen.texter), *_used_elsewhere(seen.rapport)}
    for section in seen.rapport.alla_avsnitt():
        for name, value in section.tal.items():
            if (id(section), name) in used or (section.id, name) in used:
                yield OK
                continue
            yield Fynd(
                section.at("tal", name),
                f"Ingen text hämtar «{name}», {format_quantity(value)}.",
                f"Hämta siffran i texten med {{{{ {name} }}}}, eller ta bort den.",
            )


def _used(texts: Iterable[Passage]) -> Iterator[tuple[int | str, str]]:
    """Each figure that a text fetches: by the section that it is found in first, or by the section's id."""
    for text in texts:
        for expression in expressions(text.text) if "{{" in text.text else ():
            yield from _named(expression.text, text.väg)


def _used_elsewhere(report: Rapport) -> Iterator[tuple[int | str, str]]:
    """The figures that fields of their own fetch, as the source of an amount does."""
    for part in report.avsnitt:
        for record in part.below():
            for _, expression in record.uttryck():
                yield from _named(expression, (part,))


def _named(expression: str, way: tuple[Värde, ...]) -> Iterator[tuple[int | str, str]]:
    for found in _NAME.findall(expression):
        *owner, name = found.split(".")
        if owner:
            yield owner[-1], name
            continue
        inner = (part for part in reversed(way) if isinstance(part, Avsnitt) and name in part.tal)
        yield from ((id(part), name) for part in inner)
