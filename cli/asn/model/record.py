"""The ground that every record of the content stands on: strict, frozen, and aware of its place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, ClassVar, NoReturn, Protocol, Self, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from asn.figures import Cellvärde
from asn.finding import KeyPath, Place
from asn.light import Bedömning
from asn.model.fields import Arv, Datum, Lista, Ljus, Ordets, Platser, Prosa, Text, Ur, Utgår, Varar
from asn.readable import readable

_PROSE: Any = Prosa.__metadata__[0]  # type: ignore[attr-defined]  # what Annotated keeps
_LIGHT: Any = Ljus.__metadata__[0]  # type: ignore[attr-defined]

_LONG_NUMBER = 10
"""Characters from which a number in a cell may be a person's, and is looked at as text too."""


class _Source(Protocol):
    """What a record needs to know of the file that it was read from."""

    @property
    def file(self) -> str: ...
    @property
    def text(self) -> str: ...
    def place(self, path: KeyPath) -> Place: ...
    def key_place(self, path: KeyPath) -> Place: ...
    def within(self, path: KeyPath, start: int, end: int) -> Place: ...


@readable
class Värde(BaseModel):
    """A group of fields without a life of its own."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        # Twenty kinds of section would each build the schema of all twenty.
        defer_build=True,
    )

    ljusskala: ClassVar[str] = "skala"
    """The field that names the scale of this record's lights, in the record itself or in the nearest around it."""

    # In one: pydantic looks each private attribute up for longer than it takes to find the place.
    _read: tuple[_Source, KeyPath] | None = PrivateAttr(default=None)

    def placed(self, source: _Source, path: KeyPath) -> None:
        """Tell this record, and all below it, where they were read."""
        self._read = source, path
        for name in type(self).model_fields:
            value = getattr(self, name)
            if value and not isinstance(value, str):  # most fields are empty, and most others are text
                _placed(value, source, (*path, key_of(type(self), name)))

    def placed_as(self, other: "Värde", *steps: str | int) -> None:
        """Tell this record alone that it stands for another that was read, or for what lies some steps below that.

        It is nothing if the other has no place.
        """
        read = other._read  # noqa: SLF001 - of our own kind
        self._read = read and (read[0], (*read[1], *steps))

    def read_as(self, other: Self) -> None:
        """Take what was read of another record of the kind besides its fields; most have nothing."""

    def at(self, *steps: str | int) -> Place:
        """The place of a field's value; of the record's nearest key when the field isn't there."""
        source, path = self._origin()
        return source.place((*path, *steps))

    def key(self, *steps: str | int) -> Place:
        """The place of a field's key."""
        source, path = self._origin()
        return source.key_place((*path, *steps))

    def within(self, steps: KeyPath, start: int, end: int) -> Place:
        """The place of some characters of a field's text."""
        source, path = self._origin()
        return source.within((*path, *steps), start, end)

    def file(self) -> str:
        """The name of the file that this record was read from."""
        return self._origin()[0].file

    def path(self) -> KeyPath:
        """The way to this record in its file: keys, and indexes of lists."""
        return self._origin()[1]

    def filtext(self) -> str:
        """The whole text of the file that this record was read from, comments too."""
        return self._origin()[0].text

    def _origin(self) -> tuple[_Source, KeyPath]:
        read = self._read
        assert read, "a record that was never placed has no place"
        return read

    def below(self) -> Iterator["Värde"]:
        """This record and all below it, in the file's order."""
        return iter(self._all_below)

    def __iter__(self) -> NoReturn:
        """A record isn't gone through: pydantic would give what lies in it besides its fields too.

        Raises:
            TypeError: always.
        """
        raise TypeError("en post kan inte gås igenom")

    # Every rule walks the records and their texts; a record never changes, so each walk is taken once.
    @cached_property
    def children(self) -> tuple["Värde", ...]:
        """The records right below this one, in the file's order."""
        kind = type(self)
        return tuple(record for name in kind.model_fields for record in _records(getattr(self, name)))

    @cached_property
    def _all_below(self) -> tuple["Värde", ...]:
        return (self, *(one for record in self.children for one in record.below()))

    @cached_property
    def kinds_below(self) -> frozenset[type["Värde"]]:
        """The kinds of record that this one and all below it are of."""
        return frozenset(map(type, self._all_below))

    @cached_property
    def _all_texts(self) -> tuple[tuple[KeyPath, str], ...]:
        kind = type(self)
        return tuple(text for name in kind.model_fields for text in _texts(getattr(self, name), (key_of(kind, name),)))

    def uttryck(self) -> Iterator[tuple[KeyPath, str]]:
        """Expressions that stand in fields of their own, without braces, with the steps to them."""
        return iter(())

    def hämtat(self, text: str) -> None:
        """Take what the one expression of :meth:`uttryck` gave; a record without any is never asked."""
        raise AssertionError(text)

    def changed(self, changes: Mapping[str, object]) -> Self:
        """This record with other values in some of its fields."""
        copy = self.model_copy(update=dict(changes))
        for name in vars(copy).keys() - type(self).model_fields.keys():  # what is reckoned and kept isn't true of it
            del vars(copy)[name]
        return copy

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """Every text field of this record alone, with the steps to it."""
        return iter(self._all_texts)


