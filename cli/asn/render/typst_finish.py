"""What the engine Typst leaves out of a PDF's tags, written into the finished file: which cell names its row.

Typst can mark the headings of columns, but those of rows only behind a switch that its Python package doesn't have. Its
writer puts every object by itself, so that a tag can be replaced, and the table of where each object lies made anew.
Where the file isn't of that form, of another version of Typst, it is refused rather than guessed at.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_END = b"\nendobj\n"
_LINK = re.compile(rb"(<</Type/Annot/Subtype/Link.*/Dest\(([\w-]+)\).*)/Contents[(<].*>>", re.DOTALL)
_STREAM_END = b"\nendstream"
_ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_KID = re.compile(rb"(\d+) 0 R")
_HEADERS = re.compile(rb"<</O/Table(?P<span>[^>\[]*)/Headers\[(?P<names>[^\]]*)\]>>")
_BORDERS = re.compile(
    rb"<</O/Layout(?:/Border(?:Color|Style|Thickness)(?:\[(?:[^\[\]]|\[[^\]]*\])*\]|/\w+| [0-9.]+))+>>"
)
_NAMES = re.compile(rb"/IDTree<</Names\[(.*?)\]>>", re.DOTALL)
_NAME = re.compile(rb"(\([^()]*\))(\d+) 0 R")
_FIRST_ROW = b"(R%d)"
_WITH_BORDERS = {b"TH", b"TD", b"Table"}
_GROUPS = {b"Document", b"Div", b"Sect"}
_TRAILER = re.compile(rb"trailer\n(<<.*>>)\nstartxref\n\d+\n%%EOF", re.DOTALL)

Objects = dict[int, bytes]
Elements = Mapping[int, re.Match[bytes]]


class UnknownForm(Exception):  # noqa: N818 - it says what is the case
    """The file isn't written as this version of Typst writes it; the message is Swedish."""


