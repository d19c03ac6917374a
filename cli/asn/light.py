"""A light: the class of a scale that something is judged to be in, with its word, its sign and its colour.

A board has its own scales, of two to six classes. Only here is any colour known by name: those that a board can choose
among, and the scale that is ready-made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from pydantic_core.core_schema import CoreSchema, is_instance_schema

from asn.readable import readable

FEWEST_CLASSES, MOST_CLASSES = 2, 6
"""Classes of a scale: with one there is nothing to judge, and more can't be told apart."""

SIGNS = ("cirkel", "halvcirkel", "triangel", "romb", "kvadrat", "kryss", "spets", "ring")
"""The shapes that a light can be drawn with; they are told apart without colour too. A stroke is one that isn't set."""


class Ljusfärg(NamedTuple):
    """A colour on white and on dark, as #rrggbb; ``kant`` is its edge on white, where the colour alone is too weak."""

    ljus: str
    mörk: str
    kant: str = ""


COLOURS = {
    "grön": Ljusfärg("#2b8256", "#57b886"),
    "ljusgrön": Ljusfärg("#5f8a1e", "#a8cf63"),
    "gul": Ljusfärg("#f5c518", "#f5c518", "#8a6500"),
    "orange": Ljusfärg("#c2600f", "#f2a154"),
    "röd": Ljusfärg("#c0392b", "#ef7a6d"),
    "mörkröd": Ljusfärg("#7d1128", "#f08fa6"),
    "blå": Ljusfärg("#1f6fa8", "#7dbbe8"),
    "turkos": Ljusfärg("#157a7a", "#5cc4c0"),
    "lila": Ljusfärg("#7a4b9a", "#c5a0e0"),
    "grå": Ljusfärg("#5d6b73", "#a5b4bc"),
}
"""The colours that have a name, each with a contrast of 3:1 at least on white and on dark (WCAG 1.4.11)."""

_BY_NUMBER = {
    2: (("cirkel", "grön"), ("kvadrat", "röd")),
    3: (("cirkel", "grön"), ("triangel", "gul"), ("kvadrat", "röd")),
    4: (("cirkel", "grön"), ("halvcirkel", "ljusgrön"), ("triangel", "gul"), ("kvadrat", "röd")),
    5: (("cirkel", "grön"), ("halvcirkel", "ljusgrön"), ("triangel", "gul"), ("romb", "orange"), ("kvadrat", "röd")),
}
_BY_NUMBER[6] = (*_BY_NUMBER[5], ("kryss", "mörkröd"))
"""What the classes of a scale look like where the board doesn't say, by their number, best first."""


@readable
@dataclass(frozen=True, slots=True)
class Ljusklass:
    """A class of a scale as it is shown: its id, its word, its sign and its colour.

    ``färg`` is a name out of ``COLOURS`` or #rrggbb; ``mörk`` is its colour on a dark page, where it isn't a name's.
    ``böjd`` is the word as a sentence says it of one thing that is neuter and of several, where that is known.
    """

    id: str
    ord: str
    tecken: str
    färg: str
    mörk: str = ""
    böjd: tuple[str, str] | None = None

    def färger(self) -> Ljusfärg:
        """The colour on white and on dark."""
        own = COLOURS.get(self.färg) or Ljusfärg(self.färg, self.färg)
        dark = COLOURS[self.mörk].mörk if self.mörk in COLOURS else self.mörk
        return Ljusfärg(own.ljus, dark or own.mörk, own.kant)


READY_CLASSES = (
    Ljusklass("grön", "grön", "cirkel", "grön", "", ("grönt", "gröna")),
    Ljusklass("gul", "gul", "triangel", "gul", "", ("gult", "gula")),
    Ljusklass("röd", "röd", "kvadrat", "röd", "", ("rött", "röda")),
)
"""The scale that is ready-made, best first."""


def classes(given: tuple[Ljusklass, ...], ready_made: tuple[Ljusklass, ...] = READY_CLASSES) -> tuple[Ljusklass, ...]:
    """The classes of a scale, best first: what a board has left empty is filled in.

    A class of the ready-made scale keeps its word, sign and colour; the others look as their place among all says.
    A scale of such classes alone has the ready-made order, also of those that it leaves out. ``ready_made`` is that
    scale in the board's own words.
    """
    known = {klass.id: klass for klass in ready_made}
    looks = _BY_NUMBER.get(len(given), _BY_NUMBER[MOST_CLASSES])
    taken = {klass.tecken for klass in given} | {known[klass.id].tecken for klass in given if klass.id in known}
    classes = []
    for place, klass in enumerate(given):
        ready, look = known.get(klass.id), looks[min(place, len(looks) - 1)]
        sign, colour = (ready.tecken, ready.färg) if ready else look
        if not klass.tecken and not ready and sign in taken:
            sign = next((free for free in SIGNS if free not in taken), sign)
        taken.add(klass.tecken or sign)
        word = klass.ord or (ready.ord if ready else id_as_word(klass.id))
        bent = ready.böjd if ready and word == ready.ord else None
        classes.append(Ljusklass(klass.id, word, klass.tecken or sign, klass.färg or colour, klass.mörk, bent))
    if all(klass.id in known for klass in classes):
        own = {klass.id: klass for klass in classes}
        return tuple(own.get(klass.id, klass) for klass in ready_made)
    return tuple(classes)


