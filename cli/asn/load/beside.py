"""The files that records name and that are no YAML: read as they are, with what is missing or too large told there."""

import difflib
from collections.abc import Collection, Iterable

from asn.files import Refused
from asn.finding import Finding, Severity
from asn.load.reading import Reading
from asn.model.beside import Beside, Named

CODE = "S020"
MOST = {"bild": 4_000_000, "typsnitt": 2_000_000, "pdf": 5_000_000, "data": 2_000_000}
"""Bytes of a file, by what it is."""
_MOST_TOGETHER = 20_000_000  # of all that one report names: it carries them all
_MOST_FILES = 200  # that one report names


def read_beside(reading: Reading, named: Iterable[Named]) -> Beside:
    """Read the files that some records name; what can't be had is a finding where it is named."""
    names, found, left = set(), {}, _MOST_TOGETHER
    for one in named:
        if one.path in found:
            continue
        fresh = one.path not in names
        names.add(one.path)
        if len(names) > _MOST_FILES:
            if fresh and len(names) == _MOST_FILES + 1:
                told = f"Rapporten har fler bilder och bilagor än {_MOST_FILES}."
                reading.findings.append(fault(one, told, "Ta bort några, eller dela rapporten i flera."))
            continue
        most = MOST[one.mark.slag]
        try:
            data = reading.source.read(one.path, most + 1)
        except FileNotFoundError:
            reading.findings.append(fault(one, *_missing(reading, one)))
            continue
        except Refused as why:
            reading.findings.append(fault(one, why.told))
            continue
        if len(data) > most:
            told = f"Filen är för stor: högst {most // 1_000_000} MB går."
            reading.findings.append(fault(one, told, "Spara den mindre, eller länka till den."))
        elif len(data) > left:
            told = f"Rapportens bilder och bilagor är tillsammans större än {_MOST_TOGETHER // 1_000_000} MB."
            reading.findings.append(fault(one, told, "Spara dem mindre, eller länka till dem."))
        else:
            left -= len(data)
            found[one.path] = data
    reading.files |= found
    return Beside(found, frozenset(names))


def fault(one: Named, message: str, suggestion: str = "") -> Finding:
    """What is wrong with a file, told where it is named."""
    told = message if message.startswith("Filen ") and one.path in message else f"{_name(one)}: {message}"
    return Finding(one.record.at(one.key), CODE, Severity.FEL, told, suggestion)


def _name(one: Named) -> str:
    return one.path.rpartition("/")[2]


def _missing(reading: Reading, one: Named) -> tuple[str, str]:
    folder, _, name = one.path.rpartition("/")
    try:
        there = reading.source.listed(folder).files
    except (OSError, Refused):
        there = ()
    near = difflib.get_close_matches(name, there, 1, 0.6)
    return f"Filen {one.path} finns inte.", f"Menade du {near[0]}?" if near else f"Lägg den i {folder}/."


def strays(reading: Reading, folder: str, used: Collection[str], cure: str) -> None:
    """What lies in a folder of pictures and nothing names; ``used`` are names below the folder around it."""
    start = folder.rpartition("/")[2]
    found = reading.listed(folder)
    for name in (*found.folders, *found.files):
        if f"{start}/{name}" not in used:
            reading.stray(folder, found, name, "Filen används inte.", cure)
