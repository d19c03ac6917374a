"""``asn new``: a period is started from an earlier one."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from asn.commands import target
from asn.commands.completion import periods_of_kinds, reports
from asn.commands.confined import Told, confined, limits, timeout
from asn.commands.screen import confirm, say
from asn.commands.selection import located
from asn.commands.swedish import USAGE, Command, Problem
from asn.editing import removed
from asn.files import FileChange, below, write
from asn.load.periods import meant
from asn.load.project import Projekt, load_project
from asn.model.report import Rapport
from asn.read import read_yaml
from asn.succession import Step, carry_over

SHEET = "rapport.yaml"


@click.command(
    cls=Command,
    help="Börja en ny period från en tidigare. Mål, risker, uppdrag och målnivåer följer med; utfall och text blir "
    "tomma. Filer som redan finns lämnas orörda.",
    epilog="Exempel:  asn new --year 2024 --period T1 --from 2023/T1",
)
@click.option("--year", required=True, metavar="ÅR", help="Det nya året.")
@click.option(
    "--period",
    required=True,
    metavar="PERIOD",
    shell_complete=periods_of_kinds,
    help="En av perioderna i rapportslag.yaml.",
)
@click.option(
    "--from",
    "source",
    metavar="ÅR/PERIOD",
    shell_complete=reports,
    help="Perioden att utgå från. Utan valet: samma period året före.",
)
@timeout
def command(*, year: str, period: str, source: str | None, timeout: int | None) -> None:
    """Write the files that aren't there yet."""
    if not re.fullmatch(r"20\d{2}", year):
        raise Problem(f"«{year}» är inget årtal mellan 2000 och 2099.", USAGE)
    root = located()

    def work() -> Told:
        found = load_project(root)
        if period not in found.perioder:
            raise Problem(f"«{period}» är ingen period. {meant(period, found.perioder)}", USAGE)
        earlier = _source(found, int(year), period, source)
        step = Step(earlier.år, earlier.tid, int(year), found.perioder[period])
        files = _files(found, earlier, step)
        kept = _with_a_place(files, earlier, period)
        out = "".join(f"content/{earlier.namn}/{name}\n" for name in files if name not in kept)
        return Told(out, files=tuple((name, text.encode()) for name, text in kept.items()))

    made = confined(work, limits(root, timeout))
    confirm("\n".join(_written(root, f"content/{year}/{period}", made.files)))
    if made.out:
        say(f"Rapportslaget har ingen plats för de här filerna, så de följer inte med:\n{made.out}")
    say(f"Nästa steg: fyll i filerna och kör asn check --period {year}/{period}.")


def _source(found: Projekt, year: int, period: str, source: str | None) -> Rapport:
    name = source or f"{year - 1}/{period}"
    report = found.rapport(name)
    if report is None:
        there = ", ".join(other.namn for other in found.rapporter)
        raise Problem(f"Det finns ingen läsbar rapport {name} att utgå från. Välj en med --from: {there}.", USAGE)
    return report


def _with_a_place(files: dict[str, str], earlier: Rapport, period: str) -> dict[str, str]:
    """The files that the new period's kind of report has a place for; another kind has its own order and annexes."""
    kind = earlier.register.slag_för(period)
    if kind is None or kind.id == earlier.slag.id or not kind.avsnitt:
        return files
    places = {SHEET, *(plan.fil for plan in kind.avsnitt)}
    own = {name: ("avsnitt", "titel") if name == SHEET else ("bilaga",) for name in places}
    return {name: _without(name, text, own[name]) for name, text in files.items() if name in places}


def _without(name: str, text: str, keys: tuple[str, ...]) -> str:
    for key in keys:
        tree, _ = read_yaml(name, text.encode())
        if tree and isinstance(tree.value, dict) and key in tree.value:
            text = removed(tree, (key,))
    return text


def _files(found: Projekt, earlier: Rapport, step: Step) -> dict[str, str]:
    prefix = f"content/{earlier.namn}/"
    made = {}
    for name, data in sorted(found.filer.items()):
        if name.startswith(prefix):
            tree, _ = read_yaml(name, data)
            assert tree, "a report that was loaded can be read"
            made[name.removeprefix(prefix)] = carry_over(tree, step)
    return made


def _written(root: Path, folder: str, files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Write the files that aren't there, all or none: what an editor has begun to write is never overwritten."""
    with target.writing(root / folder):
        there = set(below(root, folder))
        new = {f"{folder}/{name}": data for name, data in files}
        write(root, [FileChange(name, None, data) for name, data in new.items() if name not in there])
    for name in new:
        yield f"{name}: finns redan, lämnas orörd" if name in there else f"{name}: ny"
