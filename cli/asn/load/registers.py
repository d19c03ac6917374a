"""The registers that all reports share, read and put together, and what is wrong with what they say of who reports."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from asn.finding import Finding, Place, Severity
from asn.load.lights import with_classes
from asn.load.periods import misnamed, period_faults
from asn.load.reading import Reading, read_beside
from asn.load.words import with_own_terms
from asn.model.files import named_files
from asn.model.ledger import Koladafil
from asn.model.ord import Ord
from asn.model.rapportslag import Rapportslagsfil
from asn.model.record import Post, Värde
from asn.model.register import (
    Enhet,
    Enhetsfil,
    Huvudman,
    Målområdesfil,
    Nämnd,
    Nämndfil,
    Organisationsslag,
    Register,
    Utseendefil,
)
from asn.model.skalor import Skalfil
from asn.personnummer import is_luhn

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
    records: dict[str, Post] = {}
    for name, kind in REGISTERS.items():
        try:
            record = reading.record(f"content/{name}", kind)
        except FileNotFoundError:
            record = None
            if name not in _OPTIONAL:
                reading.fault(f"content/{name}", "S009", f"Filen {name} saknas.", "Den är gemensam för alla perioder.")
        if record is None and name in _OPTIONAL:
            tree, _ = reading.reader.tree(f"content/{name}", _OPTIONAL[name])
            record = reading.reader.record(kind, tree)[0] if tree else None
        if record:
            records[name] = record
    return records


def read_register(reading: Reading, records: Mapping[str, Post]) -> Register | None:
    if len(records) < len(REGISTERS):
        return None
    board, units, areas, scales, kinds, words, looks, measures = records.values()
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
    by_id: dict[str, R] = {}
    for item in records:
        id_: str = item.id  # type: ignore[attr-defined]
        if id_ in by_id:
            reading.findings.append(doubled(item, id_, by_id[id_]))
        by_id.setdefault(id_, item)
    return by_id


def doubled(item: Värde, id_: str, first: Värde) -> Finding:
    message = f"Id «{id_}» finns redan på rad {first.at('id').line} i {first.at('id').file}."
    return Finding(item.at("id"), "S002", Severity.FEL, message, "Varje id används en gång.")


_REGISTERED = re.compile(r"\d{6}-\d{4}")
_CODES = {
    Organisationsslag.KOMMUN: (re.compile(r"\d{4}"), 'En kommuns kod är fyra siffror, inom citattecken: "0138".'),
    Organisationsslag.REGION: (re.compile(r"\d{2}"), 'En regions kod är länets två siffror, inom citattecken: "14".'),
}
_NUMBER = "Skriv organisationsnumret: sex siffror, bindestreck och fyra siffror."


def organisation_faults(board: Nämnd) -> Iterator[Finding]:
    """None, two of them, or a code that no such organisation has."""
    old = [name for name in ("kommun", "kommunkod") if getattr(board, name) is not None]
    if board.organisation:
        yield from _code(board.organisation)
        for name in old:
            message = f"Fältet «{name}» säger detsamma som organisation."
            yield _fault(board.at(name), "S005", message, "Ta bort raden.")
    elif not old:
        hint = "Lägg till «organisation:» med slag, kod och namn."
        yield _fault(board.at(), "S004", "Fältet «organisation» saknas.", hint)
    else:
        for name in ("kommun", "kommunkod"):
            if name not in old:
                yield _fault(board.at(), "S004", f"Fältet «{name}» saknas.", f"Lägg till «{name}:» med sitt värde.")


def _code(owner: Huvudman) -> Iterator[Finding]:
    pattern, hint = _CODES.get(owner.slag, (_REGISTERED, _NUMBER))
    if not pattern.fullmatch(owner.kod):
        yield _fault(owner.at("kod"), "S005", f"«{owner.kod}» är ingen kod för {_whose(owner.slag)}.", hint)
    elif pattern is _REGISTERED and not is_luhn(owner.kod.replace("-", "")):
        message = f"Kontrollsiffran i organisationsnumret {owner.kod} stämmer inte."
        yield _fault(owner.at("kod"), "S005", message, "Se efter i registreringsbeviset.")


def _whose(kind: Organisationsslag) -> str:
    return f"ett {kind}" if kind in {Organisationsslag.FÖRBUND, Organisationsslag.BOLAG} else f"en {kind}"


def unit_faults(units: Mapping[str, Enhet]) -> Iterator[Finding]:
    """A unit below one that isn't there, or below itself."""
    for unit in units.values():
        if unit.under is not None and unit.under not in units:
            hint = f"Det finns: {', '.join(sorted(units))}."
            yield _fault(unit.at("under"), "U404", f"Det finns ingen enhet «{unit.under}».", hint)
        elif _is_below_itself(unit, units):
            message = f"Enheten «{unit.namn}» ligger under sig själv."
            yield _fault(unit.at("under"), "S005", message, "Låt den översta enheten vara utan «under».")


def _is_below_itself(unit: Enhet, units: Mapping[str, Enhet]) -> bool:
    seen, above = {unit.id}, unit.under
    while above and above in units and above not in seen:
        seen.add(above)
        above = units[above].under
    return above == unit.id


def _fault(place: Place, code: str, message: str, hint: str) -> Finding:
    return Finding(place, code, Severity.FEL, message, hint)
