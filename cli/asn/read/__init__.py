"""Reading: from the bytes of a YAML file to values, each with its place, and all that is wrong with the file.

Texts, numbers and dates are all text here; a plain ``true`` or ``false`` is a bool, nothing at all is None.
The subset of YAML is what can't be read in two ways: no anchors, aliases, tags, directives, several documents
or odd keys. Nothing is raised for what a file holds.
"""

from asn.finding import Finding, Place, Severity
from asn.read.causes import diagnosis
from asn.read.composition import compose
from asn.read.events import FASTEST, LIMITS, Loader, parse
from asn.read.objections import objections
from asn.read.text import arranged, bare_returns, decode, indentation, stray
from asn.read.tree import Tree, Value, records, value_at

__all__ = ["Tree", "Value", "read_yaml", "records", "value_at"]

_MOST_BYTES = 1_000_000


def read_yaml(file: str, data: bytes) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Read the YAML file that ``file`` names, relative to the project, and that holds ``data``.

    The tree is None where the file is too large or deep, or is no YAML or no text: a part of a file would
    give findings on what is missing. The findings are sorted.
    """
    return read_with(FASTEST, file, data)


def read_with(loader: Loader, file: str, data: bytes) -> tuple[Tree | None, tuple[Finding, ...]]:
    """The same with a given parser of PyYAML's; the outcome does not depend on which."""
    if len(data) > _MOST_BYTES:
        message = f"Filen är {len(data) / 1_000_000:.1f} MB; högst 1 MB går.".replace(".", ",", 1)
        return None, (Finding(Place(file), "S008", Severity.FEL, message, "Dela upp filen."),)
    decoded = decode(file, data)
    if decoded.text is None:
        return None, decoded.findings
    source = arranged(file, decoded.text)
    layout = [*bare_returns(source, decoded.text), *indentation(source)]
    findings = [*decoded.findings, *stray(source), *layout]
    stream = parse(source.parsed, loader)
    findings += objections(source, stream.events)
    root, faults = compose(source, stream.events)
    findings += faults
    if stream.fault is None:
        return Tree(source, root), tuple(sorted(findings))
    if not layout or stream.fault.problem in LIMITS:  # tabs and the like are why the rest makes no sense
        findings.append(diagnosis(source, stream, stream.fault))
    return None, tuple(sorted(findings))
