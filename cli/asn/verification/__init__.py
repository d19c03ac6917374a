"""A finished PDF is proven: built anew from the sources that it carries, and held against both its standards.

What is said of it is that its own sources give it byte for byte, or in what it differs.
"""

import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from asn.files import InMemory
from asn.finding import Finding, Severity
from asn.load.project import load_project
from asn.personnummer import masked
from asn.pipeline import Checked, checked, outputs
from asn.publish import digest
from asn.resources import Refused, Resources
from asn.sandbox import SECONDS, Child, Limits
from asn.verification.enclosed import Enclosed, engine_of
from asn.verification.signatures import NoSignatures, Signature, signatures

_NOWHERE = Path(os.devnull)  # no project's folder: all is read from memory
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def cleaned(text: str) -> str:
    """A text on one line, without what a terminal obeys and without personnummer."""
    line = " ".join(masked(text).split())
    return "".join(character if character.isprintable() else UNKNOWN for character in line)


_STANDARDS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
VALIDATOR_MISSING = (
    "PDF/UA-1 och PDF/A-3a är inte prövade, för valideraren page-validation finns inte på den här datorn. "
    "Den installeras så här: pip install 'asn[verify]'"
)


@dataclass(frozen=True, slots=True)
class Standard:
    """What the validator says: how many rules there are, and those that are broken, in its own English words."""

    name: str
    rules: int
    broken: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether the file meets the standard."""
        return not self.broken


def standards(data: bytes) -> tuple[Standard, ...]:
    """Each standard's outcome; none at all where the validator isn't installed."""
    try:
        return tuple(_tried(data, profile) for profile in _STANDARDS)
    except ImportError:
        return ()


def _tried(data: bytes, profile: str) -> Standard:
    import page

    name = _STANDARDS[profile]
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError as why:
        return Standard(name, 0, (cleaned(f"filen kan inte läsas ({why})"),))
    broken = {f"{failure.rule_id}: {failure.message}" for failure in report.failures}
    if not report.is_compliant and not broken:
        broken = {"filen uppfyller inte standarden"}
    return Standard(name, report.rules.total, tuple(sorted(map(cleaned, broken))))


if TYPE_CHECKING:
    from asn.verification.archive import Archive

MAX_PDF = 50_000_000
READER_MISSING = (
    "PDF:er läses med biblioteket pikepdf, som inte finns på den här datorn. "
    "Det installeras så här: pip install 'asn[verify]'"
)
_FINDINGS = 10
_BYTES_SIGNED = b"/ByteRange"  # what every signature has, in the clear
_BYTE_RANGE = "PDFA3A-SIGNATURE-BYTERANGE-001:"
_HEAD = 1024  # bytes within which a PDF says that it is one


class Unverifiable(Exception):  # noqa: N818 - it says what is the case
    """Nothing can be said of the file, or not on this machine; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    ``report`` is the name and title of the report that the sources give, or empty; ``rebuilt`` the SHA-256 of the PDF
    that they give, or empty if they give none. ``differences`` are Swedish sentences, none where the two are identical.
    ``standards`` is empty where no validator is installed. ``signatures`` were put after the bytes that the sources
    give: such a file is no longer identical, but signed.
    """

    report: str
    sha256: str
    rebuilt: str
    differences: tuple[str, ...]
    standards: tuple[Standard, ...]
    signatures: tuple[Signature, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether the sources give the first bytes of the file, and all that follows is signatures that hold."""
        return bool(self.signatures) and not self.differences

    @property
    def identical(self) -> bool:
        """Whether the sources give the file, byte for byte."""
        return self.sha256 == self.rebuilt

    @property
    def valid(self) -> bool:
        """Whether the file meets the standards, as far as they were tried."""
        return all(standard.met for standard in self.standards)


@dataclass(frozen=True, slots=True)
class _Rebuilt:
    """The report that the sources give, its PDF or nothing, and why it would not be built today."""

    report: str
    pdf: bytes
    why: tuple[str, ...] = ()


def verify(path: Path, seconds: int = SECONDS) -> Verdict:
    """Build a PDF's report anew from the sources inside it, and compare; all of it in the sandbox.

    It may take some ``seconds`` of processor time.

    Raises:
        Ended: if it took too much.
        Unverifiable: if there is no such file, it is no PDF or carries no sources, or the machine lacks a library.
    """
    data = _read(path)
    packed = Child(partial(_packed, path.name, data), Limits(seconds), Unverifiable).result()
    return _unpacked(packed)


def _packed(name: str, data: bytes) -> bytes:
    return json.dumps(asdict(_verdict(name, data))).encode()


def _unpacked(packed: bytes) -> Verdict:
    read = json.loads(packed)
    tried = [Standard(**{**one, "broken": tuple(one["broken"])}) for one in read["standards"]]
    names = [Signature(**{**one, "faults": tuple(one["faults"])}) for one in read["signatures"]]
    parts = {"differences": tuple(read["differences"]), "standards": tuple(tried), "signatures": tuple(names)}
    return Verdict(**{**read, **parts})


