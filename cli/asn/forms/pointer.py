"""The way to a value as one text, by which a form names its fields: JSON Pointer (RFC 6901)."""

import re

from asn.read import Path

NEW = "-"
"""The step to an item, or a key, that isn't there yet."""
_INDEX = re.compile(r"0|[1-9]\d{0,5}")


def pointer(path: Path) -> str:
    """The pointer to a value; the whole file is the empty one."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def steps(text: str) -> tuple[str, ...]:
    """The steps of a pointer, as texts.

    Raises:
        ValueError: if it is none.
    """
    if text and not text.startswith("/"):
        raise ValueError(text)
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])


def index(step: str) -> int | None:
    """A step as a place in a list; None if it is none."""
    return int(step) if _INDEX.fullmatch(step) else None
