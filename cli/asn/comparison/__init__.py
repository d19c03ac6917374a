"""What differs between two reports: two periods, or one period before and after a change.

Rows are the same row if their records have the same id, or if the later one says that it replaces the earlier.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from asn.comparison.change import GONE, NEW, Change, Comparison, Group
from asn.comparison.fields import Places, changed_words, field_changes, same_name_sections
from asn.comparison.sorts import (
    UNIT,
    assignments,
    changed_figures,
    changed_risks,
    changed_tables,
    goals,
    lights,
    money,
)
from asn.comparison.things import ThingPair, matched, pairs, section_name
from asn.comparison.walk import ORDER, Difference, Walk
from asn.finding import Finding, Severity
from asn.load.project import Projekt
from asn.model.avsnitt.grund import Avsnitt
from asn.model.files import FileContents
from asn.model.ledger import LästSiffra, LästTabell
from asn.model.record import Post, Värde
from asn.model.report import Rapport

_SHARED = "Det som alla rapporter delar"
_FAULTS = 3  # of a report that are told
Files = Mapping[str, bytes]


def compare_versions(before: Projekt, after: Projekt, version: str, names: Sequence[str] = ()) -> list[Comparison]:
    """Each report as it was in a version against as it is; without names those that aren't the same.

    Raises:
        KeyError: if neither of the two has a report of one of the names.
    """
    there = dict.fromkeys(report for project in (before, after) for report in _all(project))
    if missing := next((name for name in names if name not in there), None):
        raise KeyError(missing)
    comparisons = [_report(before, after, name, version) for name in names or there]
    kept = [one for one in comparisons if names or not one.lika]
    return sorted(kept, key=lambda one: not one.läge)


def compared_common(projects: tuple[Projekt, Projekt], templates: tuple[Files, Files], version: str) -> Comparison:
    """What all reports share, and the project's own templates, as they were against as they are."""
    before, after = projects
    comparison = compared_registers(before.gemensamt, after.gemensamt, (f"{_SHARED} i {version}", "nu"))
    *others, fields = comparison.grupper
    files = replaced_files(*(project.bredvid for project in projects))
    comparison = replace(
        comparison, grupper=(*others, replace(fields, rader=(*fields.rader, *files, *_templates(*templates))))
    )
    faults = [
        finding for finding in after.fynd if finding.severity is Severity.FEL and finding.place.file.count("/") == 1
    ]
    if not _is_whole(after, before) and faults:
        return replace(comparison, läge=f"Det kan inte läsas, och därför ingen rapport. {_faults(faults)}")
    if not _is_whole(before, after):
        return replace(comparison, läge=f"Det gick inte att läsa i {version}, men nu går det.")
    return comparison


def _is_whole(one: Projekt, other: Projekt) -> bool:
    return one.gemensamt.keys() >= other.gemensamt.keys()


def _all(project: Projekt) -> Iterator[str]:
    yield from (report.namn for report in project.rapporter)
    yield from project.fel_i


def _report(before: Projekt, after: Projekt, name: str, version: str) -> Comparison:
    earlier, later = before.rapport(name), after.rapport(name)
    named = (f"{name} i {version}", "nu")
    if earlier and later:
        return compared(earlier, later, named)
    is_new, is_gone = name not in set(_all(before)), name not in set(_all(after))
    if is_gone:
        title = f": {earlier.titel}, {earlier.blad.tillstånd}" if earlier else ""
        return Comparison(*named, (), f"Rapporten är borttagen{title}.")
    if later is None:
        new = "är ny och " if is_new else ""
        faults = [finding for finding in after.fynd if finding.place.file.startswith(f"content/{name}")]
        return Comparison(*named, (), f"Rapporten {new}kan inte läsas. {_faults(faults)}".strip())
    if is_new:
        return Comparison(*named, (), f"Rapporten är ny: {later.titel}, {later.blad.tillstånd}.")
    return Comparison(
        *named, (), "Rapporten gick inte att läsa då, men nu går det. Vad som har ändrats kan inte visas."
    )


