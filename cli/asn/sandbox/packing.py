"""Files as one run of bytes, and back: how a child hands over what it has made."""

import json
from collections.abc import Iterable

_LENGTH = 8  # bytes that tell how long the list of contents is


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Named files, one after the other behind a list of contents."""
    kept = list(files)
    contents = json.dumps([(name, len(data)) for name, data in kept]).encode()
    return len(contents).to_bytes(_LENGTH) + contents + b"".join(data for _, data in kept)


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """The files again. Nothing in them is run: a child may have read anything."""
    start = _LENGTH + int.from_bytes(data[:_LENGTH])
    files = []
    for name, size in json.loads(data[_LENGTH:start]):
        files.append((name, data[start : start + size]))
        start += size
    return files
