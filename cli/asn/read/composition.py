"""From events to a tree of values, each with its place."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from asn.finding import Finding
from asn.read.alignment import BLOCKS, PLAIN, written
from asn.read.characters import MOST, escaped, masked
from asn.read.events import Event, Kind
from asn.read.keys import Key, key
from asn.read.layout import TAB
from asn.read.source import Source
from asn.read.tree import Node, Value

NULLS = ("", "~", "null")
TABS = (TAB, f"\\{TAB}")
BOOLS = {"true": True, "false": False}


@dataclass(slots=True)
class Frame:
    """A collection that is being read. In a mapping, ``key`` is the one that waits for its value."""

    event: Event
    children: dict[str | int, Node] = field(default_factory=dict)
    key: Key | None = None
    end: int = 0


def compose(source: Source, events: Iterable[Event]) -> tuple[Node, list[Finding]]:
    """The root of the first document, and what there is to say about keys and escapes.

    Iterative, so that no depth of nesting can exhaust the stack.
    """
    findings: list[Finding] = []
    documents = Frame(Event(Kind.LIST, 0, 0))
    frames = [documents]
    for event in events:
        if event.kind in (Kind.LIST, Kind.MAPPING):
            frames.append(Frame(event, end=event.start))
        elif event.kind is Kind.CLOSE:
            _attach(source, frames[-2], _collection(frames.pop(), event), findings)
        elif event.kind is Kind.SCALAR:
            _attach(source, frames[-1], _scalar(source, event, findings), findings)
        elif event.kind is Kind.ALIAS:
            _attach(source, frames[-1], Node(None, (event.start, event.end)), findings)
    return documents.children.get(0, Node(None, (0, 0), PLAIN)), findings


def _attach(source: Source, frame: Frame, node: Node, findings: list[Finding]) -> None:
    """Give the collection its next node: an item, a key, or the value of the key before."""
    frame.end = max(frame.end, node.span[1])
    if frame.event.kind is Kind.LIST:
        frame.children[len(frame.children)] = node
    elif frame.key is None:
        frame.key, found = key(source, node, frame.children)
        findings += [found] if found else []
    else:
        if frame.key.name is not None:
            frame.children[frame.key.name] = _keyed(node, frame.key)
        frame.key = None


def _keyed(node: Node, its_key: Key) -> Node:
    return Node(node.value, node.span, node.style, node.raw, its_key.span, node.children)


def _collection(frame: Frame, close: Event) -> Node:
    """A mapping or a list. One without brackets ends where its last value does."""
    value: Value
    if frame.event.kind is Kind.MAPPING:
        value = {str(name): child.value for name, child in frame.children.items()}
    else:
        value = [child.value for child in frame.children.values()]
    end = close.end if frame.event.flow else frame.end
    return Node(value, (frame.event.start, end), children=frame.children)


def _scalar(source: Source, event: Event, findings: list[Finding]) -> Node:
    end = event.end
    if event.style in BLOCKS:
        end = event.start + len(source.parsed[event.start : end].rstrip())
    span = (event.start, end)
    if event.style == PLAIN and event.value in NULLS:
        return Node(None, span, PLAIN, event.value)
    if event.style == PLAIN and event.value in BOOLS:
        return Node(BOOLS[event.value], span, PLAIN, event.value)
    text = event.value
    piece = source.text[event.start : end]
    if TAB in piece or "\\" in piece:
        characters = written(source.parsed, span, event.style, event.value) or []
        findings += islice(escaped(source, characters), MOST)
        text = "".join(_with_tab(source, *character) for character in characters) or text
        text = masked(text)
    return Node(unicodedata.normalize("NFC", text), span, event.style, event.value)


def _with_tab(source: Source, char: str, start: int, end: int) -> str:
    """The character as the file has it, where the parser got a space instead of a tab."""
    return TAB if source.text[start:end] in TABS else char
