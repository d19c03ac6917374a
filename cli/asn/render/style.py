"""The style sheets of the pages, with their fonts."""

import base64
from functools import lru_cache

from asn.render.pdf import Style
from asn.resources import PRINT_STYLE, WEB_STYLE, Resources

_FONTS = (("typsnitt/AsnSans-Regular.woff2", 400), ("typsnitt/AsnSans-SemiBold.woff2", 600))


@lru_cache(maxsize=4)
def web_style(resources: Resources) -> str:
    """The style sheet of the web page, which has the fonts in it."""
    faces = "".join(_face(resources, name, weight) for name, weight in _FONTS)
    return faces + "".join(resources.text(name) for name in WEB_STYLE)


def _face(resources: Resources, name: str, weight: int) -> str:
    data = base64.b64encode(resources.read(name)).decode()
    url = f"data:font/woff2;base64,{data}"
    source = f'url("{url}") format("woff2")'
    return f'@font-face{{font-family:"Asn Sans";font-weight:{weight};font-display:swap;src:{source}}}\n'


def print_style(resources: Resources) -> Style:
    """The style of the printed page.

    Raises:
        Refused: if the project's own version of a sheet is a link, or too large.
    """
    sheets = tuple(resources.text(name) for name in PRINT_STYLE)
    return Style(sheets, print_fonts(resources))


def print_fonts(resources: Resources) -> dict[str, tuple[bytes, str]]:
    """The fonts of all printed pages, as the engine asks for them."""
    return {f"asn:{name}": (resources.read(name), "font/ttf") for name in resources.fonts() if name.endswith(".ttf")}
