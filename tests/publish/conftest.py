"""A report before and after, and a disk that fails when told to."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from asn.files import folder as folder_module
from asn.publish import Fingerprint, Output, digest

PATCHED = ("mkdir", "replace", "unlink", "rmdir", "fsync")


class Disk:
    """Counts what is asked of the disk, and lets ``act`` happen just before the chosen steps."""

    def __init__(self, act: Callable[[], None], at: set[int] | range) -> None:
        self.act, self.at, self.steps = act, at, 0

    def step(self) -> None:
        self.steps += 1
        if self.steps in self.at:
            self.act()

    @contextmanager
    def failing(self, *, exchanges: bool = True) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in PATCHED:
                patch.setattr(os, name, self._counted(getattr(os, name)))
            patch.setattr(os, "open", self._opened(os.open))
            patch.setattr(os, "write", self._torn(os.write))
            call = folder_module.exchange if exchanges else lambda *_: False
            patch.setattr("asn.files.folder.exchange", self._counted(call))
            yield

    def _counted(self, call):
        def counted(*args, **kwargs):
            self.step()
            return call(*args, **kwargs)

        return counted

    def _opened(self, call):
        def opened(path, flags, *args, **kwargs):
            if flags & os.O_EXCL:
                self.step()
            return call(path, flags, *args, **kwargs)

        return opened

    def _torn(self, call):
        """A write that can stop half way."""

        def torn(handle, data):
            done = call(handle, data[: len(data) // 2])
            self.step()
            return done + call(handle, data[len(data) // 2 :])

        return torn


class Report:
    """One edition of a report: what is published, and whether a folder holds just that."""

    def __init__(self, files: dict[str, bytes], source: bytes) -> None:
        self.files = files
        self.outputs = [Output(name, data) for name, data in files.items()]
        self.fingerprint = Fingerprint({"mål.yaml": digest(source)}, {"weasyprint": "70.0"})

    def is_in(self, folder: Path, *, beside: tuple[str, ...] = ()) -> bool:
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        return found - set(beside) == {*self.files, "manifest.json"} and all(
            (folder / name).read_bytes() == data for name, data in self.files.items()
        )


@pytest.fixture
def disk() -> type[Disk]:
    return Disk


@pytest.fixture
def old() -> Report:
    return Report({"rapport.md": b"gammal" * 99, "tabeller/drift.csv": b"1;2\n", "tabeller/bort.csv": b"x"}, b"a: 1")


@pytest.fixture
def new() -> Report:
    return Report({"rapport.md": b"ny" * 99, "tabeller/drift.csv": b"3;4\n", "figurer/ljus.svg": b"<svg/>"}, b"a: 2")


@pytest.fixture
def editions(old: Report, new: Report) -> tuple[Report, Report]:
    return old, new


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "build" / "2023" / "T1"
