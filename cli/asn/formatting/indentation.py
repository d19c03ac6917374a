"""Two spaces a level, and lists two spaces inside their key; and which lines of a file belong to what.

Every line is moved as a whole, with the record that it belongs to; within a line only the gap after a list's dash
changes. Texts of several lines thus keep their inner shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from asn.read import Tree
from asn.read.tree import BLOCKS, COLLECTION, Node


def nodes(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in node.children.values():
        yield from nodes(child)


def line_of(tree: Tree, offset: int) -> int:
    """The line that holds a character, from 0."""
    return tree.source.line(offset) - 1


def column_of(tree: Tree, offset: int) -> int:
    """The column of a character, from 0."""
    return tree.source.column(offset) - 1


def continued_lines(tree: Tree) -> frozenset[int]:
    """The lines, from 0, on which a text goes on: what looks like a comment there is text."""
    texts = (node for node in nodes(tree.root) if isinstance(node.value, str))
    return frozenset(line for node in texts for line in _after_first(tree, node))


def block_lines(tree: Tree) -> frozenset[int]:
    """Those of them that belong to a text after ``|`` or ``>``, where blanks last on a line may mean something."""
    texts = (node for node in nodes(tree.root) if node.style in BLOCKS)
    return frozenset(line for node in texts for line in _after_first(tree, node))


def _after_first(tree: Tree, node: Node) -> range:
    return range(line_of(tree, node.span[0]) + 1, line_of(tree, node.span[1]) + 1)


_STEP = 2
_BRACKETS = ("[", "{")


@dataclass
class _Plan:
    """How far each line moves, and the gaps after dashes that become one space: line, start and end.

    ``stands`` tells where a key or a dash will stand, by the line and the column where it stands now.
    """

    tree: Tree
    lines: list[str]
    shifts: dict[int, int] = field(default_factory=dict)
    gaps: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    stands: dict[tuple[int, int], int] = field(default_factory=dict)

    def shift(self, node: Node, first: int, by: int) -> None:
        """Move the lines from ``first`` to the node's end, but not one that begins with something outside the node."""
        column = column_of(self.tree, node.span[0])
        if line_of(self.tree, node.span[0]) == first and self.lines[first][:column].strip():
            first += 1
        for line in range(first, line_of(self.tree, node.span[1]) + 1):
            self.shifts[line] = by


def indented(tree: Tree) -> str:
    """The text with every level two spaces inside the one above it."""
    plan = _Plan(tree, tree.text.split("\n"))
    if _is_block(tree, tree.root):
        _place(plan, tree.root, 0)
    _place_comments(plan)
    return "\n".join(_moved(plan, number) for number in range(len(plan.lines)))


def _is_block(tree: Tree, node: Node) -> bool:
    return node.style == COLLECTION and not tree.text.startswith(_BRACKETS, node.span[0])


def _place(plan: _Plan, node: Node, column: int, outside: int = -1) -> None:
    """Plan for a mapping or a list whose keys or dashes shall stand in ``column``.

    ``outside`` is where the keys or dashes around it stand now.
    """
    start = node.span[0]
    now = column_of(plan.tree, start)
    plan.shift(node, line_of(plan.tree, start), column - now)
    for child in node.children.values():
        if now > outside:  # else they are the dashes of a list as far out as its key: a comment there goes with the key
            plan.stands[line_of(plan.tree, (child.key or child.span)[0]), now] = column
        if isinstance(node.value, list):
            _place_item(plan, now, child, column)
        elif _is_block(plan.tree, child):
            _place(plan, child, column + _STEP, now)


def _place_item(plan: _Plan, dashes: int, child: Node, column: int) -> None:
    """Plan for a point of a list whose dashes stand in the column ``dashes``."""
    number, at = line_of(plan.tree, child.span[0]), column_of(plan.tree, child.span[0])
    before = plan.lines[number][dashes:at]
    if before.startswith("-") and not before[1:].strip() and child.span[0] < child.span[1]:
        plan.gaps.setdefault(number, []).append((dashes + 1, at))
    if _is_block(plan.tree, child):
        _place(plan, child, column + _STEP, dashes)
    elif number < line_of(plan.tree, child.span[1]):
        _place_text(plan, child, column + _STEP)


def _place_text(plan: _Plan, child: Node, column: int) -> None:
    """A point's further lines follow its first, as long as they stay inside the list."""
    first, last = line_of(plan.tree, child.span[0]) + 1, line_of(plan.tree, child.span[1])
    by = column - column_of(plan.tree, child.span[0])
    if min(_indent(line) for line in plan.lines[first : last + 1] if line.strip()) + by >= column:
        plan.shift(child, first, by)


def _place_comments(plan: _Plan) -> None:
    """A comment goes with the line below it if both begin in the same column, else with the last above that does."""
    text = continued_lines(plan.tree)
    below = None
    for number in range(len(plan.lines) - 1, -1, -1):
        line = plan.lines[number]
        if not line.strip():
            continue
        if number in text or not line.lstrip().startswith("#"):
            below = number
        elif below is not None and _indent(line) == _indent(plan.lines[below]):
            plan.shifts[number] = plan.shifts.get(below, 0)
        else:
            plan.shifts[number] = _with_above(plan, number)


def _with_above(plan: _Plan, number: int) -> int:
    now = _indent(plan.lines[number])
    above = next((line for line in range(number - 1, -1, -1) if (line, now) in plan.stands), None)
    return plan.shifts.get(number, 0) if above is None else plan.stands[above, now] - now


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(plan: _Plan, number: int) -> str:
    line = plan.lines[number]
    for start, end in sorted(plan.gaps.get(number, []), reverse=True):
        line = f"{line[:start]} {line[end:]}"
    by = plan.shifts.get(number, 0)
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[min(-by, _indent(line)) :]
