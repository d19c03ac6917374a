"""What a rule is, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from asn.binding import namespace
from asn.check.figures_in_text import Figure, Passage, figures, texts
from asn.check.scales import Light, lights_in
from asn.finding import Place, Severity
from asn.model.report import Rapport
from asn.model.skalor import Skala

if TYPE_CHECKING:
    from asn.check.prose.known_figures import TableFigures


class Looked(Enum):
    """A place that a rule looked at and found right."""

    OK = "ok"


OK = Looked.OK
LONG = 60
"""Characters of a name or a text that are enough to know it by."""


def short_name(text: str) -> str:
    """A text as messages name it, cut at a word where it is long."""
    return text if len(text) <= LONG else f"{text[:LONG].rsplit(' ', 1)[0]} …"


class Fynd(NamedTuple):
    """What a rule says of one place; ``severity`` is its own, where it is less grave than the rule."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity | None = None


@dataclass(frozen=True)
class Granskad:
    """What a rule looks at: a report, and all the reports before it in order of time."""

    rapport: Rapport
    tidigare: tuple[Rapport, ...] = ()

    @property
    def i_år(self) -> tuple[Rapport, ...]:
        """The earlier reports of the same year."""
        return tuple(report for report in self.tidigare if report.år == self.rapport.år)

    # Every rule about texts walks them all, so they are gathered once, and so is what is read out of them.
    @cached_property
    def texter(self) -> tuple[Passage, ...]:
        """Every text of the report in order, names and headings too."""
        return tuple(texts(self.rapport))

    @cached_property
    def passager(self) -> tuple[Passage, ...]:
        """Every text of the report that is prose, in order."""
        return tuple(text for text in self.texter if text.is_prose)

    @cached_property
    def siffertexter(self) -> tuple[tuple[Passage, tuple[Figure, ...]], ...]:
        """Every text that is prose and tells an amount or a share, with those that it tells."""
        pairs = ((passage, figures(passage.text, passage.names(self.namn))) for passage in self.passager)
        return tuple((passage, figures) for passage, figures in pairs if figures)

    @cached_property
    def skalor(self) -> tuple[Skala, ...]:
        """Each scale that something in the report is judged by, once."""
        return tuple(self.rapport.skalor())

    @cached_property
    def ljus(self) -> tuple[Light, ...]:
        """Every light that is set, in the order of the report."""
        return tuple(lights_in(self.rapport))

    @cached_property
    def celler(self) -> "TableFigures":
        """Every figure of the report's tables."""
        from asn.check.prose.known_figures import TableFigures  # the rules of prose import this module

        return TableFigures(self.rapport)

    @cached_property
    def namn(self) -> dict[str, Any]:
        """What texts can fetch everywhere in the report."""
        return namespace(self.rapport, self.tidigare)


Judge = Callable[[Granskad], Iterator[Fynd | Looked]]


class Rule(NamedTuple):
    """A rule: its code, the function that judges by it, how grave a breach is, and its name in Swedish.

    ``i_utkast`` is the severity in a draft, where what is missing is still to be written.
    """

    code: str
    judge: Judge
    severity: Severity
    title: str
    i_utkast: Severity | None = None
