"""Who reports: the board's organisation with its code, and its units in levels, each told where it stands."""

import re
from collections.abc import Iterator, Mapping

from asn.finding import Finding, Place, Severity
from asn.model.register import Enhet, Huvudman, Nämnd, Organisationsslag
from asn.personnummer import is_luhn

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


def _code(told: Huvudman) -> Iterator[Finding]:
    pattern, hint = _CODES.get(told.slag, (_REGISTERED, _NUMBER))
    if not pattern.fullmatch(told.kod):
        yield _fault(told.at("kod"), "S005", f"«{told.kod}» är ingen kod för {_whose(told.slag)}.", hint)
    elif pattern is _REGISTERED and not is_luhn(told.kod.replace("-", "")):
        message = f"Kontrollsiffran i organisationsnumret {told.kod} stämmer inte."
        yield _fault(told.at("kod"), "S005", message, "Se efter i registreringsbeviset.")


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
