"""Which of PyYAML's two parsers has the last word, and what their events become."""

import pytest
import yaml

from asn.read.events import BAD_ESCAPE, FASTEST, PURE, SyntaxFault, parse


class Loud(yaml.CSafeLoader):
    """libyaml with its texts in capitals, so that one sees who has read a file."""

    def get_event(self):
        event = super().get_event()
        if isinstance(event, yaml.ScalarEvent):
            event.value = event.value.upper()
        return event


@pytest.mark.parametrize(
    ("text", "by_libyaml"),
    [
        ("k: v", True),
        ("k: v?", True),
        ("k: 5 %", True),
        ("k: [v]\nl: v?", True),
        ("k: [{l: v}, w]\nl: v?", True),
        ("k: [v?]", False),
        ("k: [[v], w?]", False),
        ("k: {l: v?}", False),
        ("k: &a v", False),
        ("k: !a v", False),
        ("k: [v, *a]", False),
        ("%YAML 1.1\n---\nk: v", False),
        ("# x\n%YAML 1.1\n---\nk: v", False),
        ("k: |2# x\n  v", False),
        ("k: v\nl: [", False),
        ("k: v\nl: " + "[" * 21, True),
    ],
)
def test_last_word(text, by_libyaml):
    """libyaml's word stands, but where the two may differ, or where it refuses the file for another cause than size."""
    assert ("K" in [event.value for event in parse(text, Loud).events]) is by_libyaml


@pytest.mark.parametrize("loader", [FASTEST, PURE])
def test_events(loader):
    """Each event is told with its offsets, its value, style, brackets and label, and with nothing that it has not."""
    assert parse("k: [v, 'w']\nl: &a\n- *a\nm: !t {}\n", loader).events == (
        ("document", 0, 0, "", "", False, ""),
        ("mapping", 0, 0, "", "", False, ""),
        ("scalar", 0, 1, "k", "", False, ""),
        ("list", 3, 4, "", "", True, ""),
        ("scalar", 4, 5, "v", "", False, ""),
        ("scalar", 7, 10, "w", "'", False, ""),
        ("close", 10, 11, "", "", False, ""),
        ("scalar", 12, 13, "l", "", False, ""),
        ("list", 15, 19, "", "", False, "&a"),
        ("alias", 20, 22, "", "", False, "*a"),
        ("close", 23, 23, "", "", False, ""),
        ("scalar", 23, 24, "m", "", False, ""),
        ("mapping", 26, 30, "", "", True, "!t"),
        ("close", 30, 31, "", "", False, ""),
        ("close", 32, 32, "", "", False, ""),
    )


@pytest.mark.parametrize("loader", [FASTEST, PURE])
@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("k:\nl: v", [2]),
        ("k:   \n\nl: v", [2]),
        ("- \n-\n", [1, 4]),
        ("k: [{l}, {m: }, {n : , o}]", [6, 12, 20, 24]),
        ("{? k\n: , l: v}", [6]),
        ("{k: # x\n , l: v}", [3]),
        ("{k : # x\n}", [4]),
        ("[k: # x\n]", [3]),
        ("- []\n- # x\n- v", [6]),
        ("[? : v]", [2]),
        ("? ", [1, 1]),
    ],
)
def test_blank(loader, text, starts):
    """An empty value is a point: after the colon of its key, or else after the sign before it."""
    spans = [event[1:3] for event in parse(text, loader).events if event.kind == "scalar" and not event.value]
    assert spans == [(start, start) for start in starts]


@pytest.mark.parametrize("loader", [FASTEST, PURE])
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('k: "\\UFFFFFFFF"', SyntaxFault(BAD_ESCAPE, 6, "", 0)),
        ("a: b: c", SyntaxFault("mapping values are not allowed here", 4, "", 4)),
    ],
)
def test_fault_without_context(loader, text, fault):
    """What is wrong by itself has no context in the fault, whichever of the parsers was asked."""
    assert parse(text, loader).fault == fault


@pytest.mark.parametrize("text", ["k: v", "k: [", 'k: "\\UFFFFFFFF"', "[" * 21])
def test_disposal(text):
    """A parser is let go of when it has been read, also where the file breaks or is too deep."""
    let_go = []

    class Watched(yaml.SafeLoader):
        def dispose(self):
            let_go.append(self)
            super().dispose()

    parse(text, Watched)
    assert let_go
