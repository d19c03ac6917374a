"""Keys: what may be one, and what was probably meant where it may not."""

import re
import unicodedata
from collections.abc import Container

from asn.finding import Finding
from asn.read.characters import REPLACEMENT
from asn.read.objections import halves
from asn.read.source import Source
from asn.read.tree import COLLECTION, Node
from asn.read.wording import shown

KEY = re.compile(r"[a-zåäö][a-zåäö0-9_-]*|[0-9]{4}")
GLUED_POINT = re.compile(rf"-(?:{KEY.pattern})")
MARKED = re.compile(r"\? *\Z")
MERGE = "<<"
NOT_IN_KEYS = re.compile(r"[^a-zåäö0-9_-]+")
RULE = "En nyckel är ett ord med små bokstäver a–ö, siffror, _ och -, eller ett årtal."


def key(source: Source, node: Node, taken: dict[str | int, Node], end: int) -> tuple[str | None, Finding | None]:
    """Read ``node`` as a key of a mapping that already has ``taken``; what was read before it ends at ``end``.

    The name is None where the key's value can't be kept. A key that is nearly right is kept as what was
    meant, so that one mistake gives one finding.
    """
    if node.style == COLLECTION:
        return None, _not_text(source, node)
    gap = source.parsed[end : node.span[0]]
    if gap == "," and _halves(source, taken, node):
        return None, None  # {jan: 4,5} is told once, of the whole number
    if "?" in gap and MARKED.search(gap):
        return None, _marked(source, node)
    if KEY.fullmatch(node.raw) and node.raw not in taken:
        return node.raw, None
    written = unicodedata.normalize("NFC", node.raw).replace(REPLACEMENT, "")  # which is S007, and told
    name = written if KEY.fullmatch(written) else _meant(written, taken)
    if name in taken:
        return None, _repeated(source, node, taken[name])
    if name != written:
        return name, _misspelled(source, node, written, name)
    return name, None


def _halves(source: Source, taken: dict[str | int, Node], node: Node) -> bool:
    """Whether the key is the decimals of the value before it."""
    last = next(reversed(taken.values()), None)
    return last is not None and halves(source, last.span, node.span)


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
    if meant:
        return source.error("S008", node.span, message, f"Menade du «{shown(meant)}»?")
    point = f"Är det en punkt i en lista: skriv «- {shown(written[1:])}», med mellanslag efter strecket."
    return source.error("S008", node.span, message, point if GLUED_POINT.fullmatch(written) else RULE)
