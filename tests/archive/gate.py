"""What a validator of rules doesn't see: content that no tag leads to, and characters that are drawn as nothing."""

import io
from collections.abc import Iterator

import pikepdf
from fontTools.ttLib import TTFont

_PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI", "Tj", "TJ", "'", '"'}


def lost_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Marked content that leads to no structure element of its page, and painting that is neither read nor artifact."""
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        owners = parents[int(page.obj.StructParents)]
        marks: list[bool] = []
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            if operator in {"BDC", "BMC"}:
                mark = step.operands[1].get("/MCID") if operator == "BDC" else None
                if mark is not None and not _leads(owners, int(mark), page, pdf):
                    yield f"sida {number}: märkt innehåll {mark} leder inte till något element"
                marks.append(mark is not None or str(step.operands[0]) == "/Artifact")
            elif operator == "EMC":
                marks.pop()
            elif operator in _PAINTS and not any(marks):
                yield f"sida {number}: {operator} målar utanför taggar och artefakter"


def _leads(owners: pikepdf.Object, mark: int, page: pikepdf.Page, pdf: pikepdf.Pdf) -> bool:
    """Whether the mark's element holds the mark, and itself hangs in the document's tree."""
    element = owners[mark] if mark < len(owners) else None
    if not isinstance(element, pikepdf.Dictionary):
        return False
    own = element.Pg.objgen == page.obj.objgen
    held = any(
        int(kid) == mark if not isinstance(kid, pikepdf.Dictionary) else False for kid in element.K if own
    ) or any(
        kid.get("/Type") == "/MCR" and int(kid.MCID) == mark and kid.Pg.objgen == page.obj.objgen
        for kid in element.K
        if isinstance(kid, pikepdf.Dictionary)
    )
    while "/P" in element:
        element = element.P
    return held and element.objgen == pdf.Root.StructTreeRoot.objgen


def missing_glyphs(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Characters that are shown and have no glyph in the font that lies in the file."""
    counts: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, start=1):
        fonts = page.obj.Resources.get("/Font", {})
        count, name = 0, ""
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "Tf":
                name = str(step.operands[0])
                font = fonts[name]
                count = counts.setdefault(font.objgen, 0) or _glyph_count(font)
                counts[font.objgen] = count
            elif str(step.operator) == "TJ":
                codes = b"".join(bytes(part) for part in step.operands[0] if isinstance(part, pikepdf.String))
                shown = {int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)}
                if any(not 0 < glyph < count for glyph in shown):
                    yield f"sida {number}: {name} saknar tecken"


def _glyph_count(font: pikepdf.Object) -> int:
    assert font.Encoding == "/Identity-H"
    program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    return TTFont(io.BytesIO(program), lazy=True)["maxp"].numGlyphs
