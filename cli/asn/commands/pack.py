"""``asn pack``: what the registry gets of a report, in a folder of its own, whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asn.cache import chosen_engine
from asn.commands import target
from asn.commands.build import made_reports, manifest_in
from asn.commands.screen import confirm, tell_always
from asn.commands.selection import filtered_names, filters, project_folder
from asn.commands.swedish import CONTENT, SUCCESS, Command, Problem
from asn.load.outline import report_names
from asn.publish import PublishError, publish

if TYPE_CHECKING:
    from asn.build import BuildRequest, Built

_FORMATS = ("pdf", "docx")


@click.command(
    cls=Command,
    help="Packa det som diariet ska ha av en rapport: PDF, Word, tjänsteskrivelse, förslag till beslut, sammanfattning "
    "och kontrollsummor. En rapport med fel packas inte; ett utkast är märkt i filerna och i deras namn.",
    epilog="Exempel:  asn pack --year 2025 --period T1",
)
@filters
@target.out_option("Var handlingarna läggs. Utan valet: till_diariet/ i projektet.")
@target.pdf_engine("Motorn som gör PDF:en, som för asn build.")
@target.word_template
@target.report_timeout
def command(
    *,
    years: tuple[str, ...],
    periods: tuple[str, ...],
    out: Path | None,
    engine: str,
    docx_mall: Path | None,
    timeout: int | None,
) -> int:
    """Make the files of each report, and put them in its folder."""
    root = project_folder()
    names = filtered_names(report_names(root), years, periods)
    folder = Path(os.path.normpath((out or root / "till_diariet").absolute()))
    word, chosen = target.read_word_template(docx_mall, _FORMATS), chosen_engine(engine)
    requests = [_request(name, manifest_in(folder, name), chosen, word) for name in names]
    failed = False
    for built in sorted(made_reports(root, requests, 1, timeout), key=lambda one: names.index(one.name)):
        (tell_always if built.failed else confirm)("\n".join(_put(built, folder)))
        failed |= built.failed
    return CONTENT if failed else SUCCESS


def _request(name: str, manifest: dict[str, object] | None, engine: str, word: bytes) -> "BuildRequest":
    from asn.build import BuildRequest  # --help needs none of it
    from asn.casefile import case_file

    return BuildRequest(name, _FORMATS, manifest=manifest, engine=engine, template=word, make=case_file)


def _put(built: "Built", folder: Path) -> Sequence[str]:
    """Put a report's files in its folder, unless they stand there already; what to tell."""
    if built.failed:
        first, *more = built.messages
        return (f"{built.name}: {first}", *more)
    if not built.outputs:
        return (f"{built.name}: oförändrad",)
    place = folder / built.name
    try:
        publish(place, built.outputs, built.fingerprint, folder)
    except PublishError as why:
        raise Problem(f"{built.name}: {why}") from why
    text = f"{built.name}: {len(built.outputs)} filer till diariet i {target.short_path(place)}/"
    return (text, *(f"  {one.name}" for one in built.outputs), *built.messages)
