"""What is written into a PDF beside its pages: the structure tree, the standards it meets, what its files are to it.

Tags, headers of cells, links in words, artifacts and hyphens of the line make it PDF/UA; WeasyPrint knows PDF/A.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pydyf  # type: ignore[import-untyped]  # ships no types

from asn.render.pdf_faults import heading_columns, node_words
from asn.render.pdf_tree import LinkArea, Mark, SignatureField, TagNode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from asn.render.pdf import Attachment

SOFT_HYPHEN = b"<feff00ad>"
_LAST_GLYPH = re.compile(rb"\[(.*)([0-9a-f]{4})(>-?\d*)\] TJ")
_ROWS = ("THead", "TBody", "TFoot")
_ROLES = {"Strong": "Span", "Em": "Span"}
"""Kinds of our own, and what a reader that does not know them takes them for."""
ARTIFACTS = {
    "Header": {"Type": "/Pagination", "Subtype": "/Header"},
    "Footer": {"Type": "/Pagination", "Subtype": "/Footer"},
    "Pagination": {"Type": "/Pagination"},
    "Layout": {"Type": "/Layout"},
}


def mark_hyphens(items: list[Any], marks: Collection[int]) -> None:
    """Give the last glyph of each of the ``marks`` (MCIDs) in a page's content ``items`` a soft hyphen as text."""
    place = 0
    while place < len(items):
        if items[place] == b"BDC" and "MCID" in items[place - 1] and items[place - 1]["MCID"] in marks:
            end = items.index(b"EMC", place)
            shown = max(index for index in range(place, end) if items[index].endswith(b" TJ"))
            items[shown : shown + 1] = _parted(items[shown])
        place += 1


def _parted(shown: bytes) -> list[Any]:
    match = _LAST_GLYPH.fullmatch(shown)
    if match is None:
        return [shown]
    before, glyph, after = match.groups()
    first = before[:-1] if before.endswith(b"<") else before + b">"
    properties = pydyf.Dictionary({"ActualText": SOFT_HYPHEN})
    return [b"[" + first + b"] TJ", "/Span", properties, b"BDC", b"[<" + glyph + after + b"] TJ", b"EMC"]


class Tags:
    """One PDF's tags while they are written."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references
        self.parents: list[dict[int, bytes]] = [{} for _ in self.pages]
        self.links: list[tuple[Any, bytes]] = []
        self.fields: list[bytes] = []

    def write(self, node: TagNode, parent: bytes) -> bytes:
        """Write a node and all below it; gives the reference to it."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        self.pdf.add_object(element)
        element |= {"Pg": self.pages[node.page]} | _properties(node)
        element["K"] = pydyf.Array([self._kid(kid, node, element.reference) for kid in node.kids])
        return bytes(element.reference)

    def _kid(self, kid: TagNode | Mark | LinkArea | SignatureField, node: TagNode, reference: bytes) -> Any:
        if isinstance(kid, TagNode):
            return self.write(kid, reference)
        if isinstance(kid, LinkArea | SignatureField):
            annotation = kid.annotation if isinstance(kid, LinkArea) else self._field(kid)
            self.links.append((annotation, reference))
            target = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[kid.page]}
            return pydyf.Dictionary(target)
        self.parents[kid.page][kid.mcid] = reference
        if kid.page == node.page:
            return kid.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.mcid})

    def _field(self, kid: SignatureField) -> Any:
        """An empty signature field; it has no area, so that no signature hides what the page says."""
        field = pydyf.Dictionary({"Type": "/Annot", "Subtype": "/Widget", "FT": "/Sig", "F": 4})  # 4: also on paper
        field["T"] = pydyf.String(f"Underskrift {len(self.fields) + 1}")
        field["TU"] = pydyf.String(kid.who)
        field["Rect"] = pydyf.Array([*kid.point, *kid.point])
        field["P"] = self.pages[kid.page]
        self.pdf.add_object(field)
        page = object_of(self.pdf, self.pages[kid.page])
        page["Annots"] = pydyf.Array([*page.get("Annots", ()), field.reference])
        self.fields.append(field.reference)
        return field

    def numbers(self, lengths: Sequence[int]) -> Any:
        """From content and links back to the elements; ``lengths`` are the numbers of marks of each page."""
        numbers = pydyf.Array()
        for page, length in enumerate(lengths):
            numbers += [page, pydyf.Array([self.parents[page].get(mcid, "null") for mcid in range(length)])]
        for key, (annotation, reference) in enumerate(self.links, start=len(lengths)):
            annotation["StructParent"] = key
            numbers += [key, reference]
        return numbers


