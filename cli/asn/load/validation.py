"""From a tree of plain values to a record, and from pydantic's errors to findings in Swedish at their place.

Wording hangs on the errors' *types*, never on pydantic's English sentences.
"""

import difflib
import types
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from asn.finding import Finding, Place, Severity
from asn.model.avsnitt import KINDS, NågotAvsnitt
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Path, Värde
from asn.read import Tree

R = TypeVar("R", bound=Värde)

_SECTIONS: TypeAdapter[Avsnitt] = TypeAdapter(NågotAvsnitt)
_KIND_NAMES = {kind.model_fields["slag"].annotation.__args__[0]: kind for kind in KINDS}  # type: ignore[union-attr]
# What our own field types raise carries its Swedish sentence; see asn.model.fields.
_OWN = {"tomt", "fel_slag", "id", "fil", "tal", "heltal", "år", "datum", "ja_nej", "val"}
_SHAPES = {
    "model_type": "Här ska det stå fält med namn och värde, ett per rad.",
    "model_attributes_type": "Här ska det stå fält med namn och värde, ett per rad.",
    "dict_type": "Här ska det stå fält med namn och värde, ett per rad.",
    "tuple_type": "Här ska det stå en lista: en rad för varje post, som börjar med ett bindestreck.",
}


def record(kind: type[R], tree: Tree) -> tuple[R | None, tuple[Finding, ...]]:
    """Validate a whole file as one record."""
    try:
        made = kind.model_validate(tree.value)
    except ValidationError as why:
        return None, tuple(_findings(why, kind, tree))
    made.placed(tree, ())
    return made, ()


def section(tree: Tree, heading: str) -> tuple[Avsnitt | None, tuple[Finding, ...]]:
    """Validate a file as a section; one without a heading of its own gets the planned one."""
    value = tree.value
    if isinstance(value, dict) and not value.get("rubrik"):
        value = {**value, "rubrik": heading}
    try:
        made = _SECTIONS.validate_python(value)
    except ValidationError as why:
        return None, tuple(_findings(why, None, tree))
    made.placed(tree, ())
    return made, ()


def _findings(why: ValidationError, kind: type[BaseModel] | None, tree: Tree) -> Iterator[Finding]:
    for error in why.errors(include_url=False):
        path, on_key = _path(error["loc"], tree.value, is_section=kind is None)
        yield _finding(error, path, on_key, kind, tree)


def _path(loc: tuple[int | str, ...], value: Any, *, is_section: bool) -> tuple[Path, bool]:
    """The path in the file that an error speaks of: pydantic's, less the kinds' names and the mark of a key."""
    path: list[int | str] = []
    expects_kind = is_section
    for step in loc:
        if expects_kind and isinstance(value, dict) and step == value.get("slag"):
            expects_kind = False
            continue
        if step == "[key]":
            return tuple(path), True
        expects_kind = len(path) > 0 and path[-1] == "underavsnitt" and isinstance(step, int)
        path.append(step)
        value = _child(value, step)
    return tuple(path), False


def _child(value: Any, step: int | str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _finding(
    error: ErrorDetails,
    path: Path,
    on_key: bool,  # noqa: FBT001 - a fact about the place
    kind: type[BaseModel] | None,
    tree: Tree,
) -> Finding:
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(path, kind, tree)
        case "missing":
            name = path[-1]
            place = tree.key_place(path[:-1]) if path[:-1] else Place(tree.file, 1, 1, 1, 1)
            return _fault(place, "S004", f"Fältet «{name}» saknas.", f"Lägg till «{name}:» med sitt värde.")
        case "union_tag_not_found":
            place = tree.key_place(path) if path else Place(tree.file, 1, 1, 1, 1)
            return _fault(place, "S004", "Fältet «slag» saknas.", "Skriv vilket slags avsnitt det är: " + _kinds())
        case "union_tag_invalid":
            found = str(_child(_value_at(tree, path), "slag"))
            return _fault(
                tree.place((*path, "slag")),
                "S005",
                f"«{found}» är inget slags avsnitt.",
                _meant(found, _KIND_NAMES) or _kinds(),
            )
        case "literal_error":
            return _choice(error, path, tree)
        case "string_pattern_mismatch":
            return _fault(tree.place(path), "S005", f"«{error['input']}» har fel form här.", "")
        case own if own in _OWN:
            place = tree.key_place(path) if on_key else tree.place(path)
            words = [w.strip() for w in str(error.get("ctx", {}).get("words", "")).split(",") if w.strip()]
            return _fault(place, "S005", error["msg"], _meant(str(error["input"]), words))
        case shape:
            return _fault(tree.place(path), "S005", _SHAPES.get(shape, "Värdet passar inte här."), "")


def _fault(place: Place, code: str, message: str, suggestion: str) -> Finding:
    return Finding(place, code, Severity.FEL, message, suggestion)


def _kinds() -> str:
    return ", ".join(sorted(_KIND_NAMES)) + "."


def _meant(word: str, known: Any) -> str:
    # Editors write Grön, G or grn; letters alone decide what is near.
    near = difflib.get_close_matches(word.lower(), list(known), 1, 0.6)
    if not near and len(word) == 1:
        near = [name for name in known if name.startswith(word.lower())][:1]
    return f"Menade du {near[0]}?" if near else ""


def _choice(error: ErrorDetails, path: Path, tree: Tree) -> Finding:
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    words = [word.strip() for word in expected.split(",")]
    found = error["input"] if isinstance(error["input"], str) else "tomt"
    message = f"«{found}» är inget av {', '.join(words)}."
    return _fault(tree.place(path), "S005", message, _meant(str(error["input"]), words))


def _unknown_key(path: Path, kind: type[BaseModel] | None, tree: Tree) -> Finding:
    name = str(path[-1])
    owner = _owner(path[:-1], kind, tree.value)
    known = list(owner.model_fields) if owner else []
    message = f"Fältet «{name}» finns inte här."
    hint = _meant(name, known)
    if not hint and known:
        hint = "Fält som finns: " + ", ".join(field for field in known if field != "undantag") + "."
    return _fault(tree.key_place(path), "S003", message, hint)


def _owner(path: Path, kind: type[BaseModel] | None, value: Any) -> type[BaseModel] | None:
    """The model that the record at a path is read by."""
    owner = _kind_of(value) if kind is None else kind
    for step in path:
        value = _child(value, step)
        if isinstance(step, str) and owner and step in owner.model_fields:
            inner = _model_in(owner.model_fields[step].annotation)
            owner = inner or owner
        if isinstance(value, dict) and "slag" in value:
            owner = _kind_of(value)
    return owner


def _kind_of(value: Any) -> type[BaseModel] | None:
    slag = value.get("slag") if isinstance(value, dict) else None
    return _KIND_NAMES.get(slag) if isinstance(slag, str) else None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if (
        isinstance(annotation, type)
        and not isinstance(annotation, types.GenericAlias)
        and issubclass(annotation, BaseModel)
    ):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _value_at(tree: Tree, path: Path) -> Any:
    value: Any = tree.value
    for step in path:
        value = _child(value, step)
    return value
