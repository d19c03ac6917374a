"""Which names may be read and written below a folder: the same on every system, for files, git's trees and PDFs."""

import re
import unicodedata
from pathlib import PurePosixPath

from asn.files.failure import Refused

OUT = "Sökvägen leder ut ur projektet."
# What starts at the root, parts folders or names a drive in some system, or ends a name in all of them.
FOREIGN = frozenset("/\\:\0")
# What file managers, editors and office programs leave in a folder; so do we, if we are killed while writing.
_LEFT = re.compile(r"(?i:thumbs\.db|desktop\.ini)|\.DS_Store|\._.+|.+~|~\$.+|#.+#|\.#.+|\.~lock\..+#|\..+\.sw[a-p]")


def inside(name: str) -> tuple[str, ...]:
    """The parts of a relative name with forward slashes.

    Raises:
        Refused: if it leads out of the folder on some system, or into git's own.
    """
    parts = PurePosixPath(name).parts
    if not parts or any(part == ".." or FOREIGN & set(part) or part.casefold() == ".git" for part in parts):
        raise Refused(OUT)
    return parts


def readable_name(name: str) -> tuple[str, ...]:
    """The same, of what may be read as content: nothing hidden.

    Raises:
        Refused: if some part begins with a full stop, or it leads out.
    """
    parts = inside(name)
    if any(part.startswith(".") for part in parts):
        raise Refused(OUT)
    return parts


def left_behind(name: str) -> bool:
    """Whether a file has the name of what other programs leave: Thumbs.db, mal.yaml~, ~$mal.docx, .#mal.yaml."""
    return bool(_LEFT.fullmatch(name))


def folded(name: str) -> str:
    """What a file system that tells neither case nor normal form apart makes of a name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
