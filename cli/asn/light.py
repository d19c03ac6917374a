"""The light that something is judged with."""

from enum import StrEnum


class Bedömning(StrEnum):
    """A light. What it means is told by the scale that the table names."""

    GRÖN = "grön"
    GUL = "gul"
    RÖD = "röd"