def id_as_word(id_: str) -> str:
    """An id as the word that it stands for, where no other is told: «uppnås_delvis» is «uppnås delvis»."""
    return id_.replace("_", " ")


def uncapitalised(word: str) -> str:
    """A word as it stands within a sentence: «I hög grad» is «i hög grad», and «OK» stays."""
    return word if word[1:2].isupper() else f"{word[:1].lower()}{word[1:]}"


class Bedömning(str):  # noqa: SLOT000 - what it reckons is kept
    """A light as the content names it, by the id of its class, which also knows the scale that the class is of.

    Two lights are equal if they have the same id. Written out it is its word.
    """

    klasser: tuple[Ljusklass, ...]

    def __new__(cls, id_: str, klasser: tuple[Ljusklass, ...] = READY_CLASSES) -> Self:
        """A light of a scale, whose classes are given best first."""
        light = super().__new__(cls, id_)
        light.klasser = klasser
        return light

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        """A light is made before it gets here (asn.model.scalars)."""
        return is_instance_schema(cls)

    @cached_property
    def klass(self) -> Ljusklass:
        """Its class; a light that the scale doesn't have is known by its id alone."""
        id_ = self.id
        unknown = Ljusklass(id_, id_as_word(id_), SIGNS[-1], "grå")
        return next((klass for klass in self.klasser if klass.id == id_), unknown)

    @property
    def id(self) -> str:
        """The id of its class, as plain text."""
        return str.__str__(self)

    @property
    def ord(self) -> str:
        """Its word, as it is told among other words."""
        return self.klass.ord

    def böjd(self, number: int) -> str:
        """Its word as so many things that are neuter have it; one that can't be bent stands as it is."""
        return self.klass.böjd[0 if number == 1 else 1] if self.klass.böjd else uncapitalised(self.ord)

    @property
    def rubrik(self) -> str:
        """Its word as it stands by itself, with a capital letter first."""
        return f"{self.ord[:1].upper()}{self.ord[1:]}"

    @property
    def rang(self) -> int:
        """Its place in the scale: 0 is the best. One that the scale doesn't have comes last."""
        ids = [klass.id for klass in self.klasser]
        return ids.index(self.id) if self.id in ids else len(ids)

    @property
    def är_bäst(self) -> bool:
        """Whether it is the best of its scale."""
        return self.rang == 0

    def skala(self) -> tuple["Bedömning", ...]:
        """All lights of its scale, best first."""
        return tuple(Bedömning(klass.id, self.klasser) for klass in self.klasser)

    def __str__(self) -> str:
        return self.klass.ord

    def __format__(self, how: str) -> str:
        return format(self.klass.ord, how)


GRÖN, GUL, RÖD = READY_LIGHTS = Bedömning("grön").skala()


def worse_by(before: Bedömning, now: Bedömning) -> int | None:
    """How many steps worse a light is than one before it; below nought is better, and None that no scale has both."""
    for scale in (now.klasser, before.klasser, READY_CLASSES):
        ids = [klass.id for klass in scale]
        if before.id in ids and now.id in ids:
            return ids.index(now.id) - ids.index(before.id)
    return None


def spoken_words(classes: Iterable[Ljusklass]) -> dict[str, Bedömning]:
    """What the lights of some scales are called in a text, in small letters."""
    lights: dict[str, Bedömning] = {}
    scale = tuple(classes)
    for klass in scale:
        for word in (klass.ord, klass.id, *(klass.böjd or ())):
            lights.setdefault(word.lower(), Bedömning(klass.id, scale))
    return lights


def neuter(*lights: Bedömning) -> str:
    """Lights as a sentence says them of what is neuter: grönt, gult eller rött."""
    words = [light.böjd(1) for light in lights]
    return " eller ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def plural(light: Bedömning) -> str:
    """A light as several have it: gröna."""
    return light.böjd(2)
