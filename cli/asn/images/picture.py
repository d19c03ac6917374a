"""A picture as the report shows it, and what it may measure."""

from dataclasses import dataclass, field

MOST_PICTURE_BYTES = 4_000_000
"""Of a file; the page and the PDF carry every picture whole."""
MOST_PIXELS, LONGEST_SIDE = 16_000_000, 10_000
STEEPEST = 8
"""How many times wider than high a picture may be, or higher than wide."""
PICTURE_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


class Faulty(Exception):  # noqa: N818 - it says what is the case
    """A file that can't be shown: what is wrong with it, and what would be right; both are Swedish sentences."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message, self.cure = message, cure


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes with nothing in them but what is seen, their MIME type, and its size.

    ``width`` and ``height`` are pixels, or for SVG the units of its drawing.
    """

    data: bytes = field(repr=False)
    mime: str
    width: int
    height: int


def measured_picture(width: float, height: float) -> None:
    """Refuse what is larger, or of another shape, than a page can show.

    Raises:
        Faulty: as said.
    """
    if width < 1 or height < 1:
        raise Faulty("Bilden har ingen yta.")
    if width > LONGEST_SIDE or height > LONGEST_SIDE or width * height > MOST_PIXELS:
        message = f"Bilden är {width:.0f} × {height:.0f} punkter; högst {MOST_PIXELS // 1_000_000} miljoner går."
        raise Faulty(message, "Spara den mindre: 2000 punkter på bredden räcker för en hel sida.")
    if max(width, height) > STEEPEST * min(width, height):
        message = f"Bilden är {width:.0f} × {height:.0f} punkter: för smal för att kunna visas."
        raise Faulty(message, f"Den längre sidan får vara högst {STEEPEST} gånger den kortare.")
