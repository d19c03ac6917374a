"""From events to a tree of values, each with its place."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from asn.finding import Finding
from asn.read.alignment import BLOCKS, PLAIN, written
from asn.read.characters import MOST, escaped, masked
from asn.read.events import Event, Kind
from asn.read.keys import key
from asn.read.layout import TAB
from asn.read.source import Source
from asn.read.tree import COLLECTION, Node, Span, Value

WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
TABS = (TAB, f"\\{TAB}")


@dataclass(slots=True)
class Frame:
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
    documents = Frame(Event(Kind.LIST, 0, 0))
    frames = [documents]
    for event in events:
        if event.kind is Kind.SCALAR:
            node = _scalar(source, event, frames[-1].key, findings)
        elif event.kind is Kind.CLOSE:
            node = _collection(frames.pop(), event, frames[-1].key)
        elif event.kind is Kind.ALIAS:
            node = Node(None, (event.start, event.end), COLLECTION, "", frames[-1].key, {})
        else:
            if event.kind is not Kind.DOCUMENT:
                frames.append(Frame(event, end=frames[-1].end))
            continue
        _attach(source, frames[-1], node, findings)
    return documents.children.get(0, Node(None, (0, 0), PLAIN, "", None, {})), findings


def _attach(source: Source, frame: Frame, node: Node, findings: list[Finding]) -> None:
    """Give the collection its next node: an item, a key, or the value of the key before."""
    if frame.event.kind is Kind.LIST:
        frame.children[len(frame.children)] = node
    elif frame.key is None:
        frame.name, found = key(source, node, frame.children, frame.end)
        frame.key = node.span
        if found:
            findings.append(found)
    else:
        if frame.name is not None:
            frame.children[frame.name] = node
        frame.key = None
    frame.end = max(frame.end, node.span[1])


def _collection(frame: Frame, close: Event, its_key: Span | None) -> Node:
    """A mapping or a list. One without brackets ends where its last value does."""
    value: Value
    if frame.event.kind is Kind.MAPPING:
        value = {str(name): child.value for name, child in frame.children.items()}
    else:
        value = [child.value for child in frame.children.values()]
    end = close.end if frame.event.flow else frame.end
    return Node(value, (frame.event.start, end), COLLECTION, "", its_key, frame.children)


def _scalar(source: Source, event: Event, its_key: Span | None, findings: list[Finding]) -> Node:
    end, style, text = event.end, event.style, event.value
    if style == PLAIN and text in WORDS:
        return Node(WORDS[text], (event.start, end), PLAIN, text, its_key, {})
    if style in BLOCKS:
        end = event.start + len(source.parsed[event.start : end].rstrip())
    piece = source.text[event.start : end]
    if TAB in piece or "\\" in piece:
        characters = written(source.parsed, (event.start, end), style, text) or []
        findings += islice(escaped(source, characters), MOST)
        text = "".join(_with_tab(source, *character) for character in characters) or text
        text = masked(text)
    return Node(unicodedata.normalize("NFC", text), (event.start, end), style, event.value, its_key, {})


def _with_tab(source: Source, char: str, start: int, end: int) -> str:
    """The character as the file has it, where the parser got a space instead of a tab."""
    return TAB if source.text[start:end] in TABS else char
