"""A PDF that a report carries as an annex: whole, not locked, and with nothing in it that runs or opens other files."""

import re
import zlib

from asn.images import Faulty

_MOST_INFLATED = 20_000_000
_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFiles?|SubmitForm|ImportData)(?![A-Za-z])")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^\x00]{0,400}?stream\r?\n", re.DOTALL)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_AGAIN = "Spara den på nytt som en vanlig PDF, helst PDF/A."


def read_attachment(data: bytes, ending: str) -> int:  # noqa: ARG001 - as all readers of files
    """Look a PDF through; its size in bytes.

    Raises:
        Faulty: if it is no whole PDF, or does more than to be read.
    """
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise Faulty("Filen är ingen hel PDF.", _AGAIN)
    left = _MOST_INFLATED
    for part in (data, *_inflated(data)):
        left -= len(part)
        plain = _HEX.sub(lambda match: bytes([int(match[1], 16)]), part)
        if left + len(data) < 0:
            raise Faulty("Filen är för stor när den packas upp.", _AGAIN)
        if re.search(rb"/Encrypt\b", plain):
            raise Faulty("Filen är låst med lösenord eller rättigheter.", "Spara den utan lösenord.")
        if hit := _RUNS.search(plain):
            what = hit[0].decode()
            raise Faulty(f"Filen gör mer än att visas: den innehåller {what}.", "Skriv ut den till en ny PDF.")
    return len(data)


def _inflated(data: bytes) -> list[bytes]:
    """The objects that lie packed in the file."""
    streams, left = [], _MOST_INFLATED
    for start in _OBJECTS.finditer(data):
        try:
            part = zlib.decompressobj().decompress(data[start.end() :], left)
        except zlib.error:
            continue
        left -= len(part)
        streams.append(part)
        if left <= 0:
            break
    return streams
