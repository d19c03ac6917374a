"""Two versions of a text, cut down to the words that differ."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WEIGHED = 40_000  # pairs of words that are held against each other; more are told as one change
_AROUND = 3  # words before and after
LONGEST_EXCERPT = 90  # characters
_CUT = " …"
_PIECE = re.compile(r"\s+|\{\{.*?\}\}|\w+(?:[-:.,]\w+)*|[^\w\s]", re.DOTALL)
_LINE = "¶"


def stretches(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """What differs: each stretch of the earlier (from, to) that stands as one of the later (from, to)."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old and not new:
        return []
    if len(old) * len(new) > _WEIGHED:
        return [(head, head + len(old), head, head + len(new))]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(head + a, head + b, head + c, head + d) for kind, a, b, c, d in steps if kind != "equal"]


def excerpts(before: str, after: str) -> tuple[str, str]:
    """The first words that differ, with a few around them: «… i fas med planen …»."""
    whole = " ".join(before.split()), " ".join(after.split())
    if whole[0] != whole[1] and max(map(len, whole)) <= LONGEST_EXCERPT:
        return whole
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    differing = stretches(old, new)
    if not differing:
        return line_excerpt(before), line_excerpt(after)
    start, end, first, last = differing[0]
    seen = _shown(old, start, end), _shown(new, first, last)
    if seen[0] != seen[1]:
        return seen
    return _visible(old[start:end]), _visible(new[first:last])


def line_excerpt(text: str, longest: int = LONGEST_EXCERPT) -> str:
    """The beginning of a text, in one line: whole words, but for a word that is too long alone."""
    if len(line := " ".join(text.split())) <= longest:
        return line
    return (line[: longest - len(_CUT) + 1].rpartition(" ")[0] or line[: longest - len(_CUT)]) + _CUT


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many come first in both."""
    return next(
        (at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
        min(len(before), len(after)),
    )


def _shown(pieces: Sequence[str], start: int, end: int) -> str:
    left, right = max(0, start - 2 * _AROUND), min(len(pieces), end + 2 * _AROUND)
    text = line_excerpt("".join(pieces[left:right]))
    return ("… " if left else "") + text + (" …" if right < len(pieces) and not text.endswith("…") else "")


def _visible(pieces: Sequence[str]) -> str:
    """What differs only in space or line breaks, so that it is seen."""
    return (
        "".join("·" * piece.count(" ") + _LINE * piece.count("\n") if piece.isspace() else piece for piece in pieces)
        or "inget"
    )
