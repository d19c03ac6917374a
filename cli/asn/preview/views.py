"""What the server's threads and the rebuilder share: the latest view of each report, and what forms ask for.

Only here is anything written, by the one writer, to the one file that a request names; what it is to hold comes from
the child, which can write nothing.
"""

import base64
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Condition
from typing import Any

from asn.files import Overtaken, Refused, cause
from asn.files import replace as replace_file
from asn.output.plain import plain

_FOLLOWED = 60.0  # seconds that a report is kept up to date after a page last asked for it
_MOST = 50
"""Saves that can be undone."""
_NO_ANSWER = "Formuläret kan inte visas just nu: innehållet går inte att läsa, eller tar för lång tid."
_UNDO_OVERTAKEN = "Filen har ändrats sedan du sparade, så sparningen kan inte ångras. Inget är skrivet."
_NOTHING_TO_UNDO = "Det finns ingen sparning att ångra."

AskChild = Callable[[str, dict[str, Any]], Any]


class Unavailable(Exception):  # noqa: N818 - it says what is the case
    """A PDF that can't be built now; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """A finding as the panel shows it; ``ankare`` is the section of the page that it belongs to, or empty.

    ``rubrik`` is its rule's title, which many findings of one rule in one file stand under.
    """

    allvar: str
    kod: str
    text: str
    råd: str
    fil: str
    rad: int
    ankare: str
    rubrik: str


@dataclass(frozen=True, slots=True)
class View:
    """A report as it stands. ``besked`` says why the page isn't the latest one, or is empty.

    ``nummer`` rises with each change and ``sidnummer`` is its value when the page itself last changed. ``granskad``
    tells whether ``fynd`` is about this page, or still about the one before it. ``redigera`` are the sections that can
    be edited: each with its anchor, the address of its form and its heading.
    """

    sida: str | None = None
    besked: str = ""
    fynd: tuple[PanelFinding, ...] = ()
    räknat: str = ""
    granskad: bool = False
    rapporter: tuple[tuple[str, str], ...] = ()
    redigera: tuple[tuple[str, str, str], ...] = ()
    nummer: int = 0
    sidnummer: int = 0


class Views:
    """The views by the report's name. Everything that threads share lies here, under one lock."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._views: dict[str, View] = {}
        self._asked: dict[str, float] = {}
        self._names: tuple[str, ...] = ()
        self._first = ""
        self._number = 0

    def names(self) -> tuple[str, ...]:
        """The reports that there are."""
        with self._changed:
            return self._names

    def name(self, names: tuple[str, ...], first: str) -> None:
        """Tell which reports there are, and which of them is shown to whoever asks for none."""
        with self._changed:
            self._names, self._first = names, first

    def first(self) -> str:
        """The report that is shown first; empty where there is none."""
        with self._changed:
            return self._first

    def has(self, name: str) -> bool:
        """Whether there is such a report, or was: what it looked like is still shown."""
        with self._changed:
            return name in self._names or name in self._views

    def view(self, name: str) -> View | None:
        """The latest view of a report, if anyone has followed it."""
        with self._changed:
            return self._views.get(name)

    def put(self, name: str, view: View) -> None:
        """Show a view; those who wait for the report are woken if it says anything new."""
        with self._changed:
            before = self._views.get(name)
            if before and replace(view, nummer=before.nummer, sidnummer=before.sidnummer) == before:
                return
            self._number += 1
            same = before is not None and before.sida == view.sida
            page = before.sidnummer if before and same else self._number
            self._views[name] = replace(view, nummer=self._number, sidnummer=page)
            self._changed.notify_all()

    def later(self, name: str, than: int, patience: float) -> View | None:
        """The first view of a report after number ``than``; None if ``patience`` seconds bring none."""

        def there() -> bool:
            view = self._views.get(name)
            return view is not None and view.nummer > than

        with self._changed:
            self._asked[name] = time.monotonic()
            self._changed.notify_all()  # the rebuilder may rest
            self._changed.wait_for(there, patience)
            return self._views.get(name) if there() else None

    def followed(self) -> tuple[str, ...]:
        """The reports that open pages show, the one asked for last first."""
        with self._changed:
            since = time.monotonic() - _FOLLOWED
            known = {*self._names, *self._views}
            kept = [name for name in known if self._asked.get(name, since) > since]
            return tuple(sorted(kept, key=self._asked.__getitem__, reverse=True))

    def wake(self) -> None:
        """Let whoever rests go on: there is something to do."""
        with self._changed:
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until somebody asks for something."""
        with self._changed:
            self._changed.wait(seconds)


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: a form, a save, the list of all forms, or that the last save is undone."""

    what: str
    request: dict[str, Any]
    answer: "Future[dict[str, Any]]" = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class _Save:
    file: str
    old: bytes
    new: bytes
    label: str


class JobQueue:
    """The jobs that wait, and the saves that can be undone. All but :meth:`ask` is for the rebuilder's thread."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._saves: list[_Save] = []

    def ask(self, what: str, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to what is asked, when it is done."""
        job = Job(what, request)
        self._jobs.put(job)
        self._views.wake()
        return job.answer.result()

    def next(self) -> Job | None:
        """The next job, if there is any."""
        try:
            return self._jobs.get_nowait()
        except Empty:
            return None

    def done(self, job: Job, root: Path, ask: AskChild) -> dict[str, Any]:
        """The answer to a job; ``ask`` asks the child."""
        request = {**job.request, "ångra": self._saves[-1].label if self._saves else ""}
        if job.what == "undo":
            return self._undone(request, root, ask)
        answer: dict[str, Any] = ask(job.what, request) or {"status": 503, "text": _NO_ANSWER}
        if "ny" in answer:
            return self._written(request, answer, root, ask)
        return answer

    def _written(self, request: dict[str, Any], answer: dict[str, Any], root: Path, ask: AskChild) -> dict[str, Any]:
        """Write what the child has made of the file that was asked about."""
        old, new = base64.b64decode(answer["gammal"]), base64.b64decode(answer["ny"])
        save = _Save(f"content/{request['rapport']}/{request['fil']}", old, new, answer["etikett"])
        if old == new:
            return {"status": 200}
        try:
            replace_file(root, save.file, old, new)
        except Overtaken:
            ask("saved", request)
            overtaken: dict[str, Any] = ask("save", request) or {"status": 503, "text": _NO_ANSWER}
            return overtaken if "ny" not in overtaken else {"status": 503, "text": _NO_ANSWER}
        except (Refused, OSError) as why:
            return _not_written(save.file, why)
        self._saves = [*self._saves, save][-_MOST:]
        ask("saved", request)
        return {"status": 200}

    def _undone(self, request: dict[str, Any], root: Path, ask: AskChild) -> dict[str, Any]:
        if not self._saves:
            return {"status": 409, "text": _NOTHING_TO_UNDO}
        save = self._saves.pop()
        try:
            replace_file(root, save.file, save.new, save.old)
        except Overtaken:
            return {"status": 409, "text": _UNDO_OVERTAKEN}
        except (Refused, OSError) as why:
            return _not_written(save.file, why)
        ask("saved", request)
        return {"status": 200}


def _not_written(file: str, why: Refused | OSError) -> dict[str, Any]:
    text = why.message if isinstance(why, Refused) else cause(why)
    return {"status": 503, "text": f"{plain(file)} kan inte skrivas: {plain(text)}"}
