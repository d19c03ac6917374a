"""How a board's reports look, made of what its ``utseende.yaml`` says: faces, colours, the cover's pictures."""

import colorsys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from asn.check.contrast import CONTRAST_CODE, Colour, contrast, hex_colour, written_colour
from asn.figures import format_number
from asn.finding import Finding, Severity
from asn.fonts import advances, face_width, read_face
from asn.images import Faulty, Picture, read_picture
from asn.model.files import FileContents
from asn.model.record import Värde
from asn.model.register import Register, Typsnitt

TEXT_CONTRAST, SHAPE_CONTRAST = Decimal("4.5"), Decimal(3)
PAPER, DARK_PAPER = (255, 255, 255), (0x12, 0x19, 0x1D)
"""The ground of our pages, in gemensam.css and webb.css; what a project puts in its place A806 judges."""
_MIX, _DARK_MIX, _BESIDE = 0.16, 0.22, 0.6
_TINTS = (0.22, 0.18, 0.14, 0.1, 0.05)
_STEPS = 100
OUR_WIDTHS = {"Regular": 0.4744, "SemiBold": 0.4894, "Italic": 0.4632, "SemiBoldItalic": 0.4761}
"""What :func:`asn.fonts.width` says of our faces, which the tables' columns are measured with."""
_WEB_SIZE, _PRINT_SIZE, _SMALLEST = 106.25, 11, 0.8  # per cent in webb.css, points in tryck.css
_WELL_READ = 7  # contrast of a colour that we choose


@dataclass(frozen=True, slots=True)
class Looks:
    """What differs from our own looks: faces by the names of those whose place they take, and colours as CSS.

    ``month`` is the colour of the cover's months that the report isn't of; ``share`` is how large text is set, in
    shares of ours.
    """

    faces: tuple[tuple[str, bytes], ...] = ()
    accent: str = ""
    web: str = ""
    print: str = ""
    month: str = ""
    share: float = 1

    def face(self, name: str) -> bytes | None:
        """The board's own face in the place of one of ours."""
        return dict(self.faces).get(name)

    def measured(self, text: str, semibold: bool) -> float:  # noqa: FBT001 - as charts ask
        """How wide a text is set, in shares of its size, where the board has faces of its own."""
        face = self.face(f"typsnitt/AsnSans-{'SemiBold' if semibold else 'Regular'}.ttf")
        known = advances(face) if face else {}
        return sum(known.get(character, 0.0) for character in text)


STANDARD_LOOKS = Looks()


def looks_of(register: Register) -> Looks:
    """The looks of all reports of a board; what can't be read is left as it is without."""
    looks = register.utseende
    faces = tuple(sorted(_faces(looks.typsnitt, register.bredvid).items())) if looks.typsnitt else ()
    share = _share(dict(faces)) if faces else 1
    web, paper = _sized(share)
    month = ""
    if looks.accent:
        light = written_colour(looks.accent)
        dark = written_colour(looks.accent_mörk) if looks.accent_mörk else lightened(light)
        web, paper = web + _web(light, dark), paper + _root(light, PAPER, _MIX)
        month = hex_colour(_mixed(light, PAPER, _MIX))
    return Looks(faces, looks.accent, web, paper, month, share)


def _share(faces: Mapping[str, bytes]) -> float:
    """How large faces are set that run wider than ours, so that columns and headings keep the room that they have."""
    shares = [ours / face_width(faces[f"typsnitt/AsnSans-{style}.ttf"]) for style, ours in OUR_WIDTHS.items()]
    return max(_SMALLEST, min(1.0, *shares))


def _sized(share: float) -> tuple[str, str]:
    """The size of text in shares of ours, as CSS of the web page and of the printed one."""
    if share == 1:
        return "", ""
    return (
        f"html {{ font-size: {_WEB_SIZE * share:.2f}%; }}\n",
        f"html, body {{ font-size: {_PRINT_SIZE * share:.2f}pt; }}\n",
    )


def accent_faults(register: Register) -> Iterator[Finding]:
    """A806: an accent that can't be read on the page, light or dark, told where it is written."""
    looks = register.utseende
    pages = (
        ("accent", looks.accent, PAPER, "vita", "mörkare"),
        ("accent_mörk", looks.accent_mörk, DARK_PAPER, "mörka", "ljusare"),
    )
    for key, colour, ground, page, cure in pages:
        reached = contrast(written_colour(colour), ground) if colour else TEXT_CONTRAST
        if reached < TEXT_CONTRAST:
            message = (
                f"Kontrasten mellan {colour} och den {page} bakgrunden är {format_number(reached, 2)}:1. "
                f"Rubriker och länkar behöver minst {format_number(TEXT_CONTRAST)}:1."
            )
            yield Finding(looks.at(key), CONTRAST_CODE, Severity.FEL, message, f"Välj en {cure} färg.")


def picture_of(beside: FileContents, record: Värde, name: str) -> Picture | None:
    """A picture that a record names; None if it can't be shown, which the checks tell of."""
    data = beside.of(record, name)
    try:
        return None if data is None else read_picture(data, name.rpartition(".")[2])
    except Faulty:
        return None


@lru_cache(maxsize=64)
def lightened(colour: Colour) -> Colour:
    """A colour that can be read on the dark page: as light as it takes, and its hue kept."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    for step in range(_STEPS):
        red, green, blue = colorsys.hls_to_rgb(hue, light + (1 - light) * step / _STEPS, full)
        lighter = round(red * 255), round(green * 255), round(blue * 255)
        if contrast(lighter, DARK_PAPER) >= _WELL_READ:
            return lighter
    return PAPER


def _faces(faces: Typsnitt, beside: FileContents) -> Mapping[str, bytes]:
    own = {
        "Regular": faces.normal,
        "SemiBold": faces.fet,
        "Italic": faces.kursiv,
        "SemiBoldItalic": faces.fet_kursiv or faces.fet,
    }
    read = {f"typsnitt/AsnSans-{style}.ttf": beside.of(faces, name) for style, name in own.items()}
    files = {name: data for name, data in read.items() if data is not None}
    try:
        for name, data in zip(own.values(), files.values(), strict=True):
            read_face(data, name.rpartition(".")[2])
    except (Faulty, ValueError):  # the checks tell of one that is damaged, and of one that isn't there
        return {}
    return files


def _web(light: Colour, dark: Colour) -> str:
    dark_root = _root(dark, DARK_PAPER, _DARK_MIX)
    return f"{_root(light, PAPER, _MIX)}@media screen and (prefers-color-scheme: dark) {{ {dark_root}}}\n"


def paler(colour: str) -> str:
    """A colour beside itself in a chart: what was planned beside what came out."""
    return hex_colour(_mixed(written_colour(colour), PAPER, _BESIDE))


def tint(colour: str, edge: str, ground: Colour = PAPER) -> str:
    """The ground of a cell with a light in it: so pale that the light's shape is told from it (3:1) where it can be."""
    shades = [_mixed(written_colour(colour), ground, share) for share in _TINTS]
    shape = written_colour(edge or colour)
    return hex_colour(next((shade for shade in shades if contrast(shape, shade) >= SHAPE_CONTRAST), ground))


def _root(colour: Colour, ground: Colour, share: float) -> str:
    return f":root {{ --hav: {hex_colour(colour)}; --manad: {hex_colour(_mixed(colour, ground, share))}; }}\n"


def _mixed(colour: Colour, ground: Colour, share: float) -> Colour:
    red, green, blue = (round(share * one + (1 - share) * other) for one, other in zip(colour, ground, strict=True))
    return red, green, blue
