"""``asn build``: the reports that the filters leave, each made in the sandbox and put in its folder here.

What is unchanged is recognised without reading what the content says.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from asn.cache import AUTO, REPORT_FORMATS, TYPST, USUAL_FORMATS, WEASYPRINT, Cache, chosen_engine
from asn.commands import target
from asn.commands.sandboxed import limits, too_much
from asn.commands.screen import confirm, tell_always
from asn.commands.selection import filtered_names, filters, project_folder
from asn.commands.swedish import CONTENT, SUCCESS, Command, Problem
from asn.files import Refused
from asn.load.outline import report_names
from asn.publish import PublishError, locked, publish
from asn.publish.manifest import intact
from asn.sandbox import SECONDS, Child, Ended

if TYPE_CHECKING:
    from asn.build import BuildRequest, Built


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build went: what to tell, and whether it failed."""

    name: str
    lines: tuple[str, ...]
    failed: bool = False


@click.command(
    cls=Command,
    help="Bygg rapporter som Markdown, HTML, PDF, öppna data och Word. Oförändrade rapporter byggs inte om.",
    epilog="Exempel:  asn build --period T1   asn build --year 2023 --format html,pdf",
)
@filters
@target.options(REPORT_FORMATS, "Var rapporterna läggs. Utan valet: build/ i projektet.", USUAL_FORMATS)
@target.pdf_engine("Motorn som gör PDF:en. Utan valet: auto, som är weasyprint, och typst där Pango saknas.")
@target.word_template
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Antal rapporter som byggs samtidigt.")
@click.option("--force", is_flag=True, help="Bygg om också det som är oförändrat.")
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
@target.report_timeout
def command(
    *,
    years: tuple[str, ...],
    periods: tuple[str, ...],
    formats: str,
    out: Path | None,
    engine: str,
    docx_mall: Path | None,
    jobs: int,
    force: bool,
    strict: bool,
    timeout: int | None,
) -> int:
    """Build, and tell how each report went."""
    wanted = target.formats(formats, REPORT_FORMATS)
    root = project_folder()
    names = filtered_names(report_names(root), years, periods)
    folder = (out or root / "build").absolute()
    standing: dict[str, Any] | None = {} if force or strict else None
    word = target.read_word_template(docx_mall, wanted)
    options, failed = BuildOptions(wanted, jobs, timeout, engine, word, strict=strict), False
    for outcome in brought_up_to_date(root, folder, names, options, standing):
        (tell_always if outcome.failed else confirm)("\n".join(outcome.lines))
        failed |= outcome.failed
    return CONTENT if failed else SUCCESS


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How reports are to be built: in what formats, how many at once, for how long, by what engine, how strictly.

    ``word`` is a municipality's own file for Word; empty if it has none.
    """

    formats: tuple[str, ...]
    jobs: int = 1
    timeout: int | None = None
    engine: str = AUTO
    word: bytes = b""
    strict: bool = False


def brought_up_to_date(
    root: Path, folder: Path, names: Sequence[str], options: BuildOptions, standing: Mapping[str, Any] | None = None
) -> Iterator[Outcome]:
    """Build the reports that aren't as they would be built, and tell of all, in their order.

    ``standing`` are the manifests of what needn't be built again; None asks for them in ``folder``, where reports go.
    """
    if standing is None:
        standing = {name: manifest_in(folder, name) for name in names}
    chosen = chosen_engine(options.engine) if "pdf" in options.formats else WEASYPRINT
    cache = Cache(root, options.word)
    changed = [name for name in names if not _holds(cache, name, standing.get(name), options.formats, chosen)]
    requests = _requests(changed, standing, options, chosen) if changed else []
    by = _by(options.engine, chosen)
    outcomes = (_put(built, folder, by) for built in made_reports(root, requests, options.jobs, options.timeout))
    return _in_order(names, set(changed), outcomes)


def manifest_in(folder: Path, name: str) -> dict[str, Any] | None:
    """The manifest of what was built before, if all of it is there."""
    if not (folder / name).is_dir():
        return None
    try:
        with locked(folder / name, folder):
            return intact(folder / name)
    except PublishError:
        return None  # the build itself meets the same trouble, and tells of it


def _holds(cache: Cache, name: str, manifest: Mapping[str, Any] | None, formats: tuple[str, ...], engine: str) -> bool:
    try:
        return manifest is not None and cache.holds(name, manifest, formats, engine)
    except Refused:
        return False  # likewise


def _requests(
    names: Sequence[str], standing: Mapping[str, Any], options: BuildOptions, engine: str
) -> list["BuildRequest"]:
    from asn.build import BuildRequest  # what is unchanged needn't pay for it

    return [
        BuildRequest(name, options.formats, options.strict, standing.get(name), engine, options.word) for name in names
    ]


def _in_order(names: Sequence[str], changed: Collection[str], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes in the order of the reports, though they come as they get ready."""
    done: dict[str, Outcome] = {}
    for name in names:
        while name in changed and name not in done:
            outcome = next(outcomes)
            done[outcome.name] = outcome
        yield done.pop(name, _unaltered(name))


def _by(asked: str, chosen: str) -> str:
    """What to tell of the engine that makes the PDFs; nothing of the ordinary one."""
    if chosen != TYPST:
        return ""
    return ", PDF med Typst, för Pango finns inte här" if asked == AUTO else ", PDF med Typst"


def made_reports(root: Path, requests: Sequence["BuildRequest"], jobs: int, timeout: int | None) -> Iterator["Built"]:
    """Have reports made in the sandbox; they come as they get ready.

    Raises:
        Problem: if one takes too much, or the file for Word can't be used.
    """
    if not requests:
        return
    from asn.build import builds, unpacked_built
    from asn.render.docx_template import WordTemplateError

    given = replace(limits(root, timeout), children=timeout or SECONDS)
    with Child(partial(builds, root, requests, jobs, given), given, WordTemplateError) as child:
        for _ in requests:
            try:
                yield unpacked_built(child.next())
            except Ended as why:
                raise too_much(why) from None
            except WordTemplateError as why:
                raise Problem(f"--docx-mall: {why}", CONTENT) from None


def _put(built: "Built", folder: Path, by: str) -> Outcome:
    if built.failed or not built.outputs:
        return _outcome(built, folder, by)
    try:
        publish(folder / built.name, built.outputs, built.fingerprint, folder)
    except PublishError as why:
        return Outcome(built.name, (f"{built.name}: {why}",), failed=True)
    return _outcome(built, folder, by)


def _outcome(built: "Built", folder: Path, by: str) -> Outcome:
    place = folder / built.name
    if built.failed:
        kept = ("Den förra rapporten ligger kvar orörd.",) if built.stopped and place.is_dir() else ()
        first, *more = built.messages
        return Outcome(built.name, (f"{built.name}: {first}", *more, *kept), failed=True)
    if not built.outputs:
        return _unaltered(built.name)
    names = ", ".join(one.name for one in built.outputs if one.name.startswith(built.file_name))
    seconds = f"{built.seconds:.1f}".replace(".", ",")
    text = f"{built.name}: {built.title} byggd på {seconds} s i {target.short_path(place)}/ ({names}){by}"
    return Outcome(built.name, (text, *built.messages))


def _unaltered(name: str) -> Outcome:
    return Outcome(name, (f"{name}: oförändrad",))
