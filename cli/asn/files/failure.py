"""Why a file can't be read or written, in Swedish."""

import errno
import os

_CAUSES = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet du får använda är slut",
    errno.EACCES: "rättighet saknas, eller så är filen öppen i ett annat program",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "disken är skrivskyddad",
    errno.EIO: "disken svarar med ett läs- eller skrivfel",
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
    """A file that may not be read; ``told`` is Swedish, ``file`` is given where whoever hears of it can't know."""

    def __init__(self, told: str, file: str = "") -> None:
        super().__init__(told, file)
        self.told, self.file = told, file

    def __str__(self) -> str:
        return f"{self.file}: {self.told}" if self.file else self.told


def cause(error: OSError) -> str:
    """The cause in Swedish, with the system's own name for it, as IT asks for that one."""
    number = error.errno or 0
    name = errno.errorcode.get(number, str(number))
    return f"{_CAUSES.get(number) or os.strerror(number)} ({name})"
