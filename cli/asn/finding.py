"""What a check says, and where: the values that every stage of the pipeline hands on."""

from dataclasses import dataclass
from enum import StrEnum

from asn.readable import readable


class Severity(StrEnum):
    """How grave a finding is; the value is the word that an editor reads."""

    FEL = "fel"
    VARNING = "varning"
    RÅD = "råd"


@readable
@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a file of the project.

    ``file`` is relative to the project, with forward slashes. Lines and columns are 1-based, columns
    counted in characters; the end is exclusive, as an editor's selection is.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@readable
@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: its place, its rule's code and severity, what is wrong and what would be right.

    ``message`` and ``suggestion`` are Swedish, in plain text; ``suggestion`` may be empty.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    suggestion: str = ""
