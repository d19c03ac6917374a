"""From events to a tree of values, each with its place; and what a key may be."""

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import islice

from asn.finding import Finding
from asn.read.events import Event
from asn.read.objections import is_split_number
from asn.read.text import MOST_FINDINGS, REPLACEMENT, TAB, escaped, one_line, unseen_masked
from asn.read.tree import BLOCKS, COLLECTION, PLAIN, Node, Source, Span, Value, written_characters

KEY_PATTERN = re.compile(r"[a-zåäö][a-zåäö0-9_-]*|[0-9]{4}")
_GLUED_POINT = re.compile(rf"-(?:{KEY_PATTERN.pattern})")
MARKED = re.compile(r"\? *\Z")
MERGE = "<<"
NOT_IN_KEYS = re.compile(r"[^a-zåäö0-9_-]+")
RULE = "En nyckel är ett ord med små bokstäver a–ö, siffror, _ och -, eller ett årtal."


def key(source: Source, node: Node, taken: dict[str | int, Node], end: int) -> tuple[str | None, Finding | None]:
    """Read ``node`` as a key of a mapping that already has ``taken``; what was read before it ends at ``end``.

    The name is None where the key's value can't be kept. A key that is nearly right is kept as what was
    meant, so that one mistake gives one finding.
    """
    if node.style == COLLECTION:
        return None, _not_text(source, node)
    gap = source.parsed[end : node.span[0]]
    if gap == "," and _is_decimals(source, taken, node):
        return None, None  # {jan: 4,5} is told once, of the whole number
    if "?" in gap and MARKED.search(gap):
        return None, _marked(source, node)
    if KEY_PATTERN.fullmatch(node.raw) and node.raw not in taken:
        return node.raw, None
    written = unicodedata.normalize("NFC", node.raw).replace(REPLACEMENT, "")  # which is S007, and told
    name = written if KEY_PATTERN.fullmatch(written) else _meant(written, taken)
    if name in taken:
        return None, _repeated(source, node, taken[name])
    if name != written:
        return name, _misspelled(source, node, written, name)
    return name, None


def _is_decimals(source: Source, taken: dict[str | int, Node], node: Node) -> bool:
    """Whether the key is the decimals of the value before it."""
    last = next(reversed(taken.values()), None)
    return last is not None and is_split_number(source, last.span, node.span)


def _meant(written: str, taken: Container[str | int]) -> str | None:
    """The nearest that may be a key, unless another key has that name."""
    meant = NOT_IN_KEYS.sub("_", written.strip().lower()).strip("_")
    return meant if KEY_PATTERN.fullmatch(meant) and meant not in taken else None


def _not_text(source: Source, node: Node) -> Finding:
    return source.error("S008", node.span, "En lista eller en grupp kan inte vara nyckel.", RULE)


def _marked(source: Source, node: Node) -> Finding:
    message = "Ett frågetecken framför en nyckel läses olika av olika program."
    return source.error("S008", node.span, message, "Ta bort frågetecknet. Är det text: sätt den inom citattecken.")


def _repeated(source: Source, node: Node, first: Node) -> Finding:
    line = source.line((first.key or first.span)[0])
    return source.error(
        "S002",
        node.span,
        f"Nyckeln «{one_line(unicodedata.normalize('NFC', node.raw))}» finns redan på rad {line}.",
        "Ta bort den ena, eller slå ihop dem.",
    )


def _misspelled(source: Source, node: Node, written: str, meant: str | None) -> Finding:
    if written == MERGE:
        message = "«<<» slår ihop grupper i andra program; det går inte här."
        return source.error("S008", node.span, message, "Skriv ut det som ska stå här.")
    if not written:
        message = "Nyckeln före kolonet saknas."
        return source.error("S008", node.span, message, "Skriv en nyckel, eller sätt texten inom citattecken.")
    message = f"«{one_line(written)}» kan inte vara nyckel."
    if meant:
        return source.error("S008", node.span, message, f"Menade du «{one_line(meant)}»?")
    point = f"Är det en punkt i en lista: skriv «- {one_line(written[1:])}», med mellanslag efter strecket."
    return source.error("S008", node.span, message, point if _GLUED_POINT.fullmatch(written) else RULE)


_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
TABS = (TAB, f"\\{TAB}")


@dataclass(slots=True)
class OpenCollection:
    """A collection that is being read. In a mapping, ``key`` is where the one stands that waits for its value."""

    event: Event
    children: dict[str | int, Node] = field(default_factory=dict)
    key: Span | None = None
    name: str | None = None
    """What the key says; None where its value can't be kept."""
    end: int = 0
    """Where the last that has been read ends, in the collection or before it."""


def compose(source: Source, events: Iterable[Event]) -> tuple[Node, list[Finding]]:
    """The root of the first document, and what there is to say about keys and escapes.

    Iterative, so that no depth of nesting can exhaust the stack.
    """
    findings: list[Finding] = []
    documents = OpenCollection(Event("list", 0, 0))
    frames = [documents]
    for event in events:
        if event.kind == "scalar":
            node = _scalar(source, event, frames[-1].key, findings)
        elif event.kind == "close":
            node = _collection(frames.pop(), event, frames[-1].key)
        elif event.kind == "alias":
            node = Node(None, (event.start, event.end), COLLECTION, "", frames[-1].key, {})
        else:
            if event.kind != "document":
                frames.append(OpenCollection(event, end=frames[-1].end))
            continue
        _attach(source, frames[-1], node, findings)
    return documents.children.get(0, Node(None, (0, 0), PLAIN, "", None, {})), findings


def _attach(source: Source, frame: OpenCollection, node: Node, findings: list[Finding]) -> None:
    """Give the collection its next node: an item, a key, or the value of the key before."""
    if frame.event.kind == "list":
        frame.children[len(frame.children)] = node
    elif frame.key is None:
        frame.name, finding = key(source, node, frame.children, frame.end)
        frame.key = node.span
        if finding:
            findings.append(finding)
    else:
        if frame.name is not None:
            frame.children[frame.name] = node
        frame.key = None
    frame.end = max(frame.end, node.span[1])


def _collection(frame: OpenCollection, close: Event, its_key: Span | None) -> Node:
    """A mapping or a list. One without brackets ends where its last value does."""
    value: Value
    if frame.event.kind == "mapping":
        value = {str(name): child.value for name, child in frame.children.items()}
    else:
        value = [child.value for child in frame.children.values()]
    end = close.end if frame.event.flow else frame.end
    return Node(value, (frame.event.start, end), COLLECTION, "", its_key, frame.children)


def _scalar(source: Source, event: Event, its_key: Span | None, findings: list[Finding]) -> Node:
    end, style, text = event.end, event.style, event.value
    if style == PLAIN and text in _WORDS:
        return Node(_WORDS[text], (event.start, end), PLAIN, text, its_key, {})
    if style in BLOCKS:
        end = event.start + len(source.parsed[event.start : end].rstrip())
    piece = source.text[event.start : end]
    if TAB in piece or "\\" in piece:
        characters = written_characters(source.parsed, (event.start, end), style, text) or []
        findings += islice(escaped(source, characters), MOST_FINDINGS)
        text = "".join(_with_tab(source, *character) for character in characters) or text
        text = unseen_masked(text)
    return Node(unicodedata.normalize("NFC", text), (event.start, end), style, event.value, its_key, {})


def _with_tab(source: Source, char: str, start: int, end: int) -> str:
    """The character as the file has it, where the parser got a space instead of a tab."""
    return TAB if source.text[start:end] in TABS else char
