"""Where a table's values come from, told below it: «Källa: Kolada (RKA)»."""

from collections.abc import Iterator
from dataclasses import replace

from asn.kolada.use import uses_of
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ord import ifylld
from asn.model.register import Register
from asn.table import Tabell


def sourced(part: Avsnitt, register: Register, year: int) -> tuple[Tabell, ...]:
    """The tables of a section; the first says where its values come from."""
    tables = part.tabeller(register)
    notes = tuple(_attribution(part, register, year)) if register.kolada else ()
    return (replace(tables[0], noter=(*tables[0].noter, *notes)), *tables[1:]) if tables and notes else tables


def _attribution(part: Avsnitt, register: Register, year: int) -> Iterator[str]:
    told = [use for use in uses_of(part, year) if use.stated is not None]
    used = [(use, kept[1]) for use in told if (kept := use.kept(register))]
    if used:
        yield register.ord.kolada.källa
    counts = sorted({value.kommuner for use, value in used if use.light and value.kommuner})
    if counts:
        span = str(counts[0]) if len(counts) == 1 else f"{counts[0]}\N{EN DASH}{counts[-1]}"
        yield ifylld(register.ord.kolada.kvartiler, antal=span)
