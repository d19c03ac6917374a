"""The registers that all reports share, read and put together."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from asn.finding import Finding, Severity
from asn.load.beside import read_beside
from asn.load.board import organisation_faults, unit_faults
from asn.load.lights import with_classes
from asn.load.periods import misnamed, period_faults
from asn.load.reading import Reading
from asn.load.words import with_own_terms
from asn.model.beside import named_files
from asn.model.ledger import Koladafil
from asn.model.ord import Ord
from asn.model.rapportslag import Rapportslagsfil
from asn.model.record import Post, Värde
from asn.model.register import Enhetsfil, Målområdesfil, Nämndfil, Register, Utseendefil
from asn.model.skalor import Skalfil

R = TypeVar("R", bound=Värde)
LOOKS = "utseende.yaml"
REGISTERS: dict[str, type[Post]] = {
    "namnd.yaml": Nämndfil,
    "enheter.yaml": Enhetsfil,
    "malomraden.yaml": Målområdesfil,
    "skalor.yaml": Skalfil,
    "rapportslag.yaml": Rapportslagsfil,
    "ord.yaml": Ord,
    LOOKS: Utseendefil,
    "kolada.yaml": Koladafil,
}
_OPTIONAL = {"ord.yaml": b"{}\n", LOOKS: b"{}\n", "kolada.yaml": b"{}\n"}
"""The registers that a project may be without, and what stands for them then."""


def read_shared(reading: Reading) -> dict[str, Post]:
    """What all reports share, by the file's name, as far as it can be read."""
    made: dict[str, Post] = {}
    for name, kind in REGISTERS.items():
        try:
            found = reading.record(f"content/{name}", kind)
        except FileNotFoundError:
            found = None
            if name not in _OPTIONAL:
                reading.fault(f"content/{name}", "S009", f"Filen {name} saknas.", "Den är gemensam för alla perioder.")
        if found is None and name in _OPTIONAL:
            tree, _ = reading.reader.tree(f"content/{name}", _OPTIONAL[name])
            found = reading.reader.record(kind, tree)[0] if tree else None
        if found:
            made[name] = found
    return made


def read_register(reading: Reading, made: Mapping[str, Post]) -> Register | None:
    if len(made) < len(REGISTERS):
        return None
    board, units, areas, scales, kinds, words, looks, measures = made.values()
    assert isinstance(board, Nämndfil)
    assert isinstance(units, Enhetsfil)
    assert isinstance(areas, Målområdesfil)
    assert isinstance(scales, Skalfil)
    assert isinstance(kinds, Rapportslagsfil)
    assert isinstance(words, Ord)
    assert isinstance(looks, Utseendefil)
    assert isinstance(measures, Koladafil)
    reading.findings.extend((*organisation_faults(board.nämnd), *period_faults(kinds)))
    unnamed = tuple(misnamed(kinds))
    reading.findings.extend(unnamed)
    if unnamed:
        return None
    known = _by_id(reading, units.enheter)
    wrong = tuple(unit_faults(known))
    reading.findings.extend(wrong)
    if wrong or not (board.nämnd.organisation or board.nämnd.kommun):
        return None
    words = with_own_terms(words)
    judged, unfit = with_classes(_by_id(reading, scales.skalor), words.ljus)
    reading.findings.extend(unfit)
    return Register(
        board.nämnd,
        known,
        _by_id(reading, areas.målområden),
        judged,
        kinds.rapportslag,
        words,
        kinds.kända(),
        looks,
        read_beside(reading, named_files([looks])),
        _by_id(reading, measures.nyckeltal),
        board.förkortningar,
    )


def _by_id(reading: Reading, records: Iterable[R]) -> dict[str, R]:
    found: dict[str, R] = {}
    for item in records:
        id_: str = item.id  # type: ignore[attr-defined]
        if id_ in found:
            reading.findings.append(doubled(item, id_, found[id_]))
        found.setdefault(id_, item)
    return found


def doubled(item: Värde, id_: str, first: Värde) -> Finding:
    message = f"Id «{id_}» finns redan på rad {first.at('id').line} i {first.at('id').file}."
    return Finding(item.at("id"), "S002", Severity.FEL, message, "Varje id används en gång.")
