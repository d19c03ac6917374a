"""What a report has from other files: pictures, typefaces and annexes, and where imported figures were read from."""

from collections.abc import Iterable, Iterator

from asn.comparison.change import GONE, NEW, Change
from asn.model.files import FileContents
from asn.model.ledger import LästSiffra, LästTabell
from asn.model.report import Rapport

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
    old, new = (next((part.grid for part in one.tabeller() if part.id == table), None) for one in (before, after))
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