class Ordgrupp(Värde):
    """Words that the program itself prints, each with what is printed where the board has none of its own.

    The places where values are put in are those that stand in braces there. ``varje`` is what the words are, where a
    number tells them apart, as months.
    """

    varje: ClassVar[str] = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Give each word its own places."""
        for info in cls.model_fields.values():
            info.metadata = [Platser.i(info.default) if isinstance(mark, Platser) else mark for mark in info.metadata]


class Undantag(Värde):
    """An exception: a rule that is right to speak here, and the reason why the content stays as it is."""

    regel: Text = Field(pattern=r"^[A-Z]\d{3}$")
    """Regelns kod. Exempel: `M203`."""
    gäller: Text | None = None
    """Det som undantaget gjordes för. `asn fmt` skriver det, och S015 säger till om det ändras. Exempel: `6,72 %`."""
    motivering: Text
    """Vad som är fel, vad som vore rätt och varför det står kvar.

    Exempel: `Översikten ska vara gul. Den publicerades som grön och står kvar.`.
    """
    till_läsaren: Text | None = None
    """En mening som rapporten visar för den som läser den. Exempel: `Översikten publicerades som grön.`."""


class Röjandeprövning(Värde):
    """A decision that a detail about few persons may be told (offentlighets- och sekretesslagen 26 kap)."""

    av: Text
    """Vem som har prövat att uppgiften kan lämnas ut. Exempel: `Anna Exempel, enhetschef`."""
    datum: Varar[Datum | None] = None
    """När det prövades. Exempel: `2025-05-12`."""


class Post(Värde):
    """A record that a rule can speak of, and that may carry exceptions."""

    undantag: Utgår[Lista[Undantag]] = ()
    """Undantag från regler, med motivering."""
    röjandeprövad: Utgår[Röjandeprövning | None] = None
    """Att någon har prövat att små antal av personer, här och i det som ligger under, kan lämnas ut."""

    @classmethod
    def of(cls, record: Värde) -> Iterator[Self]:
        """All records of this kind in and below a record."""
        # A section is of some ten kinds and of a hundred records, and most rules look for what it has none of.
        kinds = {kind for kind in record.kinds_below if issubclass(kind, cls)}
        records = (item for item in record.below() if type(item) in kinds) if kinds else iter(())
        return cast("Iterator[Self]", records)


@lru_cache(maxsize=2048)  # asked for every field of every record: 23 000 times for 700 fields
def key_of(kind: type[BaseModel], name: str) -> str:
    """What a field is called in a file: its own name, unless Python has taken that word."""
    return kind.model_fields[name].alias or name


def _placed(value: object, source: _Source, path: KeyPath) -> None:
    if isinstance(value, Värde):
        value.placed(source, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _placed(item, source, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            _placed(item, source, (*path, key))


def _records(value: object) -> Iterable[Värde]:
    if not value or isinstance(value, str):  # as above
        return ()
    if isinstance(value, (tuple, dict)):
        items = value.values() if isinstance(value, dict) else value
        return [record for item in items for record in _records(item)]
    return (value,) if isinstance(value, Värde) else ()


def _texts(value: object, steps: KeyPath) -> Iterable[tuple[KeyPath, str]]:
    if type(value) is str:  # a light or a month is a str too, but no text
        return ((steps, value),)
    if value and isinstance(value, (tuple, dict)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [text for step, item in items for text in _texts(item, (*steps, step))]
    if isinstance(value, Cellvärde) and (value.tal is None or len(value.text) >= _LONG_NUMBER):
        return ((steps, value.text),)
    return ()


@lru_cache(maxsize=256)
def marks(kind: type[Värde]) -> dict[str, tuple[object, ...]]:
    """What the types of a record's fields are marked with, by field; those of a group's values are not told."""
    return {name: (*field.metadata, *_marks(field.annotation)) for name, field in kind.model_fields.items()}


def _marks(annotation: Any) -> tuple[object, ...]:
    if get_origin(annotation) is dict:
        return ()
    own = getattr(annotation, "__metadata__", ())
    return (*own, *(mark for inner in get_args(annotation) for mark in _marks(inner)))


@lru_cache(maxsize=256)
def prose_fields(kind: type[Värde]) -> frozenset[str]:
    """The fields of a record that are declared to be prose: a new kind of section needs no line here."""
    return frozenset(name for name, marked in marks(kind).items() if _PROSE in marked)


@lru_cache(maxsize=256)
def inheritance(kind: type[Värde]) -> dict[str, Arv]:
    """What becomes of each field of a record in a new period, by its name in a file; what has no mark lasts."""
    return {
        key_of(kind, name): next((mark for mark in marked if isinstance(mark, Arv)), Arv.VARAR)
        for name, marked in marks(kind).items()
    }


@lru_cache(maxsize=256)
def light_fields(kind: type[Värde]) -> tuple[str, ...]:
    """The fields of a record that each hold one light."""
    lit = (name for name, marked in marks(kind).items() if _LIGHT in marked)
    return tuple(name for name in lit if get_origin(kind.model_fields[name].annotation) is not tuple)


@lru_cache(maxsize=256)
def holds_lights(kind: type[Värde]) -> bool:
    """Whether some field of a record holds lights, alone, in a list or by name."""
    return any(_is_of(field.annotation, Bedömning) for field in kind.model_fields.values())


def _is_of(annotation: Any, kind: type) -> bool:
    return annotation is kind or any(_is_of(part, kind) for part in get_args(annotation))


@lru_cache(maxsize=256)
def register_fields(kind: type[Värde]) -> dict[str, str]:
    """The fields of a record that name something in a register, with the register's name."""
    return {name: mark.register for name, marked in marks(kind).items() for mark in marked if isinstance(mark, Ur)}


def scales_named(record: Värde) -> dict[str, str]:
    """The ids of the scales that a record names, by field."""
    fields = (name for name, register in register_fields(type(record)).items() if register == "skalor")
    return {name: scale for name in fields if (scale := getattr(record, name))}


@lru_cache(maxsize=256)
def word_fields(kind: type[Värde]) -> dict[str, Ordets]:
    """The fields of a record that are the board's own word where the content says nothing."""
    return {name: mark for name, marked in marks(kind).items() for mark in marked if isinstance(mark, Ordets)}


@lru_cache(maxsize=512)
def record_in(kind: type[Värde], name: str) -> type[Värde] | None:
    """The kind of record that a field, by its name in a file, holds; None if it holds none, or sections of any kind."""
    field = next((own for own in kind.model_fields if key_of(kind, own) == name), None)
    return _record(kind.model_fields[field].annotation) if field else None


def _record(annotation: Any) -> type[Värde] | None:
    if isinstance(annotation, type) and issubclass(annotation, Värde):
        return annotation
    return next((record for part in get_args(annotation) if (record := _record(part))), None)
