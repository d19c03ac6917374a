"""E105: bridges from an opening amount over signed changes to a closing amount."""

from collections.abc import Iterator

from asn.check.rounding import Rounded, total
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.model.avsnitt.belopp import Brygga


def bridge(seen: Granskad) -> Iterator[Fynd | Looked]:
    """E105: the closing amount of a bridge, against the opening amount and its changes, all with one sign."""
    for table in seen.rapport.poster(Brygga):
        told = [Rounded.of(step.belopp) for step in table.steps() if step.belopp is not None]
        if len(told) < len(table.steps()):
            continue  # K904 asks for the rest
        opening, *changes, closing = told
        added = changes if table.tecken == "adderas" else [-change for change in changes]
        computed = opening + total(added)
        if closing.agrees(computed):
            yield OK
            continue
        amounts = " + ".join(amount.term() for amount in (opening, *added))
        message = (
            f"{table.utgående.namn} är {closing}, men {table.ingående.namn} och ändringarna ger {computed}: {amounts}."
        )
        yield Fynd(table.utgående.at("belopp"), message, _bridge_clue(table, opening, added, closing))


def _bridge_clue(table: Brygga, opening: Rounded, added: list[Rounded], closing: Rounded) -> str:
    computed = opening + total(added)
    if closing.agrees(opening - total(added)):
        other = "subtraheras" if table.tecken == "adderas" else "adderas"
        return f"Alla ändringar har omvänt tecken. Skriv «tecken: {other}», eller byt tecken på dem."
    for step, amount in zip(table.ändringar, added, strict=True):
        if closing.agrees(computed - amount - amount):
            return f"«{step.namn}» tycks ha omvänt tecken mot de andra ändringarna."
    return f"Rätt vore {computed}, om ändringarna stämmer."
