"""The styles of a Word file: ours, or those of a municipality's own template with ours beside them.

A style is known by its name, which is the same whatever language Word was in; its id may be «Rubrik1».
"""

from copy import deepcopy
from xml.etree.ElementTree import Element

from asn.render.docx_names import read, w
from asn.render.docx_template import WordTemplate


def merged_styles(ours: str, template: WordTemplate | None) -> tuple[Element, dict[str, str]]:
    """The styles of the file, and the id that each of ours has there.

    Args:
        ours: the part as our template gives it.
        template: the municipality's own.

    Raises:
        NotXml: if our template, or the project's version of it, gives no XML.
    """
    own = read(ours)
    if template is None:
        return own, {}
    theirs = deepcopy(template.styles)
    known = {_name(style): style.get(w("styleId"), "") for style in theirs.findall(w("style"))}
    taken, ids = set(known.values()), dict[str, str]()
    added = []
    for style in own.findall(w("style")):
        id_ = style.get(w("styleId"), "")
        there = known.get(_name(style))
        if there is None:
            ids[id_] = _free(id_, taken)
            added.append(style)
        else:
            ids[id_] = there
    for style in added:
        style.set(w("styleId"), ids[style.get(w("styleId"), "")])
        style.attrib.pop(w("default"), None)
        for link in (found for tag in ("basedOn", "next", "link") for found in style.findall(w(tag))):
            link.set(w("val"), ids.get(link.get(w("val"), ""), link.get(w("val"), "")))
        theirs.append(style)
    return theirs, ids


def _name(style: Element) -> tuple[str, str]:
    found = style.find(w("name"))
    return style.get(w("type"), "paragraph"), "" if found is None else found.get(w("val"), "").lower()


def _free(id_: str, taken: set[str]) -> str:
    made, count = id_, 1
    while made in taken:
        count += 1
        made = f"{id_}{count}"
    taken.add(made)
    return made