def _faults(findings: Iterable[Finding]) -> str:
    """The first faults with their places, in a line."""
    grave = [one for one in findings if one.severity is Severity.FEL]
    lines = [f"{one.place.file}:{one.place.line}:{one.place.column}: {one.message}" for one in grave[:_FAULTS]]
    more = [f"… och {len(grave) - _FAULTS} fel till."] if len(grave) > _FAULTS else []
    return " ".join((*lines, *more))


def _templates(before: Files, after: Files) -> Iterator[Change]:
    """The templates and style sheets of the project's own that aren't the same, with how many lines came and went."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield Change("templates", name, "", None, None, NEW if old is None else GONE)
        elif old != new:
            lines = Counter(old.splitlines()), Counter(new.splitlines())
            come, gone = (lines[1] - lines[0]).total(), (lines[0] - lines[1]).total()
            before_, after_ = (f"{count.total()} rader" for count in lines)
            yield Change("templates", name, "", before_, after_, f"{come} nya, {gone} borttagna")


_Teller = Callable[[tuple[ThingPair, ...], Mapping[int, Värde]], Iterator[Change]]
_TELLERS: Mapping[str, tuple[str, _Teller]] = {
    "ljus": ("Ljus som ändrats", lambda pairs, _: lights(pairs)),
    "mål": ("Mål och indikatorer", lambda pairs, _: goals(pairs)),
    "risker": ("Risker", lambda pairs, _: changed_risks(pairs)),
    "uppdrag": ("Uppdrag", lambda pairs, _: assignments(pairs)),
    "pengar": (f"Pengar, {UNIT}", money),
    "tabeller": ("Tabeller", changed_tables),
    "siffror": ("Siffror", lambda pairs, _: changed_figures(pairs)),
}
"""What has sentences of its own, by the sort's name in JSON."""


def compared(before: Rapport, after: Rapport, named: tuple[str, str]) -> Comparison:
    """All that differs, sort by sort; ``named`` is what a reader knows the two by."""
    walk = _walked(before, after)
    places = Places(after.register, same_name_sections((before.avsnitt, after.avsnitt)))
    *groups, others = _groups(walk, pairs(before, after, walk.same), places)
    others = replace(
        others, rader=(*others.rader, *replaced_files(before.bredvid, after.bredvid), *origins(before, after))
    )
    return Comparison(*named, (*groups, others))


def compared_registers(before: Mapping[str, Post], after: Mapping[str, Post], named: tuple[str, str]) -> Comparison:
    """All that differs in what all reports share, given by file."""
    walk = Walk()
    for file in before:
        if file in after:
            walk.record(before[file], after[file], (after[file],))
    return Comparison(*named, _groups(walk.ended(), (), Places(None, frozenset())))


def _walked(before: Rapport, after: Rapport) -> Walk:
    walk = Walk()
    walk.record(before.blad, after.blad, (after.blad,))
    files = {id(part): part.file().rpartition("/")[2] for part in (*before.avsnitt, *after.avsnitt)}
    sections = matched(before.avsnitt, after.avsnitt, files)
    walk.rows(sections)
    names = {id(old): _section_name(new) for old, new in sections.pairs}
    order = [names[id(old)] for old in before.avsnitt if id(old) in names]
    if order != list(names.values()):
        orders = (", ".join(order), ", ".join(names.values()))
        walk.differences.append(Difference((after.blad,), before.blad, "avsnitt", ORDER, *orders))
    return walk.ended()


def _section_name(record: Värde) -> str:
    return section_name(record) if isinstance(record, Avsnitt) else ""


def _groups(walk: Walk, pairs: tuple[ThingPair, ...], places: Places) -> tuple[Group, ...]:
    groups = [Group(key, name, tuple(tell(pairs, walk.same))) for key, (name, tell) in _TELLERS.items()]
    order = {name: at for at, name in enumerate(dict.fromkeys(places.section(one.väg) for one in walk.differences))}
    differences = sorted(walk.differences, key=lambda one: order[places.section(one.väg)])
    groups.append(Group("text", "Text", tuple(changed_words(differences, places))))
    covered = frozenset(spot for group in groups for row in group.rader for spot in row.ställen)
    groups.append(Group("övrigt", "Övriga fält", tuple(field_changes(differences, covered, places))))
    return tuple(groups)


