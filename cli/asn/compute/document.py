"""The document: what every output format shows, in its order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from asn.binding import namespace, resolved
from asn.binding.resolution import fill
from asn.charts import Diagram
from asn.compute.abbreviations import abbreviations
from asn.compute.chart_titles import with_title
from asn.compute.summary import Sammanfattning, summary
from asn.compute.summary_parts import own_records
from asn.compute.tables import (
    as_records,
    gather,
    gathered,
    scales_below,
    told_above,
    with_origins,
    with_sources,
    without_empty_columns,
)
from asn.compute.trend import EarlierRows, history, with_trend
from asn.compute.widths import lies_down, parts, widths
from asn.finding import Finding, Severity, group_message, grouped, listed_lines
from asn.model.avsnitt.grund import Avsnitt, Fotnot
from asn.model.ord import ifylld
from asn.model.record import Post, register_fields, scales_named
from asn.model.register import Förkortning, Målområde
from asn.model.report import Rapport, Rapportblad
from asn.model.skalor import Skala
from asn.readable import readable
from asn.table import Ljuscell, Tabell, Talcell, med_ord

_LONGEST = 60
# The page gives its tables and footnotes anchors that begin so (html/delar.j2, render/prose.py).
_OF_THE_PAGE = re.compile(r"t-|fot(?:ref)?\d")


def ascii_name(name: str) -> str:
    """A name in small ASCII letters, for files and anchors."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"\s+", "-", plain)


class UniqueNames:
    """Names as they are handed out, none of them twice: the second ``mal`` is ``mal-2``."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def anchor(self, name: str) -> str:
        """An anchor for a section."""
        base = _alike(name)[:_LONGEST] or "avsnitt"
        return self.free(f"avsnitt-{base}" if _OF_THE_PAGE.match(base) else base)

    def free(self, name: str, sign: str = "-") -> str:
        """The name itself, or with the first number that makes it free; told apart as files are, without å and case."""
        text, count = name, 1
        while _alike(text) in self._taken:
            count += 1
            text = f"{name}{sign}{count}"
        self._taken.add(_alike(text))
        return text


def _alike(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", ascii_name(name)).strip("-")


def with_own_names(table: Tabell, taken: UniqueNames) -> Tabell:
    """The table with a name that no other table of the report has, and columns that have one each."""
    columns = UniqueNames()
    named = tuple(replace(column, id=columns.free(column.id, "_")) for column in table.kolumner)
    return replace(table, id=taken.free(table.id, "_"), kolumner=named)


_TOP = 2  # chapters are h2: the report's title is the only h1
_NUMBERED = 3  # chapters and the sections right below them
# Anchors of the page itself, which no section may have.
_OWN_ANCHORS = frozenset(
    {"rapport", "innehall", "i-korthet", "forkortningar", "om-utgavan", "undantag", "kvar-att-gora"}
)


@readable
@dataclass(frozen=True, slots=True)
class Fotnotstext:
    """A footnote with its number, which runs through the report."""

    nummer: int
    text: str


@readable
@dataclass(frozen=True, slots=True)
class Vy:
    """A section as it is shown: its level, number and anchor, its tables and charts, and the sections below it.

    ``skalor`` are those that it explains; where ``har_ljus`` says that no light is set and no
    figure is theirs to judge, their colours need no legend.
    """

    avsnitt: Avsnitt
    slag: str
    nivå: int
    nummer: str
    ankare: str
    rubrik: str
    målområde: str
    tabeller: tuple[Tabell, ...]
    diagram: tuple[Diagram, ...]
    skalor: tuple[Skala, ...]
    har_ljus: bool
    fotnoter: tuple[Fotnotstext, ...]
    anmärkningar: tuple[str, ...]
    under: tuple["Vy", ...]
    ej_ifylld: bool

    def alla(self) -> Iterator["Vy"]:
        """This view and all below it, in order."""
        yield self
        for view in self.under:
            yield from view.alla()

    @readable
    def numrerade(self) -> tuple["Vy", ...]:
        """The sections right below that have a number, for the contents list."""
        return tuple(view for view in self.under if view.nummer)


@readable
@dataclass(frozen=True, slots=True)
class Undantagsrad:
    """An exception that the reader of the report should know of."""

    regel: str
    text: str


@readable
@dataclass(frozen=True, slots=True)
class Kvar:
    """Something that a draft has left to do: what, in which file and at which lines."""

    text: str
    fil: str
    rader: str


def _left(same: Sequence[Finding]) -> Kvar:
    from asn.check.rules import titles  # an adopted report has nothing left

    return Kvar(group_message(same, titles().get(same[0].code, "")), same[0].place.file, listed_lines(same))


@readable
@dataclass(frozen=True, slots=True)
class Dokument:
    """A report, computed: what the templates place on the page."""

    rapport: Rapport
    period: str
    sammanfattning: Sammanfattning
    kapitel: tuple[Vy, ...]
    noteringar: tuple[str, ...]
    undantag: tuple[Undantagsrad, ...]
    brister: tuple[Finding, ...]
    föregående: Rapport | None = None
    """The last adopted report of the same kind, and the next one: pages lead there."""
    nästa: Rapport | None = None
    blad: Rapportblad | None = None
    """The report's sheet with its figures in place."""
    förkortningar: tuple[Förkortning, ...] = ()
    """The board's abbreviations that the report has in it."""

    @readable
    def tabeller(self) -> tuple[Tabell, ...]:
        """Every table of the report, in order, with all its columns."""
        return tuple(
            table.hel or table for chapter in self.kapitel for view in chapter.alla() for table in view.tabeller
        )

    @readable
    def brister_per_allvar(self) -> tuple[tuple[str, tuple[Kvar, ...]], ...]:
        """What a draft has left to do, the gravest first, each kind under its heading; many alike as one point."""
        words = self.rapport.register.ord.kontroller
        headings = ((Severity.FEL, words.fel), (Severity.VARNING, words.varningar), (Severity.RÅD, words.råd))
        groups = (
            (text, [finding for finding in self.brister if finding.severity is grave]) for grave, text in headings
        )
        return tuple((text, tuple(map(_left, grouped(findings)))) for text, findings in groups if findings)

    def ankare(self) -> frozenset[str]:
        """What a link within the report may lead to: its sections, and what the page itself has."""
        return _OWN_ANCHORS.union(view.ankare for chapter in self.kapitel for view in chapter.alla())

    @readable
    def innehåll(self) -> tuple[Vy, ...]:
        """The chapters that the contents list shows."""
        return tuple(chapter for chapter in self.kapitel if chapter.rubrik)

    @readable
    def slutdelar(self) -> tuple[tuple[str, str], ...]:
        """What stands after the last chapter without a number, for the contents list: anchors and headings."""
        words = self.rapport.register.ord
        parts = (
            (self.förkortningar, "forkortningar", words.sida.förkortningar),
            (self.noteringar, "om-utgavan", words.sida.om_utgåvan),
            (self.undantag, "undantag", words.kontroller.undantag),
        )
        return tuple((anchor, heading) for shown, anchor, heading in parts if shown)


