"""A project: the registers that all periods share, and every report in ``content/``."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asn.files import FileSource, FolderListing, OnDisk
from asn.finding import Finding, Severity, error_at
from asn.load.boards import with_boards
from asn.load.from_registers import with_light_classes
from asn.load.outline import YEAR, next_adopted, sheet_of
from asn.load.reading import FreshReader, Reader, Reading, read_beside, unnamed_files
from asn.load.references import dangling
from asn.load.registers import LOOKS, REGISTERS, double_id, kinds_in_words, meant_period, read_register, read_shared
from asn.load.unit_files import read_units, with_unit_reports
from asn.load.validation import record
from asn.model.avsnitt.grund import Avsnitt
from asn.model.files import FileContents, named_files
from asn.model.ledger import LEDGER, SHEETS, Underlagsfil
from asn.model.ord import Ord
from asn.model.rapportslag import Planerat, Rapportslagsfil
from asn.model.record import Post
from asn.model.register import Register
from asn.model.report import UNITS, Rapport, Rapportblad
from asn.period import READY, Period, order_of
from asn.personnummer import PERSONNUMMER_CURE, personnummer_faults
from asn.read import read_yaml

_OF_FOLDERS = frozenset({"S009", "S018", "S020"})


@dataclass(frozen=True)
class Projekt:
    """What was found: reports in order of time, findings, and the bytes and text of every file that was read.

    ``fel_i`` names the reports that couldn't be put together, and so can't be built. ``gemensamt`` is what all reports
    share, by file, as far as it could be read.
    """

    root: Path
    rapporter: tuple[Rapport, ...]
    fynd: tuple[Finding, ...]
    filer: dict[str, bytes]
    texter: dict[str, str]
    fel_i: tuple[str, ...]
    gemensamt: Mapping[str, Post] = field(default_factory=dict)
    källa: FileSource | None = None
    """Where the files came from, if not from the folder ``root``."""

    @property
    def perioder(self) -> Mapping[str, Period]:
        """Every period that there is, the board's own too."""
        return _known(self.gemensamt)

    @property
    def bredvid(self) -> FileContents:
        """The files that the looks of all reports name."""
        return FileContents(
            {name: data for name, data in self.filer.items() if is_shared(name) and not name.endswith(".yaml")}
        )

    def rapport(self, name: str) -> Rapport | None:
        """A report by its name, 2023/T1."""
        return next((report for report in self.rapporter if report.namn == name), None)

    def tidigare(self, report: Rapport) -> tuple[Rapport, ...]:
        """The reports before a report, in order of time.

        What is adopted is held against, and carries, only what was: a draft has told nobody anything yet.
        """
        before = (other for other in self.rapporter if other.ordning < report.ordning)
        return tuple(other for other in before if report.utkast or not other.utkast)

    def filer_för(self, report: str, earlier: Collection[str]) -> dict[str, bytes]:
        """What all reports share, the files of a report, and the YAML of those before it; their pictures are theirs."""
        own, folders = f"content/{report}/", tuple(f"content/{name}/" for name in earlier)
        return {
            name: data
            for name, data in self.filer.items()
            if name.startswith(own) or is_shared(name) or (name.endswith(".yaml") and name.startswith(folders))
        }


def load_project(
    root: Path, reader: Reader | None = None, latest: str | None = None, source: FileSource | None = None
) -> Projekt:
    """Read everything in ``content/``. What is wrong becomes findings; nothing is raised for content.

    Args:
        root: The project's folder.
        reader: How files are read, if not anew each time.
        latest: The latest report that anybody asks for, 2023/T1; those after it are not read.
        source: Where the files come from, if not from that folder: a commit's, or those in a PDF.
    """
    reading = Reading(source or OnDisk(root), reader or FreshReader())
    shared = read_shared(reading)
    register = read_register(reading, shared)
    reports, broken = [], []
    known = _known(shared)
    looks_told = any(finding.place.file == f"content/{LOOKS}" for finding in _faults(reading))
    beside = register.bredvid if register and not looks_told else None
    for name in _folders(reading, known, beside, told_there="rapportslag.yaml" in shared):
        if latest and order_of(name, known) > order_of(latest, known):
            continue
        report = _report(reading, name, register) if register else None
        if report is None:
            broken.append(name)
        else:
            reports.append(report)
    reading.findings.extend(_numbers(reading.texts, broken if register else [""]))
    reports.sort(key=lambda report: report.ordning)
    findings = tuple(sorted(set(reading.findings)))
    return Projekt(root, tuple(reports), findings, reading.files, reading.texts, tuple(broken), shared, source)


