"""The one place where work is done: load what was saved, show the page, then judge it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from asn.check import Examination
from asn.compute import Dokument
from asn.finding import Finding, Place, Severity
from asn.load.project import Projekt, load_project
from asn.model.report import Rapport
from asn.output.plain import plain
from asn.output.text import summary
from asn.pipeline import Checked, checked, computed, outputs, style_faults
from asn.preview.answers import Unavailable
from asn.preview.board import Board, Remark, View
from asn.preview.kept import KeptReader
from asn.preview.watch import Snapshot, settled, snapshot, templates
from asn.render.html import web_page
from asn.render.template import TemplateFault
from asn.resources import Refused, Resources

_LAST_GOOD = "Filerna går inte att läsa just nu. Sidan visar rapporten som den var innan."
_NONE_YET = "Rapporten kan inte visas förrän felen här intill är rättade."
_REFUSED = "En fastställd rapport får inte ha fel, så den blir ingen PDF. Rätta felen, eller gör den till utkast."
_TO_WRITE = "K9"
_UNJUDGED = Examination((), (), {})


class Workshop:
    """Follows one project. All but :meth:`pdf` is for one thread."""

    def __init__(self, root: Path, board: Board) -> None:
        self._root, self._board = root, board
        self._reader = KeptReader()
        self._seen: Snapshot | None = snapshot(root)  # None: what was read was not whole
        self._turn = 1  # rises with each change of the files
        self._project = load_project(root, self._reader)
        self._resources = Resources(root)
        self._shown: dict[str, int] = {}
        self._judged: dict[str, int] = {}
        self._said: dict[str, Checked] = {}
        self._pages: dict[str, tuple[tuple[int, tuple[Finding, ...]], Dokument, str]] = {}
        self._pdf = Lock()
        self._printed: dict[str, tuple[int, bytes]] = {}
        self._titles: dict[str, tuple[tuple[int, ...], str]] = {}
        self._sections: dict[str, list[tuple[Place, str]]] = {}
        board.name(tuple(name for name, _ in self._reports()))

    def work(self) -> bool:
        """Do what is most urgent, and tell whether there was anything: reading, then pages, then judging them."""
        if self._read():
            return True
        followed = self._board.followed()
        for name in followed:
            if self._shown.get(name) != self._turn:
                self._shown[name] = self._turn
                self._show(name)
                return True
        for name in followed:
            if self._judged.get(name) != self._turn:
                self._judged[name] = self._turn
                self._judge(name)
                return True
        return False

    def pdf(self, name: str) -> tuple[str, bytes]:
        """A report's PDF and its file name, built now if it hasn't been since the last save.

        Raises:
            Unavailable: if it can't be built.
        """
        with self._pdf:  # the engine is one at a time
            turn, project, resources = self._turn, self._project, self._resources
            report = project.rapport(name)
            if report is None:
                raise Unavailable(_NONE_YET)
            file = f"{report.filnamn}.pdf"
            kept = self._printed.get(name)
            if kept is None or kept[0] != turn:
                kept = self._printed[name] = (turn, _printed(project, report, resources, file))
            return file, kept[1]

    def _read(self) -> bool:
        """Load the project anew if something was saved."""
        if snapshot(self._root) == self._seen:
            return False
        before, self._seen = self._seen, settled(self._root)
        if before is None or templates(before) != templates(self._seen):
            self._resources = Resources(self._root)
            style_faults.cache_clear()
        try:
            self._project = load_project(self._root, self._reader)
        except OSError:  # a folder went while it was read, as when git changes branch: look again
            self._seen = None
            return False
        self._turn += 1
        self._board.name(tuple(name for name, _ in self._reports()))
        return True

    def _show(self, name: str) -> None:
        """Lay the page out before it is judged: a draft ends with what the checks said last."""
        report = self._project.rapport(name)
        if report is None:
            self._keep_last_good(name, _LAST_GOOD, _loading(self._project, name))
            return
        before = self._said.get(name)
        examined = before.granskning if before else _UNJUDGED
        self._lay(name, Checked(report, examined, before.laddad if before else ()), judged=False)

    def _judge(self, name: str) -> None:
        report = self._project.rapport(name)
        if report is not None:
            self._said[name] = checked(self._project, report)
            self._lay(name, self._said[name], judged=True)

    def _lay(self, name: str, said: Checked, *, judged: bool) -> None:
        try:
            made, page = self._page(name, said)
        except (TemplateFault, Refused) as why:
            self._keep_last_good(name, str(why), said.fynd)
            return
        self._sections[name] = _sections(said.rapport, made)
        view = View(page, "", self._remarks(name, said.fynd), summary(said.fynd), judged, self._reports())
        before = self._board.view(name)
        if before and not judged:
            view = replace(view, fynd=before.fynd, räknat=before.räknat)
            if (view.sida, view.besked, view.rapporter) == (before.sida, before.besked, before.rapporter):
                return  # nothing to see yet; the judging may still say something new
        self._board.lay(name, view)

    def _page(self, name: str, said: Checked) -> tuple[Dokument, str]:
        """The page; judging it changes only a draft, which lists what was found."""
        key = (self._turn, said.fynd if said.rapport.utkast else ())
        if name not in self._pages or self._pages[name][0] != key:
            made = computed(self._project, said)
            self._pages[name] = (key, made, web_page(made, self._resources))
        return self._pages[name][1:]

    def _keep_last_good(self, name: str, told: str, findings: Iterable[Finding]) -> None:
        before = self._board.view(name)
        page = before.sida if before else None
        listed = tuple(findings)
        remarks = self._remarks(name, listed)
        told = told if page or told != _LAST_GOOD else _NONE_YET
        view = View(page, told, remarks, summary(listed), granskad=True, rapporter=self._reports())
        self._board.lay(name, view)

    def _remarks(self, name: str, findings: Iterable[Finding]) -> tuple[Remark, ...]:
        """The gravest first, what is still to write last of its kind; each with the section that it is about."""
        sections, grave = self._sections.get(name, []), list(Severity)
        # A new draft lacks much, and a slip of the pen must not drown in it.
        ordered = sorted(findings, key=lambda one: (grave.index(one.severity), one.code.startswith(_TO_WRITE)))
        return tuple(_remark(found, _anchor(found.place, sections)) for found in ordered)

    def _reports(self) -> tuple[tuple[str, str], ...]:
        """Name and title of every report, in order of time; one that can't be read just now keeps its place."""
        self._titles |= {report.namn: (report.ordning, report.titel) for report in self._project.rapporter}
        now = {report.namn for report in self._project.rapporter}.union(self._project.fel_i)
        unknown = {name: ((int(name[:4]), 0), name) for name in now}
        told = sorted((*(unknown | self._titles)[name], name) for name in now)
        return tuple((name, title) for _, title, name in told)