def with_row_headings(pdf: bytes, headings: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The PDF with a heading (TH, Scope Row) at the head of each row of its tables, and the cells told of it.

    Links within it are named by the headings that they lead to, which are given by the names of their places.

    Raises:
        UnknownForm: if the file isn't written as expected.
    """
    head, objects, trailer = _parsed(pdf)
    elements = {number: match for number, data in objects.items() if (match := _ELEMENT.match(data))}
    captioned = dict(_captions(objects, elements))
    names: dict[bytes, int] = {}
    for number in (number for number in elements if _is(elements, number, b"TBody")):
        for row in _kids(objects[number]):
            names |= _name_row(objects, row, len(names) + 1)
    for number in (number for number, match in elements.items() if match[1] in _WITH_BORDERS):
        objects[number] = _BORDERS.sub(b"", objects[number]).replace(b"/A[]", b"")
    for table, caption in captioned.items():
        _put_caption(objects, elements, table, caption)
    if names:
        _register(objects, names)
    return _written(head, {number: _mended(data, headings) for number, data in objects.items()}, trailer)


def _mended(data: bytes, headings: Mapping[str, str]) -> bytes:
    """An object that is no tag: a link named by what it leads to, a stream that every reader finds the end of."""
    if data.endswith(_STREAM_END):  # of one whose last byte is CR, readers find one byte too few
        return data.removesuffix(_STREAM_END) + b"\r" + _STREAM_END
    match = _LINK.match(data)
    heading = headings.get(match[2].decode()) if match else None
    if match is None or heading is None:
        return data
    content = f"\ufeff{heading} (i dokumentet)".encode("utf-16-be").hex().upper().encode()
    return match[1] + b"/Contents<" + content + b">>>"


def _parsed(pdf: bytes) -> tuple[bytes, Objects, bytes]:
    end = pdf.rfind(b"\nxref\n") + 1
    trailer = _TRAILER.fullmatch(pdf[pdf.find(b"trailer\n", end) :])
    starts = [int(line[:10]) for line in pdf[end:].split(b"\r\n") if line.endswith(b" n")]
    if not end or trailer is None or not starts or starts != sorted(starts):
        raise UnknownForm("PDF:en har inte den form som väntades.")
    objects: Objects = {}
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        match = _OBJECT.match(pdf, start)
        if match is None or int(match[1]) != len(objects) + 1 or not pdf[start:stop].endswith(_END):
            raise UnknownForm("PDF:ens objekt ligger inte som väntat.")
        objects[int(match[1])] = pdf[match.end() : stop - len(_END)]
    return pdf[: starts[0]], objects, trailer[1]


def _kids(data: bytes) -> list[int]:
    match = _KIDS.search(data)
    return [int(kid) for kid in _KID.findall(match[1])] if match else []


def _name_row(objects: Objects, row: int, number: int) -> dict[bytes, int]:
    """Make the first cell of a row its heading, and tell the others of it; gives its name."""
    first, *others = _kids(objects[row])
    name = _FIRST_ROW % number
    cell = objects[first]
    if b"/S/TD/" not in cell or not _HEADERS.search(cell):
        raise UnknownForm("PDF:ens tabeller har inte den form som väntades.")
    cell = cell.replace(b"/S/TD/", b"/S/TH/", 1)
    cell = _HEADERS.sub(rb"<</O/Table\g<span>/Scope/Row/Headers[\g<names>]>>", cell, count=1)
    objects[first] = cell.replace(b"/A[", b"/ID" + name + b"/A[", 1)
    for other in others:
        objects[other] = _HEADERS.sub(
            lambda match: b"<</O/Table%s/Headers[%s%s]>>" % (match["span"], name, match["names"]),
            objects[other],
            count=1,
        )
    return {name: first}


def _captions(objects: Objects, elements: Elements) -> Iterator[tuple[int, int]]:
    """Each table whose caption stands beside it, and not in it, with that caption."""
    for number, match in elements.items():
        if match[1] in _GROUPS:
            for before, after in pairwise(_kids(objects[number])):
                table = _table_in(objects, elements, after) if _is(elements, before, b"Caption") else 0
                if table:
                    yield table, before


def _table_in(objects: Objects, elements: Elements, number: int) -> int:
    """The table that an element is, or that is alone in it; 0 if there is none."""
    kids = _kids(objects[number])
    if _is(elements, number, b"Div") and len(kids) == 1:
        return _table_in(objects, elements, kids[0])
    return number if _is(elements, number, b"Table") else 0


def _is(elements: Elements, number: int, kind: bytes) -> bool:
    return number in elements and elements[number][1] == kind


def _put_caption(objects: Objects, elements: Elements, table: int, caption: int) -> None:
    above = int(elements[caption][2])
    objects[above] = re.sub(rb"(?<!\d)%d 0 R ?" % caption, b"", objects[above], count=1)
    objects[caption] = objects[caption].replace(b"/P %d 0 R" % above, b"/P %d 0 R" % table, 1)
    objects[table] = objects[table].replace(b"/K[", b"/K[%d 0 R " % caption, 1)


def _register(objects: Objects, names: Mapping[bytes, int]) -> None:
    """Put new names among those that the file finds its elements by."""
    root = next((number for number, data in objects.items() if data.startswith(b"<</Type/StructTreeRoot")), 0)
    match = _NAMES.search(objects.get(root, b""))
    if match is None:
        raise UnknownForm("PDF:en saknar den lista över rubriker som väntades.")
    known = dict(_NAME.findall(match[1])) | {name: b"%d" % number for name, number in names.items()}
    listed = b"".join(name + known[name] + b" 0 R" for name in sorted(known))
    objects[root] = objects[root].replace(match[0], b"/IDTree<</Names[" + listed + b"]>>")


def _written(head: bytes, objects: Objects, trailer: bytes) -> bytes:
    parts, starts, at = [head], [], len(head)
    for number, data in objects.items():
        starts.append(at)
        parts.append(b"%d 0 obj\n" % number + data + _END)
        at += len(parts[-1])
    lines = [b"0000000000 65535 f\r\n", *(b"%010d 00000 n\r\n" % start for start in starts)]
    table = b"xref\n0 %d\n" % len(lines) + b"".join(lines)
    return b"".join((*parts, table, b"trailer\n", trailer, b"\nstartxref\n%d\n%%%%EOF" % at))
