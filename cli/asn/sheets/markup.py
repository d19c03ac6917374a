"""XML walked through from its beginning to its end; one that declares words of its own is refused, not expanded."""

from collections.abc import Callable
from pyexpat import ExpatError, ParserCreate

from asn.sheets.book import SheetError

Begun = Callable[[str, dict[str, str]], None]
Ended = Callable[[str, str], None]


class _Declared(Exception):  # noqa: N818 - it says what was met
    pass


def walk(data: bytes, begun: Begun, ended: Ended) -> None:
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
