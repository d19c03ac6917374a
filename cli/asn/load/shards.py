"""Sharing out reports among jobs that run side by side, by what their folders weigh; nothing is read."""

from collections.abc import Sequence
from pathlib import Path

from asn.files import listed


def shards(root: Path, names: Sequence[str], count: int) -> tuple[tuple[str, ...], ...]:
    """At most ``count`` shares of about the same weight, each in the order of ``names``; none is empty.

    The heaviest goes first, each to the share that is lightest so far: near the best there is, and always the same.
    """
    weights = {name: _weight(root, f"content/{name}") for name in names}
    shares: list[list[str]] = [[] for _ in range(min(count, len(names)))]
    for name in sorted(names, key=lambda name: (-weights[name], name)):
        min(shares, key=lambda share: (sum(weights[other] for other in share), len(share))).append(name)
    return tuple(tuple(name for name in names if name in share) for share in shares)


def _weight(root: Path, folder: str) -> int:
    """The bytes of a folder's files."""
    return sum((root / folder / name).lstat().st_size for name in listed(root, folder).files)
