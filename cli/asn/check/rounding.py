"""Arithmetic on rounded figures: what a report prints is rounded from kr, so its sums are right and none is exact.

Each figure knows how far the true value may be from it. For whole figures this gives the rounding of the reports: a
difference may be 1 off in its last digit, a sum of n rows (n + 1)/2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from asn.figures import decimals_of, format_number


@dataclass(frozen=True, slots=True)
class Rounded:
    """A figure, and how far the true value may be from it at most; both in the same unit."""

    value: Decimal
    slack: Decimal

    @classmethod
    def of(cls, value: Decimal) -> "Rounded":
        """A figure as it is printed: off by half a unit in its last digit at most."""
        return cls(value, Decimal(5).scaleb(-decimals_of(value) - 1))

    def __str__(self) -> str:
        return format_number(self.value)

    def term(self) -> str:
        """The figure as it stands after a plus or a minus: a negative one in parentheses."""
        return f"({self})" if self.value < 0 else str(self)

    def __add__(self, other: "Rounded") -> "Rounded":
        return Rounded(self.value + other.value, self.slack + other.slack)

    def __sub__(self, other: "Rounded") -> "Rounded":
        return Rounded(self.value - other.value, self.slack + other.slack)

    def __neg__(self) -> "Rounded":
        return Rounded(-self.value, self.slack)

    def times(self, factor: Decimal) -> "Rounded":
        """The same figure in another unit."""
        return Rounded(self.value * factor, self.slack * abs(factor))

    def share_of(self, whole: "Rounded") -> "Rounded | None":
        """This as percent of another, whose sign doesn't count; None if the other may be nothing."""
        base = abs(whole.value)
        if base <= whole.slack:
            return None
        share = self.value / base
        # Farthest off when the one is rounded up and the other down.
        farthest = (abs(self.value) + self.slack) / (base - whole.slack) - abs(share)
        return Rounded(share * 100, farthest * 100)

    def agrees(self, other: "Rounded") -> bool:
        """Whether both can be the same true value."""
        return abs(self.value - other.value) <= self.slack + other.slack


def total(figures: Iterable[Rounded]) -> Rounded:
    """The sum of some figures."""
    return sum(figures, Rounded(Decimal(0), Decimal(0)))
