"""What the preview shows, made in the sandbox: load what was saved, show the page, then judge it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from asn.check import Examination
from asn.check.rules import titles
from asn.compute import Dokument
from asn.finding import Finding, Place, Severity
from asn.forms.records import pointer
from asn.load.project import Projekt, load_project
from asn.load.reading import FreshReader
from asn.model.avsnitt.grund import Avsnitt
from asn.model.ord import Ord
from asn.model.record import Värde
from asn.model.report import UNITS, Rapport
from asn.output.plain import plain
from asn.output.text import verdict_of
from asn.pipeline import Checked, checked, computed, sections, style_faults
from asn.preview.answers import form_address
from asn.preview.forms import Forms
from asn.preview.views import PanelFinding, View
from asn.read import Tree
from asn.render.html import web_page
from asn.render.template import TemplateFault
from asn.resources import Refused, Resources

LAST_GOOD = "Filerna går inte att läsa just nu. Sidan visar rapporten som den var innan."
REPORT_GONE = "Rapportens mapp finns inte längre. Sidan visar rapporten som den var innan."
_TO_WRITE = "K9"
_UNJUDGED = Examination((), (), {})

R = TypeVar("R", bound=Värde)
Trees = tuple[Tree | None, tuple[Finding, ...]]
Validated = tuple[Any, tuple[Finding, ...]]


class KeptReader:
    """Keeps the latest tree of each file, and the record that it gave; a file that comes back changed is read anew."""

    def __init__(self) -> None:
        self._fresh = FreshReader()
        self._trees: dict[str, tuple[bytes, Trees]] = {}
        self._records: dict[str, tuple[Tree, object, Validated]] = {}

    def tree(self, name: str, data: bytes) -> Trees:
        """The values of a file, with their places."""
        kept = self._trees.get(name)
        if kept is None or kept[0] != data:
            kept = self._trees[name] = (data, self._fresh.tree(name, data))
        return kept[1]

    def record(self, kind: type[R], tree: Tree) -> tuple[R | None, tuple[Finding, ...]]:
        """A whole file as one record."""
        return self._kept(tree, kind, lambda: self._fresh.record(kind, tree))

    def section(self, tree: Tree, heading: str, words: Ord) -> tuple[Avsnitt | None, tuple[Finding, ...]]:
        """A whole file as a section, with the board's words."""
        return self._kept(tree, (heading, words), lambda: self._fresh.section(tree, heading, words))

    def _kept(self, tree: Tree, read_as: object, make: Callable[[], Validated]) -> Validated:
        kept = self._records.get(tree.file)
        if kept is None or kept[0] is not tree or kept[1] != read_as:
            kept = self._records[tree.file] = (tree, read_as, make())
        return kept[2]


