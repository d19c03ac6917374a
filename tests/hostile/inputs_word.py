"""Word templates that are meant to harm: too much of something, what runs or fetches, or what no document can be.

Sources: ISO/IEC 29500 (a package is a zip of XML, which may name parts, links and fields); APPNOTE.TXT for zip; OWASP
on XXE; Microsoft's own advice on DDE fields and remote templates.
"""

import io
import struct
import zipfile

from tests.fixtures.pictures import png
from tests.fixtures.word import NS, R, template, zipped
from tests.hostile.inputs import Input, contents

_XMLNS = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NS.items())
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MANY = 500_000
_DTD = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "a" * 1000}">' for n in range(9))


def _large(size: int, told: int) -> bytes:
    """A zip with a part of one size whose list says another."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<x/>")
        made.writestr("word/document.xml", b" " * size)
    return out.getvalue().replace(struct.pack("<I", size), struct.pack("<I", told))


def _header(inner: str, rels: str = "") -> bytes:
    links = f'<Relationships xmlns="{_RELS}">{rels}</Relationships>'
    return template(
        header=f"<w:hdr {_XMLNS}><w:p>{inner}</w:p></w:hdr>", header_rels=links, **{"word/media/a.png": png()}
    )


_FILES = {
    "no zip": (b"\0" * 100, 1, "skadad"),
    "a bomb": (_large(30_000_000, 30_000_000), 1, "packad mer än"),
    "a bomb that lies": (_large(30_000_000, 1000), 1, "skadad"),
    "a thousand parts": (zipped({f"word/{n}.xml": "" for n in range(1000)}), 1, "högst 200"),
    "entities": (template(styles=f"<!DOCTYPE a [{_DTD}]><a>&a8;</a>"), 1, "DOCTYPE"),
    "another file": (template(header='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), 1, "DOCTYPE"),
    "deep styles": (template(styles="<a>" * 100_000 + "</a>" * 100_000), 1, "för djupt"),
    "many styles": (template(styles=f"<w:styles {_XMLNS}>{'<w:style/>' * _MANY}</w:styles>"), 1, ""),
    "a part outside": (
        template(
            document_rels=f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{R}/header" '
            'Target="../../../../etc/passwd"/></Relationships>'
        ),
        0,
        "byggd",
    ),
    "a field that runs": (_header('<w:fldSimple w:instr=" DDEAUTO c:\\\\windows\\\\cmd.exe "/>'), 0, "byggd"),
    "a picture from afar": (
        _header("", f'<Relationship Id="rId9" Type="{R}/image" Target="https://a.se/b" TargetMode="External"/>'),
        0,
        "byggd",
    ),
    "a page of no size": (
        template(
            document=f'<w:document {_XMLNS}><w:body><w:sectPr><w:pgSz w:w="0" w:h="-1"/><w:pgMar w:left="99999"/>'
            "</w:sectPr></w:body></w:document>"
        ),
        0,
        "byggd",
    ),
}
_BUILD = ("build", "--format", "docx", "--docx-mall", "mall.docx")

WORD: tuple[Input, ...] = (
    *(
        Input(f"word: {name}", contents({"mall.docx": data}), (_BUILD,), code, says)
        for name, (data, code, says) in _FILES.items()
    ),
    Input(
        "word: a device", contents({}), (("build", "--format", "docx", "--docx-mall", "/dev/zero"),), 2, "ingen vanlig"
    ),
)
