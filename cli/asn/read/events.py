"""YAML as events, by PyYAML: libyaml for speed, PyYAML's own parser where libyaml is lax or refuses.

Both give the same events for what they both accept; a file that libyaml refuses is read anew by the other,
whose word on what is wrong is final. So an editor sees the same findings with and without libyaml.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import yaml

MOST_DEPTH = 20
MOST_NODES = 100_000
TOO_DEEP = "too deep"
TOO_MANY = "too many nodes"
LIMITS = (TOO_DEEP, TOO_MANY)
BAD_ESCAPE = "escape beyond Unicode"

COLON = re.compile(r"\s*:")
LENIENT = re.compile(r"[|>][-+0-9]*#|^%", re.MULTILINE)

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
PURE: Loader = yaml.SafeLoader
FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Kind(Enum):
    """What an event says. A pair of open and close holds what is between."""

    DOCUMENT = 1
    LIST = 2
    MAPPING = 3
    CLOSE = 4
    SCALAR = 5
    ALIAS = 6


class Event(NamedTuple):
    """One event, with the offsets where it is written.

    ``style`` is how a scalar is written: plain is the empty string, else the character that opens it.
    ``flow`` says that a collection is written in brackets, ``label`` is an anchor or a tag.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    style: str = ""
    flow: bool = False
    label: str = ""


KINDS = {
    yaml.ScalarEvent: Kind.SCALAR,
    yaml.MappingEndEvent: Kind.CLOSE,
    yaml.SequenceEndEvent: Kind.CLOSE,
    yaml.MappingStartEvent: Kind.MAPPING,
    yaml.SequenceStartEvent: Kind.LIST,
    yaml.AliasEvent: Kind.ALIAS,
    yaml.DocumentStartEvent: Kind.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the events end before the file does: PyYAML's words, or ours, with offsets."""

    problem: str
    offset: int
    context: str = ""
    context_offset: int = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """The events of a file, up to its end or to the fault."""

    events: tuple[Event, ...]
    fault: Fault | None = None


def parse(text: str, loader: Loader) -> Stream:
    """The events of ``text``; a fault where it breaks YAML or is too deep or too large to be read safely."""
    stream = _run(text, loader)
    unclear = stream.fault is not None and stream.fault.problem not in LIMITS
    if loader is not PURE and (unclear or _lenient(text, stream.events)):
        return _run(text, PURE)
    return stream


def _run(text: str, kind: Loader) -> Stream:
    loader = kind(text)
    events: list[Event] = []
    fault = None
    try:
        fault = _collect(text, loader, events)
    except yaml.MarkedYAMLError as error:
        fault = _fault(error)
    except (ValueError, OverflowError):  # chr() on the number of an escape such as "\UFFFFFFFF"
        fault = Fault(BAD_ESCAPE, getattr(loader, "index", 0))
    finally:
        loader.dispose()
    return Stream(tuple(events), fault)


def _collect(text: str, loader: yaml.SafeLoader | yaml.CSafeLoader, events: list[Event]) -> Fault | None:
    """Take events until there are no more, or too many: libyaml's time grows with the square of the depth."""
    depth = nodes = 0
    while loader.check_event():
        event = _event(text, loader.get_event(), events)
        if event is None:
            continue
        events.append(event)
        depth += _step(event)
        nodes += event.kind is not Kind.CLOSE
        if depth > MOST_DEPTH:
            return Fault(TOO_DEEP, event.start)
        if nodes > MOST_NODES:
            return Fault(TOO_MANY, event.start)
    return None


def _event(text: str, event: yaml.Event | None, before: list[Event]) -> Event | None:
    """The same event in our words; None for those that say nothing about content."""
    kind = KINDS.get(type(event))
    if event is None or kind is None:
        return None
    style, value = getattr(event, "style", None) or "", getattr(event, "value", "")
    start, end, label = *_span(event), _label(event)
    if kind is Kind.SCALAR and not (value or style or label):
        start = end = _blank(text, start, before)
    return Event(kind, start, end, value, style, bool(getattr(event, "flow_style", None)), label)


def _span(event: yaml.Event) -> tuple[int, int]:
    """The event's offsets; in characters, from both parsers."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return start.index, end.index


def _label(event: yaml.Event) -> str:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor:
        return f"*{anchor}" if isinstance(event, yaml.AliasEvent) else f"&{anchor}"
    return tag or ""


def _blank(text: str, offset: int, before: list[Event]) -> int:
    """Where an empty value stands: after the colon of its key, or after the sign before it.

    The parsers differ on it inside brackets.
    """
    colon = COLON.match(text, before[-1].end) if before and before[-1].kind is Kind.SCALAR else None
    if colon:
        return colon.end()
    while offset > 0 and text[offset - 1] in " \n":
        offset -= 1
    return offset


def _step(event: Event) -> int:
    """How much deeper the tree is after the event."""
    if event.kind is Kind.CLOSE:
        return -1
    return 1 if event.kind is Kind.LIST or event.kind is Kind.MAPPING else 0


def _fault(error: yaml.MarkedYAMLError) -> Fault:
    offset = error.problem_mark.index if error.problem_mark else 0
    context_offset = error.context_mark.index if error.context_mark else offset
    return Fault(error.problem or "", offset, error.context or "", context_offset)


def _lenient(text: str, events: tuple[Event, ...]) -> bool:
    """Whether libyaml may have read what PyYAML's own parser would read in another way, or refuse.

    The cases, found by reading random files and the YAML test suite with both: a comment that is glued to the
    head of a block text, directives, tags, and a question mark in the text of a flow collection.
    """
    if LENIENT.search(text):
        return True
    flow = 0
    for event in events:
        if event.label or (flow and "?" in event.value):
            return True
        if flow or event.flow:
            flow += _step(event)
    return False