def _verdict(name: str, data: bytes) -> Verdict:
    """What is said of a PDF by its bytes; ``name`` is the file's."""
    try:
        from asn.verification.archive import NoPdf, read_archive
    except ImportError:
        raise Unverifiable(READER_MISSING) from None
    try:
        given = read_archive(data)
    except NoPdf as why:
        return Verdict("", digest(data), "", (str(why),), standards(data))
    if not given.enclosed.sources and not given.damaged:
        refused = " ".join(map(cleaned, given.enclosed.refused))
        raise Unverifiable(f"{name} har inga källor i sig, så den kan inte byggas om. {refused}".rstrip())
    built = _rebuilt(given.enclosed)
    signatures, differing = _compared(data, given, built)
    differences = tuple(map(cleaned, differing))
    rebuilt = digest(built.pdf) if built.pdf else ""
    tried = standards(data)
    if signatures and not differences:
        tried = tuple(map(_each_its_own_revision, tried))
    return Verdict(cleaned(built.report), digest(data), rebuilt, differences, tried, signatures)


def _each_its_own_revision(tried: Standard) -> Standard:
    """A standard's outcome where each signature is known to cover the file as it was when it was signed.

    The validator wants the first signature to cover the second too. ISO 19005-3, 6.4.3 speaks of the file whose digest
    is computed, which the second wasn't in yet.
    """
    return replace(tried, broken=tuple(rule for rule in tried.broken if not rule.startswith(_BYTE_RANGE)))


def _compared(data: bytes, given: "Archive", built: _Rebuilt) -> tuple[tuple[Signature, ...], Iterable[str]]:
    """The signatures that follow after the bytes that the sources give, and the differences."""
    if built.pdf == data:
        return (), ()
    if not built.pdf or not data.startswith(built.pdf) or _BYTES_SIGNED not in data[len(built.pdf) :]:
        return (), _differences(data, given, built)
    try:
        signed = tuple(map(_cleaned, signatures(data)))
    except NoSignatures as why:
        return (), (str(why), *_faults_of_file(given), *_besides(data, built.pdf))
    if not signed:
        return (), _differences(data, given, built)
    faults = [fault for one in signed for fault in one.faults]
    return signed, (*faults, *_faults_of_file(given), *_besides(data, built.pdf))


def _cleaned(signature: Signature) -> Signature:
    return replace(signature, name=cleaned(signature.name), issuer=cleaned(signature.issuer))


def _besides(data: bytes, built: bytes) -> Iterator[str]:
    from asn.verification import comparison
    from asn.verification.archive import NoPdf, read_archive

    yield from comparison.after_end(data)
    try:
        given = read_archive(data, signed=True)
    except NoPdf as why:
        yield str(why)
        return
    yield from comparison.besides_signatures(given, read_archive(built, signed=True))


def _faults_of_file(given: "Archive") -> list[str]:
    faults = ["Filen är krypterad. En arkivfil får inte vara det."] if given.encrypted else []
    return faults + (["Filen är skadad: den gick att läsa först sedan den hade lagats."] if given.damaged else [])


def _differences(data: bytes, given: "Archive", built: _Rebuilt) -> Iterator[str]:
    from asn.verification import comparison
    from asn.verification.archive import read_archive

    differences = [*comparison.tail(data), *_faults_of_file(given)]
    differences += [*comparison.enclosed_faults(given.enclosed), *built.why]
    if built.pdf:
        again = read_archive(built.pdf)
        differences += [
            *comparison.version_differences(given.enclosed, again.enclosed),
            *comparison.contents_differ(given, again),
        ]
    yield from differences or (
        "Filen är packad på ett annat sätt, men sidor, taggar, metadata och bilagor är desamma.",
    )


def _read(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unverifiable(f"{path} är ingen vanlig fil.")
        with path.open("rb") as file:
            data = file.read(MAX_PDF + 1)
    except FileNotFoundError:
        raise Unverifiable(f"Filen {path} finns inte.") from None
    except OSError as why:
        raise Unverifiable(f"Filen {path} kan inte läsas ({why.strerror}).") from None
    if len(data) > MAX_PDF:
        raise Unverifiable(f"{path} är större än {MAX_PDF // 1_000_000} MB, och asn:s rapporter är mindre än så.")
    if b"%PDF-" not in data[:_HEAD]:
        raise Unverifiable(f"{path} är ingen PDF.")
    return data


def _rebuilt(files: Enclosed) -> _Rebuilt:
    """Build the newest report in memory: of a report's sources, all others are of earlier periods."""
    from asn.render.pdf import PdfEngineMissing, PdfError
    from asn.render.template import TemplateFault

    source = InMemory(files.sources)
    project = load_project(_NOWHERE, source=source)
    if project.fel_i or not project.rapporter:
        faults = (*_finding_lines(project.fynd),)
        return _Rebuilt("", b"", ("Källorna ger ingen rapport, för de går inte att läsa.", *faults))
    judged = checked(project, project.rapporter[-1])
    report = f"{judged.rapport.namn}, {judged.rapport.titel}"
    try:
        *_, pdf = outputs(project, judged, Resources(_NOWHERE, source), ("pdf",), engine_of(files))
    except PdfEngineMissing as why:
        raise Unverifiable(str(why)) from None
    except (PdfError, TemplateFault, Refused) as why:
        return _Rebuilt(report, b"", (f"Källorna ger ingen PDF. {why}",))
    return _Rebuilt(report, pdf.data, _refused(judged))


def _refused(judged: Checked) -> tuple[str, ...]:
    if judged.får_byggas:
        return ()
    return ("Med dagens kontroller skulle rapporten inte byggas, för källorna har fel.", *_finding_lines(judged.fynd))


def _finding_lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    grave = [finding for finding in findings if finding.severity is Severity.FEL]
    for one in grave[:_FINDINGS]:
        yield f"{one.place.file}, rad {one.place.line}: {one.message} ({one.code})"
    if len(grave) > _FINDINGS:
        yield f"{len(grave) - _FINDINGS} fel till."
