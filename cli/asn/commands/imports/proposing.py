"""``--propose``: a first mapping between a table and a file, written into the table for the editor to mend."""

from pathlib import Path

from asn.commands.imports.options import Asked, drafts, read_source
from asn.commands.sandboxed import CommandOutput
from asn.commands.swedish import CONTENT, USAGE, Problem
from asn.editing import EditError, encoded, filled, replaced
from asn.editing.writing import written_block
from asn.files import Refused
from asn.imports.proposal import Proposal, proposed
from asn.load.project import load_project
from asn.model.avsnitt.tabellgrund import Underlagd
from asn.model.record import key_of
from asn.model.report import Rapport
from asn.read import Value, read_yaml
from asn.sheets import SheetError, read_book


def suggested(root: Path, asked: Asked) -> CommandOutput:
    """The proposal, and the table's file with it.

    Raises:
        Problem: if there is nothing to propose.
    """
    project = load_project(root)
    report, table = _table([(one, part) for one in drafts(project, asked) for part in one.alla_avsnitt()], asked)
    if asked.file is None:
        raise Problem("Säg vilken fil med --file.", USAGE)
    try:
        book = read_book(read_source(root, asked, asked.file.name))
    except (SheetError, Refused) as why:
        raise Problem(f"{asked.file.name}: {why}", CONTENT) from None
    proposal = proposed(table, book, f"underlag/{asked.file.name}")
    if proposal is None:
        raise Problem(f"Ingen rubrik i {asked.file.name} liknar någon i tabellen. Skriv underlag för hand.", CONTENT)
    name = table.file()
    old = project.filer[name]
    try:
        new = encoded(_written(name, old, table, proposal), old)
    except EditError as why:
        raise Problem(str(why), CONTENT) from None
    return CommandOutput(_told(name, table, proposal), _next(report, asked), files=((name, old), (name, new)))


def _table(parts: list[tuple[Rapport, object]], asked: Asked) -> tuple[Rapport, Underlagd]:
    tables = [(report, part) for report, part in parts if isinstance(part, Underlagd)]
    chosen = [(report, part) for report, part in tables if part.id == asked.section]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        reports = ", ".join(report.namn for report, _ in chosen)
        raise Problem(f"Tabellen finns i {reports}. Säg vilken med --period.", USAGE)
    there = ", ".join(dict.fromkeys(str(part.id) for _, part in tables)) or "inga"
    raise Problem(f"Säg vilken tabell förslaget gäller med --section. Det finns: {there}.", USAGE)


def _written(name: str, old: bytes, table: Underlagd, proposal: Proposal) -> str:
    tree, _ = read_yaml(name, old)
    if tree is None:
        raise EditError(f"{name} går inte att läsa.")
    kind = type(table)
    order = [key_of(kind, field) for field in kind.model_fields]
    tree = replaced(tree, (*table.path(), "underlag"), proposal.source, _before_rows(order))
    rows = {row.id: row.path() for row in table.sheet_rows()}
    return filled(tree, {(*rows[id_], "i_underlaget"): key for id_, (key, _) in proposal.keys.items()}).text


def _before_rows(order: list[str]) -> list[str]:
    """The model's order, but with the mapping where an editor looks for it: before the columns."""
    rest = [key for key in order if key != "underlag"]
    columns = next(at for at, key in enumerate(rest) if key in {"kolumner", "mätpunkter"})
    return [*rest[:columns], "underlag", *rest[columns:]]


def _told(name: str, table: Underlagd, proposal: Proposal) -> str:
    source: dict[str, Value] = {"underlag": proposal.source}
    lines = [
        f"{name}, {table.id}: förslag",
        *(f"  {line}" for line in written_block(source, -2).strip("\n").split("\n")),
    ]
    for row in table.sheet_rows():
        if row.id in proposal.keys:
            key, cell = proposal.keys[row.id]
            lines.append(f"  {row.namn}: i_underlaget: {key} ({cell})")
    lines += [f"  {name_}: ingen rad med det namnet" for name_ in proposal.unmatched]
    return "".join(f"{line}\n" for line in lines)


def _next(report: Rapport, asked: Asked) -> str:
    assert asked.file
    text = "" if asked.check else "Förslaget är skrivet i tabellen. "
    put = f"lägg filen i content/{report.namn}/underlag/ och läs in den med asn import"
    return f"{text}Rätta det som inte stämmer, {put}.\n"
