"""What the server shows: the latest view of each report, laid here by the workshop and waited for by open pages."""

import time
from dataclasses import dataclass, replace
from threading import Condition

_FOLLOWED = 60.0  # seconds that a report is kept up to date after a page last asked for it


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """A finding as the panel shows it; ``ankare`` is the section of the page that it belongs to, or empty."""

    allvar: str
    kod: str
    text: str
    råd: str
    fil: str
    rad: int
    ankare: str


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


class Board:
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

    def lay(self, name: str, view: View) -> None:
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
            found = self._views.get(name)
            return found is not None and found.nummer > than

        with self._changed:
            self._asked[name] = time.monotonic()
            self._changed.notify_all()  # the workshop may rest
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

    def rest(self, seconds: float) -> None:
        """Wait so long, or until somebody asks for something."""
        with self._changed:
            self._changed.wait(seconds)
