"""What YAML allows and this project does not: each event is judged on its own, before there is a tree.

The reasons are three: a file may not be a bomb, two programs may not read it in different ways, and an editor
may not lose text without being told.
"""

import re
from collections.abc import Iterator

from asn.finding import Finding
from asn.read.events import Event
from asn.read.text import one_line, quoted, quoting_cure
from asn.read.tree import BLOCKS, PLAIN, Source

MOST_CHARACTERS = 100_000
DIRECTIVE = "%"

CUT_OFF = re.compile(r" +#(?=[\w(«”'])[^\n]*")
WHOLE_NUMBER = re.compile(
    "[<>≤≥~±]? ?[-+\N{MINUS SIGN}]?[0-9][0-9 \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]*"
)
LISTED = re.compile(r"\n *(?P<dash>-) ")
EMPTY_BLOCK = re.compile(r"[|>][-+]*[1-9][-+]*")
_GLUED = ('"#', "'#", "]#", "}#")
_QUOTE = "Är det text: sätt den inom citattecken."


def objections(source: Source, events: tuple[Event, ...]) -> Iterator[Finding]:
    """S001, S008 and S012 for all that is written in a way that is refused or doubted."""
    documents = 0
    before = Event("document", 0, 0)
    glued = any(pair in source.parsed for pair in _GLUED)
    for event in events:
        if event.kind == "scalar":
            yield from _scalar(source, before, event)
        elif event.kind == "document":
            documents += 1
            yield from _document(source, event, documents)
        if event.label:
            yield _label(source, event)
        if glued and source.parsed[event.end - 1 : event.end + 1] in _GLUED:
            yield _glued(source, event.end)
        before = event


def _glued(source: Source, start: int) -> Finding:
    message = "Mellanslag saknas före #: en del program läser då inte det som följer som en kommentar."
    suggestion = "Sätt ett mellanslag före #. Hör det till texten: sätt citattecken runt allt."
    return source.error("S001", (start, start + 1), message, suggestion)


def _document(source: Source, event: Event, number: int) -> Iterator[Finding]:
    if source.parsed.startswith(DIRECTIVE, event.start):
        yield directive(source, event.start)
    elif number > 1:
        span = (event.start, source.line_end(event.start))
        yield source.error(
            "S008", span, "Här börjar ett nytt dokument; en fil får bara ha ett.", "Ta bort raden med ---."
        )


def directive(source: Source, start: int) -> Finding:
    """S008 for a line that begins with a percent sign."""
    message = "En rad som börjar med % är en instruktion till YAML; de går inte här."
    return source.error("S008", (start, source.line_end(start)), message, "Ta bort raden.")


def _label(source: Source, event: Event) -> Finding:
    span = (event.start, event.start + len(event.label))
    if event.kind == "alias":
        message = f"«{event.label}» hänvisar till ett ankare i YAML; det går inte här."
        return source.error("S008", span, message, f"{_QUOTE[:-1]}: {quoted(event.label)}.")
    if event.label.startswith("&"):
        message = f"«{event.label}» är ett ankare i YAML; det går inte här."
        return source.error("S008", span, message, f"Ta bort det. {_QUOTE}")
    span = (event.start, event.start + 1)
    message = "Ord som börjar med ! är typmärkningar i YAML; de går inte här."
    return source.error("S008", span, message, f"Ta bort det. {_QUOTE}")


def _scalar(source: Source, before: Event, event: Event) -> Iterator[Finding]:
    if len(event.value) > MOST_CHARACTERS:
        span = (event.start, source.line_end(event.start))
        message = f"Texten har {len(event.value)} tecken; högst {MOST_CHARACTERS} går."
        yield source.error("S008", span, message, "Dela upp den.")
    if event.style != PLAIN:
        if event.style in BLOCKS and not event.value and EMPTY_BLOCK.match(source.parsed, event.start):
            yield _block_number(source, event)
        return
    # Slices say at once that there is nothing to look for, which is so for almost every text.
    if "\n" in source.parsed[event.start : event.end]:
        listed = LISTED.search(source.parsed, event.start, event.end)
        if listed:
            yield _list_in_text(source, listed.span("dash"))
    if source.parsed[event.end : event.end + 1] == " ":
        cut = CUT_OFF.match(source.parsed, event.end)
        if cut:
            yield _cut_off(source, event, cut.end())
    if source.parsed[before.end : event.start] == ",":
        yield from _decimal_comma(source, before, event)


def _block_number(source: Source, event: Event) -> Finding:
    span = (event.start, source.line_end(event.start))
    written = source.text[slice(*span)].strip()
    message = f"«{written}» läses som början på en text på flera rader, inte som ett värde."
    return source.error("S001", span, message, quoting_cure(written))


def _list_in_text(source: Source, dash: tuple[int, int]) -> Finding:
    message = "Strecket blir en del av texten på raden ovanför, inte en punkt i en lista."
    suggestion = "Är det en lista: rätta indraget, och låt inget stå efter nyckelns kolon. Annars: citattecken."
    return source.warning("S001", dash, message, suggestion)


def _cut_off(source: Source, event: Event, end: int) -> Finding:
    tail = source.text[event.end : end].strip()
    line = max(event.start, source.line_start(event.end))
    whole = source.text[line:end].strip()
    message = f"Allt från «{one_line(tail)}» är en kommentar i YAML och kommer inte med."
    suggestion = f"Hör det till texten: sätt citattecken: {quoted(one_line(whole))}. Annars: mellanslag efter #."
    return source.warning("S012", (end - len(tail), end), message, suggestion)


def is_split_number(source: Source, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether what stands in two spans looks like one number with a decimal comma, cut in two by its brackets."""
    if source.parsed[before[1] : after[0]] != ",":
        return False
    whole, decimals = source.parsed[slice(*before)], source.parsed[slice(*after)]
    return bool(WHOLE_NUMBER.fullmatch(whole)) and decimals[:1].isdecimal()


def _decimal_comma(source: Source, before: Event, event: Event) -> Iterator[Finding]:
    """Two numbers with nothing but a comma between: outside brackets that is one number."""
    if is_split_number(source, (before.start, before.end), (event.start, event.end)):
        span = (before.start, event.end)
        number = source.text[slice(*span)]
        message = f"«{number}» inom klamrar är två värden: kommatecknet skiljer dem åt."
        suggestion = f'Är det ett tal: "{number}". Är det två värden: mellanslag efter kommat.'
        yield source.error("S001", span, message, suggestion)
