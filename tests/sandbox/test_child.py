"""A child does the work, and can take no more than it is given."""

import faulthandler
import json
import mmap
import os
import resource
import signal
import socket
import time
from pathlib import Path

import pytest

from asn.sandbox import Child, Ended, Fault, Limits, Worker, packed, unpacked
from asn.sandbox.child import MOST_ANSWER_BYTES

LITTLE = Limits(1, 400_000_000)


def endless():
    while True:
        pass


def idle():
    time.sleep(600)
    return b""


def crash(number):
    faulthandler.disable()  # pytest's own would print a page
    os.kill(os.getpid(), number)
    return b""


def children():
    """The processes that this one has started and not waited for, by their numbers."""
    return {path.parent.name for path in Path("/proc").glob("[0-9]*/stat") if parent(path) == str(os.getpid())}


def parent(path):
    """The number of a process's parent, from its stat; nothing where it has ended meanwhile."""
    try:
        return path.read_text().rpartition(")")[2].split()[1]
    except (FileNotFoundError, ProcessLookupError):
        return ""


@pytest.fixture(autouse=True)
def none_is_left():
    """No test leaves a child behind, however its work ended."""
    before = children()
    yield
    assert children() <= before


def state(pid):
    """The state of a process: a letter, or nothing where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2]
    except FileNotFoundError:
        return ""


def test_the_answer_comes_back_however_long_it_is():
    """Also one that fills the pipe many times over."""
    assert Child(lambda: b"svar", LITTLE).result() == b"svar"
    assert Child(lambda: b"x" * 3_000_000, LITTLE).result() == b"x" * 3_000_000
    assert Child(lambda: b"", LITTLE).result() == b""


def test_answers_come_one_after_the_other():
    """Each when it is asked for; what follows the last one asked for is never done."""

    def work():
        yield b"ett"
        yield b"x" * 300_000
        endless()

    with Child(work, LITTLE) as child:
        assert child.next() == b"ett"
        assert child.result() == b"x" * 300_000


def test_a_fault_after_an_answer():
    """The answer stands; the next one is why there is none."""

    def work():
        yield b"ett"
        raise KeyError("två")

    child = Child(work, LITTLE, KeyError)
    assert child.next() == b"ett"
    with pytest.raises(KeyError, match="två"):
        child.next()


def test_no_more_answers():
    """Whoever asks for one more than there are is told that something is wrong."""
    child = Child(lambda: b"svar", LITTLE)
    assert child.next() == b"svar"
    with pytest.raises(Ended):
        child.next()


def test_the_child_is_another_process():
    """What the work does to its memory stays there."""
    seen = []
    assert int(Child(lambda: seen.append(1) or str(os.getpid()).encode(), LITTLE).result()) != os.getpid()
    assert seen == []


def test_an_exception_that_is_foreseen_comes_out_as_it_was():
    """Of its own class, with its arguments."""

    class Told(Exception):  # noqa: N818 - it is told
        pass

    def work():
        raise Told("så här", 3)

    with pytest.raises(Told) as caught:
        Child(work, LITTLE, KeyError, Told).result()
    assert caught.value.args == ("så här", 3)


def test_an_exception_that_nobody_foresaw_brings_its_traceback():
    """It is a fault of ours, and whoever mends it needs to see where."""
    with pytest.raises(Fault, match=r"(?s)test_child.py.*ZeroDivisionError"):
        Child(lambda: bytes(1 // 0), LITTLE).result()


def test_work_without_end_is_ended():
    """By the processor time that it takes."""
    with pytest.raises(Ended, match="för lång tid"):
        Child(endless, LITTLE).result()


def test_work_that_waits_for_ever_is_ended(monkeypatch):
    """Sleeping takes no processor time; the clock ends it."""
    monkeypatch.setattr(Limits, "patience", 0.2)
    with pytest.raises(Ended, match="för lång tid"):
        Child(idle, LITTLE).result()


def test_work_that_eats_memory_is_ended():
    """Before the machine suffers."""
    with pytest.raises(Ended, match="mer än 400 MB"):
        Child(lambda: bytes(500_000_000), LITTLE).result()


def test_a_child_of_a_large_process_has_its_share_all_the_same():
    """What it was forked with doesn't count: a child of a process with much in its memory works as any other."""
    held = mmap.mmap(-1, 2_000_000_000)
    try:
        assert Child(lambda: b"x" * 10_000_000, LITTLE).result() == b"x" * 10_000_000
        with pytest.raises(Ended, match="mer än 400 MB"):
            Child(lambda: bytes(500_000_000), LITTLE).result()
    finally:
        held.close()


