"""The SVG that charts are written in: elements, coordinates and what text XML can hold."""

import re
from html import escape
from typing import NewType

Markup = NewType("Markup", str)
Point = tuple[float, float]

SOFT_HYPHEN = "\N{SOFT HYPHEN}"  # the lines are broken here, and WeasyPrint would draw it

# Control characters, lone surrogates and the two noncharacters: XML or HTML refuses them even when escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile("[ \t\r\n]+")


def plain(text: str) -> str:
    """Give the text in one line, without what XML can't hold and without soft hyphens."""
    return _SPACES.sub(" ", _ILLEGAL.sub(" ", text.replace(SOFT_HYPHEN, ""))).strip(" ")


def words(text: str) -> Markup:
    """Make plain text safe to stand in markup."""
    return Markup(escape(plain(text), quote=False))


def element(name: str, attributes: dict[str, str | float], *content: Markup) -> Markup:
    """Write an element; attributes are escaped, numbers made short, the content is markup already."""
    listed = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{listed}>{''.join(content)}</{name}>" if content else f"<{name}{listed}/>")


def _value(value: str | float) -> str:
    return escape(plain(value)) if isinstance(value, str) else coordinate(value)


def coordinate(value: float) -> str:
    """Print a coordinate: at most two decimals, and never a negative zero: equal drawings are equal text."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def text(x: float, y: float, content: str, **attributes: str | float) -> Markup:
    """Write one line of text with its baseline at ``y``; underscores in names become hyphens."""
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return element("text", {"x": x, "y": y, **named}, words(content))


def line(start: Point, end: Point, colour: str, thickness: float = 1) -> Markup:
    """Write a straight line."""
    path = "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in (start, end))
    return element("path", {"d": path, "stroke": colour, "stroke-width": thickness})
