"""Why YAML broke: PyYAML's fault, told as what the editor most likely did.

PyYAML says where it gave up, which is often far from the mistake. Each cause looks at the file around that
place and either knows itself, or passes on to the next.
"""

import re
from collections.abc import Callable

from asn.finding import Finding
from asn.read.composition import KEY_PATTERN
from asn.read.events import BAD_ESCAPE, LIMITS, TOO_DEEP, Event, Stream, SyntaxFault
from asn.read.fault_context import FaultContext, Line
from asn.read.objections import directive
from asn.read.text import LONG_TEXT, one_line, quoting_cure
from asn.read.tree import Source

QUOTES = ("'", '"')
CLOSERS = {"[": "]", "{": "}"}
CLOSED = {"[": "klammern ] som stänger listan", "{": "klammern } som stänger gruppen"}
NO_BREAK_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"

_GLUED = re.compile(r" *(?:- +)*(?P<key>[^\s:]+):(?P<value>[^ ].*)")
_GLUED_POINT = re.compile(rf" *(?P<dash>-|[–—•] *)(?P<text>[\w\"'«”(\[{NO_BREAK_SPACES}].*)")
POINT = re.compile(r" *-(?: |$)")
KEY_LINE = re.compile(r"\n *(?:- +)*[a-zåäö][a-zåäö0-9_-]*: ")
_ESCAPE = re.compile(r"\\(?:[xuU][0-9A-Fa-f]*|.)?")
DIRECTIVES = re.compile(r"\A(?: *(?:#[^\n]*)?\n)*(?=%)")
SIMPLE_KEY = "while scanning a simple key"
UNEXPECTED = re.compile(r"expected '?<(block end|document start)>")
COMMENT = re.compile(r" #")
ITEM = re.compile(r"[^,\]}]*")

STARTS = {
    "*": "en hänvisning",
    "&": "ett ankare",
    "!": "en typmärkning",
    "%": "en instruktion till YAML",
    "@": "ett reserverat tecken",
    "`": "ett reserverat tecken",
    "|": "en text på flera rader",
    ">": "en text på flera rader",
}
STARTS_OUTSIDE_BRACKETS = {
    "?": "en nyckel",
    ",": "ett skiljetecken i en lista",
    "]": "slutet på en lista",
    "}": "slutet på en grupp",
}
LABELS = ("*", "&", "!")
SCANNED = ("alias", "anchor", "tag", "block scalar", "directive")


def escape(context: FaultContext) -> Finding | None:
    """A backslash in a double-quoted text, as in a Windows path."""
    fault = context.fault
    if "escape" not in fault.problem or "URI" in fault.problem:  # a tag has escapes of its own
        return None
    start = context.source.parsed.rfind("\\", 0, fault.offset + 1)
    end = _ESCAPE.match(context.source.parsed, start).end()  # type: ignore[union-attr]  # begins with the backslash
    written = context.read(start, end)
    if fault.problem == BAD_ESCAPE:
        return context.error(start, end, f"«{written}» är inget tecken i Unicode.", "Skriv tecknet som det är.")
    message = f"«{written}» betyder inget inom dubbla citattecken: omvänt snedstreck är ett styrtecken där."
    return context.error(start, end, message, "Byt \" mot ' runt texten, eller skriv två snedstreck: \\\\.")


def unclosed_quote(context: FaultContext) -> Finding | None:
    """A quote that is never closed, or that the next one on another line closed by mistake."""
    fault, last = context.fault, context.last
    if fault.context == "while scanning a quoted scalar":
        start = fault.context_offset
        mark = context.read(start, start + 1)
        message = f"Citattecknet {mark} som öppnas här stängs aldrig."
        return context.error(start, start + 1, message, f"Sätt {mark} där texten slutar.")
    if _closes(context) and KEY_LINE.search(context.source.parsed, last.start, last.end):
        line = context.source.line(last.end)
        message = f"Citattecknet {last.style} som öppnas här stängs inte förrän på rad {line}, i en annan text."
        return context.error(last.start, last.start + 1, message, f"Sätt {last.style} där texten slutar.")
    return None


def _closes(context: FaultContext) -> bool:
    """Whether a quoted text ends just before the fault."""
    last, offset = context.last, context.fault.offset
    return last.style in QUOTES and last.end <= offset and not context.source.parsed[last.end : offset].strip(" ")