def test_a_childs_child_has_its_share_all_the_same():
    """Of time and of memory, whatever the child itself may use and holds."""

    def work():
        held = bytes(300_000_000)
        inner = Child(lambda: json.dumps([resource.getrlimit(one) for one in kinds]).encode(), given.of_a_child)
        assert len(bytes(held)) == 300_000_000
        return inner.result()

    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    given = Limits(2, 400_000_000 * 2, children=5)
    (time_, memory) = json.loads(Child(work, given).result())
    assert time_ == [5, 5]
    assert memory[0] == memory[1] >= 800_000_000 + 300_000_000


def test_an_answer_without_end_is_ended(monkeypatch):
    """The parent's memory is not the child's to fill."""
    monkeypatch.setattr("asn.sandbox.child.MOST_ANSWER_BYTES", 1_000_000)
    assert MOST_ANSWER_BYTES > 1_000_000
    with pytest.raises(Ended, match="mer än 1 MB"):
        Child(lambda: bytes(5_000_000), LITTLE).result()


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGILL])
def test_a_crash_is_told(number):
    """As after a fault in a library."""
    with pytest.raises(Ended, match=f"kraschade .signal {number:d}"):
        Child(lambda: crash(number), LITTLE).result()


def test_libraries_that_abort_have_run_out_of_memory():
    """Pango's does so where an allocation fails."""
    with pytest.raises(Ended, match="minne"):
        Child(lambda: crash(signal.SIGABRT), LITTLE).result()


def test_a_handler_of_the_parents_doesnt_keep_the_child_alive():
    """The parent may want to speak when its own time is out."""
    before = signal.signal(signal.SIGXCPU, lambda *_: None)
    try:
        with pytest.raises(Ended):
            Child(endless, LITTLE).result()
    finally:
        signal.signal(signal.SIGXCPU, before)


def test_the_child_reaches_no_network():
    """Not even the machine itself, where the system can part them."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def work():
            try:
                socket.create_connection(server.getsockname(), timeout=2).close()
            except OSError:
                return b"no"
            return b"yes"

        assert Child(work, LITTLE).result() == b"no"


def test_the_limits_are_the_childs_alone():
    """The parent goes on with what it had."""
    before = [resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)]
    Child(lambda: b"", LITTLE).result()
    assert before == [
        resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)
    ]


def test_a_child_that_nobody_asks_is_ended():
    """As when something else went wrong meanwhile."""
    with pytest.raises(KeyError), Child(idle, LITTLE):
        raise KeyError


def test_the_child_goes_with_its_parent():
    """A killed build leaves nothing behind that goes on working, or holds a lock."""

    def middle():
        with Child(idle, Limits(5)) as inner:
            yield str(inner._pid).encode()
            idle()

    with Child(middle, Limits(1, children=5)) as child:
        pid = int(child.next())
        assert state(pid) not in {"", "Z"}
        os.kill(child._pid, signal.SIGKILL)
        for _ in range(100):
            if state(pid) in {"", "Z"}:
                break
            time.sleep(0.05)
    assert state(pid) in {"", "Z"}


def test_an_assistant_answers_and_remembers():
    """Question after question, in one process, with its time for each."""
    seen = []

    def work(question):
        seen.append(question)
        sum(range(10**7))  # a fifth of a second
        return b",".join(seen)

    with Worker(work, Limits(1)) as child:
        answers = [child.ask(str(number).encode() * 70_000) for number in range(8)]
    assert [len(answer.split(b",")) for answer in answers] == list(range(1, 9))
    assert seen == []


def test_an_assistant_that_takes_too_long_is_ended():
    """By the time of the one question."""
    child = Worker(lambda question: question or endless(), Limits(1))
    assert child.ask(b"a") == b"a"
    with pytest.raises(Ended, match="för lång tid"):
        child.ask(b"")


def test_an_assistant_that_crashes_is_told_of():
    """At the question that it died of, and not later."""
    child = Worker(lambda question: question or crash(signal.SIGSEGV), LITTLE)
    assert child.ask(b"a") == b"a"
    with pytest.raises(Ended, match="kraschade"):
        child.ask(b"")


def test_files_are_packed_and_unpacked():
    """Names in any alphabet, and empty files, and none."""
    files = [("mål.md", "å".encode()), ("tom", b""), ("x/y.bin", bytes(range(256)))]
    assert unpacked(packed(files)) == files
    assert unpacked(packed([])) == []
