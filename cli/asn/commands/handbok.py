"""``asn handbok``: the editors' handbook as a web page, a PDF and Markdown, wherever one stands."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

import click

from asn.cache import fingerprint
from asn.commands import target
from asn.commands.screen import confirm
from asn.commands.swedish import Command, Problem
from asn.load.outline import ProjectMissing, project_root
from asn.publish import Output, PublishError, locked, publish, unchanged
from asn.render.handbook import Källa, handbook_web_page, pdf, source
from asn.render.pdf import PdfEngineMissing
from asn.resources import TEMPLATES, Resources

_FORMATS = ("html", "pdf", "md")
_NAME = "handbok"


@click.command(
    cls=Command,
    help="Bygg handboken för redaktörer som webbsida, PDF och Markdown. Den följer med programmet: inget projekt och "
    "inget nät behövs.",
    epilog="Exempel:  asn handbok   asn handbok --format html --out handbok",
)
@target.options(_FORMATS, "Mappen som handboken läggs i. Utan valet: build/handbok/.")
def command(*, formats: str, out: Path | None) -> None:
    """Build the handbook, unless what stands is the same."""
    wanted = target.formats(formats, _FORMATS)
    folder = Path(os.path.normpath((out or _home() / "build" / _NAME).absolute()))
    # Not a project's own templates: the handbook is the same for everyone, and its style sheets have been tried.
    book, resources = source(), Resources(TEMPLATES.parent)
    names = _names(book, wanted)
    try:
        made_of = fingerprint(_files(book), resources)
        with locked(folder):
            is_unchanged = unchanged(folder, made_of, names)
        if is_unchanged:
            confirm(f"{target.short_path(folder)}: oförändrad")
            return
        publish(folder, tuple(_outputs(book, resources, wanted)), made_of)
    except (PdfEngineMissing, PublishError) as why:
        raise Problem(str(why)) from why
    files = ", ".join(name for name in names if "/" not in name)
    confirm(f"Handboken är byggd i {target.short_path(folder)}/ ({files})")


def _home() -> Path:
    """The project that one stands in, or else just where one stands."""
    try:
        return project_root(Path.cwd())
    except ProjectMissing:
        return Path.cwd()


def _files(book: Källa) -> dict[str, bytes]:
    """The handbook as it is written, by name."""
    return {f"{_NAME}.md": book.text.encode(), **{f"bilder/{name}": data for name, data in book.bilder.items()}}


def _names(book: Källa, wanted: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(f"{_NAME}.{kind}" for kind in wanted), *(_files(book) if "md" in wanted else ()))))


def _outputs(book: Källa, resources: Resources, wanted: Collection[str]) -> Iterator[Output]:
    """The files: the Markdown as it is written, with its pictures beside it, and what is made of it."""
    if "html" in wanted:
        yield Output(f"{_NAME}.html", handbook_web_page(book, resources).encode())
    if "pdf" in wanted:
        yield Output(f"{_NAME}.pdf", pdf(book, resources))
    if "md" in wanted:
        yield from (Output(name, data) for name, data in _files(book).items())