def start_of_text(context: FaultContext) -> Finding | None:
    """Text without quotes that begins with a character that has a meaning of its own."""
    fault = context.fault
    scanned = fault.context.startswith("while scanning a") and fault.context.endswith(SCANNED)
    offset = fault.context_offset if scanned else fault.offset
    line = context.line(offset)
    first = context.read(offset, offset + 1)
    outside = offset in (line.content, line.value[0])
    meaning = STARTS.get(first) or (STARTS_OUTSIDE_BRACKETS.get(first) if outside else None)
    if meaning is None:
        return None
    item = ITEM.match(context.source.parsed, offset, line.value[1])
    end = line.value[1] if outside or item is None else item.end()
    message = f"Text kan inte börja med «{first}» utan citattecken: det läses som {meaning}."
    return context.error(offset, end, message, quoting_cure(context.read(offset, end)))


def _label(context: FaultContext) -> Finding | None:
    """More text after a word that begins as a reference or an anchor does: ``text: *Obs, läs detta``."""
    offset = context.fault.offset
    start, end = context.line(offset).value
    first = context.read(start, start + 1)
    if first not in LABELS or start >= offset:
        return None
    message = f"Text kan inte börja med «{first}» utan citattecken: det läses som {STARTS[first]}."
    return context.error(start, end, message, quoting_cure(context.read(start, end)))


def after_closing(context: FaultContext) -> Finding | None:
    """More text after a closing quote or bracket: ``namn: "Mål" för alla``, ``text: [se bilaga] för mer``."""
    offset = context.fault.offset
    line = context.line(offset)
    start, end = line.value
    before = context.source.parsed[start:offset].rstrip(" ")
    if not UNEXPECTED.match(context.fault.problem) or not before:
        return None
    if _closes(context):
        start, what = context.last.start, "det avslutande citattecknet"
    elif before[0] in QUOTES and before[-1] == before[0] and len(before) > 1:
        what = "det avslutande citattecknet"
    elif before[-1] == CLOSERS.get(before[0]):
        what = CLOSED[before[0]]
    else:
        return None
    message = f"Här står «{one_line(context.read(offset, end))}» efter {what}."
    return context.error(offset, end, message, quoting_cure(context.read(start, end)))


def bracket(context: FaultContext) -> Finding | None:
    """A bracket that is not closed, or whose content is no list."""
    fault, source = context.fault, context.source
    start = context.opened
    if start is None or not fault.context.startswith("while parsing a flow"):
        return None
    # A tag or an anchor may stand before the bracket.
    opener = next((char for char in source.parsed[start : fault.offset] if char in CLOSERS), "[")
    closer = CLOSERS[opener]
    text = context.read(start, context.line(start).value[1])
    if closer not in text or fault.offset >= len(source.parsed.rstrip()):
        message = f"Klammern {opener} som öppnas här stängs aldrig."
        return context.error(start, start + 1, message, f"Sätt {closer} sist. {_if_text(text)}")
    words = one_line(context.read(fault.offset, source.line_end(fault.offset)))
    message = f"Inom klamrarna väntades kommatecken eller {closer}, men här står «{words}»."
    if words.startswith("?"):
        message = "Inom klamrar måste text med frågetecken stå inom citattecken."
    elif words.startswith(","):
        message = "Här saknas ett värde före kommatecknet."
    suggestion = f"Sätt kommatecken mellan värdena, eller citattecken runt vart och ett. {_if_text(text)}"
    return context.error(fault.offset, fault.offset + 1, message, suggestion)


def _if_text(text: str) -> str:
    cure = quoting_cure(text)
    return "Är det text: " + cure[0].lower() + cure[1:]


def colon(context: FaultContext) -> Finding | None:
    """A colon where there can be no key: in text, or under a key that already has a value."""
    offset = context.fault.offset
    if not context.fault.problem.startswith("mapping values"):
        return None
    line, above = context.line(offset), context.above(offset)
    before = context.read(line.content, offset).rstrip()
    if above and KEY_PATTERN.fullmatch(before) and not _in_text(context, line, above):
        if not above.has_key:
            return _colon_missing(context, above)
        return _value_above(context, above, line.content, offset)
    message = "Kolon följt av mellanslag i text utan citattecken läses som en ny nyckel."
    whole = line.has_key and offset >= line.value[0]
    return context.error(offset, offset + 1, message, quoting_cure(context.read(*line.value)) if whole else LONG_TEXT)


