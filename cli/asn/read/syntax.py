"""What is told where a file can't be read to its end."""

from asn.finding import Finding
from asn.read.causes import CAUSES
from asn.read.events import LIMITS, TOO_DEEP, Event, Kind, Stream, SyntaxFault
from asn.read.scene import Scene
from asn.read.tree import Source


def diagnosis(source: Source, stream: Stream, fault: SyntaxFault) -> Finding:
    """S001 or S008: what is wrong, where it began, and how it is mended."""
    if fault.problem in LIMITS:
        return _excess(source, fault)
    scalars = (event for event in reversed(stream.events) if event.kind is Kind.SCALAR)
    scene = Scene(source, fault, next(scalars, Event(Kind.SCALAR, 0, 0)), _opened(stream))
    findings = (cause(scene) for cause in CAUSES)
    return next((finding for finding in findings if finding), None) or _unknown(scene)


def _opened(stream: Stream) -> int | None:
    """Where the bracket stands that is still open when the events end."""
    collections: list[Event] = []
    for event in stream.events:
        if event.kind is Kind.CLOSE:
            collections.pop()
        elif event.kind in (Kind.LIST, Kind.MAPPING):
            collections.append(event)
    return collections[-1].start if collections and collections[-1].flow else None


def _excess(source: Source, fault: SyntaxFault) -> Finding:
    span = (fault.offset, fault.offset + 1)
    if fault.problem == TOO_DEEP:
        message = "Här blir listor i listor fler än 20 nivåer djupa."
        return source.error("S008", span, message, "Är det text: sätt den inom citattecken. Annars: färre nivåer.")
    return source.error("S008", span, "Filen har fler än 100 000 värden.", "Dela upp filen.")


def _unknown(scene: Scene) -> Finding:
    """What no cause knows."""
    start = scene.fault.offset
    message = "Här går filen inte att läsa som YAML."
    suggestion = "Se över raden och den ovanför: indrag, kolon, citattecken och klamrar."
    return scene.error(start, min(start + 1, len(scene.source.text)), message, suggestion)