def _loading(project: Projekt, name: str) -> list[Finding]:
    """What is wrong with the files of a report that can't be put together."""
    folder = f"content/{name}"
    return [f for f in project.fynd if f.place.file.startswith(folder) or f.place.file.count("/") == 1]


def _printed(project: Projekt, report: Rapport, resources: Resources, file: str) -> bytes:
    # The engine is imported by the first who asks for a PDF.
    from asn.render.pdf import PdfEngineMissing, PdfError

    judged = checked(project, report)
    if not judged.får_byggas:
        raise Unavailable(_REFUSED)
    try:
        made = outputs(project, judged, resources, ("pdf",))
    except PdfError as why:
        raise Unavailable("PDF:en kunde inte byggas. " + " ".join(why.messages)) from why
    except (PdfEngineMissing, TemplateFault, Refused) as why:
        raise Unavailable(str(why)) from why
    return next(output.data for output in made if output.name == file)


def _sections(report: Rapport, made: Dokument) -> list[tuple[Place, str]]:
    """Where each section of a page was read, and its anchor."""
    views = [view for chapter in made.kapitel for view in chapter.alla()]
    # The page's sections are copies, with figures for expressions; the report's know where they were read.
    return [(part.at(), view.ankare) for part, view in zip(report.alla_avsnitt(), views, strict=True)]


def _anchor(place: Place, sections: list[tuple[Place, str]]) -> str:
    """The innermost section that a place lies in: of those of its file that start before it, the last."""
    own = [(where, anchor) for where, anchor in sections if where.file == place.file]
    before = [(where, anchor) for where, anchor in own if (where.line, where.column) <= (place.line, place.column)]
    return max(before)[1] if before else own[0][1] if own else ""


def _remark(found: Finding, anchor: str) -> Remark:
    message, hint = plain(found.message), plain(found.suggestion)
    return Remark(found.severity, found.code, message, hint, plain(found.place.file), found.place.line, anchor)
