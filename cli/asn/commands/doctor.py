"""``asn doctor``: what this machine lacks, and the command that mends it."""

import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from asn import __version__
from asn.commands.screen import show, show_as_is
from asn.commands.swedish import CONTENT, SUCCESS, Command
from asn.files import Refused, read_file
from asn.load.outline import ProjectMissing, project_root
from asn.output.plain import json_text
from asn.resources import ResourceMissing, Resources
from asn.sandbox import can_fork
from asn.sandbox.probe import protections
from asn.schema import FOLDER, OF_PROJECT, schema_text, schemas

_OLDEST = (3, 11)
_LIBRARIES = {
    "apt-get": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install pango harfbuzz",
    "pacman": "sudo pacman -S pango harfbuzz",
    "apk": "sudo apk add pango harfbuzz-subset",
    "zypper": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
    "brew": "brew install pango",
}
_WINDOWS = 'pip install "asn[typst]" (allt utom PDF fungerar ändå)'
_PIECES = json.dumps(
    {
        **dict.fromkeys(("titel", "nämnd", "huvudman", "beskrivning", "innehåll", "sidnummer"), "Åäö"),
        "utkast": None,
        "månader": ["Å"] * 12,
        "stapel": [1, 4],
        "delar": [],
        "omslag": {"namnet": True, **dict.fromkeys(("undertitel", "logotyp", "bild", "foto")), "fakta": []},
    }
)
_PAGE = "<!doctype html><html lang=sv><title>Prov</title><body><h1>Åäö</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what it is, whether it is in order, what was found, and what mends it.

    ``krävs`` is whether asn needs it.
    """

    namn: str
    ok: bool
    läge: str
    åtgärd: str = ""
    krävs: bool = True


@click.command(
    cls=Command,
    help="Se efter att allt som behövs finns på den här datorn. Varje rad säger ok eller saknas, och vad som hjälper.",
    epilog="Exempel:  asn doctor",
)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Hur listan skrivs ut.")
def command(*, output_format: str) -> int:
    """Print what was found."""
    checks = [*_machine(), *_protections(), *_project(Path.cwd())]
    if output_format == "json":
        show_as_is(json_text([asdict(check) for check in checks]))
    else:
        show("\n".join(_line(check) for check in checks))
    return SUCCESS if all(check.ok for check in checks if check.krävs) else CONTENT


def _line(check: Check) -> str:
    mend = f"\n           → {check.åtgärd}" if check.åtgärd and not check.ok else ""
    return f"{'ok' if check.ok else 'saknas':<9}  {check.namn}: {check.läge}{mend}"


def _machine() -> Iterator[Check]:
    version = platform.python_version()
    yield Check("Python", sys.version_info >= _OLDEST, version, "Installera Python 3.11 eller senare.")
    yield Check("asn", ok=True, läge=__version__)
    yield from _pdf()
    git = shutil.which("git")
    yield Check("git", git is not None, git or "hittas inte", "Installera git: https://git-scm.com/downloads")
    yield _terminal()


def _pdf() -> Iterator[Check]:
    """The PDF engine is tried on a page, the way a build does; what it needs can't be told otherwise."""
    resources = Resources(Path())
    fonts = [name for name in resources.fonts() if name.endswith(".ttf")]
    try:
        faces = {f"asn:{name}": (resources.read(name), "font/ttf") for name in fonts}
    except ResourceMissing:
        faces = {}
    mend = "Installera om asn: typsnitten följer med programmet."
    yield Check("typsnitt", bool(faces), f"{len(faces)} följer med" if faces else "finns inte", mend)
    fault = _printed(faces)
    other = fault is not None and _printed_by_typst(tuple(data for data, _ in faces.values()))
    text = f"en sida har satts med Typst; {fault}" if other else fault or "en sida har satts"
    yield Check("PDF", fault is None or other, text, library_command(sys.platform, shutil.which))
    if fault is None:
        quick = _has_subset()
        text = "finns" if quick else "finns inte; PDF byggs ändå, men långsammare"
        yield Check("HarfBuzz-Subset", quick, text, library_command(sys.platform, shutil.which))


