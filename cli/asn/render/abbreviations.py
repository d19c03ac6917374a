"""Abbreviations where a web page's text first has them: each with what it stands for."""

import re
from collections.abc import Iterable

from markupsafe import escape

from asn.compute.abbreviations import standing_alone
from asn.model.register import Förkortning

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z]+\d?)")
# Where none is marked: in what leads on, in headings, in charts, and in the list that explains them all.
_LEFT_ALONE = frozenset({"a", "caption", "code", "h1", "h2", "h3", "h4", "h5", "h6", "style", "svg", "title"})


def with_abbreviations(page: str, known: Iterable[Förkortning]) -> str:
    """The page with each abbreviation marked (``abbr``) where the text of its main part first has it."""
    left = {standing_alone(str(escape(item.kort))): str(escape(item.betyder)) for item in known}
    head, main, body = page.partition("<main")
    parts, inside = _TAG.split(main + body) if left else [main + body], 0
    for place, part in enumerate(parts):
        if place % 2:
            inside += _step(part)
        elif not inside and part.strip():
            parts[place] = _marked(part, left)
    return head + "".join(parts)


def _step(tag: str) -> int:
    """One for a tag that begins what is left alone, minus one for its end."""
    name = _NAME.match(tag)
    return 0 if not name or name[1] not in _LEFT_ALONE else -1 if tag.startswith("</") else 1


def _marked(text: str, left: dict[re.Pattern[str], str]) -> str:
    """A run of text in which each abbreviation that hasn't been met is marked, and taken off those that are left."""
    matches = [(met, meaning) for pattern, meaning in left.items() if (met := pattern.search(text))]
    for pattern in [met.re for met, _ in matches]:
        del left[pattern]
    for met, told in sorted(matches, key=lambda pair: -pair[0].start()):
        text = f'{text[: met.start()]}<abbr title="{told}">{met[0]}</abbr>{text[met.end() :]}'
    return text
