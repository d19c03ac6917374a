"""What is told of a project's file that can't be read."""

from asn.files import Refused
from asn.finding import Finding, Place, Severity


def refusal(file: str, why: Refused) -> Finding:
    """The finding that a refused file gives."""
    return Finding(Place(file), "S010", Severity.FEL, why.told)