_REPLACED = "utbytt"
_WHERE = "underlag"
_OTHER = "annan fil"
_SHOWN = 5  # cells of a table that are told one by one


def replaced_files(before: FileContents, after: FileContents) -> Iterator[Change]:
    """Each file that another one has come in the place of, with how large they are."""
    old, new = dict(_named(before)), dict(_named(after))
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            before_, after_ = (f"{len(data) / 1000:.0f} kB" for data in (old[name], new[name]))
            yield Change("filer", name, "", before_, after_, _REPLACED)


def _named(beside: FileContents) -> Iterable[tuple[str, bytes]]:
    """The files by their names within the report's folder, which two periods have each their own of."""
    for path, data in beside.files.items():
        parts = path.split("/")
        yield "/".join(parts[3:] if parts[1].isdigit() else parts[1:]), data


def origins(before: Rapport, after: Rapport) -> Iterator[Change]:
    """Each table that was read from another file, from other cells, or for the first time.

    A figure that has changed in the table too is told there, and not once more here.
    """
    old, new = ({table.tabell: table for table in one.underlag.tabeller} for one in (before, after))
    for name in dict.fromkeys((*old, *new)):
        if name not in old:
            yield Change(_WHERE, name, "", None, _file(new[name]), NEW)
        elif name not in new:
            yield Change(_WHERE, name, "", _file(old[name]), None, GONE)
        else:
            yield from _table(old[name], new[name], _moved(before, after, name))


def _table(old: LästTabell, new: LästTabell, moved: dict[tuple[str, str], bool]) -> Iterator[Change]:
    other = _OTHER if old.sha256 != new.sha256 else ""
    if other or _file(old) != _file(new):
        yield Change(_WHERE, new.tabell, "fil", _file(old), _file(new), other)
    if old.läst != new.läst:
        yield Change(_WHERE, new.tabell, "läst", old.läst.isoformat(), new.läst.isoformat())
    earlier, later = ({(one.rad, one.kolumn): one for one in table.siffror} for table in (old, new))
    cells = [key for key in dict.fromkeys((*earlier, *later)) if _differs(earlier, later, key, moved)]
    for row, column in cells[:_SHOWN]:
        before, after = (_cell(figures.get((row, column))) for figures in (earlier, later))
        yield Change(_WHERE, new.tabell, f"siffror {row} {column}", before, after)
    if len(cells) > _SHOWN:
        yield Change(_WHERE, new.tabell, "siffror", None, None, f"{len(cells) - _SHOWN} till")


def _differs(
    earlier: dict[tuple[str, str], LästSiffra],
    later: dict[tuple[str, str], LästSiffra],
    key: tuple[str, str],
    moved: dict[tuple[str, str], bool],
) -> bool:
    one, other = earlier.get(key), later.get(key)
    if one is None or other is None:
        return True
    return one.cell != other.cell or (str(one.värde) != str(other.värde) and not moved.get(key))


def _moved(before: Rapport, after: Rapport, table: str) -> dict[tuple[str, str], bool]:
    """The cells whose own figures differ."""
    old, new = (next((part.grid for part in one.tabeller if part.id == table), None) for one in (before, after))
    if old is None or new is None:
        return {}
    cells = ((row.id, column.id) for row, column in new.cells() if row.id in old.rows and column.id in old.columns)
    return {key: str(old.stated(*key)) != str(new.stated(*key)) for key in cells}


def _file(table: LästTabell) -> str:
    return "!".join(filter(None, (table.fil, table.blad)))


def _cell(one: LästSiffra | None) -> str | None:
    if one is None:
        return None
    return f"{one.cell}: {'tom' if one.värde is None else one.värde}"