def document(report: Rapport, earlier: Iterable[Rapport], findings: Iterable[Finding]) -> Dokument:
    """Compute a report whose expressions have all been found to give something."""
    earlier = tuple(earlier)
    names, before = namespace(report, earlier), history(earlier)
    notes = {note.id: number for number, note in enumerate(report.poster(Fotnot), 1)}
    sections = tuple(resolved(part, names, notes) for part in report.avsnitt)
    composed = replace(report, avsnitt=sections)
    for part in composed.alla_avsnitt():
        part.sammanställ(composed, earlier)
        gather(part, report.register)
    exceptions = (row for item in composed.med_undantag() for row in _exceptions(item))
    chapters = _Layout(report, notes, before).chapters(sections)
    anchors = {id(view.avsnitt): view.ankare for chapter in chapters for view in chapter.alla()}
    sheet = resolved(report.blad, names, notes)
    return Dokument(
        report,
        period_text(report),
        summary(composed, earlier, before, anchors, sheet),
        chapters,
        tuple(fill(note, names, notes) for note in report.blad.noteringar),
        tuple(dict.fromkeys(replace(row, text=fill(row.text, names, notes)) for row in exceptions)),
        tuple(sorted(findings)) if report.utkast else (),
        blad=sheet,
        förkortningar=abbreviations(report),
    )


def period_text(report: Rapport) -> str:
    """The period in words: januari–april 2023."""
    first, last = map(report.register.ord.månadsnamn, report.månader)
    if report.tid.planerar:
        return str(report.år)
    if first == last:
        return f"{last} {report.år}"
    return f"{first}–{last} {report.år}"


def _exceptions(item: Post) -> Iterator[Undantagsrad]:
    """What the reader should know of a record that stands although a rule is right to speak of it."""
    return (
        Undantagsrad(exception.regel, exception.till_läsaren) for exception in item.undantag if exception.till_läsaren
    )


