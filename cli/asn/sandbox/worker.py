"""A sandboxed child that stays alive and answers one request after the other."""

import os
import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from asn.sandbox.child import DONE, HEAD, TOO_LONG, Child, Ended, can_fork, send
from asn.sandbox.limits import Limits

_SESSION = 3600  # seconds of processor time in all
_LOOK = 0.1  # seconds between two looks at how much time it has used


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
                send(self._pipe, DONE, question)
        else:
            self._questions.append(question)
        return self.next()

    def _replies(self) -> Iterator[bytes]:
        """The child's work, until nobody asks any more."""
        while can_fork() or self._questions:
            yield self._reply(self._asked() if can_fork() else self._questions.pop())

    def _asked(self) -> bytes:
        _, size = HEAD.unpack(_taken(self._pipe, HEAD.size))
        return _taken(self._pipe, size)

    def _await(self) -> None:
        """Wait until there is something to read; the system counts the time of the whole session, so we count here."""
        while not select.select([self._pipe], [], [], _LOOK)[0]:
            if _seconds_used(self._pid) > self._until or time.monotonic() > self._deadline:
                raise Ended(TOO_LONG)


def _seconds_used(pid: int) -> float:
    """Seconds of processor time that a process has used; on the clock, where the system doesn't tell."""
    if sys.platform == "linux":
        return time.clock_gettime((~pid << 3) | 2)  # the clock that clock_getcpuclockid(3) names
    return time.monotonic()


def _taken(pipe: int, size: int) -> bytes:
    taken = b""
    while len(taken) < size:
        part = os.read(pipe, size - len(taken))
        if not part:
            os._exit(0)  # nobody is there to answer
        taken += part
    return taken