def is_shared(name: str) -> bool:
    """Whether a file of ``content/`` belongs to all reports: it lies in no year's folder."""
    return not YEAR.fullmatch(name.split("/")[1])


def _numbers(texts: dict[str, str], broken: list[str]) -> Iterator[Finding]:
    """Personnummer in files that no rule will see, since their report couldn't be put together."""
    folders = tuple(f"content/{name}" for name in broken)
    for file, text in texts.items():
        for place, message in personnummer_faults(file, text) if file.startswith(folders) else ():
            yield error_at(place, "P701", message, PERSONNUMMER_CURE)


def _known(shared: Mapping[str, Post]) -> Mapping[str, Period]:
    kinds = shared.get("rapportslag.yaml")
    return kinds.kända() if isinstance(kinds, Rapportslagsfil) else READY


def _folders(
    reading: Reading, known: Mapping[str, Period], shared: FileContents | None, *, told_there: bool
) -> Iterator[str]:
    """The report folders; anything else in ``content/`` is a finding, but for what the looks name.

    ``shared`` is what they name, None where that isn't known: then nothing is said of other folders.
    Where the board's own periods can't be read, which ``told_there`` says, nobody knows what a folder is.
    """
    listing = reading.listed("content")
    used = {*REGISTERS, *(name.removeprefix("content/") for name in shared.names)} if shared else set(REGISTERS)
    for name in listing.files:
        if name not in used:
            hint = "Rapportens filer ligger i content/år/period/. Ta bort filen, eller flytta den."
            reading.stray("content", listing, name, "Filen används inte av någon rapport.", hint)
    for year in listing.folders:
        if any(name.startswith(f"{year}/") for name in used):
            unnamed_files(reading, f"content/{year}", used, "Ange den i content/utseende.yaml, eller ta bort den.")
            continue
        if not YEAR.fullmatch(year):
            if shared is None:
                continue
            reading.fault(
                f"content/{year}",
                "S009",
                f"«{year}» är inget årtal.",
                "Mappar i content/ heter som åren, till exempel 2023.",
            )
            continue
        within = reading.listed(f"content/{year}")
        for name in within.files:
            reading.stray(f"content/{year}", within, name, "Filen ligger utanför perioderna och används inte.")
        for period in within.folders:
            if period in known or not told_there:
                yield f"{year}/{period}"
            else:
                hint = meant_period(period, known)
                reading.fault(f"content/{year}/{period}", "S009", f"«{period}» är ingen period.", hint)


def _report(reading: Reading, name: str, register: Register) -> Rapport | None:
    folder = f"content/{name}"
    year, period = name.split("/")
    before = len(_faults(reading))
    kind = register.slag_för(period)
    if kind is None:
        message = f"Inget rapportslag i rapportslag.yaml gäller perioden {period}."
        reading.fault(folder, "S009", message, kinds_in_words(register.slag))
        return None
    try:
        sheet = reading.record(f"{folder}/rapport.yaml", Rapportblad)
    except FileNotFoundError:
        reading.fault(f"{folder}/rapport.yaml", "S009", "Filen rapport.yaml saknas.", "Den säger rapportens tillstånd.")
        return None
    if sheet is None:
        return None
    listed = reading.listed(folder)
    planned = sheet.avsnitt or kind.avsnitt
    read = _sections(reading, folder, [plan for plan in planned if plan.fil in listed.files], register.ord)
    units = read_units(reading, folder, register) if UNITS in listed.folders else ()
    parts = with_unit_reports(reading, read, units, whole=len(read) == _count_planned(planned, listed))
    sections, faults = with_light_classes(parts, register.skalor, register.ord.ljus)
    reading.findings.extend(faults)
    for plan in sheet.avsnitt:
        if plan.fil not in listed.files:
            _missing(reading, folder, plan)
    beside = read_beside(reading, named_files(sections))
    sections = tuple(with_boards(part, beside, register, reading.findings) for part in sections)
    _strays(reading, folder, listed, planned, beside if len(sections) == _count_planned(planned, listed) else None)
    ledger = reading.record(f"{folder}/{LEDGER}", Underlagsfil) if LEDGER in listed.files else None
    report = Rapport(int(year), period, sheet, sections, register, kind, beside, ledger or Underlagsfil(), units)
    reading.findings.extend(_section_ids(report))
    reading.findings.extend(dangling(report))
    return report if len(_faults(reading)) == before else None


