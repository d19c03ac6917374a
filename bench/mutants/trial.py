"""Tests against mutants: a pytest that has collected a part's tests, and forks for each mutant."""

import functools
import gc
import importlib
import pickle
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import coverage
import pytest
from bench.mutants.mutant import Mutant
from bench.mutants.parts import Part
from bench.mutants.process import ran
from bench.mutants.surgery import module_name, planted, swapped
from hypothesis import HealthCheck, Phase, settings

PATIENCE = 10.0
"""Seconds that a mutant gets beyond four times what its tests take."""
EXAMPLES = 30
CACHED = type(functools.lru_cache(len))
SETTINGS = "_hypothesis_internal_use_settings"
KILLED, SURVIVED, UNBORN, ELSEWHERE = 1, 0, 2, 3
QUIET = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:cov", "-W", "ignore::pytest.PytestAssertRewriteWarning")


class Outcome(StrEnum):
    """What became of a mutant. One that can't even be imported is unborn, and counts as none."""

    KILLED = "killed"
    SURVIVED = "survived"
    SLOW = "slow"
    UNBORN = "unborn"


@dataclass
class Known:
    """What each test ran, and how long it took."""

    tests: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)

    def covering(self, mutant: Mutant) -> list[str]:
        """The tests that ran the mutant's lines, the fastest first; none if it is run only at import."""
        names = set().union(*(self.tests.get((str(mutant.file), line), ()) for line in mutant.lines))
        return sorted(names, key=lambda name: (self.seconds[name], name))

    def touching(self, mutant: Mutant) -> list[str]:
        """The tests that ran any line of the mutant's file, the fastest first; and those that ran none of any file.

        A test that only looks at a constant runs nothing.
        """
        names = set().union(*(tests for (file, _), tests in self.tests.items() if file == str(mutant.file)))
        names |= self.seconds.keys() - set().union(*self.tests.values())
        return sorted(names, key=lambda name: (self.seconds[name], name))


class Hurry:
    """The plugin that gives property tests few examples: thousands of runs have to be paid for.

    What they would find with more is not counted, so the score is a lower bound.
    """

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Settings can be given once only, and the test has given them; so they are put in their place."""
        for item in items:
            body = getattr(item, "obj", None)
            given = getattr(body, SETTINGS, None)
            if given:
                setattr(body, SETTINGS, settings(given, max_examples=min(given.max_examples, EXAMPLES)))


class Trials:
    """The plugin that takes the place of pytest's own loop."""

    def __init__(self, part: Part, mutants: Sequence[Mutant], told: Callable[[Mutant, Outcome], None]) -> None:
        self.part = part
        self.mutants = mutants
        self.told = told

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once, then those that matter against each mutant."""
        for file in self.part.files():
            importlib.import_module(module_name(file))
        items = {item.nodeid: item for item in session.items}
        known = _measured(self.part, items)
        for mutant in self.mutants:
            self.told(mutant, _tried(mutant, items, known))
        return True


def tried(part: Part, mutants: Sequence[Mutant], told: Callable[[Mutant, Outcome], None]) -> int:
    """Try the mutants, telling what became of each; gives pytest's exit code."""
    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    return int(pytest.main([*part.tests, *QUIET, "-s"], plugins=[Hurry(), Trials(part, mutants, told)]))


def _measured(part: Part, items: dict[str, pytest.Item]) -> Known:
    """Run everything in a child, so that nothing is cached here, and see what each test runs."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "known")

        def measure() -> int:
            known = Known()
            watch = coverage.Coverage(data_file=None, config_file=False, include=[str(file) for file in part.files()])
            watch.start()
            failed = [item.nodeid for item in items.values() if not _passes(item, known, watch)]
            watch.stop()
            told = (dict(_contexts(watch)), known.seconds, failed)
            path.write_bytes(pickle.dumps(told))
            return 0

        code = ran(measure, 600)
        if code != 0:
            raise RuntimeError(f"the tests could not be run: {code}")
        tests, seconds, failed = pickle.loads(path.read_bytes())  # noqa: S301  # written above
    if failed:
        raise RuntimeError(f"these fail without any mutant: {failed}")
    return Known(tests, seconds)


def _passes(item: pytest.Item, known: Known, watch: coverage.Coverage) -> bool:
    _forget()
    started = time.perf_counter()
    watch.switch_context(item.nodeid)
    passed = _run([item])
    known.seconds[item.nodeid] = time.perf_counter() - started
    return passed


def _forget() -> None:
    """Empty the caches of our functions: what one test had computed, another would not be seen to run."""
    for found in gc.get_objects():
        if isinstance(found, CACHED) and found.__module__.startswith("asn."):
            found.cache_clear()


def _contexts(watch: coverage.Coverage) -> Iterator[tuple[tuple[str, int], set[str]]]:
    data = watch.get_data()
    for file in data.measured_files():
        for line, names in data.contexts_by_lineno(file).items():
            yield (file, line), {name for name in names if name}


class Failures:
    """Whether a report was of a failure."""

    def __init__(self) -> None:
        self.any = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that it failed."""
        self.any = self.any or report.failed


def _run(items: Sequence[pytest.Item]) -> bool:
    """Whether the tests pass; the first that doesn't is the last that is run."""
    failures = Failures()
    manager = items[0].config.pluginmanager
    manager.register(failures)
    try:
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if failures.any:
                return False
    finally:
        manager.unregister(failures)
    return True


def _tried(mutant: Mutant, items: dict[str, pytest.Item], known: Known) -> Outcome:
    """First among the living, where that is possible, since it is ten times faster; else from the import on."""
    covering = known.covering(mutant)
    if mutant.in_function and covering:
        chosen = [items[name] for name in covering]
        code = ran(lambda: _among_the_living(mutant, chosen), _limit(known, covering))
        if code != ELSEWHERE:
            return _outcome(code)
    names = known.touching(mutant)
    return _outcome(ran(lambda: _from_the_import(mutant, names), _limit(known, names)))


def _limit(known: Known, names: Sequence[str]) -> float:
    return PATIENCE + 4 * sum(known.seconds[name] for name in names)


def _among_the_living(mutant: Mutant, items: Sequence[pytest.Item]) -> int:
    if not swapped(mutant):
        return ELSEWHERE
    return SURVIVED if _run(items) else KILLED


def _from_the_import(mutant: Mutant, names: Sequence[str]) -> int:
    if not planted(mutant):
        return UNBORN
    if not names:
        return SURVIVED
    return SURVIVED if pytest.main([*names, *QUIET], plugins=[Hurry()]) == 0 else KILLED


def _outcome(code: int | None) -> Outcome:
    """A child that dies of itself is killed as well: a test that crashes has failed."""
    if code is None:
        return Outcome.SLOW
    return {SURVIVED: Outcome.SURVIVED, UNBORN: Outcome.UNBORN}.get(code, Outcome.KILLED)


assert sys.platform != "win32", "mutants are tried in forked children"
