"""The texts of a file that are prose: what an editor writes in sentences, as the model says."""

from collections.abc import Iterator

from asn.load.validation import record, section
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Path, Värde, prose_fields
from asn.read import Tree
from asn.schema.files import model_for


def texts(tree: Tree) -> Iterator[tuple[Path, str]]:
    """Each text with the way to it; none of a file that the model refuses."""
    kind = model_for(tree.file)
    if kind is None:
        return
    made: Värde | None = section(tree, tree.file)[0] if kind is Avsnitt else record(kind, tree)[0]
    if made is not None:
        yield from _texts(made, ())


def _texts(value: Värde, way: Path) -> Iterator[tuple[Path, str]]:
    prose = prose_fields(type(value))
    for steps, text in value.texts():
        if steps[0] in prose:
            yield (*way, *steps), text
    for name in type(value).model_fields:
        for steps, inner in _records(getattr(value, name)):
            yield from _texts(inner, (*way, name, *steps))


def _records(value: object) -> Iterator[tuple[Path, Värde]]:
    if isinstance(value, Värde):
        yield (), value
    elif isinstance(value, (tuple, dict)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in pairs:
            for steps, found in _records(inner):
                yield (step, *steps), found