def _value_above(context: FaultContext, above: Line, start: int, end: int) -> Finding:
    """Something indented under a key that already has its value."""
    number = context.source.line(above.start)
    message = f"«{above.key}» har redan ett värde på rad {number}; då kan inget stå indraget under."
    return context.error(start, end, message, "Rätta indraget, eller ta bort värdet på raden ovanför.")


def _in_text(context: FaultContext, line: Line, above: Line) -> bool:
    """Whether the line goes on with a text that a key further up began: the line above then has no key."""
    higher: Line | None = above
    if above.has_key:
        return False
    while higher and not higher.has_key:
        higher = context.above(higher.start)
    return higher is not None and higher.content - higher.start < line.content - line.start


def point(context: FaultContext) -> Finding | None:
    """A point in a list without the space after its dash: ``-B`` under ``- A``. Or with a longer dash."""
    offset = context.fault.context_offset if context.fault.context == SIMPLE_KEY else context.fault.offset
    line = context.line(offset)
    glued = _GLUED_POINT.match(context.source.text, line.start, line.value[1])
    if not glued or not _in_list(context, line):
        return None
    if glued["text"][0] in NO_BREAK_SPACES:
        start = glued.start("text")
        cure = "Byt det mot ett vanligt mellanslag."
        return context.error(start, start + 1, "Efter strecket står ett hårt mellanslag.", cure)
    message = f"«{one_line(glued[0])}» är ingen punkt i listan: en sådan börjar med - och ett mellanslag."
    cure = f"Skriv «- {one_line(glued['text'])}»"
    if glued["text"][0].isdecimal():
        cure += f", eller «- -{one_line(glued['text'])}» om talet är under noll"
    return context.error(glued.start("dash"), line.value[1], message, cure + ".")


def _in_list(context: FaultContext, line: Line) -> bool:
    """Whether the nearest line above that is indented no more than this one is a point, in the same column."""
    higher = context.above(line.start)
    while higher and (higher.indent > line.indent or context.read(higher.content, higher.content + 1) == "#"):
        higher = context.above(higher.start)
    if not higher or higher.indent < line.indent:
        return False
    return POINT.match(context.source.parsed, higher.start, higher.value[1]) is not None


def colon_missing(context: FaultContext) -> Finding | None:
    """A line among keys that has no colon, or one with nothing after it."""
    if context.fault.context != SIMPLE_KEY:
        return None
    return _colon_missing(context, context.line(context.fault.context_offset))


def _colon_missing(context: FaultContext, line: Line) -> Finding:
    end = line.value[1]
    glued = _GLUED.match(context.source.text, line.start, end)
    if glued and glued["value"][0] in NO_BREAK_SPACES:
        start = glued.start("value")
        cure = "Byt det mot ett vanligt mellanslag."
        return context.error(start, start + 1, "Efter kolonet står ett hårt mellanslag.", cure)
    if glued and KEY_PATTERN.fullmatch(glued["key"]):
        start = glued.end("key")
        suggestion = f"Skriv «{glued['key']}: {one_line(glued['value'])}»."
        return context.error(start, start + 1, "Mellanslag saknas efter kolonet.", suggestion)
    message = f"«{one_line(context.read(line.content, end))}» är ingen nyckel: kolon saknas."
    suggestion = "Hör raden till texten ovanför: dra in den längre än nyckeln. Är den en nyckel: sätt kolon efter."
    return context.error(line.content, end, message, suggestion)


def key_missing(context: FaultContext) -> Finding | None:
    """A line that begins with a colon."""
    offset = context.fault.offset
    line = context.line(offset)
    if context.read(offset, offset + 1) != ":" or offset != line.content:
        return None
    suggestion = f"Skriv en nyckel före kolonet. {_if_text(context.read(offset, line.value[1]))}"
    return context.error(offset, offset + 1, "Nyckeln före kolonet saknas.", suggestion)


def dash(context: FaultContext) -> Finding | None:
    """A list that begins on its key's line."""
    offset = context.fault.offset
    if not context.fault.problem.startswith("sequence entries"):
        return None
    message = "En lista kan inte börja på samma rad som nyckeln."
    text = context.read(offset, context.line(offset).value[1])
    suggestion = f"Börja en ny rad före strecket och dra in den. {_if_text(text)}"
    return context.error(offset, offset + 1, message, suggestion)


def instruction(context: FaultContext) -> Finding | None:
    """A directive without the document it is for."""
    match = DIRECTIVES.match(context.source.parsed)
    return directive(context.source, match.end()) if match else None