def _printed(faces: dict[str, tuple[bytes, str]]) -> str | None:
    """Print a page; what went wrong, in Swedish, or None."""
    import datetime

    from asn.render.pdf import PageStyle, PdfEngineMissing, PdfError, PdfJob, write_pdf

    css = [f"@font-face {{ font-family: Prov; src: url({name}) }} body {{ font-family: Prov }}" for name in faces][:1]
    try:
        write_pdf(PdfJob(_PAGE, PageStyle(tuple(css), faces), (), datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)))
    except PdfEngineMissing:
        return "biblioteket Pango finns inte; allt utom PDF fungerar ändå"
    except PdfError as why:
        return " ".join(why.messages)
    return None


def _printed_by_typst(faces: tuple[bytes, ...]) -> bool:
    """Whether the other engine can print a page."""
    import datetime

    from asn.render.pdf import PdfEngineMissing, PdfError
    from asn.render.typst_engine import TypstJob, write_typst
    from asn.render.typst_page import TYPST_STYLE

    try:
        write_typst(TypstJob(_PIECES, TYPST_STYLE, {}, faces, (), datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)))
    except (PdfEngineMissing, PdfError):
        return False
    return True


def _has_subset() -> bool:
    from weasyprint.text import ffi  # type: ignore[import-untyped]  # ships no types

    return bool(ffi.harfbuzz_subset)


def library_command(system: str, which: Callable[[str], str | None]) -> str:
    """The command that installs the PDF's libraries on a system."""
    if system == "win32":
        return _WINDOWS
    known = (command for tool, command in _LIBRARIES.items() if which(tool))
    return next(known, "Installera Pango 1.44 eller senare och HarfBuzz med systemets pakethanterare.")


def _protections() -> Iterator[Check]:
    """What content and templates that a stranger has written can't do here, each found by trying."""
    mend = "Bygg det som okända har skrivit på Linux 5.13 eller senare, till exempel i CI."
    for what, stands in protections().items() if can_fork() else ():
        text = f"främmande innehåll och mallar {'kan inte' if stands else 'kan'} {what}"
        yield Check("skydd", stands, text, mend, krävs=False)
    if not can_fork():
        yield Check("skydd", ok=False, läge="det här systemet har inget", åtgärd=mend, krävs=False)


def _terminal() -> Check:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    mend = "set PYTHONUTF8=1" if sys.platform == "win32" else "export LANG=C.UTF-8"
    return Check("å ä ö i terminalen", encoding == "utf8", sys.stdout.encoding or "okänd teckenkodning", mend)


def _project(start: Path) -> Iterator[Check]:
    try:
        root = project_root(start)
    except ProjectMissing:
        yield Check("projekt", ok=False, läge="mappen content/ finns inte här", åtgärd="asn init MAPP")
        return
    yield Check("projekt", ok=True, läge=str(root))
    yield _writable(root)
    yield _schema(root)


def _writable(root: Path) -> Check:
    folder = next(path for path in (root / "build", root) if path.is_dir())
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".asn-"):
            pass
    except OSError as why:
        return Check(
            "build/", ok=False, läge=f"{folder} går inte att skriva i: {why.strerror}", åtgärd="asn build --out MAPP"
        )
    return Check("build/", ok=True, läge="går att skriva i")


def _schema(root: Path) -> Check:
    texts = {name: _text(root, f"{FOLDER}/{name}") or "" for name in schemas()}
    if any(OF_PROJECT in text for text in texts.values()):
        words = "har projektets egna ord; skriv dem på nytt när registren ändras"
        return Check("scheman för redaktören", ok=True, läge=words)
    old = [name for name, schema in schemas().items() if texts[name] != schema_text(schema)]
    words = "finns och är nya" if not old else f"{', '.join(sorted(old))} saknas eller är gamla"
    return Check("scheman för redaktören", not old, words, f"asn schema --write {FOLDER}")


def _text(root: Path, name: str) -> str | None:
    try:
        return read_file(root, name).decode()
    except (OSError, Refused, UnicodeDecodeError):
        return None
