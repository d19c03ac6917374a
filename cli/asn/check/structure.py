"""S0xx that need a whole report: expressions that give nothing, and Markdown that isn't safe."""

import re
from collections.abc import Iterator

from asn.binding import expressions, unbound
from asn.check import years
from asn.check.braces import unpaired
from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import Severity
from asn.model.record import Path, Värde

_UNSAFE: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<(?!(?:https://|mailto:|tel:)[^\s<>]*>)[A-Za-z/!?][^>\n]*>?"),
        "HTML",
        "Skriv i Markdown: **fet**, *kursiv*, - punkt. Tecknet < skrivs \\<.",
    ),
    (
        re.compile(r"^ {0,3}#{1,6}(?=\s)", re.MULTILINE),
        "en rubrik",
        "Gör ett underavsnitt med rubrik i stället.",
    ),
    (
        re.compile(r"!\[(?!\^)(?:[^\[\]]*\](?:[(\[][^()\[\]]*[)\]]?)?)?"),
        "en bild",
        "Lägg den under bilder i avsnittet: fil, alt och bildtext.",
    ),
    (
        re.compile(r"\]\((?!https://|mailto:|tel:|#)[^()]*[()]"),
        "en länk som inte går till https, mailto, tel eller en rubrik",
        "Skriv hela adressen: https://…",
    ),
    (re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE), "ett kodblock", "Ta bort raden."),
)


_SIGN = re.compile(r"[<#!\]`~]")  # nothing unsafe is without one of these, and few texts have any


def unsafe_markdown(seen: Granskad) -> Iterator[Fynd | Looked]:
    """Prose may hold text, lists, emphasis and links; anything else could break the outline, the tags or the page."""
    for record in _records(seen):
        for steps, text in record.texts():
            found = False
            for pattern, what, hint in _UNSAFE if _SIGN.search(text) else ():
                for hit in pattern.finditer(text):
                    found = True
                    yield Fynd(record.within(steps, hit.start(), hit.end()), f"Texten innehåller {what}.", hint)
            if not found:
                yield OK


def failing_expression(seen: Granskad) -> Iterator[Fynd | Looked]:
    """An expression that names nothing would leave a hole in a sentence, and one without its braces be printed raw."""
    names = seen.namn
    for section in (*seen.rapport.avsnitt, seen.rapport.blad):
        braced = [
            (record, steps, text)
            for record in section.below()
            for steps, text in record.texts()
            if "{" in text or "}" in text
        ]
        raw = {fynd.place: fynd for record, steps, text in braced for fynd in _raw(record, steps, text)}
        yield from raw.values()
        yield from (OK for _, _, text in braced for _ in expressions(text))
        begun = {(place.line, place.column) for place in raw}
        for found in unbound(section, names):
            # A brace too few can make all up to the next expression one: that is told of once.
            if (found.place.line, found.place.column) not in begun:
                yield Fynd(found.place, found.message, found.suggestion)


def _raw(record: Värde, steps: Path, text: str) -> Iterator[Fynd]:
    for found in unpaired(text):
        place = record.within(steps, found.start, found.end)
        yield Fynd(place, f"Klamrarna i «{text[found.start : found.end]}» är inte i par.", found.cure)


def _records(seen: Granskad) -> Iterator[Värde]:
    for part in (seen.rapport.blad, *seen.rapport.avsnitt):
        yield from part.below()


RULES: tuple[Rule, ...] = (
    Rule("S011", unsafe_markdown, Severity.FEL, "Text som inte är säker Markdown"),
    Rule("S013", failing_expression, Severity.FEL, "Uttryck som inte ger något", Severity.VARNING),
    Rule("S016", years.agreeing_years, Severity.FEL, "Rubrik, id eller kolumn med ett annat år än det som står där"),
)
