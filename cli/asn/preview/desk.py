"""Where what is asked of forms comes in: the server's threads lay it here, and the workshop answers in its own time.

Only here is anything written, by the one writer, to the one file that the request names; what it is to hold comes from
the child, which can write nothing.
"""

import base64
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from asn.files import Overtaken, Refused, cause, replace
from asn.output.plain import plain
from asn.preview.board import Board

_MOST = 50
"""Saves that can be undone."""
_NO_ANSWER = "Formuläret kan inte visas just nu: innehållet går inte att läsa, eller tar för lång tid."
_UNDO_OVERTAKEN = "Filen har ändrats sedan du sparade, så sparningen kan inte ångras. Inget är skrivet."
_NOTHING_TO_UNDO = "Det finns ingen sparning att ångra."

Ask = Callable[[str, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: a form, a save, the list of all forms, or that the last save is undone."""

    what: str
    told: dict[str, Any]
    answer: "Future[dict[str, Any]]" = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class _Save:
    file: str
    old: bytes
    new: bytes
    label: str


class Desk:
    """The jobs that wait, and the saves that can be undone. All but :meth:`ask` is for the workshop's thread."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._saves: list[_Save] = []

    def ask(self, what: str, told: dict[str, Any]) -> dict[str, Any]:
        """The answer to what is asked, when it is done."""
        job = Job(what, told)
        self._jobs.put(job)
        self._board.wake()
        return job.answer.result()

    def next(self) -> Job | None:
        """The next job, if there is any."""
        try:
            return self._jobs.get_nowait()
        except Empty:
            return None

    def done(self, job: Job, root: Path, ask: Ask) -> dict[str, Any]:
        """The answer to a job; ``ask`` asks the child."""
        told = {**job.told, "ångra": self._saves[-1].label if self._saves else ""}
        if job.what == "undo":
            return self._undone(told, root, ask)
        answer: dict[str, Any] = ask(job.what, told) or {"status": 503, "text": _NO_ANSWER}
        if "ny" in answer:
            return self._written(told, answer, root, ask)
        return answer

    def _written(self, told: dict[str, Any], answer: dict[str, Any], root: Path, ask: Ask) -> dict[str, Any]:
        """Write what the child has made of the file that was asked about."""
        old, new = base64.b64decode(answer["gammal"]), base64.b64decode(answer["ny"])
        save = _Save(f"content/{told['rapport']}/{told['fil']}", old, new, answer["etikett"])
        if old == new:
            return {"status": 200}
        try:
            replace(root, save.file, old, new)
        except Overtaken:
            ask("saved", told)
            overtaken: dict[str, Any] = ask("save", told) or {"status": 503, "text": _NO_ANSWER}
            return overtaken if "ny" not in overtaken else {"status": 503, "text": _NO_ANSWER}
        except (Refused, OSError) as why:
            return _not_written(save.file, why)
        self._saves = [*self._saves, save][-_MOST:]
        ask("saved", told)
        return {"status": 200}

    def _undone(self, told: dict[str, Any], root: Path, ask: Ask) -> dict[str, Any]:
        if not self._saves:
            return {"status": 409, "text": _NOTHING_TO_UNDO}
        save = self._saves.pop()
        try:
            replace(root, save.file, save.new, save.old)
        except Overtaken:
            return {"status": 409, "text": _UNDO_OVERTAKEN}
        except (Refused, OSError) as why:
            return _not_written(save.file, why)
        ask("saved", told)
        return {"status": 200}


def _not_written(file: str, why: Refused | OSError) -> dict[str, Any]:
    told = why.told if isinstance(why, Refused) else cause(why)
    return {"status": 503, "text": f"{plain(file)} kan inte skrivas: {plain(told)}"}
