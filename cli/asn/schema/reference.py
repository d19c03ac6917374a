"""The handbook's tables of fields and its chapter on the kinds of section, as Markdown, made from the model."""

from collections.abc import Iterator
from pathlib import Path

from asn import model
from asn.files import read_file
from asn.model.avsnitt import KINDS
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde, key_of, record_in
from asn.schema.docstrings import docstrings
from asn.schema.fields import ascii_letters, slag_of

HEADING = ("| Fält | Vad | Exempel |", "|---|---|---|")
_EXAMPLES = Path(model.__file__).parent / "avsnitt" / "exempel"
_BELOW = "· "
"""Stands before a field's name, once for each level that it lies below the first."""


def kinds() -> str:
    """Every kind of section, in alphabetical order: what it is, a whole file as an example, and its fields."""
    return "\n".join(_kind(kind) for kind in sorted(KINDS, key=_alphabetical))


def _alphabetical(kind: type[Avsnitt]) -> str:
    return slag_of(kind).translate(str.maketrans("åäö", "{|}"))


def _kind(kind: type[Avsnitt]) -> str:
    name = slag_of(kind)
    file = f"{ascii_letters(name)}.yaml"
    meaning = docstrings(kind)["slag"].meaning
    example = read_file(_EXAMPLES, file).decode()
    return f"### {name}\n\n{meaning}\n\n```yaml {file}\n{example}```\n\n{table(kind)}"


def table(kind: type[Värde]) -> str:
    """The fields of a record and of those below it; not those that every record, or every section, has."""
    return "".join(f"{line}\n" for line in (*HEADING, *_rows(kind, common=_common(kind), level=0)))


def _common(kind: type[Värde]) -> frozenset[str]:
    """The names of the fields that a record has in common with all of its like."""
    shared = [base for base in (Post, Avsnitt) if issubclass(kind, base) and kind is not base]
    own = {"slag"} if issubclass(kind, Avsnitt) and kind is not Avsnitt else set()
    return frozenset(own.union(*(base.model_fields for base in shared)))


def _rows(kind: type[Värde], common: frozenset[str], level: int) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        if name in common:
            continue
        words = docstrings(kind)[name]
        required = " *" if field.is_required() else ""
        example = f"`{words.example}`" if words.example else ""
        cells = (f"{_BELOW * level}`{key_of(kind, name)}`{required}", words.meaning, example)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        if below := record_in(kind, key_of(kind, name)):
            yield from _rows(below, _common(below), level + 1)
