"""Faults in the measures of sick leave, planted in a table of them that takes another matrix's place."""

from collections.abc import Iterator, Mapping
from random import Random

from asn.finding import Severity
from asn.model.avsnitt.matris import AGES, SEXES, Matris

from .fault import Fault, Kind
from .ground import Ground
from .spots import field, records

_VALUES = {
    "total": "6,2",
    "lång": "41,0",
    "kvinnor": "6,8",
    "män": "4,1",
    "högst_29": "4,9",
    "från_30_till_49": "5,1",
    "minst_50": "7,5",
}


def _planted(ground: Ground, values: Mapping[str, str], code: str, told: str, few: str = "") -> Iterator[Fault]:
    """A table with these values in each place where the content has a matrix."""
    rows = ", ".join(
        f'{{id: {id_}, värden: {{"2021": "{value}"}}{few if id_ == "män" else ""}}}' for id_, value in values.items()
    )
    table = f'{{slag: sjukfrånvaro, id: sjuka, mätpunkter: [{{id: "2021", rubrik: "2021"}}], rader: [{rows}]}}\n'
    for report in ground.adopted:
        for matrix in records(report, Matris):
            if found := field(matrix):
                yield found.replaced(table, (code,), what=told)


def total_outside(ground: Ground, chance: Random) -> Iterator[Fault]:
    """The total above the most, or below the least, of the sexes or of the ages."""
    for groups in (SEXES, AGES):
        others = [float(_VALUES[id_].replace(",", ".")) for id_ in groups]
        for wrong in (max(others) + chance.randint(1, 9) / 10, min(others) - chance.randint(1, 9) / 10):
            value = f"{wrong:.1f}".replace(".", ",")
            yield from _planted(ground, {**_VALUES, "total": value}, "M213", f"total {value} utanför grupperna")


def no_share(ground: Ground, chance: Random) -> Iterator[Fault]:
    """A measure in per mille, or with a minus."""
    for id_, right in _VALUES.items():
        for value in (f"-{right}", str(chance.randint(101, 999))):
            yield from _planted(ground, {**_VALUES, id_: value}, "M214", f"{id_} {value}")


def small_group(ground: Ground, _: Random) -> Iterator[Fault]:
    """The value of a group that is said to be too small."""
    yield from _planted(ground, _VALUES, "P704", "värde för en liten grupp", ', få: ["2021"]')


def lost_measure(ground: Ground, _: Random) -> Iterator[Fault]:
    """A measure that is left out."""
    for id_ in _VALUES:
        yield from _planted(ground, {k: v for k, v in _VALUES.items() if k != id_}, "K907", f"utan {id_}")


KINDS: tuple[Kind, ...] = (
    Kind("sick leave outside its groups", Severity.FEL, total_outside),
    Kind("sick leave that is no share", Severity.FEL, no_share),
    Kind("sick leave of a small group", Severity.FEL, small_group),
    Kind("measure of sick leave left out", Severity.FEL, lost_measure),
)