def write_tags(pdf: Any, root: TagNode, artifacts: Mapping[Mark, str], streams: Sequence[Any]) -> None:
    """Give the PDF its structure; what the tree does not hold becomes an artifact.

    ``streams`` are the pages' contents as painted, every mark in them still open to change.
    """
    _resolve_headers(root)
    tags = Tags(pdf)
    structure = object_of(pdf, pdf.catalog["StructTreeRoot"])
    object_of(pdf, structure["K"][0]).clear()  # WeasyPrint's own tree, which is empty
    structure["K"] = pydyf.Array([tags.write(root, structure.reference)])
    structure["RoleMap"] = pydyf.Dictionary({kind: f"/{role}" for kind, role in _ROLES.items()})
    lengths = [_mark_artifacts(page, stream, tags.parents[page], artifacts) for page, stream in enumerate(streams)]
    object_of(pdf, structure["ParentTree"])["Nums"] = tags.numbers(lengths)
    structure["ParentTreeNextKey"] = len(lengths) + len(tags.links)
    if tags.fields:
        signed = 1  # there are fields for signatures
        form = pydyf.Dictionary({"Fields": pydyf.Array(tags.fields), "SigFlags": signed})
        pdf.add_object(form)
        pdf.catalog["AcroForm"] = form.reference
    _drop_loose_links(pdf, {annotation.number for annotation, _ in tags.links})


def object_of(pdf: Any, reference: bytes) -> Any:
    """The object that a reference in the PDF stands for."""
    return pdf.objects[int(reference.split()[0])]


def name_links(root: TagNode, headings: Mapping[str, str]) -> None:
    """Say in words where each link leads; ``headings`` are the texts of the page's headings, by id."""
    for link in root.walk():
        for spot in link.kids:
            if isinstance(spot, LinkArea):
                words = node_words(link) or " ".join(node.alt for node in link.walk() if node.alt)
                spot.annotation["Contents"] = pydyf.String(_in_words(words, spot, headings))


def _in_words(words: str, spot: LinkArea, headings: Mapping[str, str]) -> str:
    if "Dest" in spot.annotation:
        heading = headings.get(spot.annotation["Dest"].string, "")
        return f"{words} (i dokumentet)" if heading in words or words in heading else f"{words} (till {heading})"
    scheme, _, rest = unquote(spot.annotation["A"]["URI"].string).partition(":")
    target = {"mailto": f"e-post till {rest}", "tel": f"telefon {rest}"}.get(scheme, f"webbplatsen {rest.strip('/')}")
    return f"{words} ({target})"


def _properties(node: TagNode) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if node.attributes:
        values = node.attributes.items()
        lists = {name: pydyf.Array(value) if isinstance(value, tuple) else value for name, value in values}
        properties["A"] = pydyf.Dictionary(lists)
    texts = {"Lang": node.lang, "Alt": node.alt, "ID": node.id}
    return properties | {name: pydyf.String(text) for name, text in texts.items() if text}


def _resolve_headers(root: TagNode) -> None:
    """Name every heading, give it its scope, and tell every data cell which headings are its own."""
    number = 0
    for node in root.walk():
        if node.kind in {"TH", "Note"}:
            number += 1
            node.id = f"{node.kind.lower()}{number}"
        if node.kind == "TH":
            node.attributes["Scope"] = (
                "/Row" if node.element is not None and node.element.get("scope") == "row" else "/Column"
            )
    for table in root.walk():
        if table.kind == "Table":
            _link_cells(table)


