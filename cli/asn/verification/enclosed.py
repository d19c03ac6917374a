"""The files inside a PDF. Their names and their bytes are hostile until they are checked."""

import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from asn.cache import TYPST, WEASYPRINT
from asn.files.names import folded
from asn.publish.manifest import MANIFEST, is_inside, parsed
from asn.resources import RESOURCE_NAME

_MAX_FILES = 2000
_MAX_BYTES = 5_000_000
MAX_TOTAL = 50_000_000
_MAX_DEPTH = 20
_SHOWN = 80
_MAX_PART = 200  # bytes of a name's part: file systems take 255
_SOURCE = re.compile(r"content/(?:[^/]+|[^/.]+/[^/.]+/(?:enheter/)?[^/]+)\.yaml")
_BESIDE = re.compile(
    r"content/(?:\d{4}/\w+/)?(?:[a-z][a-z0-9_-]*/)?[a-z0-9][a-z0-9_-]*\.(?:png|jpe?g|svg|ttf|otf|pdf|json)"
)
_DATA = re.compile(r"(?:tabeller/)?[a-z0-9-]+(?:\.[a-z-]+)*\.(?:json|jsonld|csv|rdf|ttl|xml)")


class Unreadable(Exception):  # noqa: N818 - it says what is the case
    """A file in the PDF that can't be taken out; the message ends a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What was taken out: files by name, and in Swedish what could not be."""

    files: dict[str, bytes]
    refused: tuple[str, ...]

    @property
    def sources(self) -> dict[str, bytes]:
        """What a report is built of."""
        return {name: data for name, data in self.files.items() if name.startswith(("content/", "templates/"))}

    @property
    def data(self) -> dict[str, bytes]:
        """The report as data; the manifest is neither."""
        return {name: data for name, data in self.files.items() if name not in {MANIFEST, *self.sources}}


def engine_of(files: Enclosed) -> str:
    """The engine that a PDF's own manifest says that it was made with."""
    manifest = parsed(files.files.get(MANIFEST, b""))
    return TYPST if manifest and TYPST in manifest["versions"] else WEASYPRINT


def enclosed(attached: Iterable[tuple[str, Any]]) -> Enclosed:
    """Take out the files, given as name and pikepdf stream."""
    files: dict[str, bytes] = {}
    refused = []
    total = 0
    for number, (name, stream) in enumerate(attached):
        if number >= _MAX_FILES:
            refused.append(f"Det finns fler än {_MAX_FILES} bilagor; de följande är inte lästa.")
            break
        try:
            _guard(name, files)
            data = _inflated(stream, min(_MAX_BYTES, MAX_TOTAL - total))
        except Unreadable as why:
            refused.append(f"Bilagan «{name[:_SHOWN]}» {why}")
            continue
        files[name] = data
        total += len(data)
    return Enclosed(files, tuple(refused))


def _guard(name: str, others: Collection[str]) -> None:
    if not (is_inside(name) and name.isprintable() and all(_is_plain(part) for part in name.split("/"))):
        raise Unreadable("har ett namn som leder ut ur rapportens mappar; den är inte uppackad.")
    known = name.startswith("templates/") and RESOURCE_NAME.fullmatch(name.removeprefix("templates/"))
    if not known and not any(one.fullmatch(name) for one in (_SOURCE, _BESIDE, _DATA)):
        raise Unreadable("hör inte till en rapport; den är inte uppackad.")
    if any(folded(name) == folded(other) for other in others):
        raise Unreadable("finns mer än en gång; den andra är inte uppackad.")


def _is_plain(part: str) -> bool:
    return not part.startswith(".") and not part.endswith((" ", ".")) and len(part.encode()) <= _MAX_PART


def _inflated(stream: Any, limit: int) -> bytes:
    """The bytes of a stream, never more than ``limit`` of them in memory: a small file can hold a huge one."""
    packed: bytes = stream.read_raw_bytes()
    packing = stream.get("/Filter")
    if packing is None:
        data = packed
    elif str(packing) == "/FlateDecode" and "/DecodeParms" not in stream:
        try:
            data = zlib.decompressobj().decompress(packed, limit + 1)
        except zlib.error:
            raise Unreadable("är skadad och går inte att packa upp.") from None
    else:
        raise Unreadable("är packad på ett sätt som asn inte använder; den är inte uppackad.")
    if len(data) > limit:
        raise Unreadable(f"är större än {limit // 1_000_000} MB; den är inte uppackad.")
    return data


def tree_files(node: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Name and stream of each file in a PDF's name tree."""
    if depth > _MAX_DEPTH or node is None:
        return
    names = list(node.get("/Names", []))
    for file in names[1::2]:
        yield str(file.get("/UF", file.get("/F", ""))), file.EF.F
    for kid in node.get("/Kids", []):
        yield from tree_files(kid, depth + 1)
