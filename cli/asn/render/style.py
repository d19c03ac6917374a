"""The style sheets of the pages, with their fonts."""

import base64
from functools import lru_cache

from asn.compute.widths import STEP
from asn.resources import Resources

# One class for each computed width: the page allows no style attributes.
_WIDTHS = "".join(f".tabell col.b-{width} {{ width: {width}%; }}\n" for width in range(STEP, 100, STEP))
_FONTS = (("typsnitt/AsnSans-Regular.woff2", 400), ("typsnitt/AsnSans-SemiBold.woff2", 600))


def web_style(resources: Resources) -> str:
    """The style sheet of the web page, which has the fonts in it."""
    return _web_style(resources, resources.digest)


@lru_cache(maxsize=4)
def _web_style(resources: Resources, digest: str) -> str:  # noqa: ARG001 - a changed sheet is a new style
    faces = "".join(_face(resources, name, weight) for name, weight in _FONTS)
    return faces + resources.text("stil/gemensam.css") + _WIDTHS + resources.text("stil/webb.css")


def _face(resources: Resources, name: str, weight: int) -> str:
    data = base64.b64encode(resources.read(name)).decode()
    url = f"data:font/woff2;base64,{data}"
    source = f'url("{url}") format("woff2")'
    return f'@font-face{{font-family:"Asn Sans";font-weight:{weight};font-display:swap;src:{source}}}\n'


def print_style(resources: Resources) -> tuple[str, ...]:
    """The style sheets of the printed page."""
    return resources.text("stil/gemensam.css"), _WIDTHS, resources.text("stil/tryck.css")
