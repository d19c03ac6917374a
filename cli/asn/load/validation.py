"""From a tree of plain values to a record, and from pydantic's errors to findings in Swedish at their place.

Wording hangs on the errors' *types*, never on pydantic's English sentences.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails, core_schema

from asn.finding import Finding, KeyPath, Place, error_at, meant_choice
from asn.model.avsnitt import KIND_OF, any_section, section_kind
from asn.model.avsnitt.grund import Avsnitt
from asn.model.record import Post, Värde, key_of, record_in
from asn.period import PERIOD_NAME, REPORT
from asn.read import Tree, value_at
from asn.read.text import one_line

R = TypeVar("R", bound=Värde)

_SHAPES = {
    "model_type": "Här ska det stå fält med namn och värde, ett per rad.",
    "model_attributes_type": "Här ska det stå fält med namn och värde, ett per rad.",
    "dict_type": "Här ska det stå fält med namn och värde, ett per rad.",
    "tuple_type": "Här ska det stå en lista: en rad för varje post, som börjar med ett bindestreck.",
}
# Fields whose text has a form of its own, by name.
_FORMS = {
    "kolada": "Ett nyckeltal i Kolada är N eller U och fem siffror: U40455.",
    "sammanvägning": "Skriv sämsta, alla gröna eller en andel: andel ≥ 70 %.",
    "regel": "En regels kod är en versal och tre siffror: M201.",
    "kommunkod": 'Kommunkoden är fyra siffror, inom citattecken: "0180".',
    "namn": "I ett namn fylls {nummer}, {månad}, {år} och {period} i; andra klammerparenteser går inte.",
    "filnamn": "Skriv små bokstäver a–z, siffror och -; {nummer}, {månad}, {år} och {period} fylls i.",
}
# Where fields of one name have forms of several kinds, by the form.
_BY_PATTERN = {
    PERIOD_NAME: "En period heter bokstäver, siffror och _, och börjar med en bokstav.",
    REPORT: "En rapport heter som sin mapp: året, ett snedstreck och perioden.",
}


def record(kind: type[R], tree: Tree) -> tuple[R | None, tuple[Finding, ...]]:
    """Validate a whole file as one record."""
    try:
        model = kind.model_validate(tree.value, context=_context(tree))
    except ValidationError as why:
        return None, tuple(_findings(why, kind, tree))
    model.placed(tree, ())
    return model, ()


def validated_section(tree: Tree, heading: str) -> tuple[Avsnitt | None, tuple[Finding, ...]]:
    """Validate a file as a section; one without a heading of its own gets the planned one."""
    value = tree.value
    if isinstance(value, dict) and not value.get("rubrik"):
        value = {**value, "rubrik": heading}
    try:
        section = any_section().validate_python(value, context=_context(tree))
    except ValidationError as why:
        return None, tuple(_findings(why, None, tree))
    section.placed(tree, ())
    return section, ()


def _context(tree: Tree) -> dict[str, int]:
    """What decides how a value is read besides the value: the year that a report's folder names."""
    match = re.search(r"(?:^|/)((?:19|20)[0-9]{2})/[^/]+/[^/]+$", tree.file)
    return {"år": int(match[1])} if match else {}


def _findings(why: ValidationError, kind: type[Värde] | None, tree: Tree) -> Iterator[Finding]:
    for error in why.errors(include_url=False):
        path, on_key = _path(error["loc"], tree.value, is_section=kind is None)
        yield _finding(error, path, on_key, kind, tree)


def _path(loc: tuple[int | str, ...], value: Any, *, is_section: bool) -> tuple[KeyPath, bool]:
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
        value = value_at(value, (step,))
    return tuple(path), False


def _finding(
    error: ErrorDetails,
    path: KeyPath,
    on_key: bool,  # noqa: FBT001 - a fact about the place
    kind: type[Värde] | None,
    tree: Tree,
) -> Finding:
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(path, kind, tree)
        case "missing":
            name = path[-1]
            place = tree.key_place(path[:-1]) if path[:-1] else Place(tree.file, 1, 1, 1, 1)
            return error_at(place, "S004", f"Fältet «{name}» saknas.", f"Lägg till «{name}:» med sitt värde.")
        case "union_tag_not_found":
            place = tree.key_place(path) if path else Place(tree.file, 1, 1, 1, 1)
            return error_at(place, "S004", "Fältet «slag» saknas.", "Skriv vilket slags avsnitt det är: " + _kinds())
        case "union_tag_invalid":
            return _no_kind(value_at(tree.value, (*path, "slag")), tree.place((*path, "slag")))
        case "literal_error":
            return _choice(error, path, tree)
        case "string_pattern_mismatch":
            form = _BY_PATTERN.get(error["ctx"]["pattern"]) or _FORMS.get(str(path[-1]), "")
            return error_at(tree.place(path), "S005", f"«{error['input']}» har fel form här.", form)
        case "string_too_long":
            most = error["ctx"]["max_length"]
            return error_at(tree.place(path), "S005", f"Texten är för lång: högst {most} tecken går här.", "")
        case own if own not in _of_pydantic():
            # What our own field types raise carries its Swedish sentence; see asn.model.scalars.
            return _own(error, tree.key_place(path) if on_key else tree.place(path))
        case shape:
            hint = (
                _as_points(error["input"], _owner(path[:-1], kind, tree.value), path) if shape == "tuple_type" else ""
            )
            return error_at(tree.place(path), "S005", _SHAPES.get(shape, "Värdet passar inte här."), hint)


