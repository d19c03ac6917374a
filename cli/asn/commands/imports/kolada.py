"""``asn import kolada``: what Kolada says of the board's measures, from a saved answer or from the network."""

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import click

from asn.commands import target
from asn.commands.sandboxed import CommandOutput, confined, limits, tell, timeout
from asn.commands.screen import say
from asn.commands.selection import project_folder
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.editing import EditError
from asn.figures import format_number
from asn.files import FileChange, write
from asn.kolada import fetching
from asn.kolada.answer import MOST_KOLADA_BYTES, Answer, AnswerError, read_answers
from asn.kolada.ledger import KOLADA_FILE, ledger_bytes, restated_values, updated
from asn.kolada.use import asked, files_of, filled_values
from asn.load.project import Projekt, load_project
from asn.model.ledger import Koladafil
from asn.model.register import Huvudman, Organisationsslag
from asn.read import read_yaml

_NONE = "Inget i rapporterna nämner ett nyckeltal. Skriv kolada: U40455 på indikatorn eller raden."


@click.command(
    "kolada",
    cls=Command,
    help="Läs kommunens nyckeltal ur Kolada till content/kolada.yaml och till tomma celler i utkasten. Rapporterna "
    "säger vilka: kolada: U40455. Bara --fetch använder nätet.",
    epilog="Exempel:  asn import kolada --file svar.json   asn import kolada --fetch --years 2022,2023 --check",
)
@click.option(
    "--file",
    "saved",
    multiple=True,
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FIL",
    help="Ett svar från Kolada som är sparat i en fil. Kan anges flera gånger.",
)
@click.option("--fetch", is_flag=True, help="Fråga Kolada över nätet. Adresserna visas först.")
@click.option(
    "--years", metavar="ÅR,ÅR", help="Åren att fråga om, med komma emellan. Utan valet: de som rapporterna har."
)
@click.option("--check", is_flag=True, help="Ändra inget; säg bara vad Kolada har ändrat sedan sist.")
@timeout
def command(*, saved: tuple[Path, ...], fetch: bool, years: str | None, check: bool, timeout: int | None) -> int:
    """Read the answers, and write what they say."""
    if fetch == bool(saved):
        raise Problem("Välj ett av --file FIL och --fetch.", USAGE)
    root = project_folder()
    answers = _fetched(root, _years(years), timeout) if fetch else ()
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    bounds = limits(root, timeout, *(path.absolute() for path in saved))

    def work() -> CommandOutput:
        try:
            answer = read_answers(
                answers or [(path.name, target.read_named(path, MOST_KOLADA_BYTES + 1)) for path in saved]
            )
        except AnswerError as why:
            raise Problem(str(why), CONTENT) from None
        try:
            return _work(load_project(root), answer, today, check=check)
        except EditError as why:
            raise Problem(str(why), CONTENT) from None

    output = confined(work, bounds)
    if output.changes:
        with target.writing(root / KOLADA_FILE):
            write(root, output.changes)
    return tell(output)


def _years(text: str | None) -> list[int]:
    words = re.split(r"[,\s]+", text.strip()) if text else []
    if not all(re.fullmatch(r"(?:19|20)\d{2}", word) for word in words):
        raise Problem(f"«{text}» är inga årtal. Skriv som 2022,2023.", USAGE)
    return [int(word) for word in words]


def _fetched(root: Path, years: list[int], seconds: int | None) -> Sequence[tuple[str, bytes]]:
    """What Kolada answers. The content is read by the child; the question is asked by the command alone."""

    def work() -> CommandOutput:
        measures, own = asked(load_project(root).rapporter)
        return CommandOutput(json.dumps([sorted(measures), own]))

    measures, own = json.loads(confined(work, limits(root, seconds)).out)
    if not measures:
        raise Problem(_NONE, USAGE)
    first = fetching.addresses(measures, years or own)
    say("Frågar Kolada:\n" + "\n".join(f"  {address}" for address in first))
    try:
        return tuple(fetching.fetched(first))
    except AnswerError as why:
        raise Problem(str(why), CONTENT) from None


def _work(project: Projekt, answer: Answer, today: datetime.date, *, check: bool) -> CommandOutput:
    measures, _ = asked(project.rapporter)
    if not measures:
        raise Problem(_NONE, USAGE)
    old = project.gemensamt.get("kolada.yaml")
    if not isinstance(old, Koladafil):
        raise Problem(
            f"{KOLADA_FILE} kan inte läsas. Rätta felen som asn check visar först, eller ta bort filen.", CONTENT
        )
    new = updated(old, measures, answer, _code(project.rapporter[0].register.nämnd.huvudman), today)
    changed = list(restated_values(old, new))
    lines = [
        f"  {one.measure} {one.year} {one.gender}: {_number(one.before)} → {_number(one.after)}" for one in changed
    ]
    count = sum(len(one.värden) for one in new.nyckeltal)
    lines.insert(
        0, f"{KOLADA_FILE}: {len(new.nyckeltal)} nyckeltal, {count} värden, {len(changed)} omräknade av Kolada."
    )
    missing = sorted(measures.keys() - {one.id for one in new.nyckeltal})
    err = f"Svaret har inget om kommunen för {', '.join(missing)}.\n" if missing else ""
    changes = () if check else tuple(_changes(project, new, lines))
    code = CONTENT if check and changed else SUCCESS
    return CommandOutput("".join(f"{line}\n" for line in lines), err, code, changes=changes)


def _code(owner: Huvudman) -> str:
    """What Kolada calls a municipality or a region.

    Raises:
        Problem: if the board belongs to neither.
    """
    if owner.slag is Organisationsslag.KOMMUN:
        return owner.kod
    if owner.slag is Organisationsslag.REGION:
        return f"00{owner.kod}"
    raise Problem("Kolada har värden för kommuner och regioner, och nämnden hör till ingen av dem.", USAGE)


def _changes(project: Projekt, new: Koladafil, lines: list[str]) -> Iterator[FileChange]:
    """Each file that changes; what was filled in is told in ``lines``."""
    known = {one.id: one for one in new.nyckeltal}
    data = ledger_bytes(new)
    if data != project.filer.get(KOLADA_FILE):
        yield FileChange(KOLADA_FILE, project.filer.get(KOLADA_FILE), data)
    for name, report in files_of(project.rapporter):
        tree, _ = read_yaml(name, project.filer[name])
        assert tree, "a report that was loaded can be read"
        filled, messages = filled_values(tree, report, replace(report.register, kolada=known))
        if messages:
            lines.append(f"{name}: {len(messages)} tal ifyllda")
            lines += [f"  {one}" for one in messages]
            yield FileChange(name, project.filer[name], filled.text.encode())


def _number(value: object) -> str:
    return format_number(value) if isinstance(value, Decimal) else "–"
