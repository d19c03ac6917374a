"""Reading a file with both of PyYAML's parsers, which must agree on everything."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import yaml

from asn.finding import Finding, Place
from asn.read import Tree, read_with
from asn.read.events import FASTEST, PURE

if TYPE_CHECKING:
    from asn.read.tree import Node

Read = Callable[[str | bytes], tuple[Tree | None, tuple[Finding, ...]]]


def places(tree: Tree) -> list[tuple[object, Place, Place]]:
    """Every path of the tree with both its places."""
    found = []
    waiting: list[tuple[tuple[str | int, ...], Node]] = [((), tree.root)]
    while waiting:
        path, node = waiting.pop()
        found.append((path, tree.place(path), tree.key_place(path)))
        waiting += [((*path, step), child) for step, child in node.children.items()]
    return found


def read_both(data: str | bytes) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Read with libyaml and without, and see that value, places and findings are the same."""
    content = data.encode() if isinstance(data, str) else data
    assert FASTEST is yaml.CSafeLoader, "these tests need libyaml: without it they compare nothing"
    fast, fast_findings = read_with(FASTEST, "a.yaml", content)
    slow, slow_findings = read_with(PURE, "a.yaml", content)
    assert fast_findings == slow_findings
    assert (fast is None) == (slow is None)
    if fast and slow:
        assert fast.value == slow.value
        assert places(fast) == places(slow)
    assert list(fast_findings) == sorted(fast_findings)
    return fast, fast_findings


def _told(data: str | bytes) -> str:
    tree, findings = read_both(data)
    lines = [repr(data)]
    for found in findings:
        place = f"{found.place.line}:{found.place.column}–{found.place.end_line}:{found.place.end_column}"
        lines += [f"  {place} {found.severity} {found.code} {found.message}", f"    {found.suggestion}"]
    return "\n".join([*lines, f"  = {tree.value!r}" if tree else "  ="]) + "\n"


@pytest.fixture(scope="session")
def told() -> Callable[[str | bytes], str]:
    """A file with all that is found in it and its value, for the goldens."""
    return _told


@pytest.fixture(scope="session")
def read() -> Read:
    """``read_both``; for the whole session, so that hypothesis can use it."""
    return read_both
