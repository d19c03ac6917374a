"""A piece of work in a child process: bytes come back, or the reason why not."""

import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn, Self

from asn.confinement.limits import Limits, confine, isolate

MOST = 200_000_000
"""Bytes that a child may answer with."""
_CHUNK = 1 << 20
_DONE, _KNOWN, _UNKNOWN, _FULL = b"+?!m"
TOO_LONG = "Det tog för lång tid och avbröts."
TOO_MUCH = "Det behövde mer än {} MB minne och avbröts."
CRASHED = "Det kraschade (signal {}) och avbröts."


class Ended(Exception):  # noqa: N818 - it says what happened
    """The work took too much, or crashed, and was ended; the message is Swedish."""


class Fault(Exception):  # noqa: N818 - likewise
    """A fault of ours in the child; the message is its traceback."""


class Child:
    """Work that has begun in a child process.

    ``known`` are the exceptions that the work may raise: they come out of :meth:`result` as they were, with the same
    arguments. Where the system can't fork (Windows) the work is done by this process, without limits.
    """

    def __init__(self, work: Callable[[], bytes], limits: Limits, *known: type[Exception]) -> None:
        self._work, self._limits, self._known = work, limits, known
        self.seconds = 0.0
        """Processor time that it took, once it has ended."""
        self._alive = can_fork()
        if self._alive:
            self._deadline = time.monotonic() + limits.patience
            self._pid, self._pipe = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, if nobody has asked for its result."""
        if self._alive:
            self._buried(kill=True)

    def _begin(self) -> tuple[int, int]:
        reader, writer = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            self._do(writer)
        os.close(writer)
        return pid, reader

    def _do(self, pipe: int) -> NoReturn:
        """The child's whole life."""
        try:
            isolate()
            confine(self._limits)
            answer = self._answer()
        except MemoryError:
            answer = bytes([_FULL])
        except BaseException:  # noqa: BLE001 - whatever it is, the parent is told of it
            answer = bytes([_UNKNOWN]) + traceback.format_exc().encode()
        try:
            view = memoryview(answer)
            while view:
                view = view[os.write(pipe, view) :]
        finally:
            os._exit(0)

    def _answer(self) -> bytes:
        try:
            return bytes([_DONE]) + self._work()
        except self._known as why:
            number = next(number for number, kind in enumerate(self._known) if isinstance(why, kind))
            return bytes([_KNOWN]) + json.dumps([number, why.args]).encode()

    def result(self) -> bytes:
        """Wait for what the work gives.

        Raises:
            Ended: if it took too much, or crashed.
            Fault: if it failed in a way that nobody foresaw.
        """
        if not can_fork():
            return self._work()
        with self:
            answer = self._read()
            status = self._buried()
        if not answer:
            raise Ended(self._cause(status))
        return self._told(answer)

    def _read(self) -> bytes:
        """All that the child writes."""
        parts: list[bytes] = []
        size = 0
        while True:
            ready, _, _ = select.select([self._pipe], [], [], max(0, self._deadline - time.monotonic()))
            if not ready:
                raise Ended(TOO_LONG)
            part = os.read(self._pipe, _CHUNK)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > MOST:
                raise Ended(TOO_MUCH.format(MOST // 10**6))

    def _buried(self, *, kill: bool = False) -> int:
        """Take leave of the child, and give its status."""
        self._alive = False
        os.close(self._pipe)
        if kill:
            os.kill(self._pid, signal.SIGKILL)
        _, status, usage = os.wait4(self._pid, 0)
        self.seconds = usage.ru_utime + usage.ru_stime
        return status

    def _cause(self, status: int) -> str:
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if number == signal.SIGXCPU:
            return TOO_LONG
        # The engine's libraries end the process where there is no memory left.
        if number in {signal.SIGABRT, signal.SIGTRAP, signal.SIGKILL}:
            return TOO_MUCH.format(self._limits.memory // 10**6)
        return CRASHED.format(number)

    def _told(self, answer: bytes) -> bytes:
        body = answer[1:]
        match answer[0]:
            case value if value == _DONE:
                return body
            case value if value == _KNOWN:
                number, args = json.loads(body)
                raise self._known[number](*args)
            case value if value == _FULL:
                raise Ended(TOO_MUCH.format(self._limits.memory // 10**6))
        raise Fault(body.decode("utf-8", "replace"))


def can_fork() -> bool:
    """Whether work can be given to a child here; Windows can't."""
    return hasattr(os, "fork")
