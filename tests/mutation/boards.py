"""Faults in what is put together from several boards, planted in a table of two that takes a matrix's place.

What stands in a board's own file is tried in tests/load/test_boards.py: a fault here is one edit of one file.
"""

from collections.abc import Iterator
from random import Random

from asn.finding import Severity
from asn.model.avsnitt.matris import Matris

from .fault import Fault, Kind
from .ground import Ground
from .spots import field, records

_TABLE = (
    "{{slag: samlad_ekonomi, id: samlat, tabellrubrik: Nettokostnad, "
    "kolumner: [{{id: utfall, rubrik: Utfall, roll: utfall}}], "
    "nämnder: [{{id: kultur, namn: Kulturnämnden, belopp: {{utfall: -4 120}}}}, "
    "{{id: miljö, namn: Miljönämnden, belopp: {{utfall: -1 880}}}}], avstäms_mot: {{utfall: {sum}}}}}\n"
)


def _planted(ground: Ground, whole: str, code: str, told: str) -> Iterator[Fault]:
    for report in ground.adopted:
        for matrix in records(report, Matris):
            if found := field(matrix):
                yield found.replaced(_TABLE.format(sum=whole), (code,), what=told)


def sum_differs(ground: Ground, chance: Random) -> Iterator[Fault]:
    """The boards make up another sum than the one that is stated."""
    wrong = f"-{6_000 + chance.randint(5, 900)}"
    yield from _planted(ground, wrong, "G102", f"summan {wrong}")


def no_file(ground: Ground, _: Random) -> Iterator[Fault]:
    """Boards without a file."""
    yield from _planted(ground, "-6 000", "G104", "nämnder utan fil")


KINDS: tuple[Kind, ...] = (
    Kind("boards that make up another sum", Severity.FEL, sum_differs),
    Kind("board without a file", Severity.FEL, no_file),
)