def _faults(reading: Reading) -> list[Finding]:
    # A file too many or too few is a fault of the folder; the report can still be put together.
    return [
        finding for finding in reading.findings if finding.severity is Severity.FEL and finding.code not in _OF_FOLDERS
    ]


def _sections(reading: Reading, folder: str, planned: Iterable[Planerat], words: Ord) -> tuple[Avsnitt, ...]:
    sections = (reading.section(f"{folder}/{plan.fil}", plan.rubrik, words) for plan in planned)
    return tuple(part for part in sections if part)


def _count_planned(planned: tuple[Planerat, ...], listed: FolderListing) -> int:
    return sum(plan.fil in listed.files for plan in planned)


def _strays(
    reading: Reading, folder: str, listed: FolderListing, planned: tuple[Planerat, ...], beside: FileContents | None
) -> None:
    """What lies in a report's folder and nothing names; ``beside`` is None where not all that names files was read."""
    used = {plan.fil for plan in planned} | {"rapport.yaml", LEDGER, SHEETS}
    used |= {name.removeprefix(f"{folder}/") for name in beside.names} if beside else set()
    hint = f"Lägg till den under avsnitt i {folder}/rapport.yaml, eller ta bort den."
    for name in (*listed.folders, *listed.files):
        if name in listed.folders and name == UNITS:
            continue  # its files are each read
        if name in listed.folders and any(one.startswith(f"{name}/") for one in used):
            unnamed_files(reading, f"{folder}/{name}", used, "Ange den i ett avsnitt, eller ta bort den.")
        elif name in listed.folders:
            if name not in used and beside and reading.listed(f"{folder}/{name}") != FolderListing():
                hint = "Ange dess filer i ett avsnitt, eller ta bort den."
                reading.stray(folder, listed, name, "Mappen används inte av något avsnitt.", hint)
        elif name not in used and (beside or name.endswith(".yaml")):
            reading.stray(folder, listed, name, "Filen används inte av något avsnitt.", hint)


def _missing(reading: Reading, folder: str, plan: Planerat) -> None:
    # What is mandatory is for K901 to miss; what only the kind of report suggests is missed by nobody.
    if not plan.obligatoriskt:
        message = f"Filen {plan.fil} finns inte i {folder}."
        hint = "Skapa filen, eller ta bort avsnittet."
        reading.findings.append(error_at(plan.at("fil"), "S009", message, hint))


def _section_ids(report: Rapport) -> Iterator[Finding]:
    seen: dict[str, Avsnitt] = {}
    for part in report.alla_avsnitt():
        if part.id and part.id in seen:
            yield double_id(part, part.id, seen[part.id])
        elif part.id:
            seen[part.id] = part


def following(project: Projekt, report: Rapport) -> Rapport | None:
    """The next adopted report of the same kind, as its sheet tells of it; what is in it isn't read."""
    adopted = None if project.källa else next_adopted(project.root, report.namn, project.perioder)
    name, data = adopted or ("", b"")
    period = name[5:]
    kind = next((kind for kind in report.register.slag if period in kind.perioder), None)
    tree = read_yaml(sheet_of(name), data)[0] if kind else None
    sheet = record(Rapportblad, tree)[0] if tree else None
    if kind is None or sheet is None or sheet.tillstånd == "utkast":
        return None
    return Rapport(int(name[:4]), period, sheet, (), report.register, kind)


def next_report_sheet(project: Projekt, report: Rapport) -> dict[str, bytes]:
    """What a report's page is made of besides its :func:`sources`: the sheet of the report that it leads on to."""
    adopted = following(project, report) and next_adopted(project.root, report.namn, project.perioder)
    return {sheet_of(adopted[0]): adopted[1]} if adopted else {}
