"""Watches the files: on each save the report is loaded, checked and rendered in the sandbox, for the server to show."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from asn.cache import AUTO, chosen_engine
from asn.images import PICTURE_TYPES
from asn.load.outline import report_names, seconds_needed, source_files
from asn.load.project import load_project
from asn.pipeline import checked, computed, misfit_findings, outputs
from asn.preview.pages import LAST_GOOD, REPORT_GONE, Pages
from asn.preview.views import Job, JobQueue, PanelFinding, Unavailable, View, Views
from asn.render.template import TemplateFault
from asn.resources import Refused, Resources
from asn.sandbox import Child, Ended, Limits, Worker, packed, unpacked

_NONE_YET = "Rapporten kan inte visas förrän felen här intill är rättade."
_REFUSED = "En fastställd rapport får inte ha fel, så den blir ingen PDF. Rätta felen, eller gör den till utkast."
_ENDED = "Sidan blev inte klar. {} Den visas igen när felet är rättat."
_FOLDERS = ("content", "templates")
_CONTENT = (".yaml", ".yml")
_ENDINGS = (*_CONTENT, ".j2", ".css", ".ttf", ".otf", ".woff2", ".pdf", *(f".{ending}" for ending in PICTURE_TYPES))
_SETTLING = 0.02  # seconds between two looks that must agree: an editor may empty a file before it fills it
_LOOKS = 25  # but a file that something writes to all the time is read in the end

Snapshot = frozenset[tuple[str, int, int]]
"""Path, time of change in nanoseconds and size of each file that matters, and the path of each folder."""


class Rebuilder:
    """Follows one project. All but :meth:`pdf` is for one thread.

    ``seconds`` of processor time are what each piece of work may take; 0 gives what content of its size can need.
    ``jobs`` is where what is sent from forms comes in, if anything may be edited.
    """

    def __init__(self, root: Path, views: Views, seconds: int = 0, jobs: JobQueue | None = None) -> None:
        self._root, self._views, self._seconds, self._jobs = root, views, seconds, jobs
        self._seen: Snapshot | None = snapshot(root)  # None: what was read was not whole
        self._turn = 1  # rises with each change of the files
        self._shown: dict[str, int] = {}
        self._judged: dict[str, int] = {}
        self._pdf = Lock()
        self._printed: dict[str, tuple[int, tuple[str, bytes]]] = {}
        self._pages: Worker | None = None
        self._ended = ""  # why there is no child
        self._open: tuple[int, ...] = ()
        self._load(fresh=True)

    def work(self) -> bool:
        """Do what is most urgent, and tell whether there was anything: forms, reading, pages, then judging them."""
        job = self._jobs.next() if self._jobs else None
        if job:
            self._do(job)
            return True
        if self._read():
            return True
        followed = self._views.followed()
        for done, what in ((self._shown, "show"), (self._judged, "judge")):
            for name in followed:
                if done.get(name) != self._turn:
                    done[name] = self._turn
                    self._ask_for_view(what, name)
                    return True
        return False

    def _do(self, job: Job) -> None:
        """Answer what was asked for by a form; the page that it is beside is fresh before the answer is given."""
        assert self._jobs
        try:
            self._read()
            job.answer.set_result(self._jobs.done(job, self._root, self._of_form))
        except BaseException as why:
            job.answer.set_exception(why)
            raise

    def _of_form(self, what: str, request: dict[str, Any]) -> Any:
        """What the child answers of a form; None if there is no child, or there is none any more."""
        if what == "saved":
            self._read()
            self._shown[request["rapport"]] = self._turn
            self._ask_for_view("show", request["rapport"])
            return None
        try:
            return self._asked(what, request) if self._pages else None
        except Ended:
            return None

    def close(self) -> None:
        """End what is still being done."""
        if self._pages:
            self._pages.__exit__()
            self._pages = None

    def pdf(self, name: str) -> tuple[str, bytes]:
        """A report's PDF and its file name, built now if it hasn't been since the last save.

        Raises:
            Unavailable: if it can't be built.
        """
        with self._pdf:  # one at a time
            turn = self._turn
            kept = self._printed.get(name)
            if kept is None or kept[0] != turn:
                kept = self._printed[name] = (turn, self._print(name))
            return kept[1]

    def _print(self, name: str) -> tuple[str, bytes]:
        try:
            ((file, data),) = unpacked(Child(partial(_printed, self._root, name), self._limits(), Unavailable).result())
        except Ended as why:
            raise Unavailable(f"PDF:en blev inte klar. {why}") from None
        return file, data

    def _limits(self) -> Limits:
        return Limits(self._seconds or seconds_needed(self._root), readable=source_files(self._root))

    def _read(self) -> bool:
        """Load the project anew if something was saved."""
        if snapshot(self._root) == self._seen:
            return False
        before, self._seen = self._seen, settled_snapshot(self._root)
        return self._load(fresh=before is None or templates(before) != templates(self._seen))

    def _load(self, *, fresh: bool) -> bool:
        """Have the project loaded, by a new child if the last one was ended; whether it could be read."""
        folders = tuple(_identity(folder) for folder in source_files(self._root))
        if folders != self._open:  # a child sees the folders that were there when it began
            self.close()
        if self._pages is None:
            self._open = folders
            self._pages = Worker(Pages(self._root, edited=self._jobs is not None), self._limits())
        try:
            reports = self._asked("load", "fresh" if fresh else "")
        except Ended:  # each page that is followed is told why
            reports = [(name, True) for name in report_names(self._root)]
        if reports is None:  # look again
            self._seen = None
            for name in self._views.followed():
                self._tell(name, LAST_GOOD)
            return False
        self._turn += 1
        names = tuple(name for name, _ in reports)
        written = [name for name, being_written in reports if being_written]
        self._views.name(names, last_saved(self._seen or frozenset(), self._root, written or names[-1:]))
        return True

    def _asked(self, what: str, name: Any) -> Any:
        """An answer of the child's. One that took too much is ended: the next change of the files begins a new one."""
        assert self._pages
        try:
            return json.loads(self._pages.ask(json.dumps([what, name]).encode()))
        except Ended as why:
            self._pages, self._ended = None, _ENDED.format(why)
            raise

    def _ask_for_view(self, what: str, name: str) -> None:
        try:
            answer = self._asked(what, name) if self._pages else None
        except Ended:
            answer = None
        if self._pages is None:
            self._tell(name, self._ended)
            return
        if answer is None:
            return
        if snapshot(self._root) != self._seen:  # saved meanwhile, so that this may be of half a file: judge it again
            answer["granskad"] = False
            self._judged.pop(name, None)
        answer["fynd"] = tuple(PanelFinding(**remark) for remark in answer["fynd"])
        answer["rapporter"] = tuple((name, title) for name, title in answer["rapporter"])
        answer["redigera"] = tuple(map(tuple, answer["redigera"]))
        self._lay(name, View(**answer))

    def _lay(self, name: str, view: View) -> None:
        before = self._views.view(name)
        if view.sida is None:  # the last good page stays
            page = before.sida if before else None
            message = view.besked if page or view.besked not in {LAST_GOOD, REPORT_GONE} else _NONE_YET
            view = replace(view, sida=page, besked=message)
        elif before and not view.granskad:
            view = replace(view, fynd=before.fynd, räknat=before.räknat)
            if (view.sida, view.besked, view.rapporter) == (before.sida, before.besked, before.rapporter):
                return  # nothing to see yet; the judging may still say something new
        self._views.put(name, view)

    def _tell(self, name: str, message: str) -> None:
        """Say over the last good page why there is no newer one."""
        before = self._views.view(name) or View(rapporter=tuple((name, name) for name in self._views.names()))
        self._views.put(name, replace(before, besked=message, granskad=True))