def _link_cells(table: TagNode) -> None:
    """Tell each data cell the headings of its row and of its column, those of the column's group first."""
    groups = {kind: [row for group in table.nodes() if group.kind == kind for row in group.nodes()] for kind in _ROWS}
    columns = heading_columns(groups["THead"])
    for row in (*groups["TBody"], *groups["TFoot"]):
        names = [cell.id for cell in row.nodes() if cell.kind == "TH"]
        for headings, cell in zip(columns, row.nodes(), strict=True):
            if cell.kind == "TD":
                ids = (*names, *(heading.id for heading in headings))
                cell.attributes["Headers"] = tuple(pydyf.String(name) for name in ids)


def _mark_artifacts(page: int, stream: Any, claimed: Mapping[int, bytes], artifacts: Mapping[Mark, str]) -> int:
    """Make artifacts of a page's marks that no element claims; gives the number of marks on the page."""
    count = 0
    items = stream.stream
    for place, item in enumerate(items):
        if item == b"BDC" and "MCID" in items[place - 1]:
            mcid = items[place - 1]["MCID"]
            count = max(count, mcid + 1)
            if mcid not in claimed:
                what = artifacts.get(Mark(page, mcid), "Layout")
                items[place - 2 : place] = ["/Artifact", pydyf.Dictionary(ARTIFACTS[what])]
    return count


def _drop_loose_links(pdf: Any, kept: set[int]) -> None:
    """Take away the link rectangles that no element holds: doubles, and those in artifacts."""
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page" and "Annots" in page:
            page["Annots"] = pydyf.Array([a for a in page["Annots"] if int(a.split()[0]) in kept])


PDF_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 that the file meets</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A refuses a property that it does not know, so the one that says PDF/UA brings its own schema."""
END = b"</rdf:RDF>"

LF_END, CRLF_END = b"\nendstream", b"\r\nendstream"


class Packed(pydyf.Object):  # type: ignore[misc]  # pydyf ships no types
    """An object as it will stand in the file.

    A stream ends with CR LF: of one that ends with LF, and whose last byte happens to be CR, a reader that
    looks for the end of the line finds one byte too few. PDF/A refuses such a file, one stream in 256.
    """

    data = b""
    compressible = False

    def __init__(self, item: Any) -> None:
        super().__init__()
        self.number, self.compressible = item.number, item.compressible
        data = item.data
        self.data = data.removesuffix(LF_END) + CRLF_END if data.endswith(LF_END) else data


def pack(pdf: Any, blanks: int) -> None:
    """Compress every stream once: pydyf does it twice, for the file's identifier and for the file.

    ``blanks`` empty objects are added, which give the file's last streams other bytes to end with.
    """
    for _ in range(blanks):
        pdf.add_object(pydyf.Dictionary())
    pdf.objects[:] = [item if item.free == "f" else Packed(item) for item in pdf.objects]


def is_misread(pdf: bytes) -> bool:
    """Whether one of the last two streams, which pydyf writes itself, ends with a CR of its own."""
    tail = pdf.rsplit(LF_END, 2)
    return any(part.endswith(b"\r") for part in tail[:-1])


def w3c_date(date: datetime) -> str:
    """A moment as HTML and XMP write it, in UTC."""
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def claim_both_standards(pdf: Any) -> None:
    """Say PDF/UA beside PDF/A, in the same ``rdf:RDF``: readers look no further than the first."""
    metadata = object_of(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(END, PDF_UA + END) for part in metadata.stream]
    metadata.compress = False  # archives read the claim without unpacking the file


def forbid_smoothing(pdf: Any) -> None:
    """Have no reader smooth the pictures: PDF/A wants them shown as they are."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def relate_attachments(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """Say what each attached file is to the report; WeasyPrint tells files apart by content alone."""
    relationships = {attachment.name: attachment.relationship for attachment in attachments}
    files: list[Any] = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Filespec"]
    for file in files:
        file["AFRelationship"] = "/" + relationships[file["UF"].string]
    if files:
        pdf.catalog["AF"] = pydyf.Array([file.reference for file in files])