@dataclass
class _Layout:
    """Numbers and anchors as they are handed out, from the first section to the last."""

    report: Rapport
    notes: dict[str, int]
    earlier: tuple[EarlierRows, ...]
    anchors: UniqueNames = field(default_factory=lambda: UniqueNames(_OWN_ANCHORS))
    tables: UniqueNames = field(default_factory=UniqueNames)
    scales: set[str] = field(default_factory=set)
    """Scales whose legend has been told: it stands once, by the first table that has lights of it."""

    def chapters(self, sections: Iterable[Avsnitt]) -> tuple[Vy, ...]:
        """The report's chapters; an annex is named by its own number."""
        views, count = [], 0
        for part in sections:
            if part.bilaga is None:
                count += 1
            annex = ifylld(self.report.register.ord.sida.bilaga, nummer=part.bilaga)
            views.append(self._view(part, _TOP, str(count) if part.bilaga is None else annex))
        return tuple(views)

    def _view(self, part: Avsnitt, level: int, number: str) -> Vy:
        register = self.report.register
        area = part.rubrikområde
        goal_area = register.målområde(area) if area else None
        heading = self._heading(part)
        anchor = self.anchors.anchor(part.id or heading or part.slag)
        # A list that is empty, and says so, has nothing to tabulate; a table without rows can't be read aloud.
        own = (*with_sources(part, register, self.report.år), *gathered(part, register))
        filled = (table for table in own if table.rader)
        shown = (with_origins(part, table, self.report.underlag) for table in filled)
        unset = register.ej_bedömd(scales_named(part).get("skala"))
        tables = tuple(self._table(med_ord(table, unset)) for table in shown)
        notes = tuple(Fotnotstext(self.notes[note.id], note.text) for note in part.fotnoter)
        scales = tuple(scale for scale in _scales(part, self.report) if scale.id not in self.scales)
        lit = _has_lights(tables) or _are_measured(scales, tables)
        self.scales.update(scale.id for scale in scales if lit)
        return Vy(
            part,
            ascii_name(part.slag),
            level,
            number if heading else "",
            anchor,
            heading,
            self._area(goal_area) if goal_area and goal_area.nummer and part.rubrik is None else "",
            tables,
            tuple(with_title(chart, register.ord) for chart in part.diagram(register) if _has_figures(chart)),
            scales,
            lit,
            notes,
            _remarks(part, scales),
            tuple(self._below(part, level, number if part.bilaga is None else "")),
            self.report.utkast and _is_empty(part, tables),
        )

    def _heading(self, part: Avsnitt) -> str:
        """A section's heading: its own, else the name of its unit or its målområde."""
        register, area = self.report.register, part.rubrikområde
        if part.rubrik or not (part.om_enhet or area):
            return part.rubrik or ""
        return register.enhet(part.om_enhet).namn if part.om_enhet else register.målområde(area or "").namn

    def _area(self, area: Målområde) -> str:
        return ifylld(self.report.register.ord.mål.målområde_nummer, nummer=area.nummer, namn=area.kort)

    def _table(self, table: Tabell) -> Tabell:
        shown = without_empty_columns(with_trend(table, self.earlier, self.report.register.ord), self.report)
        listed = as_records(told_above(with_own_names(shown, self.tables), self.report.register.ord))
        lying = replace(listed, liggande=lies_down(listed))
        return replace(lying, bredder=widths(lying), delar=parts(lying, self.report.register.ord.kolumner.del_av))

    def _below(self, part: Avsnitt, level: int, number: str) -> Iterator[Vy]:
        count = 0
        for under in part.underavsnitt:
            has_heading = bool(self._heading(under))
            count += has_heading
            numbered = has_heading and level < _NUMBERED and number.isdigit()
            yield self._view(
                under,
                level + 1 if self._heading(part) or level == _TOP else level,
                f"{number}.{count}" if numbered else "",
            )


def _remarks(part: Avsnitt, scales: Iterable[Skala]) -> tuple[str, ...]:
    """What the reader should know of a section's own records, and of the scales that its legend tells."""
    return tuple(dict.fromkeys(row.text for item in (*own_records(part), *scales) for row in _exceptions(item)))


def _has_lights(tables: Iterable[Tabell]) -> bool:
    """Whether any light of some tables is set."""
    cells = (cell for table in tables for row in table.rader for cell in row.celler)
    return any(isinstance(cell, Ljuscell | Talcell) and cell.bedömning for cell in cells)


def _are_measured(scales: Iterable[Skala], tables: Iterable[Tabell]) -> bool:
    """Whether some scale says which of the figures in some tables are good, so that it is read without lights too."""
    cells = (cell for table in tables for row in table.rader for cell in row.celler)
    bounded = any(any(klass.gränser()) for scale in scales for klass in scale.klasser)
    return bounded and any(isinstance(cell, Talcell) and cell.tal is not None for cell in cells)


def _has_figures(chart: Diagram) -> bool:
    """A draft's chart may have nothing to draw yet, or no more than a sum."""
    values = (value for series in chart.serier for value in series.värden[: len(series.värden) - chart.summor])
    return any(value is not None for value in values)


def _is_empty(part: Avsnitt, tables: tuple[Tabell, ...]) -> bool:
    """Whether a section has nothing of its own to show: in a draft, something left to write."""
    own = set(type(part).model_fields) - set(Avsnitt.model_fields)
    written = any(getattr(part, name) not in (None, (), {}) for name in own - register_fields(type(part)).keys())
    return not (written or tables or part.inledning or part.underavsnitt)


def _scales(part: Avsnitt, report: Rapport) -> Iterator[Skala]:
    """The scales that a section's lights are judged by, for the legend."""
    named = dict.fromkeys((*scales_named(part).values(), *scales_below(part)))
    yield from (report.register.skala(name) for name in named if name)
