"""M210, M211: a light against what else is said of the same thing beside it."""

import re
from collections.abc import Iterator

from asn.check.lights import neuter
from asn.check.rule import OK, Fynd, Granskad, Looked
from asn.light import Bedömning
from asn.model.avsnitt.mal import Nämndmål
from asn.model.fields import Månad

_DELAY = re.compile(
    r"\b(?:(?:kraftigt |mycket |något )?försen(?:ad|at|ade|as|ats|ing\w*)|(?:inte|ej) i fas|avstannat|avstannade"
    r"|stannat av|skjut(?:its|as|en|et) (?:upp|fram)|ligger efter|(?:inte|ej) (?:påbörjat|påbörjad|kommit i ?gång))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:inte|ej|aldrig|utan|ingen|inga|trots|tidigare|varit|var|risk(?:en|era\w*)? (?:för|att))\b[^.;,]{0,25}$",
    re.IGNORECASE,
)


def last_month(seen: Granskad) -> Iterator[Fynd | Looked]:
    """The light of the period's last month is the goal's own: the goal is judged as it stands when the period ends."""
    last = list(Månad)[seen.rapport.månader[1] - 1]
    for goal in seen.rapport.poster(Nämndmål):
        month = goal.månader.get(last)
        if month is None or goal.bedömning is None:
            continue
        if month is goal.bedömning:
            yield OK
            continue
        told = f"{last.helt_namn.capitalize()} är bedömd {month}, men målet är bedömt {neuter(goal.bedömning)}."
        yield Fynd(goal.at("månader", last.value), told, "Periodens sista månad och målet ska ha samma ljus.")


def green_but_late(seen: Granskad) -> Iterator[Fynd | Looked]:
    """A green light whose comment tells of delay: one of the two needs another look."""
    for light in seen.ljus:
        if light.bedömning is not Bedömning.GRÖN or not light.kommentar:
            continue
        found = next((one for one in _DELAY.finditer(light.kommentar) if not _is_denied(light.kommentar, one)), None)
        if found is None:
            yield OK
            continue
        place = light.post.within(("kommentar",), found.start(), found.end())
        told = f"«{light.namn.rstrip('.')}» är grön, men kommentaren säger «{' '.join(found[0].split())}»."
        yield Fynd(place, told, "Ändra ljuset, eller säg i kommentaren varför det ändå är grönt.")


def _is_denied(text: str, found: re.Match[str]) -> bool:
    """Whether the words before it say that it isn't so, or isn't so any more."""
    return bool(_DENIED.search(text[: found.start()].replace("\n", " ")))
