"""``asn site``: all adopted reports under one address, with a page for everything that they have told figures of."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from itertools import starmap
from pathlib import Path
from urllib.parse import urlsplit

import click

from asn.cache import USUAL_FORMATS, fingerprint
from asn.commands import target
from asn.commands.build import BuildOptions, brought_up_to_date
from asn.commands.sandboxed import CommandOutput, confined, limits, timeout_option
from asn.commands.screen import confirm, say, tell_always
from asn.commands.selection import project_folder
from asn.commands.swedish import CONTENT, SUCCESS, USAGE, Command, Problem
from asn.files import Refused, read_any
from asn.load.outline import says_adopted, sheet_of
from asn.load.project import load_project
from asn.publish import Fingerprint, Output, PublishError, locked, publish
from asn.publish.manifest import MANIFEST, digest, intact, manifest_json
from asn.render.template import TemplateFault
from asn.resources import Resources
from asn.site.build import adopted, inputs, site

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+")
_ADDRESS_INPUT = "asn:webbadress"
_ALL = -1  # however large: we wrote it


@click.command(
    cls=Command,
    help="Gör en sajt av alla fastställda rapporter: en lista, varje rapport så som den är byggd, en sida för varje "
    "mål, indikator, rad i en tabell och risk med alla värden som har publicerats, register, flöde och datakatalog. "
    "Rapporter som inte redan är byggda byggs i build/.",
    epilog="Exempel:  asn site --out sajt --url https://rapporter.exempelby.se/",
)
@target.out_option("Mappen som sajten läggs i.", required=True)
@click.option("--url", required=True, metavar="ADRESS", help="Adressen som sajten ska ha, https://….")
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Antal rapporter som byggs samtidigt.")
@timeout_option("Längsta beräkningstid för en rapport, och för sajtens egna sidor.")
def command(*, out: Path, url: str, jobs: int, timeout: int | None) -> int:
    """Build what isn't built, make the pages, and put all of it in its place."""
    address, root = _address(url), project_folder()
    folder, reports = Path(os.path.normpath(out.absolute())), root / "build"
    output = confined(lambda: _site_output(root, address), limits(root, timeout))
    if output.code != SUCCESS:
        tell_always(output.err)
        return output.code
    names = output.out.split()
    for outcome in brought_up_to_date(root, reports, names, BuildOptions(USUAL_FORMATS, jobs, timeout)):
        (tell_always if outcome.failed else say)("\n".join(outcome.lines))
        if outcome.failed:
            raise Problem("Sajten är inte gjord, för alla fastställda rapporter gick inte att bygga.", CONTENT)
    (_, head), *own = output.files
    copied = [file for name in names for file in _as_built(reports, name)]
    outputs = (*starmap(Output, own), *copied)
    confirm(_placed(folder, outputs, _made_of(head, copied, address), len(names)))
    return SUCCESS


def _address(url: str) -> str:
    """The site's address, with a slash at its end.

    Raises:
        Problem: if it is none.
    """
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        whole = False
    if not whole or not _ADDRESS.fullmatch(url):
        raise Problem(f"«{url}» är ingen webbadress. Skriv den som https://rapporter.exempelby.se/.", USAGE)
    return url if url.endswith("/") else f"{url}/"


def _site_output(root: Path, address: str) -> CommandOutput:
    """The site's own files, and the reports that it has; what they were made of comes first."""
    project, resources = load_project(root), Resources(root)
    unread = [name for name in project.fel_i if says_adopted(project.filer.get(sheet_of(name), b""))]
    if unread:
        named = ", ".join(unread)
        return CommandOutput(err=f"{named} är fastställd men kan inte läsas. asn check säger varför.\n", code=CONTENT)
    if not project.rapporter:
        return CommandOutput(err="Det finns ingen rapport att göra en sajt av.\n", code=CONTENT)
    try:
        outputs = site(project, resources, address, USUAL_FORMATS)
        made_of = fingerprint(inputs(project), resources)
    except (Refused, TemplateFault) as why:
        return CommandOutput(err=f"Sajten är inte gjord. {why}\n", code=CONTENT)
    head = json.dumps([dict(made_of.inputs), dict(made_of.versions)]).encode()
    names = "\n".join(report.namn for report in adopted(project))
    return CommandOutput(names, files=(("", head), *((one.name, one.data) for one in outputs)))


def _as_built(reports: Path, name: str) -> Iterator[Output]:
    """A report's files as its build left them, with its manifest.

    Raises:
        Problem: if they have been changed since.
    """
    manifest = intact(reports / name)
    if manifest is None:
        raise Problem(f"{target.short_path(reports / name)} ändrades medan sajten gjordes. Försök igen.")
    for file in (*manifest["outputs"], MANIFEST):
        yield Output(f"{name}/{file}", read_any(reports, f"{name}/{file}", _ALL))


def _made_of(head: bytes, reports: Sequence[Output], address: str) -> Fingerprint:
    """What the whole site is made of: content and templates, the reports as built, and its address."""
    own, versions = json.loads(head)
    built_of = {one.name: digest(one.data) for one in reports if one.name.endswith(f"/{MANIFEST}")}
    return Fingerprint({**own, **built_of, _ADDRESS_INPUT: digest(address.encode())}, versions)


def _placed(folder: Path, outputs: Sequence[Output], made_of: Fingerprint, count: int) -> str:
    """Put the site in its folder, unless it stands there already; what to tell."""
    try:
        with locked(folder):
            if intact(folder) == json.loads(manifest_json(outputs, made_of)):
                return f"{target.short_path(folder)}: oförändrad"
        publish(folder, outputs, made_of)
    except PublishError as why:
        raise Problem(str(why)) from None
    text = "1 rapport" if count == 1 else f"{count} rapporter"
    pages = sum(one.name.endswith(".html") for one in outputs) - count
    return f"Sajten är gjord i {target.short_path(folder)}/ ({text}, {pages} egna sidor)."
