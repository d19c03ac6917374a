"""S019: what an auditor would mind in an adopted report is told to its reader, not only to those who read the files."""

from collections.abc import Iterator

from asn.check.rule import OK, Fynd, Granskad, Looked, Rule
from asn.finding import Severity

_MINDED = ("E", "M")
"""Families whose findings say that an amount or a light isn't what it should be."""


def untold(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A wrong amount or light that stands as it was published is the reader's to know."""
    if seen.rapport.utkast:
        return
    for item in seen.rapport.med_undantag():
        for index, exception in enumerate(item.undantag):
            if exception.regel.startswith(_MINDED):
                yield (
                    OK
                    if exception.till_läsaren
                    else Fynd(
                        item.at("undantag", index, "regel"),
                        f"Undantaget från {exception.regel} syns inte för den som läser rapporten.",
                        "Skriv i till_läsaren med en mening vad som inte stämmer.",
                    )
                )


RULES: tuple[Rule, ...] = (Rule("S019", untold, Severity.RÅD, "Undantag som läsaren inte får veta"),)
