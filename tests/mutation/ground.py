"""The real content, copied, with a fault planted in it; and what the checks say then.

Reading and validating are functions of a file's bytes alone, so what has been read once is kept: a fault costs one file
and the rules of the reports that can see it.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from asn.check import RULES, examine
from asn.finding import Finding
from asn.load import reading
from asn.load.project import Projekt, load_project
from asn.model.record import Post, Värde
from asn.model.report import Rapport
from asn.read import Tree

from .fault import Fault, Shift, Zone


class Ground:
    """A copy of a project that faults are planted in, one at a time."""

    def __init__(self, source: Path, copy: Path, lifted: str = "") -> None:
        """Copy the content of ``source``; without the exceptions from the rule ``lifted``."""
        shutil.copytree(source / "content", copy / "content")
        self.root = copy
        self.projekt: Projekt = load_project(copy)
        if lifted:
            for file, text in _without_exceptions(self.projekt, lifted).items():
                (copy / file).write_text(text, encoding="utf-8")
            self.projekt = load_project(copy)
        self.untouched = self._said()

    @property
    def adopted(self) -> tuple[Rapport, ...]:
        """The reports that are no drafts: in a draft much is still missing, and many rules are milder."""
        return tuple(report for report in self.projekt.rapporter if not report.utkast)

    def text(self, file: str) -> str:
        """The untouched text of a file; of one that isn't there, nothing."""
        return self.projekt.texter.get(file, "")

    def planted(self, fault: Fault) -> Iterator[frozenset[Finding]]:
        """What is said with a fault in the copy, little by little, so that one can stop when it is found.

        First what reading says, then the rules of the reports where the fault is to be found, then those of the others.
        """
        path = self.root / fault.file
        before = path.read_bytes() if path.exists() else None
        try:
            _put(path, fault.applied(self.text(fault.file)))
            now = load_project(self.root)
        finally:
            _put(path, before)
        yield frozenset(now.fynd)
        reports = [report for report in now.rapporter if self._can_see(report, fault)]
        near = {zone.file.rpartition("/")[0] for zone in fault.zones}
        for report in sorted(reports, key=lambda report: f"content/{report.namn}" not in near):
            yield frozenset(examine(report, now.tidigare(report), RULES).fynd)

    def _can_see(self, report: Rapport, fault: Fault) -> bool:
        """Whether a report's rules can see the file: it is of its own period, of an earlier one, or a register."""
        own = next((r for r in self.projekt.rapporter if fault.file.startswith(f"content/{r.namn}/")), None)
        return own is None or report.ordning >= own.ordning

    def _said(self) -> frozenset[Finding]:
        judged = (examine(report, self.projekt.tidigare(report), RULES).fynd for report in self.projekt.rapporter)
        return frozenset(self.projekt.fynd).union(*judged)

    def excuses(self, fault: Fault) -> bool:
        """Whether an exception in the content would excuse the fault, so that nobody could find it."""
        text = self.text(fault.file)
        line = text.count("\n", 0, fault.start) + 1
        places = [Zone(fault.file, line, line), *fault.zones]
        return any(
            exception.regel in fault.codes
            and not fault.removes(text, exception.at())
            and any(_covers(item, zone) for zone in places)
            for report in self.projekt.rapporter
            for item in (*report.poster(Post), *report.skalor())
            for exception in item.undantag
        )


def _without_exceptions(projekt: Projekt, code: str) -> dict[str, str]:
    """The files that hold exceptions from a rule, without those exceptions."""
    gone: dict[str, set[int]] = {}
    for report in projekt.rapporter:
        for item in report.poster(Post):
            ours = [index for index, exception in enumerate(item.undantag) if exception.regel == code]
            places = [item.at("undantag", index) for index in ours]
            if ours and len(ours) == len(item.undantag):
                places.append(item.key("undantag"))
            for place in places:
                gone.setdefault(place.file, set()).update(range(place.line, place.end_line + 1))
    return {
        file: "".join(
            line for number, line in enumerate(projekt.texter[file].splitlines(keepends=True), 1) if number not in lines
        )
        for file, lines in gone.items()
    }


def _covers(item: Värde, zone: Zone) -> bool:
    place = item.at()
    return place.file == zone.file and item.key().line <= zone.first and zone.last <= place.end_line


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)


def news(before: frozenset[Finding], after: frozenset[Finding], shift: Shift) -> tuple[Finding, ...]:
    """The findings that a fault has brought: those that didn't stand there before, whatever line they stood on."""
    known = {(found.code, found.message, found.place.file, found.place.line) for found in before}
    return tuple(
        sorted(
            found
            for found in after - before
            if (found.code, found.message, found.place.file, shift.before(found.place.file, found.place.line))
            not in known
        )
    )


@contextmanager
def remembered_reading() -> Iterator[None]:
    """Read and validate each content of a file once."""
    with ExitStack() as patches:
        for name in ("read_yaml", "validated_section", "record"):
            patches.enter_context(patch.object(reading, name, _once(getattr(reading, name))))
        yield


def _once(made: Callable[..., Any]) -> Callable[..., Any]:
    kept: dict[tuple[Any, ...], tuple[tuple[Any, ...], Any]] = {}

    def remembered(*given: Any) -> Any:
        # A tree can't be hashed; it is kept, so that its identity is its own.
        key = tuple(id(value) if isinstance(value, Tree) else value for value in given)
        if key not in kept:
            kept[key] = given, made(*given)
        return kept[key][1]

    return remembered