@lru_cache(maxsize=1)
def _of_pydantic() -> frozenset[str]:
    """The types of errors that pydantic itself has."""
    return frozenset(get_args(core_schema.ErrorType))


def _kinds() -> str:
    return ", ".join(sorted(KIND_OF)) + "."


def _no_kind(value: Any, place: Place) -> Finding:
    if isinstance(value, str):
        return error_at(place, "S005", f"«{value}» är inget slags avsnitt.", _meant(value, KIND_OF) or _kinds())
    return error_at(place, "S005", _not_a_word(value, "ett slags avsnitt"), _kinds())


def _own(error: ErrorDetails, place: Place) -> Finding:
    """A refusal of our own field types, with what the editor may have meant."""
    context = error.get("ctx", {})
    words = [word for word in str(context.get("words", "")).split(", ") if word]
    hint = _meant(str(error["input"]), words)
    if error["type"] == "heltal":
        hint = "Skriv ett tal utan decimaler, med siffror: 3."
    if context.get("wanted") == "text" and isinstance(error["input"], dict):
        # YAML takes «Obs: viktigt» for a field; whoever wrote it sees a sentence.
        hint = "En text med kolon behöver citattecken omkring sig, eller |- efter nyckeln och texten på nästa rad."
    return error_at(place, "S005", error["msg"], hint)


def _as_points(value: Any, owner: type[Värde] | None, path: KeyPath) -> str:
    """How to make a list of what stands where one is wanted: -Samarbete, without a space, is a text to YAML."""
    fields = {key_of(owner, name): info for name, info in owner.model_fields.items()} if owner else {}
    if not isinstance(value, str) or path[-1] not in fields:
        return ""
    item = Avsnitt if path[-1] == "underavsnitt" else record_in(owner, path[-1])
    if item:
        first = next(name for name, info in item.model_fields.items() if info.is_required())
        return f"Börja varje post med ett streck, ett mellanslag och ett fält: - {first}: …"
    point = re.split(r"\s[-•]|\n", value.lstrip("-• "))[0]
    return f"Skriv ett streck och ett mellanslag framför varje punkt: - {one_line(point)}"


def _meant(word: str, known: Iterable[str]) -> str:
    return meant_choice(word, {name: name for name in known})


def _choice(error: ErrorDetails, path: KeyPath, tree: Tree) -> Finding:
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    words = [word.strip() for word in expected.split(",")]
    text, value = ", ".join(words), error["input"]
    if isinstance(value, str):
        return error_at(tree.place(path), "S005", f"«{value}» är inget av {text}.", _meant(value, words))
    return error_at(tree.place(path), "S005", _not_a_word(value, f"ett av {text}"), "")


def _not_a_word(value: Any, wanted: str) -> str:
    kinds = {bool: f"inte {str(value).lower()}", list: "inte en lista", dict: "inte flera fält"}
    text = kinds.get(type(value))
    return f"Här ska det stå {wanted}, {text}." if text else f"Här ska det stå {wanted}."


def _unknown_key(path: KeyPath, kind: type[Värde] | None, tree: Tree) -> Finding:
    name = str(path[-1])
    owner = _owner(path[:-1], kind, tree.value)
    known = [key_of(owner, name) for name in owner.model_fields] if owner else []
    message = f"Fältet «{name}» finns inte här."
    hint = _meant(name, known)
    if not hint and known:
        hint = "Fält som finns: " + ", ".join(field for field in known if field not in Post.model_fields) + "."
    return error_at(tree.key_place(path), "S003", message, hint)


def _owner(path: KeyPath, kind: type[Värde] | None, value: Any) -> type[Värde] | None:
    """The model that the record at a path is read by."""
    owner = section_kind(value) if kind is None else kind
    for step in path:
        value = value_at(value, (step,))
        if isinstance(step, str) and owner:
            owner = record_in(owner, step) or owner
        if isinstance(value, dict) and "slag" in value:
            owner = section_kind(value)
    return owner