def _identity(folder: Path) -> int:
    """The number that the system knows a folder by, another when it has been made anew; 0 where there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _printed(root: Path, name: str) -> bytes:
    """A report's PDF, as the child makes it."""
    # The engine is imported by the first who asks for a PDF.
    from asn.render.pdf import PdfEngineMissing, PdfError

    project = load_project(root, latest=name)
    report = project.rapport(name)
    if report is None:
        raise Unavailable(_NONE_YET)
    judged = checked(project, report)
    if not judged.får_byggas:
        raise Unavailable(_REFUSED)
    try:
        *_, output = outputs(project, judged, Resources(root), ("pdf",), chosen_engine(AUTO))
    except PdfError as why:
        findings, more = misfit_findings(why, report, computed(project, judged))
        lines = (f"{one.place.file}, rad {one.place.line}: {one.message} {one.suggestion}" for one in findings)
        raise Unavailable("PDF:en kunde inte byggas. " + " ".join((*lines, *more))) from why
    except (PdfEngineMissing, TemplateFault, Refused) as why:
        raise Unavailable(str(why)) from why
    return packed([(output.name, output.data)])


def snapshot(root: Path) -> Snapshot:
    """What the project's files look like now; an editor's own temporary files are passed over.

    Polling costs under a millisecond for a whole project, and works on every system, in containers and on network
    disks, where notices of change are lost.
    """
    return frozenset(_seen([root / folder for folder in _FOLDERS]))


def settled_snapshot(root: Path) -> Snapshot:
    """The same, once two looks agree."""
    before = snapshot(root)
    for _ in range(_LOOKS):
        time.sleep(_SETTLING)
        now = snapshot(root)
        if now == before:
            break
        before = now
    return before


def templates(seen: Snapshot) -> Snapshot:
    """The part of a snapshot that is not content."""
    return frozenset(one for one in seen if not one[0].endswith(_CONTENT))


def last_saved(seen: Snapshot, root: Path, names: Sequence[str]) -> str:
    """Of these reports the one that a file was saved in last, or the last of them; empty if there are none."""

    def saved(name: str) -> int:
        own = str(root / "content" / name) + os.sep
        return max((time for path, time, _ in seen if path.startswith(own)), default=0)

    return max(reversed(names), key=saved, default="")


def _seen(folders: list[Path]) -> Iterator[tuple[str, int, int]]:
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:  # it was taken away while we looked; the next look sees it gone
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield entry.path, 0, 0
                folders.append(Path(entry.path))
            elif entry.name.endswith(_ENDINGS):
                yield from _file(entry)


def _file(entry: os.DirEntry[str]) -> Iterator[tuple[str, int, int]]:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # likewise
        return
    yield entry.path, status.st_mtime_ns, status.st_size
