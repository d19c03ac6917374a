"""A workbook is a zip of XML: what it may hold before anything in it is read, and its XML walked through.

One that declares words of its own is refused, not expanded.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from pyexpat import ExpatError, ParserCreate

from asn.sheets import SAVE_AS, SheetError

ElementStart = Callable[[str, dict[str, str]], None]
ElementEnd = Callable[[str, str], None]


class _Declared(Exception):  # noqa: N818 - it says what was met
    pass


def walk(data: bytes, begun: ElementStart, ended: ElementEnd) -> None:
    """Call ``begun`` with each element's name and attributes, and ``ended`` with its name and the text right in it.

    Names come without their namespaces.

    Raises:
        SheetError: if it is no XML, or has a DOCTYPE.
    """
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[list[str]] = [[]]

    def start(name: str, attributes: dict[str, str]) -> None:
        texts.append([])
        begun(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        ended(name.rpartition(" ")[2], "".join(texts.pop()))

    def text(part: str) -> None:
        texts[-1].append(part)  # of the innermost element, whichever that is then

    def declared(*_: object) -> None:
        raise _Declared

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature: this is all there is
    except _Declared:
        raise SheetError("Filen har egna XML-deklarationer (DOCTYPE), som ingen arbetsbok har.") from None
    except (ExpatError, LookupError, UnicodeError, ValueError) as why:  # what isn't XML, or in an unknown encoding
        raise SheetError("Filen är skadad: en del av den är ingen XML.") from why


MAX_ENTRIES = 200
MAX_UNPACKED = 50_000_000
MAX_RATIO = 100
"""How many times larger a part may be than what it takes in the file; XML of figures is seldom over 20."""
_SMALL = 1_000_000  # bytes of a part that can do no harm, however well it was packed
_TYPES = "[Content_Types].xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Package:
    """The parts of a workbook, when it is known that they are no more than a workbook has.

    Another file of the same build, as a Word document, is a class of its own below this one: ``noun`` and ``none``
    name it, ``cure`` and ``large`` say how it should be saved, and ``_check_kind`` tells it from others.
    """

    noun, none, cure = "en arbetsbok", "ingen arbetsbok", SAVE_AS
    large = "Spara bara det blad som behövs."

    def __init__(self, data: bytes) -> None:
        """Open it.

        Raises:
            SheetError: if it holds more, or isn't a workbook of this kind.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as why:
            raise self._damaged() from why
        self._parts = {entry.filename.lower(): entry for entry in self._zip.infolist()}
        self._check_size(self._zip.infolist())
        self._check_kind()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def read(self, name: str) -> bytes:
        """A part, by its name however its capitals are.

        Raises:
            SheetError: if it isn't there, or is damaged.
        """
        try:
            return self._zip.read(self._parts[name.lower()])
        except (*_BROKEN, KeyError) as why:
            raise self._damaged() from why

    def _check_size(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MAX_ENTRIES:
            raise SheetError(f"Filen har {len(entries)} delar; {self.noun} har högst {MAX_ENTRIES}. {self.cure}")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            most = MAX_UNPACKED // 10**6
            raise SheetError(f"Filen är större än {most} MB uppackad och läses inte. {self.large}")
        if any(entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size) for entry in entries):
            raise SheetError(f"En del av filen är packad mer än {MAX_RATIO} gånger, som {self.none} är. {self.cure}")
        if any(entry.flag_bits & 1 for entry in entries):
            raise SheetError(f"Filen har lösenord och läses inte. {self.cure}")

    def _check_kind(self) -> None:
        if any(name.endswith("workbook.bin") for name in self._parts):
            raise SheetError(f"Filen är en binär arbetsbok (.xlsb) och läses inte. {SAVE_AS}")
        if "mimetype" in self._parts:
            raise SheetError("Filen är i ett annat kontorsprograms format. Spara den som Excel-arbetsbok (.xlsx) där.")
        if _TYPES not in self:
            raise SheetError(f"Filen är en zip men ingen arbetsbok. {SAVE_AS}")

    def _damaged(self) -> SheetError:
        return SheetError(f"Filen är skadad och går inte att packa upp. {self.cure}")
