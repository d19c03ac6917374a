"""Which names may be read and written below a folder, the same on every system; and why a file can't be."""

import errno
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

MACHINES_CAUSES = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet du får använda är slut",
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "disken är skrivskyddad",
    errno.EIO: "disken svarar med ett läs- eller skrivfel",
    errno.EPIPE: "mottagaren har slutat läsa",
    errno.EBADF: "den är stängd",
    errno.EMFILE: "för många filer är öppna",
    errno.ENFILE: "för många filer är öppna",
    errno.ENOMEM: "minnet är slut",
    errno.EAGAIN: "datorn kan inte starta fler program",
    errno.ENAMETOOLONG: "sökvägen är längre än datorn kan ha",
    errno.ENOTDIR: "en mapp på vägen dit är ingen mapp",
    errno.ELOOP: "vägen dit går genom en länk till sig själv",
    errno.ESTALE: "nätverksdisken svarar inte som den ska",
    errno.ENOTCONN: "nätverksdisken svarar inte",
}
"""What the machine couldn't do, by the system's number."""
OF_READING = {
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EIO: "disken svarar med ett läsfel",
}
_OF_WRITING = {
    number: MACHINES_CAUSES[number] for number in (errno.ENOSPC, errno.EDQUOT, errno.EPERM, errno.EROFS, errno.EIO)
} | {
    errno.EACCES: "rättighet saknas, eller så är filen öppen i ett annat program",
    errno.EBUSY: "den används av ett annat program",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ENOENT: "mappen finns inte, eller tar inte emot filer",
    errno.EEXIST: "där finns redan något som asn inte har skrivit",
    errno.ENOTEMPTY: "där finns redan något som asn inte har skrivit",
    errno.ENOTDIR: "en fil ligger där en mapp skulle vara",
    errno.EISDIR: "en mapp ligger där filen skulle vara",
    errno.ELOOP: "den är en länk, eller ligger i en, och genom länkar skrivs inget",
}


class Refused(Exception):  # noqa: N818 - it says what happened
    """A file that may not be read; ``message`` is Swedish, ``file`` is given where whoever hears of it can't know."""

    def __init__(self, message: str, file: str = "") -> None:
        super().__init__(message, file)
        self.message, self.file = message, file

    def __str__(self) -> str:
        return f"{self.file}: {self.message}" if self.file else self.message


def cause(error: OSError, known: Mapping[int, str] = _OF_WRITING, other: str = "") -> str:
    """Why a file isn't written, in Swedish, with the system's own name for it, as IT asks for that one.

    ``other`` is what to say of what isn't ``known``: if nothing, the system's own words.
    """
    number = error.errno or 0
    name = errno.errorcode.get(number, str(number))
    return f"{known.get(number) or other or os.strerror(number)} ({name})"


OUT = "Sökvägen leder ut ur projektet."
# What starts at the root, parts folders or names a drive in some system, or ends a name in all of them.
FOREIGN = frozenset("/\\:\0")
# What file managers, editors and office programs leave in a folder; so do we, if we are killed while writing.
_LEFT = re.compile(r"(?i:thumbs\.db|desktop\.ini)|\.DS_Store|\._.+|.+~|~\$.+|#.+#|\.#.+|\.~lock\..+#|\..+\.sw[a-p]")


def relative_parts(name: str) -> tuple[str, ...]:
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
    parts = relative_parts(name)
    if any(part.startswith(".") for part in parts):
        raise Refused(OUT)
    return parts


def is_left_behind(name: str) -> bool:
    """Whether a file has the name of what other programs leave: Thumbs.db, mal.yaml~, ~$mal.docx, .#mal.yaml."""
    return bool(_LEFT.fullmatch(name))


def folded(name: str) -> str:
    """What a file system that tells neither case nor normal form apart makes of a name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
