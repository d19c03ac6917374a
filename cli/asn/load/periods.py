"""The periods as ``rapportslag.yaml`` tells them: what is wrong with one is told where its word stands."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from asn.finding import Finding, Place, Severity
from asn.model.fields import Månad
from asn.model.rapportslag import WORDS, Rapportperiod, Rapportslag, Rapportslagsfil, is_file_name, report_file_name
from asn.period import READY, Period

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
                yield _fault(place, "U404", f"Det finns ingen period «{period}».", meant(period, known))
            elif period in taken:
                yield _taken(place, kind, period, *taken[period])
            else:
                taken[period] = kind, index
        yield from _overlaps(kind, known)
        yield from _unnumbered(kind, known)


def meant(name: str, known: Mapping[str, Period]) -> str:
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


def told_kinds(kinds: Iterable[Rapportslag]) -> str:
    """The kinds of report, each with its periods."""
    return "Det finns: " + "; ".join(f"{kind.id} ({', '.join(kind.perioder)})" for kind in kinds) + "."


def _declared(file: Rapportslagsfil) -> Iterator[Finding]:
    seen: dict[str, Rapportperiod] = {}
    used = {name for kind in file.rapportslag for name in kind.perioder}
    for period in file.perioder:
        first = seen.setdefault(period.id.lower(), period)
        if first is not period:
            message = f"Perioden «{period.id}» finns redan på rad {first.at('id').line}."
            yield _fault(period.at("id"), "S002", message, "Varje period har ett eget namn, också med små bokstäver.")
        elif (ready := next((name for name in READY if name.lower() == period.id.lower()), period.id)) != period.id:
            message = f"«{period.id}» kan inte skiljas från den färdiga perioden {ready}."
            yield _fault(period.at("id"), "S002", message, f"Skriv {ready}, om det är den som ändras.")
        elif period.id not in used:
            hint = "Skriv den under «perioder» i det rapportslag som den hör till, eller ta bort den."
            yield _fault(period.at("id"), "U404", f"Perioden «{period.id}» hör inte till något rapportslag.", hint)
        if period.månader[0] > period.månader[1]:
            message = f"Perioden slutar i {period.till.helt_namn} men börjar i {period.från.helt_namn}."
            yield _fault(period.at("till"), "S005", message, "En period ligger inom ett år: byt månaderna.")


def _taken(place: Place, kind: Rapportslag, period: str, other: Rapportslag, index: int) -> Finding:
    line = other.at("perioder", index).line
    whose = "i samma rapportslag" if other is kind else f"i rapportslaget «{other.id}»"
    hint = (
        "En period hör till ett rapportslag: ge den andra rapporten en egen period, med samma månader om så ska vara."
    )
    return _fault(place, "S002", f"Perioden «{period}» finns redan på rad {line}, {whose}.", hint)


def _overlaps(kind: Rapportslag, known: Mapping[str, Period]) -> Iterator[Finding]:
    """Two periods of a kind of which neither holds the other, and that share months: their figures can't be added."""
    places = [(index, known[name]) for index, name in enumerate(kind.perioder) if name in known]
    if len(places) > _MOST:
        hint = "Dela rapportslaget, eller ta bort de perioder som inte används."
        yield _fault(kind.at("perioder"), "S008", f"Rapportslaget har fler än {_MOST} perioder.", hint)
        return
    for (_, one), (index, other) in combinations(places, 2):
        low, high = sorted((one.månader, other.månader))
        if low[0] < high[0] <= low[1] < high[1]:
            message = f"Perioderna {one.id} ({_months(one)}) och {other.id} ({_months(other)}) går in i varandra."
            hint = "Rapporter av samma slag följer på varandra, eller börjar i samma månad."
            yield _fault(kind.at("perioder", index), "S002", message, hint)


def _months(period: Period) -> str:
    return "\N{EN DASH}".join(list(Månad)[number - 1].value for number in period.månader)


def _unnumbered(kind: Rapportslag, known: Mapping[str, Period]) -> Iterator[Finding]:
    word = f"{{{WORDS[0]}}}"
    field = next((name for name in ("namn", "filnamn") if word in getattr(kind, name)), None)
    for index, name in enumerate(kind.perioder if field else ()):
        if name in known and not known[name].nummer:
            message = f"Perioden {name} har inget nummer, men «{field}» fyller i {word}."
            yield _fault(kind.at("perioder", index), "S005", message, "Ge perioden ett «nummer», eller skriv {period}.")


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
                yield _fault(kind.at("filnamn"), "S005", message, _FILL)
            elif other != period.id:
                message = f"Perioderna {other} och {period.id} skulle få filer med samma namn, «{name}»."
                yield _fault(kind.at("filnamn"), "S002", message, _FILL)


def _fault(place: Place, code: str, message: str, hint: str) -> Finding:
    return Finding(place, code, Severity.FEL, message, hint)
