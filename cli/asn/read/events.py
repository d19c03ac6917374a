"""YAML as events, by PyYAML: libyaml for speed, PyYAML's own parser where libyaml is lax or refuses.

Both give the same events for what they both accept; a file that libyaml refuses is read anew by the other,
whose word on what is wrong is final. So an editor sees the same findings with and without libyaml.
"""

import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import yaml

MOST_DEPTH = 20
MOST_NODES = 100_000
TOO_DEEP = "too deep"
TOO_MANY = "too many nodes"
LIMITS = (TOO_DEEP, TOO_MANY)
BAD_ESCAPE = "escape beyond Unicode"

COLON = re.compile(r"\s*:")
GLUED_COMMENT = re.compile(r"[|>][-+0-9]*#")

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
PURE: Loader = yaml.SafeLoader
FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


EventKind = Literal["document", "list", "mapping", "close", "scalar", "alias"]
"""What an event says. What opens a list or a mapping has a close, and what is in it stands between."""


class Event(NamedTuple):
    """One event, with the offsets where it is written.

    ``style`` is how a scalar is written: plain is the empty string, else the character that opens it.
    ``flow`` says that a collection is written in brackets, ``label`` is an anchor or a tag.
    """

    kind: EventKind
    start: int
    end: int
    value: str = ""
    style: str = ""
    flow: bool = False
    label: str = ""


class SyntaxFault(NamedTuple):
    """Why the events end before the file does: PyYAML's words, or ours, with offsets."""

    problem: str
    offset: int
    context: str = ""
    context_offset: int = 0


class Stream(NamedTuple):
    """The events of a file, up to its end or to the fault."""

    events: tuple[Event, ...]
    fault: SyntaxFault | None = None


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
        fault = SyntaxFault(BAD_ESCAPE, getattr(loader, "index", 0))
    finally:
        loader.dispose()
    return Stream(tuple(events), fault)


def _collect(text: str, loader: yaml.SafeLoader | yaml.CSafeLoader, events: list[Event]) -> SyntaxFault | None:
    """Take events until there are no more, or too many: libyaml's time grows with the square of the depth."""
    depth = nodes = 0
    while (parsed := loader.get_event()) is not None:
        worded = WORDED.get(type(parsed))
        if worded is None:  # it says nothing about content
            continue
        event = worded(parsed)
        if event.kind == "scalar" and not (event.value or event.style or event.label):
            blank = _blank(text, event.start, events)
            event = event._replace(start=blank, end=blank)
        events.append(event)
        depth += _step(event.kind)
        nodes += event.kind != "close"
        if depth > MOST_DEPTH:
            return SyntaxFault(TOO_DEEP, event.start)
        if nodes > MOST_NODES:
            return SyntaxFault(TOO_MANY, event.start)
    return None


# The same event in our words. PyYAML's are known by their types alone: each has its own maker, since to ask
# every event for what only some have takes most of the time there is to win.


def _document(event: Any) -> Event:
    return Event("document", event.start_mark.index, event.end_mark.index)


def _list(event: Any) -> Event:
    label = _label(event.anchor, event.tag)
    return Event("list", event.start_mark.index, event.end_mark.index, "", "", bool(event.flow_style), label)


def _mapping(event: Any) -> Event:
    label = _label(event.anchor, event.tag)
    return Event("mapping", event.start_mark.index, event.end_mark.index, "", "", bool(event.flow_style), label)


def _close(event: Any) -> Event:
    return Event("close", event.start_mark.index, event.end_mark.index)


def _scalar(event: Any) -> Event:
    label = _label(event.anchor, event.tag)
    style = event.style or ""
    return Event("scalar", event.start_mark.index, event.end_mark.index, event.value, style, label=label)


def _alias(event: Any) -> Event:
    return Event("alias", event.start_mark.index, event.end_mark.index, label=f"*{event.anchor}")


def _label(anchor: str | None, tag: str | None) -> str:
    return f"&{anchor}" if anchor else tag or ""


WORDED: dict[type[yaml.Event], Callable[[Any], Event]] = {
    yaml.DocumentStartEvent: _document,
    yaml.SequenceStartEvent: _list,
    yaml.MappingStartEvent: _mapping,
    yaml.SequenceEndEvent: _close,
    yaml.MappingEndEvent: _close,
    yaml.ScalarEvent: _scalar,
    yaml.AliasEvent: _alias,
}


def _blank(text: str, offset: int, before: list[Event]) -> int:
    """Where an empty value stands: after the colon of its key, or after the sign before it.

    The parsers differ on it inside brackets.
    """
    colon = COLON.match(text, before[-1].end) if before and before[-1].kind == "scalar" else None
    if colon:
        return colon.end()
    while offset > 0 and text[offset - 1] in " \n":
        offset -= 1
    return offset


def _step(kind: EventKind) -> int:
    """How much deeper the tree is after an event of the kind."""
    if kind == "close":
        return -1
    return int(kind in {"list", "mapping"})


def _fault(error: yaml.MarkedYAMLError) -> SyntaxFault:
    offset = error.problem_mark.index if error.problem_mark else 0
    context_offset = error.context_mark.index if error.context_mark else offset
    return SyntaxFault(error.problem or "", offset, error.context or "", context_offset)


def _lenient(text: str, events: tuple[Event, ...]) -> bool:
    """Whether libyaml may have read what PyYAML's own parser would read in another way, or refuse.

    The cases, found by reading random files and the YAML test suite with both: a comment that is glued to the
    head of a block text, directives, tags, and a question mark in the text of a flow collection.
    """
    if text.startswith("%") or "\n%" in text or GLUED_COMMENT.search(text):
        return True
    if any(event.label for event in events):
        return True
    return "?" in text and _questioned(events)


def _questioned(events: tuple[Event, ...]) -> bool:
    """Whether a question mark stands in the text of a flow collection."""
    flow = 0
    for event in events:
        if flow and "?" in event.value:
            return True
        if flow or event.flow:
            flow += _step(event.kind)
    return False
