"""What a rule is, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from asn.binding import namespace
from asn.check.passages import Passage, passages
from asn.finding import Place, Severity
from asn.model.report import Rapport


class Looked(Enum):
    """A place that a rule looked at and found right."""

    OK = "ok"


OK = Looked.OK


@dataclass(frozen=True, slots=True)
class Fynd:
    """What a rule says of one place. It knows neither its severity nor who reads it."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Granskad:
    """What a rule looks at: a report, and all the reports before it in order of time."""

    rapport: Rapport
    tidigare: tuple[Rapport, ...] = ()

    # Every rule about texts walks them all, so they are gathered once.
    @cached_property
    def passager(self) -> tuple[Passage, ...]:
        """Every text of the report that is prose, in order."""
        return tuple(passages(self.rapport))

    @cached_property
    def namn(self) -> dict[str, Any]:
        """What texts can fetch everywhere in the report."""
        return namespace(self.rapport, self.tidigare)

    def föregående(self, år: int, period: str) -> Rapport | None:
        """An earlier report by year and period."""
        return next((other for other in self.tidigare if (other.år, other.period) == (år, period)), None)


Judge = Callable[[Granskad], Iterator[Fynd | Looked]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, the function that judges by it, how grave a breach is, and its name in Swedish.

    ``i_utkast`` is the severity in a draft, where what is missing is still to be written.
    """

    code: str
    judge: Judge
    severity: Severity
    title: str
    i_utkast: Severity | None = None
