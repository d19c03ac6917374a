"""A piece of work in a child process: bytes come back, or the reason why not."""

import json
import os
import select
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, Self

from asn.sandbox.isolation import isolate
from asn.sandbox.limits import Limits, address_space

_SESSION = 3600  # seconds of processor time in all that a worker may take
_LOOK = 0.1  # seconds between two looks at how much time it has used
_LENGTH = 8  # bytes that tell how long the list of contents is
Work = Callable[[], bytes | Iterator[bytes]]
MOST_ANSWER_BYTES = 200_000_000
"""Bytes that an answer may have."""
_CHUNK = 1 << 20
_HEAD = struct.Struct("<cQ")
"""What stands before an answer: its kind, and how many bytes follow."""
_DONE, _KNOWN, _SYSTEM, _UNKNOWN, _FULL = b"+", b"?", b"s", b"!", b"m"
_TOO_LONG = "Det tog för lång tid och avbröts."
_TOO_MUCH = "Det behövde mer än {} MB minne och avbröts."
_CRASHED = "Det kraschade (signal {}) och avbröts."
_NEARLY = 0.8  # of its time, which the kernel counts by ticks: who is killed then was killed for it


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Named files, one after the other behind a list of contents."""
    kept = list(files)
    contents = json.dumps([(name, len(data)) for name, data in kept]).encode()
    return len(contents).to_bytes(_LENGTH) + contents + b"".join(data for _, data in kept)


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """The files again. Nothing in them is run: a child may have read anything."""
    start = _LENGTH + int.from_bytes(data[:_LENGTH])
    files = []
    for name, size in json.loads(data[_LENGTH:start]):
        files.append((name, data[start : start + size]))
        start += size
    return files


class Ended(Exception):  # noqa: N818 - it says what happened
    """The work took too much, or crashed, and was ended; the message is Swedish."""

    def message(self, command: str) -> str:
        """The message, and where it was time that was lacking what gives the command more."""
        return f"{self} Är det verkligen så stort: {command} --timeout 60." if _TOO_LONG in str(self) else str(self)


class Fault(Exception):  # noqa: N818 - likewise
    """A fault of ours in the child; the message is its traceback."""


class Child:
    """Work that has begun in a child process: a function that gives its answer, or several, one after the other.

    ``known`` are the exceptions that the work may raise: they come out of :meth:`next` as they were, with the same
    arguments. Where the system can't fork (Windows) the work is done by this process, without limits.
    """

    def __init__(self, work: Work, limits: Limits, *known: type[BaseException]) -> None:
        self._work, self._limits, self._known = work, limits, known
        self._patience = limits.patience
        self._waiting = bytearray()
        self._alive = can_fork()
        if self._alive:
            self._room = Path(tempfile.mkdtemp(prefix="asn-"))
            self._pid, self._pipe = self._begin()
        else:
            self._answers = self._given()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, whatever it still does."""
        if self._alive:
            self._reaped(kill=True)

    def fileno(self) -> int:
        """The descriptor that can be read when an answer comes."""
        return self._pipe

    def _begin(self) -> tuple[int, int]:
        here, there = (end.detach() for end in socket.socketpair())
        sys.stdout.flush()
        sys.stderr.flush()
        parent, size = os.getpid(), address_space()
        pid = os.fork()
        if pid == 0:
            self._do(there, parent, size)
        os.close(there)
        return pid, here

    def _do(self, pipe: int, parent: int, size: int) -> NoReturn:
        """The child's whole life."""
        try:
            self._answer(pipe, parent, size)
        finally:
            os._exit(0)

    def _answer(self, pipe: int, parent: int, size: int) -> None:
        try:
            isolate(self._limits, pipe, self._room, parent, size)
            _mark_as_child()
            self._pipe = pipe
            for answer in self._given():
                _send(pipe, _DONE, answer)
        except self._known as why:
            number = next(number for number, kind in enumerate(self._known) if isinstance(why, kind))
            _send(pipe, _KNOWN, json.dumps([number, why.args]).encode())
        except OSError as why:
            details = [why.errno, why.strerror, why.filename and os.fsdecode(why.filename), traceback.format_exc()]
            _send(pipe, _SYSTEM, json.dumps(details).encode())
        except MemoryError:
            _send(pipe, _FULL, b"")
        except BaseException:  # noqa: BLE001 - whatever it is, the parent is told of it
            _send(pipe, _UNKNOWN, traceback.format_exc().encode("utf-8", "replace"))

    def _given(self) -> Iterator[bytes]:
        given = self._work()
        yield from [given] if isinstance(given, bytes) else given

    def next(self) -> bytes:
        """Wait for the next answer.

        Raises:
            Ended: if the child took too much, or crashed.
            Fault: if it failed in a way that nobody foresaw.
            OSError: if the system let it down.
        """
        if not can_fork():
            return next(self._answers)
        self._deadline = time.monotonic() + self._patience
        try:
            kind, size = _HEAD.unpack(self._read(_HEAD.size))
            return self._body_of(kind, self._read(size))
        except BaseException:
            self.__exit__()
            raise

    def result(self) -> bytes:
        """Wait for the last answer, as :meth:`next`, and take leave of the child."""
        with self:
            return self.next()

    def _read(self, size: int) -> bytes:
        """So many of the bytes that the child writes."""
        if size > MOST_ANSWER_BYTES:
            raise Ended(_TOO_MUCH.format(MOST_ANSWER_BYTES // 10**6))
        while len(self._waiting) < size:
            self._await()
            part = b""
            with suppress(ConnectionError):
                part = os.read(self._pipe, _CHUNK)
            if not part:
                raise Ended(self._reaped())
            self._waiting += part
        taken = bytes(self._waiting[:size])
        del self._waiting[:size]
        return taken

    def _await(self) -> None:
        """Wait until there is something to read."""
        if not select.select([self._pipe], [], [], max(0, self._deadline - time.monotonic()))[0]:
            raise Ended(_TOO_LONG)

    def _reaped(self, *, kill: bool = False) -> str:
        """Take leave of the child and of all that it started; why it ended, in Swedish."""
        self._alive = False
        os.close(self._pipe)
        if kill:
            os.kill(self._pid, signal.SIGKILL)
        # Its number is its group's, and nobody else's until it has been waited for.
        os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOWAIT)
        with suppress(ProcessLookupError, PermissionError):  # it leads no group, as a child's child, or is alone in it
            os.killpg(self._pid, signal.SIGKILL)
        _, status, used = os.wait4(self._pid, 0)
        shutil.rmtree(self._room, ignore_errors=True)
        return self._cause(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, used.ru_utime + used.ru_stime)

    def _cause(self, number: int, seconds: float) -> str:
        if number == signal.SIGXCPU or (number == signal.SIGKILL and seconds >= _NEARLY * self._limits.seconds):
            return _TOO_LONG
        # The engine's libraries end the process where there is no memory left.
        if number in {signal.SIGABRT, signal.SIGTRAP, signal.SIGKILL}:
            return _TOO_MUCH.format(self._limits.memory // 10**6)
        return _CRASHED.format(number)

    def _body_of(self, kind: bytes, body: bytes) -> bytes:
        if kind == _DONE:
            return body
        if kind == _KNOWN:
            number, args = json.loads(body)
            raise self._known[number](*args)
        if kind == _SYSTEM:
            *details, trace = json.loads(body)
            why = OSError(*details)
            why.add_note(trace)
            raise why
        if kind == _FULL:
            raise Ended(_TOO_MUCH.format(self._limits.memory // 10**6))
        raise Fault(body.decode("utf-8", "replace"))


class Worker(Child):
    """A child that lives on and answers questions: it keeps what it has learnt, and has its time for each anew.

    ``work`` is given a question and gives its answer. :meth:`ask` raises as :meth:`Child.next`; then the child is gone.
    """

    def __init__(self, work: Callable[[bytes], bytes], limits: Limits, *known: type[BaseException]) -> None:
        self._reply, self._of_each = work, limits
        self._questions: list[bytes] = []
        super().__init__(self._replies, replace(limits, seconds=_SESSION), *known)
        self._patience = limits.patience

    def ask(self, question: bytes) -> bytes:
        """The answer to a question."""
        if can_fork():
            self._until = _seconds_used(self._pid) + self._of_each.seconds
            with suppress(ConnectionError):  # it has gone, which the reading tells of
                _send(self._pipe, _DONE, question)
        else:
            self._questions.append(question)
        return self.next()

    def _replies(self) -> Iterator[bytes]:
        """The child's work, until nobody asks any more."""
        while can_fork() or self._questions:
            yield self._reply(self._asked() if can_fork() else self._questions.pop())

    def _asked(self) -> bytes:
        _, size = _HEAD.unpack(_read_or_end(self._pipe, _HEAD.size))
        return _read_or_end(self._pipe, size)

    def _await(self) -> None:
        """Wait until there is something to read; the system counts the time of the whole session, so we count here."""
        while not select.select([self._pipe], [], [], _LOOK)[0]:
            if _seconds_used(self._pid) > self._until or time.monotonic() > self._deadline:
                raise Ended(_TOO_LONG)


def _seconds_used(pid: int) -> float:
    """Seconds of processor time that a process has used; on the clock, where the system doesn't tell."""
    if sys.platform == "linux":
        return time.clock_gettime((~pid << 3) | 2)  # the clock that clock_getcpuclockid(3) names
    return time.monotonic()


def _read_or_end(pipe: int, size: int) -> bytes:
    taken = b""
    while len(taken) < size:
        part = os.read(pipe, size - len(taken))
        if not part:
            os._exit(0)  # nobody is there to answer
        taken += part
    return taken


def _send(pipe: int, kind: bytes, body: bytes) -> None:
    """Write an answer, or a question, with what stands before it."""
    for part in (_HEAD.pack(kind, len(body)), body):
        view = memoryview(part)
        while view:
            view = view[os.write(pipe, view) :]


_INSIDE: list[int] = []
"""The processes that this one is a child as, which is one or none."""


def _mark_as_child() -> None:
    _INSIDE[:] = [os.getpid()]


def in_child() -> bool:
    """Whether this process is such a child: it ends when its work is done, and takes nobody with it."""
    return os.getpid() in _INSIDE


def can_fork() -> bool:
    """Whether work can be given to a child here; Windows can't."""
    return hasattr(os, "fork")
