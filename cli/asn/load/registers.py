"""The registers that all reports share, read and put together, and what is wrong with what they say of who reports."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from asn.finding import Finding, Place, error_at
from asn.load.from_registers import with_classes, with_own_terms
from asn.load.reading import Reading, read_beside
from asn.model.fields import Månad
from asn.model.files import named_files
from asn.model.ledger import Koladafil
from asn.model.ord import Ord
from asn.model.rapportslag import WORDS, Rapportperiod, Rapportslag, Rapportslagsfil, is_file_name, report_file_name
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
from asn.period import READY, Period
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
            reading.findings.append(double_id(item, id_, by_id[id_]))
        by_id.setdefault(id_, item)
    return by_id


def double_id(item: Värde, id_: str, first: Värde) -> Finding:
    message = f"Id «{id_}» finns redan på rad {first.at('id').line} i {first.at('id').file}."
    return error_at(item.at("id"), "S002", message, "Varje id används en gång.")


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
            yield error_at(board.at(name), "S005", message, "Ta bort raden.")
    elif not old:
        hint = "Lägg till «organisation:» med slag, kod och namn."
        yield error_at(board.at(), "S004", "Fältet «organisation» saknas.", hint)
    else:
        for name in ("kommun", "kommunkod"):
            if name not in old:
                yield error_at(board.at(), "S004", f"Fältet «{name}» saknas.", f"Lägg till «{name}:» med sitt värde.")


def _code(owner: Huvudman) -> Iterator[Finding]:
    pattern, hint = _CODES.get(owner.slag, (_REGISTERED, _NUMBER))
    if not pattern.fullmatch(owner.kod):
        yield error_at(owner.at("kod"), "S005", f"«{owner.kod}» är ingen kod för {_whose(owner.slag)}.", hint)
    elif pattern is _REGISTERED and not is_luhn(owner.kod.replace("-", "")):
        message = f"Kontrollsiffran i organisationsnumret {owner.kod} stämmer inte."
        yield error_at(owner.at("kod"), "S005", message, "Se efter i registreringsbeviset.")


def _whose(kind: Organisationsslag) -> str:
    return f"ett {kind}" if kind in {Organisationsslag.FÖRBUND, Organisationsslag.BOLAG} else f"en {kind}"


def unit_faults(units: Mapping[str, Enhet]) -> Iterator[Finding]:
    """A unit below one that isn't there, or below itself."""
    for unit in units.values():
        if unit.under is not None and unit.under not in units:
            hint = f"Det finns: {', '.join(sorted(units))}."
            yield error_at(unit.at("under"), "U404", f"Det finns ingen enhet «{unit.under}».", hint)
        elif _is_below_itself(unit, units):
            message = f"Enheten «{unit.namn}» ligger under sig själv."
            yield error_at(unit.at("under"), "S005", message, "Låt den översta enheten vara utan «under».")


def _is_below_itself(unit: Enhet, units: Mapping[str, Enhet]) -> bool:
    seen, above = {unit.id}, unit.under
    while above and above in units and above not in seen:
        seen.add(above)
        above = units[above].under
    return above == unit.id


_MOST = 200
"""Periods of a kind, each of which is held against each."""
_FILL = "Fyll i {nummer}, {månad}, {år} eller {period}, så att varje rapport får sitt eget namn."


def period_faults(file: Rapportslagsfil) -> Iterator[Finding]:
    """A period that is unknown, told twice, of no kind, without months, or that overlaps another."""
    known = file.kända()
    yield from _declared(file)
    taken: dict[str, tuple[Rapportslag, int]] = {}
    for kind in file.rapportslag:
        for index, period in enumerate(kind.perioder):
            place = kind.at("perioder", index)
            if period not in known:
                yield error_at(place, "U404", f"Det finns ingen period «{period}».", meant_period(period, known))
            elif period in taken:
                yield _taken(place, kind, period, *taken[period])
            else:
                taken[period] = kind, index
        yield from _overlaps(kind, known)
        yield from _unnumbered(kind, known)


def meant_period(name: str, known: Mapping[str, Period]) -> str:
    """The period that an unknown name is nearest to, and all that there are."""
    near = difflib.get_close_matches(name, known, 1, 0.7) or [one for one in known if one.lower() == name.lower()]
    first = f"Menade du {near[0]}? " if near else ""
    return f"{first}Perioderna är {periods_in_words(known)}. Egna skrivs under «perioder» i rapportslag.yaml."


def periods_in_words(known: Mapping[str, Period]) -> str:
    """All periods in a sentence, the months as a span."""
    months = [name for name, period in known.items() if period.månadsvis and READY.get(name) == period]
    others = [name for name in known if name not in months]
    spans = [f"{months[0]}\N{EN DASH}{months[-1]}"] if months else []
    return ", ".join((*others, *spans))


