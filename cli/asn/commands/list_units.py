"""``asn list --by unit`` and ``--unit``: what each unit has done and still owes, and when its file was last changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from asn.commands.confined import CommandOutput
from asn.commands.screen import Screen
from asn.commands.swedish import USAGE, Problem
from asn.compute.progress import Framsteg, Läge
from asn.model.report import Rapport
from asn.output.json import json_text
from asn.output.plain import plain
from asn.output.progress import done, objects, progress_text
from asn.output.terminal import USUAL

_NAME, _DONE = 40, 18


def by_unit(
    reports: Sequence[tuple[Rapport, Framsteg]], only: str | None, days: Mapping[str, str], kind: str, there: Screen
) -> CommandOutput:
    """A line for each unit of each report, or all that one unit still owes.

    Args:
        reports: with how far each has come.
        only: the unit that is asked for, by its id; None for all.
        days: when the units' files were last changed, by name, as far as it is known.
        kind: text or json.
        there: where it is printed.

    Raises:
        Problem: if there is no such unit.
    """
    if only:
        _known(reports, only)
    blocks, rows = [], []
    for report, progress in reports:
        files = {one.enhet: one.file() for one in report.enhetsfiler}
        units = [unit for unit in progress.enheter if only in (None, unit.id)]
        rows += [_object(report, unit, days.get(files.get(unit.id, ""))) for unit in units]
        lines = [_line(unit, days.get(files.get(unit.id, ""))) for unit in units]
        if only and any(unit.saknas for unit in units):
            lines.append(
                progress_text(Framsteg((), tuple(units)), min(there.width or USUAL, USUAL), there.style).split("\n", 2)[
                    2
                ]
            )
        if lines:
            blocks.append("\n".join((there.style("place", f"{report.namn}  {plain(report.titel)}"), *lines)))
    if kind == "json":
        return CommandOutput(json_text(rows))
    if not blocks:
        return CommandOutput("", "Inget i de rapporterna frågas det enheter om.\n")
    return CommandOutput(there.fit("\n\n".join(block.rstrip("\n") for block in blocks)) + "\n")


def _known(reports: Sequence[tuple[Rapport, Framsteg]], name: str) -> None:
    known = {id_: None for report, _ in reports for id_ in report.register.enheter}
    if name not in known:
        raise Problem(f"Det finns ingen enhet «{name}». Det finns: {', '.join(known)}.", USAGE)


def _line(unit: Läge, day: str | None) -> str:
    left = f"{len(unit.saknas)} kvar" if unit.saknas else ""
    changed = f"ändrad {day}" if day else ""
    name = plain("  " * (unit.nivå + 1) + unit.namn)
    return f"{name:<{_NAME}} {done(unit):<{_DONE}} {left:<9} {changed}".rstrip()


def _object(report: Rapport, unit: Läge, day: str | None) -> dict[str, Any]:
    (entry,) = objects(Framsteg((), (unit,)))["enheter"]
    return {"rapport": report.namn, **entry, "ändrad": day}
