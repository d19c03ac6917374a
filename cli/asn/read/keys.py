"""Keys: what may be one, and what was probably meant where it may not."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from asn.finding import Finding
from asn.read.alignment import PLAIN
from asn.read.characters import REPLACEMENT
from asn.read.objections import halves
from asn.read.source import Source
from asn.read.tree import COLLECTION, Node, Span
from asn.read.wording import shown

KEY = re.compile(r"[a-zåäö][a-zåäö0-9_-]*|[0-9]{4}")
MARKED = re.compile(r"(?:^|[ ,\[{])\? *$")
MERGE = "<<"
NOT_IN_KEYS = re.compile(r"[^a-zåäö0-9_-]+")
RULE = "En nyckel är ett ord med små bokstäver a–ö, siffror, _ och -, eller ett årtal."


@dataclass(frozen=True, slots=True)
class Key:
    """A key that has been read. ``name`` is None where its value can't be kept."""

    name: str | None
    span: Span


def key(source: Source, node: Node, taken: dict[str | int, Node]) -> tuple[Key, Finding | None]:
    """Read ``node`` as a key of a mapping that already has ``taken``.

    A key that is nearly right is kept as what was meant, so that one mistake gives one finding.
    """
    if node.style == COLLECTION:
        return Key(None, node.span), _not_text(source, node)
    last = next(reversed(taken.values()), None)
    if last and last.style == node.style == PLAIN and halves(source, last.span, node.span):
        return Key(None, node.span), None  # {jan: 4,5} is told once, of the whole number
    if MARKED.search(source.parsed, source.line_start(node.span[0]), node.span[0]):
        return Key(None, node.span), _marked(source, node)
    written = unicodedata.normalize("NFC", node.raw).replace(REPLACEMENT, "")  # which is S007, and told
    name = written if KEY.fullmatch(written) else _meant(written, taken)
    if name in taken:
        return Key(None, node.span), _repeated(source, node, taken[name])
    if name != written:
        return Key(name, node.span), _misspelled(source, node, written, name)
    return Key(name, node.span), None


def _meant(written: str, taken: Container[str | int]) -> str | None:
    """The nearest that may be a key, unless another key has that name."""
    meant = NOT_IN_KEYS.sub("_", written.strip().lower()).strip("_")
    return meant if KEY.fullmatch(meant) and meant not in taken else None


def _not_text(source: Source, node: Node) -> Finding:
    return source.error("S008", node.span, "En lista eller en grupp kan inte vara nyckel.", RULE)


def _marked(source: Source, node: Node) -> Finding:
    message = "Ett frågetecken framför en nyckel läses olika av olika program."
    return source.error("S008", node.span, message, "Ta bort frågetecknet. Är det text: sätt den inom citattecken.")


def _repeated(source: Source, node: Node, first: Node) -> Finding:
    line = source.line((first.key or first.span)[0])
    return source.error(
        "S002",
        node.span,
        f"Nyckeln «{shown(unicodedata.normalize('NFC', node.raw))}» finns redan på rad {line}.",
        "Ta bort den ena, eller slå ihop dem.",
    )


def _misspelled(source: Source, node: Node, written: str, meant: str | None) -> Finding:
    if written == MERGE:
        message = "«<<» slår ihop grupper i andra program; det går inte här."
        return source.error("S008", node.span, message, "Skriv ut det som ska stå här.")
    if not written:
        message = "Nyckeln före kolonet saknas."
        return source.error("S008", node.span, message, "Skriv en nyckel, eller sätt texten inom citattecken.")
    message = f"«{shown(written)}» kan inte vara nyckel."
    return source.error("S008", node.span, message, f"Menade du «{shown(meant)}»?" if meant else RULE)
