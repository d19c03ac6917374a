"""T521: the same long text twice in a report, which an editor has copied and forgotten to rewrite."""

import re
from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked

_WORDS = 12
"""Words of a paragraph that nobody writes alike twice."""
_AGAIN = {"anvisning", "motivering", "till_läsaren", "saknas", "omräknad"}
"""Fields that may say the same at several tables."""
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


def repeated_text(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A paragraph of more than a line stands once: twice, the second was to say something else."""
    first: dict[tuple[str, ...], tuple[int, str]] = {}
    for passage in seen.passager:
        if passage.steps[0] in _AGAIN:
            continue
        for found in _PARAGRAPH.finditer(passage.text):
            words = tuple(re.findall(r"\w+", found[0].casefold()))
            if len(words) < _WORDS:
                continue
            place = passage.place(found.start(), found.end())
            if words not in first:
                first[words] = place.line, place.file
                yield OK
                continue
            line, file = first[words]
            message = f"Samma stycke står redan på rad {line} i {file}."
            yield Fynd(place, message, "Skriv det som gäller här, eller stryk det ena.")
