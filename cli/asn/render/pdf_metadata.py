"""What the PDF says of itself: the standards it meets, its dates, and the files it carries."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import pydyf  # type: ignore[import-untyped]  # ships no types

from asn.render.pdf_tags import referred

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from asn.render.pdf import Attachment

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
    metadata = referred(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(END, PDF_UA + END) for part in metadata.stream]
    metadata.compress = False  # archives read the claim without unpacking the file


def unsmoothed(pdf: Any) -> None:
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