def kinds_in_words(kinds: Iterable[Rapportslag]) -> str:
    """The kinds of report, each with its periods."""
    return "Det finns: " + "; ".join(f"{kind.id} ({', '.join(kind.perioder)})" for kind in kinds) + "."


def _declared(file: Rapportslagsfil) -> Iterator[Finding]:
    seen: dict[str, Rapportperiod] = {}
    used = {name for kind in file.rapportslag for name in kind.perioder}
    for period in file.perioder:
        first = seen.setdefault(period.id.lower(), period)
        if first is not period:
            message = f"Perioden «{period.id}» finns redan på rad {first.at('id').line}."
            yield error_at(period.at("id"), "S002", message, "Varje period har ett eget namn, också med små bokstäver.")
        elif (ready := next((name for name in READY if name.lower() == period.id.lower()), period.id)) != period.id:
            message = f"«{period.id}» kan inte skiljas från den färdiga perioden {ready}."
            yield error_at(period.at("id"), "S002", message, f"Skriv {ready}, om det är den som ändras.")
        elif period.id not in used:
            hint = "Skriv den under «perioder» i det rapportslag som den hör till, eller ta bort den."
            yield error_at(period.at("id"), "U404", f"Perioden «{period.id}» hör inte till något rapportslag.", hint)
        if period.månader[0] > period.månader[1]:
            message = f"Perioden slutar i {period.till.helt_namn} men börjar i {period.från.helt_namn}."
            yield error_at(period.at("till"), "S005", message, "En period ligger inom ett år: byt månaderna.")


def _taken(place: Place, kind: Rapportslag, period: str, other: Rapportslag, index: int) -> Finding:
    line = other.at("perioder", index).line
    whose = "i samma rapportslag" if other is kind else f"i rapportslaget «{other.id}»"
    hint = (
        "En period hör till ett rapportslag: ge den andra rapporten en egen period, med samma månader om så ska vara."
    )
    return error_at(place, "S002", f"Perioden «{period}» finns redan på rad {line}, {whose}.", hint)


def _overlaps(kind: Rapportslag, known: Mapping[str, Period]) -> Iterator[Finding]:
    """Two periods of a kind of which neither holds the other, and that share months: their figures can't be added."""
    places = [(index, known[name]) for index, name in enumerate(kind.perioder) if name in known]
    if len(places) > _MOST:
        hint = "Dela rapportslaget, eller ta bort de perioder som inte används."
        yield error_at(kind.at("perioder"), "S008", f"Rapportslaget har fler än {_MOST} perioder.", hint)
        return
    for (_, one), (index, other) in combinations(places, 2):
        low, high = sorted((one.månader, other.månader))
        if low[0] < high[0] <= low[1] < high[1]:
            message = f"Perioderna {one.id} ({_months(one)}) och {other.id} ({_months(other)}) går in i varandra."
            hint = "Rapporter av samma slag följer på varandra, eller börjar i samma månad."
            yield error_at(kind.at("perioder", index), "S002", message, hint)


def _months(period: Period) -> str:
    return "\N{EN DASH}".join(list(Månad)[number - 1].value for number in period.månader)


def _unnumbered(kind: Rapportslag, known: Mapping[str, Period]) -> Iterator[Finding]:
    word = f"{{{WORDS[0]}}}"
    field = next((name for name in ("namn", "filnamn") if word in getattr(kind, name)), None)
    for index, name in enumerate(kind.perioder if field else ()):
        if name in known and not known[name].nummer:
            message = f"Perioden {name} har inget nummer, men «{field}» fyller i {word}."
            yield error_at(
                kind.at("perioder", index), "S005", message, "Ge perioden ett «nummer», eller skriv {period}."
            )


def misnamed(file: Rapportslagsfil) -> Iterator[Finding]:
    """File names that can't be, are the program's own, or that two of a year's reports would share."""
    known = file.kända()
    for kind in file.rapportslag:
        taken: dict[str, str] = {}
        for period in (known[name] for name in dict.fromkeys(kind.perioder) if name in known):
            name = report_file_name(kind.filnamn, 2000, period)
            other = taken.setdefault(name, period.id)
            if not is_file_name(name):
                message = (
                    f"Rapportens filer kan inte heta «{name}»: så heter programmets egna, eller så är det för långt."
                )
                yield error_at(kind.at("filnamn"), "S005", message, _FILL)
            elif other != period.id:
                message = f"Perioderna {other} och {period.id} skulle få filer med samma namn, «{name}»."
                yield error_at(kind.at("filnamn"), "S002", message, _FILL)