def mixed(context: FaultContext) -> Finding | None:
    """List items and keys side by side."""
    source, fault = context.source, context.fault
    above = context.above(fault.offset)
    same = source.column(fault.offset) == source.column(fault.context_offset)
    if above and fault.context == "while parsing a block node" and fault.problem.endswith("'?'"):
        line = source.line(above.start)  # the point is empty, and the key is taken for its value
    elif same and fault.problem.startswith("expected <block end>"):
        line = source.line(fault.context_offset)
    else:
        return None
    end = source.line_end(fault.offset)
    if fault.problem.endswith("'-'"):
        message = f"Här står en punkt i en lista bland nycklar (från rad {line})."
        return context.error(fault.offset, end, message, "Dra in punkten under sin nyckel, eller ta bort strecket.")
    message = f"Här står en nyckel bland punkterna i en lista (från rad {line})."
    return context.error(fault.offset, end, message, "Börja raden med - om den är en punkt, eller ändra indraget.")


def indent(context: FaultContext) -> Finding | None:
    """A line that begins in a column where nothing above does."""
    source, offset = context.source, context.fault.offset
    above = context.above(offset)
    blank = not source.parsed[source.line_start(offset) : offset].strip()
    if not UNEXPECTED.match(context.fault.problem) or not above or not blank:
        return None
    column, other = source.column(offset), source.column(above.content)
    end = source.line_end(offset)
    if column > other and COMMENT.search(source.parsed, *above.value):
        message = f"Texten tar slut vid # på rad {source.line(above.start)}, så den kan inte fortsätta här."
        return context.error(offset, end, message, LONG_TEXT)
    if column > other and above.has_key and above.value[0] < above.value[1]:
        return _value_above(context, above, offset, end)
    if column == other:
        message = "Det som står ovanför är redan avslutat, så här kan inget mer stå."
        return context.error(offset, end, message, "Ta bort raden, eller skriv hela filen som nycklar med värden.")
    message = f"Indraget stämmer inte: raden börjar i kolumn {column}, men ingen rad den kan höra ihop med gör det."
    suggestion = f"Låt den börja i kolumn {other}, som rad {source.line(above.start)}"
    begun = context.fault.context_offset
    if source.column(begun) not in (column, other):
        suggestion += f", eller i kolumn {source.column(begun)}, som rad {source.line(begun)}"
    return context.error(offset, end, message, suggestion + ".")


Cause = Callable[[FaultContext], Finding | None]

CAUSES: tuple[Cause, ...] = (
    escape,
    unclosed_quote,
    instruction,
    start_of_text,
    _label,
    after_closing,
    bracket,
    colon,
    point,
    colon_missing,
    key_missing,
    dash,
    mixed,
    indent,
)
"""The most certain first."""


def diagnosis(source: Source, stream: Stream, fault: SyntaxFault) -> Finding:
    """S001 or S008: what is wrong, where it began, and how it is mended."""
    if fault.problem in LIMITS:
        return _excess(source, fault)
    scalars = (event for event in reversed(stream.events) if event.kind == "scalar")
    context = FaultContext(source, fault, next(scalars, Event("scalar", 0, 0)), _opened(stream))
    findings = (cause(context) for cause in CAUSES)
    return next((finding for finding in findings if finding), None) or _unknown(context)


def _opened(stream: Stream) -> int | None:
    """Where the bracket stands that is still open when the events end."""
    collections: list[Event] = []
    for event in stream.events:
        if event.kind == "close":
            collections.pop()
        elif event.kind in ("list", "mapping"):
            collections.append(event)
    return collections[-1].start if collections and collections[-1].flow else None


def _excess(source: Source, fault: SyntaxFault) -> Finding:
    span = (fault.offset, fault.offset + 1)
    if fault.problem == TOO_DEEP:
        message = "Här blir listor i listor fler än 20 nivåer djupa."
        return source.error("S008", span, message, "Är det text: sätt den inom citattecken. Annars: färre nivåer.")
    return source.error("S008", span, "Filen har fler än 100 000 värden.", "Dela upp filen.")


def _unknown(context: FaultContext) -> Finding:
    """What no cause knows."""
    start = context.fault.offset
    message = "Här går filen inte att läsa som YAML."
    suggestion = "Se över raden och den ovanför: indrag, kolon, citattecken och klamrar."
    return context.error(start, min(start + 1, len(context.source.text)), message, suggestion)