class Pages:
    """One project; of all its files only those that were saved are read again."""

    def __init__(self, root: Path, *, edited: bool = False) -> None:
        self._root, self._edited = root, edited
        self._reader = KeptReader()
        self._turn = 0  # rises with each change of the files
        self._project = Projekt(root, (), (), {}, {}, ())
        self._resources = Resources(root)
        self._said: dict[str, Checked] = {}
        self._pages: dict[str, tuple[tuple[int, tuple[Finding, ...]], Dokument, str]] = {}
        self._titles: dict[str, tuple[tuple[int, ...], str]] = {}
        self._sections: dict[str, list[tuple[Place, str]]] = {}
        self._forms = Forms(root, self._reader, lambda name, place: _anchor(place, self._sections.get(name, [])))

    def __call__(self, question: bytes) -> bytes:
        """Do what is asked for, as JSON: to load, to show a report, to judge it, or to make or save a form."""
        what, request = json.loads(question)
        if what in {"form", "save", "list"}:
            forms = self._forms
            answer = {"form": forms.form, "save": forms.save, "list": forms.listed}[what](self._project, request)
            return json.dumps(answer).encode()
        return json.dumps({"load": self._load, "show": self._show, "judge": self._judge}[what](request)).encode()

    def _load(self, fresh: str) -> list[tuple[str, bool]] | None:
        """Load the project, with new templates too if so told; None if it can't be read now.

        Each report is named in order of time, with whether it is being written: a draft, or one that can't be read.
        """
        if fresh:
            self._resources = Resources(self._root)
            style_faults.cache_clear()
        try:
            self._project = load_project(self._root, self._reader)
        except OSError:  # a folder went while it was read, as when git changes branch
            return None
        self._turn += 1
        adopted = {report.namn for report in self._project.rapporter if not report.utkast}
        return [(name, name not in adopted) for name, _ in self._reports()]

    def _show(self, name: str) -> dict[str, Any]:
        """The page before it is judged: a draft ends with what the checks said last."""
        report = self._project.rapport(name)
        if report is None:
            text = LAST_GOOD if name in self._project.fel_i else REPORT_GONE
            return self._without_page(text, name, _loading(self._project, name))
        before = self._said.get(name)
        examined = before.granskning if before else _UNJUDGED
        return self._view(name, Checked(report, examined, before.laddad if before else ()), judged=False)

    def _judge(self, name: str) -> dict[str, Any] | None:
        report = self._project.rapport(name)
        if report is None:
            return None
        self._said[name] = checked(self._project, report)
        return self._view(name, self._said[name], judged=True)

    def _view(self, name: str, said: Checked, *, judged: bool) -> dict[str, Any]:
        try:
            document, page = self._page(name, said)
        except (TemplateFault, Refused) as why:
            return self._without_page(str(why), name, said.fynd)
        self._sections[name] = sections(said.rapport, document)
        ways = tuple(_ways(said.rapport, document)) if self._edited else ()
        remarks = self._remarks(name, said.fynd)
        return asdict(View(page, "", remarks, verdict_of(said.fynd), judged, self._reports(), ways))

    def _page(self, name: str, said: Checked) -> tuple[Dokument, str]:
        """The page; judging it changes only a draft, which lists what was found."""
        key = (self._turn, said.fynd if said.rapport.utkast else ())
        if name not in self._pages or self._pages[name][0] != key:
            document = computed(self._project, said)
            self._pages[name] = (key, document, web_page(document, self._resources))
        return self._pages[name][1:]

    def _without_page(self, text: str, name: str, findings: Iterable[Finding]) -> dict[str, Any]:
        """Why there is no page now."""
        listed = tuple(findings)
        remarks = self._remarks(name, listed)
        return asdict(View(None, text, remarks, verdict_of(listed), granskad=True, rapporter=self._reports()))

    def _remarks(self, name: str, findings: Iterable[Finding]) -> tuple[PanelFinding, ...]:
        """The gravest first, what is still to write last of its kind; each with the section that it is about."""
        places, grave = self._sections.get(name, []), list(Severity)
        # A new draft lacks much, and a slip of the pen must not drown in it.
        ordered = sorted(findings, key=lambda one: (grave.index(one.severity), one.code.startswith(_TO_WRITE)))
        return tuple(_remark(finding, _anchor(finding.place, places)) for finding in ordered)

    def _reports(self) -> tuple[tuple[str, str], ...]:
        """Name and title of every report, in order of time; one that can't be read just now keeps its place."""
        self._titles |= {report.namn: (report.ordning, report.titel) for report in self._project.rapporter}
        now = {report.namn for report in self._project.rapporter}.union(self._project.fel_i)
        unknown = {name: ((int(name[:4]), 0), name) for name in now}
        states = sorted((*(unknown | self._titles)[name], name) for name in now)
        return tuple((name, title) for _, title, name in states)


def _ways(report: Rapport, document: Dokument) -> Iterator[tuple[str, str, str]]:
    """Each section of a page: its anchor, the form that it is edited by, and its heading."""
    views = [view for chapter in document.kapitel for view in chapter.alla()]
    for part, view in zip(report.alla_avsnitt(), views, strict=True):
        file = part.file().removeprefix(f"content/{report.namn}/")
        path = () if file.startswith(f"{UNITS}/") else part.path()  # what a unit tells is a part of its whole file
        yield view.ankare, form_address(report.namn, file, pointer(path)), part.rubrik or ""


def _loading(project: Projekt, name: str) -> list[Finding]:
    """What is wrong with the files of a report that can't be put together."""
    folder = f"content/{name}"
    return [f for f in project.fynd if f.place.file.startswith(folder) or f.place.file.count("/") == 1]


def _anchor(place: Place, places: list[tuple[Place, str]]) -> str:
    """The innermost section that a place lies in: of those of its file that start before it, the last."""
    own = [(where, anchor) for where, anchor in places if where.file == place.file]
    before = [(where, anchor) for where, anchor in own if (where.line, where.column) <= (place.line, place.column)]
    return max(before)[1] if before else own[0][1] if own else ""


def _remark(finding: Finding, anchor: str) -> PanelFinding:
    message, hint = plain(finding.message), plain(finding.suggestion)
    title = titles().get(finding.code, "")
    return PanelFinding(
        finding.severity, finding.code, message, hint, plain(finding.place.file), finding.place.line, anchor, title
    )
